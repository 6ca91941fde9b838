"""Timelines as the plain data of `history --format json` and `diff --format json`, and back.

The format is fixed in interfaces.md. Beside it an event has a key only where it says something:
`late`, `at` (the place of an added item that is not the last of its list), `leaves` (what stands
at a route although `after` is null: an emptied list or map, a key without a value) and `reason`
(the check that refuses an unreadable version).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from promisetrack.diagnostic import say
from promisetrack.history.commits import Commit
from promisetrack.history.events import TRACKER_KINDS, Event, Reason

if TYPE_CHECKING:
    from promisetrack.history.records import Record
    from promisetrack.history.timeline import Timeline

FORMAT: Final = 1

TOLD: Final = frozenset({*TRACKER_KINDS, "unreadable"})
"""What of the tracker's own events the format knows; titles and themes are no promise."""

Plain: TypeAlias = dict[str, Any]
Named: TypeAlias = Callable[[Commit], Commit]
"""Who a commit names: the policy on authors is applied here, by whoever knows it."""


def as_is(commit: Commit) -> Commit:
    """Name everyone as the commit does."""
    return commit


def history(
    timeline: Timeline,
    *,
    is_complete: bool,
    only: str | None = None,
    keep: Callable[[Event], bool] = lambda event: True,
    named: Named = as_is,
) -> Plain:
    """Return what `history --format json` prints; `only` is one id, `keep` chooses events."""
    records = {
        name: record(one, keep=keep, named=named)
        for name, one in sorted(timeline.commitments.items())
        if only in (None, name)
    }
    told = [one for one in timeline.tracker if one.kind in TOLD and keep(one)]
    events = [] if only else [event(one, named) for one in told]
    return {
        "format": FORMAT,
        "head": timeline.head,
        "complete": is_complete,
        "tracker": {"events": events},
        "commitments": records,
    }


def difference(timeline: Timeline, *, base: str, head: str, named: Named = as_is) -> Plain:
    """Return what `diff --format json` prints, from the timeline of one link (`between`)."""
    rules = [one for one in timeline.tracker if one.kind == "rules-changed"]
    others = [one for one in timeline.tracker if one.kind in TOLD and one not in rules]
    return {
        "format": FORMAT,
        "base": base,
        "head": head,
        "commitments": {
            name: [event(one, named) for one in found.events]
            for name, found in sorted(timeline.commitments.items())
        },
        "rules": [event(one, named) for one in rules],
        "tracker": {"events": [event(one, named) for one in others]},
    }


def record(
    found: Record, *, keep: Callable[[Event], bool] = lambda event: True, named: Named = as_is
) -> Plain:
    """Return one commitment's history."""
    return {
        "path": found.path,
        "first": found.first,
        "removed": found.removed,
        "events": [event(one, named) for one in found.events if keep(one)],
    }


def event(one: Event, named: Named = as_is) -> Plain:
    """Return one event as plain data."""
    commit = named(one.commit) if one.commit else Commit("")
    return {
        "commit": commit.id,
        "date": commit.date,
        "author": commit.author,
        "authors": list(commit.authors),
        "subject": commit.subject,
        "kind": one.kind,
        "route": list(one.route),
        "before": one.before,
        "after": one.after,
        "concern": one.concern,
        "weakens": one.weakens,
        "amendment": None if one.amendment is None else list(one.amendment),
        "count": one.count,
        "via": [_via(inner, named) for inner in one.via],
        **_rare(one),
    }


def _rare(one: Event) -> Plain:
    found: Plain = {}
    if one.is_late:
        found["late"] = True
    if one.at is not None:
        found["at"] = one.at
    if one.leaves is not None:
        found["leaves"] = {"route": list(one.leaves[0]), "value": one.leaves[1]}
    if one.reason is not None:
        found["reason"] = one.reason.check
    return found


def _via(commit: Commit, named: Named) -> Plain:
    shown = named(commit)
    return {
        "commit": shown.id,
        "date": shown.date,
        "author": shown.author,
        "subject": shown.subject,
    }


def event_from(plain: Mapping[str, Any]) -> Event:
    """Return the event that plain data say: enough for `replay`, also from a published file."""
    leaves = plain.get("leaves")
    amendment = plain.get("amendment")
    reason = plain.get("reason")
    return Event(
        plain["kind"],
        tuple(plain["route"]),
        plain.get("before"),
        plain.get("after"),
        at=plain.get("at"),
        leaves=(tuple(leaves["route"]), leaves["value"]) if leaves else None,
        concern=plain.get("concern"),
        count=plain.get("count", 0),
        amendment=None if amendment is None else tuple(amendment),
        is_late=bool(plain.get("late")),
        commit=_commit_from(plain),
        via=tuple(_commit_from(inner) for inner in plain.get("via", ())),
        reason=Reason(reason, say("{check}", check=reason)) if reason else None,
    )


def events_from(plain: Iterable[Mapping[str, Any]]) -> tuple[Event, ...]:
    """Return the events of a published history, in order."""
    return tuple(event_from(one) for one in plain)


def _commit_from(plain: Mapping[str, Any]) -> Commit:
    return Commit(
        plain.get("commit", ""),
        plain.get("date", ""),
        plain.get("author", ""),
        tuple(plain.get("authors", ())),
        plain.get("subject", ""),
    )
