"""How far indicators have come to their targets, and how much of the time has gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.model.dates import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


@dataclass(frozen=True, slots=True)
class Aim:
    """Where something stands on its way: an indicator, or a commitment that states its progress.

    `way` and `time` are shares: 0 at the start, 1 at the target or on its last day; below 0 it
    moved away. `last` is the day of the last published value, None where none was published.
    """

    promise: Promise
    indicator: Fields | None
    way: float | None
    time: float
    due: date
    last: date | None

    @property
    def is_reached(self) -> bool:
        """Whether a published value is at the target or beyond."""
        return self.way is not None and self.way >= 1


def aims_of(promises: Iterable[Promise], today: date) -> tuple[Aim, ...]:
    """Return what states a start, an end and a target, those that are farthest behind first."""
    found = [
        aim
        for promise in promises
        for aim in (*_indicators(promise, today), _progress(promise, today))
        if aim is not None
    ]
    return tuple(sorted(found, key=_behind))


def missed(aims: Iterable[Aim], today: date) -> tuple[Aim, ...]:
    """Return the indicators whose date has passed and whose target no published value reaches."""
    late = [one for one in aims if one.indicator and one.due < today and not one.is_reached]
    return tuple(sorted(late, key=lambda one: (one.way or 0, one.promise.id)))


def _behind(aim: Aim) -> tuple[float, str]:
    return (aim.way or 0) - min(aim.time, 1), aim.promise.id


def _indicators(promise: Promise, today: date) -> Iterable[Aim]:
    for one in promise.fields.parts("indicators"):
        start, end = one.part("baseline"), one.part("target")
        begun, due = last_day(start.raw("date")), last_day(end.raw("date"))
        low, high = start.number("value"), end.number("value")
        if begun is None or due is None or low is None or high is None or low == high:
            continue
        values = sorted(
            (day, place, value)
            for place, part in enumerate(one.parts("measurements"))
            if (day := last_day(part.raw("date"))) and (value := part.number("value")) is not None
        )
        way = None
        if values:
            way = (float(values[-1][2]) - float(low)) / (float(high) - float(low))
        last = values[-1][0] if values else None
        yield Aim(promise, one, way, _time(begun, due, today), due, last)


def _progress(promise: Promise, today: date) -> Aim | None:
    fields, due = promise.fields, promise.due
    progress, begun = fields.number("progress"), first_day(fields.raw("start"))
    if progress is None or begun is None or due is None:
        return None
    way, time = float(progress) / 100, _time(begun, due, today)
    return Aim(promise, None, way, time, due, promise.last_news)


def _time(begun: date, due: date, today: date) -> float:
    length = (due - begun).days
    return max((today - begun).days / length, 0.0) if length > 0 else 1.0
