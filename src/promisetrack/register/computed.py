"""What is computed and never written: phase, lateness, staleness, last news (model.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from promisetrack.model.dates import first_day, last_day, parse_duration
from promisetrack.model.schemes import phase_of, status_scheme

if TYPE_CHECKING:
    from promisetrack.model.scale import StatusScheme
    from promisetrack.register.register import Entry, Register

OPEN_PHASES = frozenset({"unknown", "waiting", "moving"})
"""Phases in which something is still expected, so that a date can be missed."""

STALE_AFTER = "6 months"


def scheme_of(entry: Entry, register: Register) -> StatusScheme:
    """Return the status scheme of a commitment's plan; the common one where it names none."""
    plan = register.plans.get(entry.plan or "")
    name = plan.data.get("status_scheme") if plan else None
    tracker = register.tracker.data if register.tracker else None
    return status_scheme(name if isinstance(name, str) else None, tracker)


def status_of(data: Mapping[str, Any]) -> str:
    """Return the status of a commitment or milestone; a missing one is `unknown`."""
    status = data.get("status")
    return status if isinstance(status, str) and status else "unknown"


def phase(entry: Entry, register: Register) -> str:
    """Return the phase of a commitment's own status."""
    return phase_of(status_of(entry.data), scheme_of(entry, register))


def milestones(entry: Entry) -> tuple[Mapping[str, Any], ...]:
    """Return the milestones of a commitment that can be read at all."""
    return _maps(entry.data.get("milestones"))


def milestone_phases(entry: Entry, register: Register) -> dict[str, int]:
    """Return how many milestones are in each phase, phases by name."""
    scheme = scheme_of(entry, register)
    counted = Counter(phase_of(status_of(one), scheme) for one in milestones(entry))
    return dict(sorted(counted.items()))


def is_overdue(entry: Entry, register: Register, today: date) -> bool:
    """Whether the last day of the due date has passed and the promise is still open."""
    return is_late(entry.data, scheme_of(entry, register), today)


def is_late(data: Mapping[str, Any], scheme: StatusScheme, today: date) -> bool:
    """Whether a commitment or milestone, as plain data, is open past its due date."""
    due = last_day(data.get("due"))
    return due is not None and due < today and phase_of(status_of(data), scheme) in OPEN_PHASES


def last_update(entry: Entry) -> str | None:
    """Return the date of the newest dated update, as it was written."""
    dated = [
        (day, str(_written(one.get("date"))))
        for one in _maps(entry.data.get("updates"))
        if (day := last_day(one.get("date"))) is not None
    ]
    return max(dated)[1] if dated else None


def last_news(entry: Entry) -> date | None:
    """Return the last day on which the body in charge said anything, a review included."""
    days = [last_day(last_update(entry))]
    reviewed = entry.data.get("reviewed")
    if isinstance(reviewed, Mapping):
        days.append(last_day(reviewed.get("date")))
    return max((day for day in days if day is not None), default=None)


def is_stale(entry: Entry, register: Register, today: date) -> bool:
    """Whether an open promise has had no news for longer than the tracker's policy allows.

    Without any news the time runs from the start of the promise, else of its plan's period;
    where neither is said, nothing can be counted and the answer is no.
    """
    if phase(entry, register) not in OPEN_PHASES:
        return False
    since = last_news(entry) or first_day(entry.data.get("start")) or _plan_start(entry, register)
    return since is not None and since < _patience(register, today)


def _patience(register: Register, today: date) -> date:
    policy = register.tracker.data.get("policy") if register.tracker else None
    written = policy.get("stale_after") if isinstance(policy, Mapping) else None
    span = parse_duration(written) or parse_duration(STALE_AFTER)
    return span.before(today) if span else date.min


def _plan_start(entry: Entry, register: Register) -> date | None:
    plan = register.plans.get(entry.plan or "")
    period = plan.data.get("period") if plan else None
    return first_day(period.get("start")) if isinstance(period, Mapping) else None


def _maps(value: object) -> tuple[Mapping[str, Any], ...]:
    return (
        tuple(one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()
    )


def _written(value: object) -> object:
    return value.get("date") if isinstance(value, Mapping) else value
