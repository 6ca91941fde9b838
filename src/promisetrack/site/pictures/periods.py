"""From when to when a commitment and its milestones had which status, by the history alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.register import computed
from promisetrack.site.scales import standing_of
from promisetrack.site.story.lives import Item

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.history.records import Record
    from promisetrack.model.scale import StatusScheme
    from promisetrack.site.scales import Standing
    from promisetrack.site.story.lives import Life, Lives
    from promisetrack.site.survey import Promise, Survey

_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A status from a day until another; None: it still stands."""

    start: date
    end: date | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Course:
    """A commitment (no `title`) or one of its milestones: its deadline now, and its statuses."""

    number: str
    title: object
    due: date | None
    periods: tuple[Period, ...]


def courses_of(survey: Survey, promise: Promise, record: Record) -> tuple[Course, ...]:
    """Return the course of a commitment, then those of all milestones that it ever had."""
    reader = _Reader.of(survey, promise, record)
    steps = dict.fromkeys(
        path[:2]
        for path in reader.lives
        if path[0] == "milestones" and len(path) > 2 and isinstance(path[1], Item)
    )
    return (reader.course(()), *(reader.course(one) for one in steps))


def course_of(survey: Survey, promise: Promise, record: Record) -> Course:
    """Return the course of the commitment alone, which several pages count."""
    known = survey.past.courses.get(record.id)
    if not isinstance(known, Course):
        known = _Reader.of(survey, promise, record).course(())
        survey.past.courses[record.id] = known
    return known


@dataclass(frozen=True, slots=True)
class _Reader:
    whole: Lives
    lives: dict[_Path, Life]
    scheme: StatusScheme

    @classmethod
    def of(cls, survey: Survey, promise: Promise, record: Record) -> _Reader:
        whole = survey.past.lives(record)
        scheme = computed.scheme_of(promise.entry, survey.register)
        return cls(whole, {one.path: one for one in whole.lives}, scheme)

    def course(self, path: _Path) -> Course:
        due = self.lives.get((*path, "due"))
        is_due = due is not None and due.spans[-1].end is None
        return Course(
            number=str(self._last((*path, "number")) or ""),
            title=self._last((*path, "title")) if path else None,
            due=last_day(self._last((*path, "due"))) if is_due else None,
            periods=self._periods(path),
        )

    def _last(self, path: _Path) -> object:
        life = self.lives.get(path)
        return life.spans[-1].value if life else None

    def _periods(self, path: _Path) -> tuple[Period, ...]:
        """Return the statuses at a path while it was in the register; none said is `unknown`."""
        whole, said = self._spans((*path, "id")), self._spans((*path, "status"))
        edges = sorted({edge for start, end, _ in (*whole, *said) for edge in (start, end)})
        found: list[Period] = []
        for start, end in pairwise(edges):
            status = next((one for first, last, one in said if first <= start < last), None)
            if status is not None or any(first <= start < last for first, last, _ in whole):
                self._add(found, start, end, str(status or "unknown"))
        return tuple(found)

    def _spans(self, path: _Path) -> list[tuple[int, int, object]]:
        life, most = self.lives.get(path), len(self.whole.versions)
        spans = life.spans if life else ()
        return [(one.first, most if one.end is None else one.end, one.value) for one in spans]

    def _add(self, found: list[Period], start: int, end: int, status: str) -> None:
        versions = self.whole.versions
        first = versions[start].since
        last = versions[end].since if end < len(versions) else None
        if first is None or last == first:
            return  # of no day: it came and went before the day was over
        standing = standing_of(status, self.scheme)
        if found and found[-1].standing.id == status and found[-1].end == first:
            first = found.pop().start
        found.append(Period(first, last, standing))
