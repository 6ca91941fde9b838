"""What the commands that write YAML share: whom they ask about, and how a draft becomes a file.

A draft is checked before it is written: the register is read with it in its place, and whatever
the checks say of it that they did not say before is shown. An error stops it.
"""

from __future__ import annotations

import difflib
import shlex
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from promisetrack.cli.shell import words
from promisetrack.diagnostic import say, say_n
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from promisetrack.cli.prompts import Desk
    from promisetrack.cli.shell import Session
    from promisetrack.cli.tracker import Opened
    from promisetrack.diagnostic import Diagnostic, Message
    from promisetrack.register.drafting import Data, Draft
    from promisetrack.register.register import Entry, Register

REFUSED = 1
_CHECK = say("run promisetrack check, mend what it names, and try again")
LINES = 60
"""So many lines of a draft are shown."""


def commitment_of(desk: Desk, register: Register, identity: str | None) -> Entry:
    """Return the commitment that an id names; asked for where it is not given."""
    known = register.commitments
    if identity is not None and identity not in known:
        mind_the_unread(register, f"/{identity}.yaml")
    if not known:
        mind_the_unread(register, ".yaml")
        raise PromisetrackError(
            say("this tracker has no commitment yet"), say("“promisetrack new” writes the first")
        )
    if identity is None:
        identity = desk.choice("ID", None, say("Which commitment?"), _titles(register))
        desk.finish()
    if identity not in known:
        raise UsageFault(
            say("there is no commitment “{id}”", id=str(identity)), _near(str(identity), known)
        )
    return known[str(identity)]


def _titles(register: Register) -> dict[str, str]:
    """Return the titles of all commitments, with the id behind one that is there twice."""
    titles = {one: title_of(entry, register) for one, entry in register.commitments.items()}
    counts = Counter(titles.values())
    return {
        one: f"{title} ({one})" if counts[title] > 1 else title for one, title in titles.items()
    }


def _near(identity: str, known: Mapping[str, Entry]) -> Message:
    near = difflib.get_close_matches(identity, known, n=1)
    if near:
        return say("did you mean “{near}”?", near=near[0])
    return say("an id is the name of a file in “commitments”, without “.yaml”")


def contents(register: Register, entry: Entry) -> Data:
    """Return a copy of what the file of a record says.

    Raises PromisetrackError where the record has faults that a change would carry on.
    """
    from promisetrack.register.drafting import data_of

    if entry.path not in register.documents or entry.at or entry.path in register.unread:
        raise _unread(register, entry.path)
    return data_of(register, entry)


def mind_the_unread(register: Register, ending: str) -> None:
    """Refuse to go on where what is asked for may stand in a file that cannot be read."""
    path = next((one for one in sorted(register.unread) if one.endswith(ending)), None)
    if path is not None:
        raise _unread(register, path)


def _unread(register: Register, path: str) -> PromisetrackError:
    """Return the refusal to change a file, with the first thing that is wrong with it."""
    faults = sorted(
        (one for one in register.faults if one.path == path), key=lambda one: one.span.start.line
    )
    if not faults:
        return PromisetrackError(
            say("“{path}” cannot be changed because it cannot be read", path=path), _CHECK
        )
    line, why = faults[0].span.start.line, faults[0].message
    return PromisetrackError(
        say("“{path}” cannot be changed: line {line}: {why}", path=path, line=line, why=why),
        _CHECK,
    )


def language_of(register: Register, plan: str | None = None) -> str:
    """Return the language in which texts of a plan are written when no language is named."""
    for entry in (register.plans.get(plan or ""), register.tracker):
        named = entry.data.get("languages") if entry else None
        if isinstance(named, list) and named:
            return str(named[0])
    return "en"


def title_of(entry: Entry, register: Register, key: str = "title") -> str:
    """Return the title of a record in the reader's language."""
    from promisetrack.model.text import pick

    default = language_of(register, entry.plan)
    return pick(entry.data.get(key), (words().language,), default).text or entry.id


def organisations(register: Register) -> dict[str, str]:
    """Return every organisation: id → name in the reader's language."""
    return {one: title_of(entry, register, "name") for one, entry in register.organisations.items()}


def evidence_of(entry: Entry, register: Register) -> dict[str, str]:
    """Return the evidence that a commitment can cite, its plan's included: id → title."""
    from promisetrack.model.text import pick

    plan = register.plans.get(entry.plan or "")
    default = language_of(register, entry.plan)
    found: dict[str, str] = {}
    for record in (entry, plan):
        for item in (record.data.get("evidence") or ()) if record else ():
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                title = pick(item.get("title"), (words().language,), default).text
                found.setdefault(item["id"], title or item["id"])
    return found


def statuses_of(entry: Entry, register: Register) -> dict[str, str]:
    """Return the statuses that a commitment may have: id → words in the reader's language."""
    from promisetrack.model.schemes import allowed_statuses, status_label
    from promisetrack.model.text import pick
    from promisetrack.register.computed import scheme_of

    scheme = scheme_of(entry, register)
    reader = (words().language,)
    return {
        one: pick(status_label(one, scheme), reader, "en").text for one in allowed_statuses(scheme)
    }


