"""Mending all files of a tracker: what each may refer to, and what was done to which."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.files import EXECUTABLE, REGULAR, SourceFile
from promisetrack.register.layout import classify
from promisetrack.register.load import load
from promisetrack.source.mend_lines import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from promisetrack.cli.shell import Session
    from promisetrack.register.register import Register
    from promisetrack.source.mend import Mended
    from promisetrack.source.mend_meant import Known

RECORDS = ("tracker", "organisation", "theme", "place", "plan", "commitment", "assessment")
PASSES = 2
"""An id that the first pass mends may be what the second one needs."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The files behind the mending, and what was done: path (the old one) → changes."""

    files: tuple[SourceFile, ...]
    changes: Mapping[str, tuple[Change, ...]]
    renamed: Mapping[str, str]


def mend_tree(
    files: Iterable[SourceFile],
    wanted: frozenset[str] | None = None,
    *,
    ended_by_checkout: frozenset[str] = frozenset(),
) -> Outcome:
    """Mend every file, or those that are wanted (paths).

    The lines of files in `ended_by_checkout` end in CRLF on this disk alone, and go on doing so.
    """
    held, renamed = _renamed(tuple(files), wanted)
    changes: dict[str, tuple[Change, ...]] = {
        new: (Change(1, say("the file is now “{name}”", name=new.rsplit("/", 1)[-1])),)
        for new in renamed.values()
    }
    for _ in range(PASSES):
        register = load(held)
        found: list[SourceFile] = []
        for file in held:
            role = classify(file.path).role
            is_wanted = wanted is None or file.path in wanted or file.path in renamed.values()
            if role in RECORDS and is_wanted and file.mode in (REGULAR, EXECUTABLE):
                known = known_to(register, file.path)
                mended = _mended(file, role, known, is_ended=file.path in ended_by_checkout)
                if mended.changes:
                    changes[file.path] = (*changes.get(file.path, ()), *mended.changes)
                    file = replace(file, content=mended.content, blob="")  # noqa: PLW2901 - the mended one stands for it
            found.append(file)
        held = tuple(found)
    return Outcome(held, dict(sorted(changes.items())), renamed)


def _mended(file: SourceFile, role: str, known: Known, *, is_ended: bool) -> Mended:
    from promisetrack.source.mend import Mended, mend

    if not is_ended:
        return mend(file, role, known)
    mended = mend(replace(file, content=file.content.replace(b"\r\n", b"\n")), role, known)
    return Mended(mended.content.replace(b"\n", b"\r\n"), mended.changes)


def fix_files(session: Session, paths: Sequence[str]) -> None:
    """Mend the files of the working tree, or those that are asked for, and say what was done."""
    from promisetrack.cli.tracker import find, prefix_of, selected
    from promisetrack.edges.checkout import ended_by_checkout
    from promisetrack.edges.disk import read_tree
    from promisetrack.edges.drafts import rename, write

    root = find(session)
    files = read_tree(root)
    asked = selected(paths, root)
    wanted = None if asked is None else frozenset(_below(files, asked))
    outcome = mend_tree(files, wanted, ended_by_checkout=ended_by_checkout(root, files))
    for old, new in outcome.renamed.items():
        rename(root, old, new)
    before = {outcome.renamed.get(one.path, one.path): one.content for one in files}
    write(
        root,
        [
            (one.path, before[one.path], one.content)
            for one in outcome.files
            if one.content != before[one.path]
        ],
    )
    _tell(outcome, prefix_of(root))


def _below(files: Iterable[SourceFile], asked: Sequence[str]) -> Iterator[str]:
    for one in files:
        if any(
            one.path == each or one.path.startswith(f"{each}/") or each == "." for each in asked
        ):
            yield one.path


def _tell(outcome: Outcome, prefix: str) -> None:
    """Say what was done, file by file, on standard error: findings alone are the result."""
    import click

    from promisetrack.cli.shell import words
    from promisetrack.output.escape import visible

    for path, changes in outcome.changes.items():
        click.echo(words().text(say("mended: {path}", path=visible(f"{prefix}{path}"))), err=True)
        for one in changes:
            place = words().text(say("line {line}: {what}", line=one.line, what=one.message))
            click.echo(f"  {visible(place)}", err=True)
    if not outcome.changes:
        click.echo(words().text(say("nothing could be mended with certainty")), err=True)


def _renamed(
    files: tuple[SourceFile, ...], wanted: frozenset[str] | None
) -> tuple[tuple[SourceFile, ...], dict[str, str]]:
    """Give `.yml` files their right name, where nothing has it."""
    paths = {one.path for one in files}
    renamed: dict[str, str] = {}
    for one in files:
        new = f"{one.path.removesuffix('.yml')}.yaml"
        is_record = one.path.endswith(".yml") and classify(new).role in RECORDS
        if is_record and new not in paths and (wanted is None or one.path in wanted):
            renamed[one.path] = new
    moved = tuple(
        replace(one, path=renamed[one.path]) if one.path in renamed else one for one in files
    )
    return moved, renamed


def known_to(register: Register, path: str) -> Known:
    """Return what a file's values may mean: statuses of its plan, names and ids of records."""
    from promisetrack.model.schemes import allowed_statuses, status_label, status_scheme
    from promisetrack.model.text import all_of
    from promisetrack.source.mend_meant import Known

    place = classify(path)
    plan = register.plans.get(place.plan or "")
    name = plan.data.get("status_scheme") if plan else None
    tracker = register.tracker.data if register.tracker else None
    scheme = status_scheme(name if isinstance(name, str) else None, tracker)
    statuses = {
        one: tuple(spoken.text for spoken in all_of(status_label(one, scheme), "en"))
        for one in allowed_statuses(scheme)
    }
    kinds = ("organisation", "theme", "place")
    names = {kind: _names(register, kind) for kind in kinds}
    return Known(statuses, names, place.stem or "", _ids(register, path))


def _names(register: Register, kind: str) -> dict[str, str]:
    from promisetrack.model.text import all_of
    from promisetrack.source.labels import plain

    found: dict[str, str] = {}
    twice: set[str] = set()
    for identity, entry in register.of_kind(kind).items():
        for word in {plain(one.text) for one in all_of(entry.data.get("name"), "")}:
            if found.setdefault(word, identity) != identity:
                twice.add(word)
        found.setdefault(plain(identity), identity)
    return {word: identity for word, identity in found.items() if word not in twice}


def _ids(register: Register, path: str) -> frozenset[str]:
    """Return the ids of the items of a file and of its plan."""
    from promisetrack.register.drafting import taken_ids

    place = classify(path)
    plan = register.plans.get(place.plan or "")
    own = [one.data for one in register.entries if one.path == path]
    found: set[str] = set()
    for record in (*own, *([plan.data] if plan else [])):
        found |= taken_ids(record)
    return frozenset(found)
