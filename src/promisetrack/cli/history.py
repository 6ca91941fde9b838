"""`promisetrack history`: what happened to promises, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session
from promisetrack.history.commits import day_of

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from promisetrack.edges.git import Repository
    from promisetrack.history.events import Event
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
    from promisetrack.cli.moments import point, zone
    from promisetrack.cli.past import past, without_collector
    from promisetrack.cli.sources import repository
    from promisetrack.cli.tracker import asked_day, find
    from promisetrack.history import serialise
    from promisetrack.history.stored import written

    root = find(session)
    repo = repository(root)
    commit, _day_asked = point(repo, at)
    found = _only(past(repo, commit), identity)
    first = None if since is None else Since(asked_day(since), zone(repo, commit))

    def keep(event: Event) -> bool:
        return first is None or first.has(event)

    if form == "json":
        with without_collector():
            plain = serialise.history(found, is_complete=True, only=identity, keep=keep)
            click.echo(written(plain))
    else:
        records = {
            name: replace(one, events=tuple(filter(keep, one.events)))
            for name, one in found.commitments.items()
        }
        tracker = () if identity else tuple(filter(keep, found.tracker))
        kept = replace(found, commitments=records, tracker=tracker)
        click.echo(_text(kept, repo, commit, colour=session.colour), nl=False)
    return 0


def _text(found: Timeline, repo: Repository, commit: str, *, colour: bool) -> str:
    from promisetrack.cli.moments import zone
    from promisetrack.cli.past import names_at
    from promisetrack.output.story import history_text

    names, place = names_at(repo, commit), zone(repo, commit)
    return history_text(found.commitments, found.tracker, names=names, zone=place, colour=colour)


@dataclass(frozen=True, slots=True)
class Since:
    """A day in the tracker's zone, from which on events are shown.

    What claims no day that a calendar has is shown too: nobody can say that it was before.
    """

    first: date
    zone: tzinfo

    def has(self, event: Event) -> bool:
        """Whether an event is shown."""
        day = day_of(event.commit, self.zone) if event.commit else None
        return day is None or day >= self.first


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
