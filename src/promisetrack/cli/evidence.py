"""`promisetrack evidence add ID`: a document that shows something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from promisetrack.cli.completing import commitments
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, translate_help
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from promisetrack.cli.answers import Reading
    from promisetrack.cli.prompts import Desk
    from promisetrack.register.drafting import Data, Draft
    from promisetrack.register.register import Entry, Register


class _Group(click.Group):
    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        translate_help(self)
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for command in self.commands.values():
            translate_help(command)
        super().format_commands(ctx, formatter)


@click.group(cls=_Group, help=_("Evidence: what shows that a promise is kept."))
def evidence() -> None:
    """Hold the commands about evidence."""


@evidence.command(cls=Command, help=_("Add evidence to a commitment."))
@click.argument("identity", metavar="[ID]", required=False, shell_complete=commitments)
@click.option("--title", metavar="TEXT", help=_("The title of the document."))
@click.option("--url", metavar="URL", help=_("The web address of the document."))
@click.option("--file", metavar="PATH", help=_("A document to keep in the tracker: it is copied."))
@click.option("--shows", metavar="TEXT", help=_("What it establishes."))
@click.option("--kind", metavar="KIND", help=_("What kind of document it is."))
@click.option("--publisher", metavar="TEXT", help=_("Who published it."))
@click.option("--published", metavar="DATE", help=_("When it was published."))
@click.option("--document-language", metavar="L", help=_("The language of the document, as fr."))
@click.option("--page", metavar="TEXT", help=_("The page where to look."))
@click.option("--id", "name", metavar="ID", help=_("Its permanent name; default: from the title."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.pass_obj
def add(session: Session, /, identity: str | None, **given: Any) -> int:
    """Ask for evidence, check it, and write it; a document is copied beside the plan."""
    from promisetrack.cli.prompts import Desk
    from promisetrack.cli.tracker import asked_day, open_tree
    from promisetrack.cli.writing import commitment_of, contents, settle
    from promisetrack.register.drafting import changed, with_item

    opened = open_tree(session)
    register = opened.register
    day = asked_day(given.pop("today"), register)
    desk = Desk(is_bare=not any(given.values()))
    entry = commitment_of(desk, register, identity)
    data = contents(register, entry)
    title = desk.text("--title", given["title"], say("The title of the document"))
    where = _where(desk, given)
    details = _details(desk, given)
    _say_what_is_needed(desk, where, details)
    desk.finish()
    name = _name(desk, register, entry, data, given["name"], title)
    copies, kept = _copy(register, entry, where.get("file"))
    accessed = day.isoformat() if "url" in where else None
    item = {"id": name, "title": title, **where, **kept, **details, "accessed": accessed}
    item = _in_order(item)
    draft = changed(register, entry.path, with_item(data, "evidence", item))
    what = say("evidence {id}", id=name)
    drafts = [*copies, draft]
    return settle(desk, opened, drafts, day=day, session=session, subject=(entry.id, what))


def _where(desk: Desk, given: dict[str, Any]) -> Data:
    from promisetrack.cli.answers import read_url
    from promisetrack.register.drafting import compact

    url = desk.text(
        "--url",
        given["url"],
        say("Its web address (empty: it has none)"),
        read=read_url,
        is_required=False,
    )
    if url is not None:
        return {"url": url}
    file = desk.text(
        "--file",
        given["file"],
        say("A file to keep in the tracker (empty: none)"),
        read=None if given["file"] else _read_file,
        is_required=False,
    )
    return compact({"file": file})


def _read_file(answer: str) -> Reading:
    """Read the path of a file; one that was dragged into the window may stand in quotes."""
    path = answer.strip().strip("'\"").removeprefix("file://")
    if Path(path).expanduser().is_file():
        return str(Path(path).expanduser()), None
    return None, say("there is no file “{path}”", path=path)


def _details(desk: Desk, given: dict[str, Any]) -> Data:
    from promisetrack.cli.writing import vocabulary
    from promisetrack.register.drafting import compact

    kind = desk.choice(
        "--kind",
        given["kind"],
        say("What kind of document is it? (empty: not said)"),
        vocabulary("evidence-kind"),
        is_required=False,
    )
    published = desk.day(
        "--published", given["published"], say("When was it published? (empty: not known)")
    )
    shows = desk.text(
        "--shows",
        given["shows"],
        say("What does it establish? (empty: not said)"),
        is_required=False,
    )
    return compact(
        {
            "kind": kind,
            "language": given["document_language"],
            "publisher": given["publisher"],
            "published": published,
            "page": given["page"],
            "shows": shows,
        }
    )


def _say_what_is_needed(desk: Desk, where: Data, details: Data) -> None:
    """Evidence has an address, a file, or at least words on what it shows."""
    if where or details.get("shows"):
        return
    if desk.is_live:
        details["shows"] = desk.text(
            "--shows", None, say("Without an address or a file: what does it establish?")
        )
        return
    desk.missing.append("--url | --file | --shows")


def _name(
    desk: Desk, register: Register, entry: Entry, data: Data, given: str | None, title: str | None
) -> str:
    from promisetrack.cli.answers import read_id
    from promisetrack.register.drafting import free_id, taken_ids
    from promisetrack.source.slugs import slug

    plan = register.plans.get(entry.plan or "")
    taken = taken_ids(data, plan.data if plan else {})
    if given is not None:
        return free_id(str(desk.text("--id", given, say("Id"), read=read_id)), taken)
    return free_id(slug(title or "", longest=48) or "evidence", taken)


def _copy(register: Register, entry: Entry, source: str | None) -> tuple[list[Draft], Data]:
    """Return the draft of the copy of a document, and what the evidence says of it."""
    from promisetrack.edges.drafts import document
    from promisetrack.register.drafting import Draft
    from promisetrack.source.slugs import slug

    if source is None:
        return [], {}
    folder = entry.path.rsplit("/", 1)[0]
    if f"{folder}/{source}" in register.files:
        return [], {"file": source}
    content, seal = document(Path(source))
    stem, dot, ending = Path(source).name.rpartition(".")
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())
    name = f"{slug(stem if dot else ending)}.{ending}" if dot else slug(ending)
    path = f"{folder}/files/{name}"
    held = register.files.get(path)
    if held is not None and held.content != content:
        name = f"{slug(stem)}-{seal[:8]}.{ending}"
        path = f"{folder}/files/{name}"
        held = register.files.get(path)
    copies = [] if held is not None else [Draft(path, None, content)]
    return copies, {"file": f"files/{name}", "sha256": seal}


def _in_order(item: Data) -> Data:
    from promisetrack.model.base import key_names
    from promisetrack.model.evidence import Evidence
    from promisetrack.register.drafting import compact

    return compact({key: item.get(key) for key in key_names(Evidence)})