def words_of_statuses(entry: Entry, register: Register) -> dict[str, str]:
    """Return the words for those statuses in all languages, in their plain form."""
    from promisetrack.model.schemes import allowed_statuses, status_label
    from promisetrack.model.text import all_of
    from promisetrack.register.computed import scheme_of
    from promisetrack.source.labels import plain

    scheme = scheme_of(entry, register)
    return {
        plain(spoken.text): one
        for one in allowed_statuses(scheme)
        for spoken in all_of(status_label(one, scheme), "en")
    }


def vocabulary(name: str) -> dict[str, str]:
    """Return the words of a vocabulary with their labels in the reader's language."""
    from promisetrack.model.vocabulary import VOCABULARIES, label

    return {one: words().text(label(name, one)) for one in VOCABULARIES[name]}


def settle(
    desk: Desk,
    opened: Opened,
    drafts: Sequence[Draft],
    *,
    day: date,
    session: Session,
    subject: tuple[str, Message],
) -> int:
    """Check the drafts, write them, and say what was written and what to do next."""
    from promisetrack.edges.drafts import write

    wanted = [one for one in drafts if one.is_changed]
    if not wanted:
        click.echo(words().text(say("nothing changed")))
        return 0
    found, after = _news(opened, wanted, day)
    errors = [one for one in found if one.level == "error"]
    if errors:
        _show(errors, after, day=day, session=session)
        click.echo(words().text(say("nothing was written")), err=True)
        if not desk.agrees(say("Write it all the same, and mend it by hand?")):
            desk.recall()
            return REFUSED
    desk.end()
    try:
        write(opened.root, [(one.path, one.old, one.new) for one in wanted])
    except (PromisetrackError, OSError):
        desk.recall()
        raise
    _tell(wanted, opened.prefix, session=session)
    rest = [one for one in found if one.level != "error"]
    if rest and not session.quiet:
        click.echo(words().text(say("This can be better still:")), err=True)
        _show(rest, after, day=day, session=session)
    if not session.quiet:
        _next(opened, [one.path for one in wanted], subject)
    return 0


def _news(opened: Opened, drafts: Sequence[Draft], day: date) -> tuple[list[Diagnostic], Opened]:
    """Return what the checks say of the drafted files that they did not say before."""
    from promisetrack.checks.runner import run
    from promisetrack.files import SourceFile
    from promisetrack.register.load import load

    files = {
        **opened.register.files,
        **{one.path: SourceFile(one.path, one.new) for one in drafts},
    }
    after = replace(opened, register=load(files.values()))
    old = {_mark(one) for one in run(opened.register, today=day)}
    paths = {one.path for one in drafts}
    found = [
        one
        for one in run(after.register, today=day)
        if one.suppressed is None and one.path in paths and _mark(one) not in old
    ]
    return found, after


def _mark(one: Diagnostic) -> tuple[object, ...]:
    return one.check, one.path, one.route, one.message


def _show(found: Sequence[Diagnostic], opened: Opened, *, day: date, session: Session) -> None:
    from promisetrack.cli.check import show

    text = show(tuple(found), opened, form="text", day=day.isoformat(), session=session)
    click.echo(text, err=True, nl=False)


def _tell(drafts: Sequence[Draft], prefix: str, *, session: Session) -> None:
    for one in drafts:
        path = f"{prefix}{one.path}"
        is_new = one.old is None
        message = say("new: {path}", path=path) if is_new else say("changed: {path}", path=path)
        click.echo(words().text(message))
        if not session.quiet:
            _changed_lines(one)


def _changed_lines(draft: Draft) -> None:
    """Show the lines that were added (+) and those that they replace (-)."""
    from promisetrack.output.escape import visible

    old = (draft.old or b"").decode("utf-8", "replace").splitlines()
    new = draft.new.decode("utf-8", "replace").splitlines()
    if b"\0" in draft.new or not draft.path.endswith(".yaml"):
        return
    lines = [
        line
        for line in difflib.unified_diff(old, new, lineterm="", n=0)
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]
    for line in lines[:LINES]:
        click.echo(f"  {visible(line)}")
    if len(lines) > LINES:
        more = say_n("and {n} line more", "and {n} lines more", len(lines) - LINES)
        click.echo(f"  {words().text(more)}")


def _next(opened: Opened, paths: Sequence[str], subject: tuple[str, Message]) -> None:
    """Say how to check and record it; on no branch, how to begin one, so that it is not lost."""
    from promisetrack.edges.start import branch_of, top_of

    record, what = subject
    lines = ["promisetrack check"]
    top = top_of(opened.root)
    if top is not None:
        line = shlex.quote(f"{record}: {words().text(what)}")
        where = " ".join(shlex.quote(f"{opened.prefix}{one}") for one in paths)
        begin = [] if branch_of(top) else [f"git switch -c {record}"]
        lines += [*begin, f"git add {where}", f"git commit -m {line}"]
    click.echo(words().text(say("What to do next:")), err=True)
    for line in lines:
        click.echo(f"  {line}", err=True)
