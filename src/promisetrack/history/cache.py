"""A timeline as plain data that may be stored, and back.

What is stored is valid for one head, one list of published sources and one `KEY`.

Single comparisons may be stored too (`compare` is pure): their key is the blobs of the commitment
and of the assessments beside it, in order, on both sides, the status scheme of the plan as it is
after the change, and `KEY`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from promisetrack.diagnostic import Message
from promisetrack.history.commits import Commit
from promisetrack.history.events import VERSION, Event, Reason
from promisetrack.history.outcome import Record, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from promisetrack.history.serialise import Plain

Records: TypeAlias = "Callable[[list[Commit]], Mapping[str, Record]]"

KEY: Final = f"timeline/2/{VERSION}"
"""The first number is that of the walk: what it says of the same commits may change."""


def store(timeline: Timeline) -> Plain:
    """Return all of a timeline as data for JSON; commits are named by their place in the list."""
    commits = {commit.id: commit for commit in timeline.commits}
    events = [e for record in timeline.commitments.values() for e in record.events]
    for event in (*events, *timeline.tracker):
        commits.update({commit.id: commit for commit in event.via})
    places = {name: place for place, name in enumerate(commits)}
    return {
        "key": KEY,
        "head": timeline.head,
        "commits": [_commit(commit) for commit in commits.values()],
        "line": len(timeline.commits),
        "records": [_record(one, places) for one in timeline.commitments.values()],
        "tracker": [_event(one, places) for one in timeline.tracker],
        "joined": sorted(timeline.joined),
        "is_resumable": timeline.is_resumable,
    }


def restore(plain: Mapping[str, Any], records: Records | None = None) -> Timeline | None:
    """Return the stored timeline; None where it was stored by another version of this code.

    With `records` these are not among the plain data, but made from the commits.
    """
    if plain.get("key") != KEY:
        return None
    commits = [_commit_from(one) for one in plain["commits"]]
    found = [record_from(one, commits) for one in plain["records"]] if records is None else ()
    return Timeline(
        plain["head"],
        tuple(commits[: plain["line"]]),
        records(commits) if records else MappingProxyType({record.id: record for record in found}),
        tuple(_event_from(one, commits) for one in plain["tracker"]),
        frozenset(plain["joined"]),
        plain["is_resumable"],
    )


def _commit(one: Commit) -> list[Any]:
    return [
        one.id, one.date, one.author, list(one.authors), one.subject, one.author_email, one.message,
    ]  # fmt: skip


def _commit_from(plain: list[Any]) -> Commit:
    name, date, author, authors, subject, email, message = plain
    return Commit(name, date, author, tuple(authors), subject, email, message)


def _record(one: Record, places: Mapping[str, int]) -> list[Any]:
    events = [_event(event, places) for event in one.events]
    return [one.id, one.path, one.plan, one.first, one.removed, events, one.data]


def record_from(plain: list[Any], commits: list[Commit]) -> Record:
    name, path, plan, first, removed, events, data = plain
    told = tuple(_event_from(event, commits) for event in events)
    return Record(name, path, plan, first, removed, told, data)


def _event(one: Event, places: Mapping[str, int]) -> list[Any]:
    leaves = [list(one.leaves[0]), one.leaves[1]] if one.leaves else None
    amendment = None if one.amendment is None else list(one.amendment)
    commit = places[one.commit.id] if one.commit else None
    via = [places[commit.id] for commit in one.via]
    reason = [one.reason.check, _message(one.reason.message)] if one.reason else None
    return [
        one.kind, list(one.route), one.before, one.after, one.at, leaves, one.concern, one.count,
        one.nth, one.origin, amendment, one.is_late, commit, via, reason,
    ]  # fmt: skip


def _event_from(plain: list[Any], commits: list[Commit]) -> Event:
    kind, route, before, after, at, leaves, concern, count, nth, origin, *rest = plain
    amendment, is_late, commit, via, reason = rest
    return Event(
        kind,
        tuple(route),
        before,
        after,
        at,
        (tuple(leaves[0]), leaves[1]) if leaves else None,
        concern,
        count,
        nth,
        origin,
        None if amendment is None else tuple(amendment),
        is_late,
        None if commit is None else commits[commit],
        tuple(commits[place] for place in via),
        Reason(reason[0], _message_from(reason[1])) if reason else None,
    )


def _message(one: Message) -> list[Any]:
    values = [
        [name, _message(value) if isinstance(value, Message) else value]
        for name, value in one.values
    ]
    return [one.text, values, one.plural, one.n]


def _message_from(plain: list[Any]) -> Message:
    text, values, plural, n = plain
    filled = tuple(
        (name, _message_from(value) if isinstance(value, list) else value) for name, value in values
    )
    return Message(text, filled, plural, n)
