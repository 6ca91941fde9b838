"""`promisetrack history`: what happened to promises, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.timeline import Timeline


@click.command(cls=Command, help=_("Show what happened to promises, in words."))
@click.argument("identity", metavar="[ID]", required=False)
@click.option("--at", metavar="REV|DATE", help=_("As of this version or day; default: HEAD."))
@click.option("--since", metavar="DATE", help=_("Only what happened on this day or later."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_("How to print what was found."),
)
@click.pass_obj
def history(
    session: Session, *, identity: str | None, at: str | None, since: str | None, form: str
) -> int:
    """Tell every change on the main line, oldest first."""
    from promisetrack.cli.past import names_of, past, point
    from promisetrack.cli.sources import register_of, repository
    from promisetrack.cli.tracker import find
    from promisetrack.history import serialise
    from promisetrack.history.stored import written

    root = find(session)
    repo = repository(root)
    commit, _day_asked = point(repo, at)
    found = _only(past(repo, commit), identity)
    first = _day(since)

    def keep(event: Event) -> bool:
        return first is None or _is_since(event, first)

    if form == "json":
        plain = serialise.history(found, is_complete=True, only=identity, keep=keep)
        click.echo(written(plain))
    else:
        names = names_of(register_of(repo, commit))
        text = _text(found, names, first=first, only=identity, colour=session.colour)
        click.echo(text, nl=False)
    return 0


def _text(
    found: Timeline, names: Names, *, first: date | None, only: str | None, colour: bool
) -> str:
    from promisetrack.output.story import history_text

    def kept(events: tuple[Event, ...]) -> tuple[Event, ...]:
        return tuple(one for one in events if first is None or _is_since(one, first))

    records = {
        name: replace(one, events=kept(one.events)) for name, one in found.commitments.items()
    }
    return history_text(records, () if only else kept(found.tracker), names=names, colour=colour)


def _only(found: Timeline, identity: str | None) -> Timeline:
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault

    if identity is None:
        return found
    if identity not in found.commitments:
        raise UsageFault(
            say("no commitment has ever had the id “{id}”", id=identity),
            say("“promisetrack history” without an id shows them all"),
        )
    return replace(found, commitments={identity: found.commitments[identity]})


def _day(text: str | None) -> date | None:
    from promisetrack.cli.tracker import asked_day

    return asked_day(text) if text is not None else None


def _is_since(event: Event, first: date) -> bool:
    return event.commit is not None and event.commit.date[:10] >= first.isoformat()
