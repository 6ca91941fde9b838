"""What moved in a promise: its deadline, its targets, its words, past values, its milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.history.numbers import number
from promisetrack.history.values import is_void
from promisetrack.model.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from promisetrack.history.events import Event
    from promisetrack.history.records import Record
    from promisetrack.site.fields import Fields, Number
    from promisetrack.site.past import Past

DEADLINES = frozenset({"deadline-set", "deadline-moved", "deadline-removed"})
PAST = frozenset({"measurement-edited", "measurement-removed", "update-edited", "update-removed"})
_ALWAYS = frozenset(
    {"deadline-moved", "deadline-removed", "target-changed", "wording-changed"} | PAST
)
_PLACES = ("title", "summary", "problem", "description", "expected_result", "source")


@dataclass(frozen=True, slots=True)
class Moves:
    """The events that moved something, by what they moved, oldest first.

    `entered` is the day on which the commitment entered the register.
    """

    entered: date | None
    deadline: tuple[Event, ...]
    targets: dict[str, tuple[Event, ...]]
    words: tuple[Event, ...]
    past: tuple[Event, ...]
    milestones: dict[str, tuple[Event, ...]]
    all: tuple[Event, ...]

    @property
    def silent(self) -> int:
        """Return how many weaken the promise without a stated reason."""
        return sum(one.weakens and one.amendment is None for one in self.all)


def moves_of(record: Record, past: Past) -> Moves:
    """Return what moved in a commitment since it entered the register."""
    entry = next((one for one in record.events if one.kind == "commitment-added"), None)
    events = tuple(one for one in record.events if _is_move(one))
    return Moves(
        entered=past.day_of(entry.commit) if entry else None,
        deadline=tuple(one for one in events if one.route == ("due",)),
        targets=_by_id(one for one in events if _is_target(one)),
        words=tuple(one for one in events if is_wording(one)),
        past=tuple(one for one in events if one.kind in PAST),
        milestones=_by_id(one for one in events if _is_milestone_date(one)),
        all=tuple(one for one in events if not _is_first_date(one)),
    )


def is_wording(event: Event) -> bool:
    """Whether the words of the promise itself changed, not those of one of its parts."""
    return event.kind == "wording-changed" and bool(event.route) and event.route[0] in _PLACES


def former_targets(record: Record | None, fields: Fields) -> tuple[tuple[object, Number], ...]:
    """Return the dates and values that the target of an indicator had before, oldest first."""
    if record is None:
        return ()
    now = fields.part("target")
    day, value = now.raw("date"), number(now.raw("value"))
    found: list[tuple[object, Number]] = []
    for event in reversed(record.events):
        route = event.route
        if route[:1] != ("indicators",) or len(route) < 4 or route[1] != fields.string("id"):
            continue
        if route[2:] == ("target", "value"):
            value = number(event.before)
        elif route[2:] == ("target", "date"):
            day = event.before
        else:
            continue
        if value is not None and last_day(day) is not None:
            found.append((day, value))
    current = (last_day(now.raw("date")), number(now.raw("value")))
    kept = {(last_day(one), number(v)): (one, v) for one, v in reversed(found)}
    return tuple(both for key, both in kept.items() if key != current)


def _is_move(event: Event) -> bool:
    if not event.route:
        return False
    if event.kind == "wording-changed":
        return is_wording(event) or event.weakens
    return event.kind in _ALWAYS or event.kind == "deadline-set" or event.weakens


def _is_first_date(event: Event) -> bool:
    """A date that is set for the first time moves nothing."""
    return event.kind == "deadline-set" and is_void(event.before)


def _is_target(event: Event) -> bool:
    return (
        event.kind == "target-changed"
        and len(event.route) > 2
        and event.route[2:] in (("target", "value"), ("target",))
    )


def _is_milestone_date(event: Event) -> bool:
    is_date = event.kind in ("deadline-moved", "deadline-removed")
    return is_date and len(event.route) == 3 and event.route[0] == "milestones"


def _by_id(events: Iterable[Event]) -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = {}
    for one in events:
        found.setdefault(str(one.route[1]), []).append(one)
    return {name: tuple(many) for name, many in found.items()}


def values_of(event: Event) -> tuple[float | None, float | None]:
    """Return the target's value before and after an event."""
    sides = [
        one.get("value") if isinstance(one, dict) else one for one in (event.before, event.after)
    ]
    old, new = (number(one) for one in sides)
    return old, new
