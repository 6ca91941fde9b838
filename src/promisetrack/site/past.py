"""What pages need of the history, computed once for all languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from promisetrack.history import commits
from promisetrack.history.timeline import Timeline
from promisetrack.site.story.lives import Lives, lives_of
from promisetrack.words.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, tzinfo

    from promisetrack.history.commits import Commit
    from promisetrack.history.events import Event
    from promisetrack.history.records import Record

MOST_LIVES = 2000
"""Records whose lives are kept at once: about 40 kB each."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to one commitment, or to the tracker itself (`record` is None)."""

    record: Record | None
    commit: Commit | None
    day: date | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """The history of a tracker; an empty one where the site is built without.

    `months` maps `2024-03` to the changes of that month, the newest first. `since` is the first
    day on which each commit, or a later one, is what `build --at DAY` shows. All days are those of
    `zone`, the tracker's, as `history` and `--at` count them.
    """

    timeline: Timeline | None = None
    zone: tzinfo = UTC
    months: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)
    _lives: dict[str, Lives] = field(default_factory=dict, repr=False, compare=False)
    courses: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_known(self) -> bool:
        """Whether there is a history at all."""
        return self.timeline is not None

    def record(self, identity: str) -> Record | None:
        """Return what happened to one commitment."""
        return self.timeline.commitments.get(identity) if self.timeline else None

    def day_of(self, commit: Commit | None) -> date | None:
        """Return the day of a commit; None where it claims none that a calendar has."""
        return commits.day_of(commit, self.zone) if commit else None

    def changes(self, events: Iterable[Event], record: Record | None) -> list[Change]:
        """Return events in their order, joined commit by commit."""
        return _changes(events, record, self.zone)

    def lives(self, record: Record) -> Lives:
        """Return how long each value of a record stood: told once for all languages, as long as
        there are not so many that they would fill the memory.
        """
        if record.id not in self._lives:
            if len(self._lives) >= MOST_LIVES:
                self._lives.clear()
            self._lives[record.id] = lives_of(record, self.since)
        return self._lives[record.id]

    @property
    def unexplained(self) -> tuple[tuple[Record, Event], ...]:
        """Return what weakened a promise without a stated reason, the newest first."""
        return tuple(
            (change.record, event)
            for changes in self.months.values()
            for change in changes
            if change.record is not None
            for event in change.events
            if event.weakens and event.amendment is None and event.route
        )


def past_of(timeline: object, zone: object = None) -> Past:
    """Return the history of a site, sorted by month; `zone` is what tracker.yaml says."""
    if not isinstance(timeline, Timeline):
        return Past()
    place = zone_of(zone)
    order = {commit.id: place for place, commit in enumerate(timeline.commits)}
    changes = [
        one
        for record in timeline.commitments.values()
        for one in _changes(record.events, record, place)
    ]
    changes += _changes(timeline.tracker, None, place)
    changes.sort(key=lambda one: (-_place(one, order), one.record.id if one.record else ""))
    months: dict[str, list[Change]] = {}
    for one in changes:
        if one.day is not None:
            months.setdefault(f"{one.day:%Y-%m}", []).append(one)
    ordered = {month: tuple(months[month]) for month in sorted(months, reverse=True)}
    return Past(timeline, place, ordered, first_days(timeline.commits, place))


def first_days(line: tuple[Commit, ...], zone: tzinfo) -> dict[str, date]:
    """Return the first day that shows each commit: a day shows the last commit dated before its
    end, in the order of the commits, whatever days the ones between claim.
    """
    found: dict[str, date] = {}
    first: date | None = None
    for one in reversed(line):
        day = commits.day_of(one, zone)
        first = day if first is None else min(first, day or first)
        if first is not None:
            found[one.id] = first
    return found


def _changes(events: Iterable[Event], record: Record | None, zone: tzinfo) -> list[Change]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.commit.id if event.commit else "", []).append(event)
    return [
        Change(
            record,
            many[0].commit,
            commits.day_of(many[0].commit, zone) if many[0].commit else None,
            tuple(many),
        )
        for many in found.values()
    ]


def is_addressable(identity: str) -> bool:
    """Whether an id of the history can be part of an address (model.md, "Identity")."""
    return len(identity) <= 64 and _ID.fullmatch(identity) is not None


def _place(change: Change, order: Mapping[str, int]) -> int:
    return order.get(change.commit.id, -1) if change.commit else -1
