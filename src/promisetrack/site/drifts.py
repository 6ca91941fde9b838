"""How deadlines moved: promised for …, then …, now …; by how much, with a reason or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from promisetrack.diagnostic import Route
    from promisetrack.history.events import Event
    from promisetrack.site.past import Past
    from promisetrack.site.survey import Promise, Survey

_KINDS = frozenset({"deadline-moved", "deadline-removed", "deadline-set"})
_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a deadline: as it was written before and after, when, and whether explained.

    `reason` is `stated`, `afterwards` or `none`; empty where the change weakens nothing.
    """

    before: object
    after: object
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Drift:
    """All moves of one deadline, oldest first."""

    promise: Promise
    route: Route
    moves: tuple[Move, ...]

    @property
    def first(self) -> object:
        """The date that was promised first."""
        return self.moves[0].before

    @property
    def now(self) -> object:
        """The date that holds now, None where none does."""
        return self.moves[-1].after

    @property
    def days(self) -> int:
        """By how many days it moved in all; 0 where one of both dates is not known."""
        first, now = last_day(self.first), last_day(self.now)
        return (now - first).days if first and now else 0

    @property
    def months(self) -> int:
        """The same in months, rounded."""
        return round(self.days / _MONTH)

    @property
    def is_silent(self) -> bool:
        """Whether a move for the worse has no stated reason."""
        return any(one.reason == "none" for one in self.moves)


def drifts_of(survey: Survey, promises: Iterable[Promise] | None = None) -> tuple[Drift, ...]:
    """Return every deadline that moved, of all commitments or of some, the longest way first."""
    chosen = survey.promises if promises is None else promises
    found = [one for promise in chosen for one in _drifts(survey, promise)]
    return tuple(sorted(found, key=lambda one: (-one.days, one.promise.id, str(one.route))))


def _drifts(survey: Survey, promise: Promise) -> Iterator[Drift]:
    record = survey.past.record(promise.id)
    by_route: dict[Route, list[Event]] = {}
    for event in record.events if record else ():
        if event.kind in _KINDS:
            by_route.setdefault(event.route, []).append(event)
    for route, events in by_route.items():
        told = (one for one in events if one.before is not None or len(events) > 1)
        moves = tuple(_move(one, survey.past) for one in told)
        known = [one for one in moves if last_day(one.before) or last_day(one.after)]
        while known and last_day(known[0].before) is None:  # set for the first time: no move yet
            known = known[1:]
        if known:
            yield Drift(promise, route, tuple(known))


def _move(event: Event, past: Past) -> Move:
    reason = ""
    if event.amendment is not None:
        reason = "afterwards" if event.is_late else "stated"
    elif event.weakens:
        reason = "none"
    return Move(event.before, event.after, past.day_of(event.commit), reason)
