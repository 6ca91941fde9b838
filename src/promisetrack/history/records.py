"""One record while its history is walked: its last data and what happened to it so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.history.amendments import explain
from promisetrack.history.compare import differences
from promisetrack.history.concerns import COMMON, Context, judge
from promisetrack.history.events import Event, Reason
from promisetrack.history.outcome import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.history.commits import Commit
    from promisetrack.history.files import Filed

__all__ = ["Data", "Record", "Story", "Version", "compare", "merged"]

Data: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Version:
    """A record at one commit."""

    data: Data
    path: str
    plan: str | None


def compare(
    before: Data | None, after: Data | None, context: Context = COMMON
) -> tuple[Event, ...]:
    """Return the events between two versions of a commitment, with concerns and reasons.

    None stands for a version in which the record is not there. Pure: a stored answer is valid for
    the same pair of data, the same status scheme and the same `events.VERSION`.
    """
    if before is None or after is None:
        return _come_or_gone(before, after)
    judged = judge(differences(before, after), before, after, context)
    return tuple(explain((), judged)[1])


def _come_or_gone(before: Data | None, after: Data | None) -> tuple[Event, ...]:
    if before is None and after is None:
        return ()
    if before is None:
        return (Event("commitment-added", (), None, after),)
    return (Event("commitment-removed", (), before, None, concern="removed"),)


@dataclass(slots=True)
class Story:
    """A record's history in the making. `blocked` are the blobs that cannot be read and stand in
    the record's place.
    """

    id: str
    events: list[Event] = field(default_factory=list)
    here: Version | None = None
    last: Version | None = None
    path: str = ""
    plan: str | None = None
    first: str = ""
    removed: str | None = None
    blocked: frozenset[str] = frozenset()
    concerns: dict[tuple[str, tuple[str | int, ...]], list[Event]] = field(default_factory=dict)

    def step(self, version: Version | None, commit: Commit, context: Context) -> list[Event]:
        """Return what happens between the record's last version and this one."""
        if version is None:
            return self._leave(commit)
        old, previous = self.here, self.last
        self.here = self.last = version
        self.path, self.plan, self.removed = version.path, version.plan, None
        if old is None:
            return self._enter(previous, version, context)
        moved = _moved(old.plan, version.plan)
        return [*moved, *compare(old.data, version.data, context)]

    def add(self, events: Sequence[Event], commit: Commit, via: tuple[Commit, ...]) -> None:
        """Keep the events of one commit: counted, and with the reasons that came with them."""
        if not events:
            return
        self.first = self.first or commit.id
        dated = [replace(event, commit=commit, via=via) for event in events]
        self.events, explained = explain(self.events, dated)
        self.events.extend(self._count(event) for event in explained)

    def unreadable(self, filed: Filed, reason: Reason) -> list[Event]:
        """Return the event of a version that cannot be read; none where it only changed place."""
        if self.here is None:
            self.path, self.plan, self.removed = filed.path, filed.place.plan, None
        if filed.blob in self.blocked:
            return []
        self.blocked |= {filed.blob}
        return [Event("unreadable", (), reason=reason)]

    def record(self) -> Record:
        """Return the finished history."""
        data = self.last.data if self.last else None
        return Record(
            self.id, self.path, self.plan, self.first, self.removed, tuple(self.events), data
        )

    def restore(self, record: Record) -> None:
        """Take over what an earlier walk told; the version that is here now stays."""
        self.first, self.removed = record.first, record.removed
        self.path, self.plan = record.path, record.plan
        self.events = list(record.events)
        if self.last is None and record.data is not None:
            self.last = Version(record.data, record.path, record.plan)
        self.concerns.clear()
        for event in record.events:
            if event.concern is not None:
                self.concerns.setdefault((event.kind, event.route), []).append(event)

    def _leave(self, commit: Commit) -> list[Event]:
        if self.here is None:  # all that was there could not be read
            self.removed = self.removed or commit.id
            return []
        gone, self.here, self.removed = self.here, None, commit.id
        return list(compare(gone.data, None))

    def _enter(self, previous: Version | None, version: Version, context: Context) -> list[Event]:
        """A record that returns is compared with what it was when it left."""
        if previous is None:
            return list(compare(None, version.data))
        back = Event("commitment-restored", (), None, version.data)
        moved = _moved(previous.plan, version.plan)
        return [back, *moved, *compare(previous.data, version.data, context)]

    def _count(self, event: Event) -> Event:
        key = (event.kind, event.route)
        past = self.concerns.get(key, [])
        if event.concern is None:
            return replace(event, count=len(past))
        self.concerns[key] = [*past, event]
        alike = [one for one in self.concerns[key] if one.concern == event.concern]
        return replace(event, count=len(past) + 1, nth=len(alike), origin=alike[0].before)


def _moved(before: str | None, after: str | None) -> list[Event]:
    return [] if before == after else [Event("commitment-moved", (), before, after)]


def merged(data: Mapping[str, object], lists: Sequence[tuple[str, list[object]]]) -> Data:
    """Return a commitment's data with the assessments kept beside it, as the register does."""
    if not lists:
        return dict(data)
    own = data.get("assessments", [])
    beside = [item for _, items in lists for item in items]
    return {**data, "assessments": [*(own if isinstance(own, list) else []), *beside]}
