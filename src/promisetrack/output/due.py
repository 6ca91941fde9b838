"""What must be reported soon, or should have been by now, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.model.dates import (
    PartialDate,
    first_day,
    interval,
    last_day,
    parse_date,
    parse_duration,
)
from promisetrack.register.computed import (
    OPEN_PHASES,
    STALE_AFTER,
    last_news,
    milestones,
    phase,
    scheme_of,
    status_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from promisetrack.model.dates import Span
    from promisetrack.register.register import Entry, Register

ANSWER_WITHIN = "3 months"
_MOST_PERIODS = 2000


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due on or before the last day of `when`.

    `kind` is deadline, milestone, report, answer, question, period or missing; `what` is the Text
    of the milestone or question, `count` how many commitments are meant. `by` is an organisation's
    id, empty where nobody is named.
    """

    kind: str
    by: str
    when: PartialDate
    entry: Entry
    what: object = None
    count: int = 1

    @property
    def day(self) -> date:
        """The last day on which it is in time."""
        return self.when.end


def due(register: Register, today: date, until: date) -> tuple[Due, ...]:
    """Return what is due until a day, what is late included, in order of the days."""
    desk = _Desk(register, today, until)
    found = [one for entry in register.commitments.values() for one in desk.of_commitment(entry)]
    found += [one for entry in register.plans.values() for one in desk.of_plan(entry)]
    kept = [one for one in found if one.day <= until]
    return tuple(sorted(kept, key=lambda one: (one.day, one.entry.id, one.kind)))


@dataclass(frozen=True, slots=True)
class _Desk:
    register: Register
    today: date
    until: date

    def of_commitment(self, entry: Entry) -> Iterator[Due]:
        lead = _id(entry.data.get("lead"))
        if phase(entry, self.register) in OPEN_PHASES:
            ends = interval(entry.data.get("due"))
            if ends is not None:
                yield Due("deadline", lead, ends, entry)
            yield from self._milestones(entry, lead)
            yield from self._report(entry, lead)
        yield from self._answer(entry, lead)
        yield from self._questions(entry, lead)

    def _milestones(self, entry: Entry, lead: str) -> Iterator[Due]:
        from promisetrack.model.schemes import phase_of

        scheme = scheme_of(entry, self.register)
        for one in milestones(entry):
            ends = interval(one.get("due"))
            if ends is not None and phase_of(status_of(one), scheme) in OPEN_PHASES:
                yield Due("milestone", _id(one.get("lead")) or lead, ends, entry, one.get("title"))

    def _report(self, entry: Entry, lead: str) -> Iterator[Due]:
        """Yield when news is due at the latest, by the tracker's patience."""
        since = last_news(entry) or first_day(entry.data.get("start")) or self._start(entry)
        if since is not None:
            yield Due(
                "report", lead, _on(self._policy("stale_after", STALE_AFTER).after(since)), entry
            )

    def _answer(self, entry: Entry, lead: str) -> Iterator[Due]:
        answer = _map(entry.data.get("answer"))
        position = answer.get("position")
        is_answered = position != "not-answered" and bool(position or answer.get("text"))
        asked = last_day(_map(entry.data.get("origin")).get("date"))
        by = _id(answer.get("by")) or lead
        day = last_day(answer.get("due"))
        if day is None and asked is not None:
            day = self._policy("answer_within", ANSWER_WITHIN).after(asked)
        if entry.data.get("request") and day is not None and not is_answered:
            yield Due("answer", by, _on(day), entry)

    def _questions(self, entry: Entry, lead: str) -> Iterator[Due]:
        patience = self._policy("answer_within", ANSWER_WITHIN)
        for one in _maps(entry.data.get("questions")):
            asked = last_day(one.get("date"))
            day = last_day(one.get("due")) or (patience.after(asked) if asked else None)
            if day is not None and not one.get("answers") and not one.get("merged_into"):
                yield Due("question", lead, _on(day), entry, one.get("text"))

    def of_plan(self, plan: Entry) -> Iterator[Due]:
        """Yield the end of the reporting period that runs, and who is silent about the last one."""
        every = parse_duration(_map(plan.data.get("reporting")).get("every"))
        start = self._start(plan)
        if every is None or start is None:
            return
        by = _id(plan.data.get("authority")) or _id(plan.data.get("guarantor"))
        before, ended, running = start, None, every.after(start)
        last = last_day(_map(plan.data.get("period")).get("end"))
        for _ in range(_MOST_PERIODS):
            if running >= self.today:
                break
            before, ended = ended or start, running
            running = every.after(running)
        if last is None or running <= last:
            yield Due("period", by, _on(running), plan)
        if ended is not None and (last is None or ended <= last):
            silent = self._silent(plan, before)
            if silent:
                yield Due("missing", by, _on(ended), plan, count=silent)

    def _silent(self, plan: Entry, since: date) -> int:
        """Return how many open commitments of a plan have had no news since a day."""
        own = [one for one in self.register.commitments.values() if one.plan == plan.id]
        still = [one for one in own if phase(one, self.register) in OPEN_PHASES]
        return sum((last_news(one) or since) <= since for one in still)

    def _start(self, entry: Entry) -> date | None:
        plan = self.register.plans.get(entry.plan or entry.id)
        return first_day(_map(plan.data.get("period")).get("start")) if plan else None

    def _policy(self, name: str, default: str) -> Span:
        tracker = self.register.tracker
        policy = _map(tracker.data.get("policy")) if tracker else {}
        span = parse_duration(policy.get(name)) or parse_duration(default)
        assert span is not None  # noqa: S101 - the default is a duration
        return span


def _on(day: date) -> PartialDate:
    found = parse_date(day.isoformat())
    return found or PartialDate(day, day, "day")


def _id(value: object) -> str:
    return value if isinstance(value, str) else ""


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _maps(value: object) -> tuple[Mapping[str, Any], ...]:
    return (
        tuple(one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()
    )
