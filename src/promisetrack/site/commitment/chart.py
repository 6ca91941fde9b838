"""Draw an indicator: measured points, posts for targets, a gap where nothing was published.

x is in per cent of the width and y in pixels, so that the drawing is fluid and the type is not.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from promisetrack.model.dates import last_day

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields

TOP, FLOOR, HEIGHT = 46, 240, 276
LEFT, WIDTH = 7.0, 84.0
GRID_LINES = 4
TICK_ROOM = 24.0
"""Per cent of the width that a date needs on a phone."""
CLOSE = 24
"""Per cent of the width, and pixels of the height, in which two values would touch."""
MOST_LABELS = 7
"""More points than this have their values printed at the ends and at the extremes only."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day."""

    day: date
    value: float
    written: object
    when: object
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A point in the drawing."""

    x: float
    y: float
    label_y: float
    words: str
    anchor: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at a place: a post, a tick or a line of the grid."""

    x: float
    y: float
    words: object
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with the words that tell its gist."""

    shape: ClassVar[str] = "chart"
    id: str
    title: object
    name: object
    gist: object
    caption: object
    grid: tuple[Mark, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Stroke, ...]
    posts: tuple[Mark, ...]
    former: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    now: float | None
    is_rtl: bool
    height: int = HEIGHT
    floor: int = FLOOR


def points(desk: Desk, fields: Fields, source: str) -> tuple[Point, ...]:
    """Return the baseline and the measurements that have a day and a number, in their order."""
    found = []
    for part, is_start in (
        (fields.part("baseline"), True),
        *((m, False) for m in fields.parts("measurements")),
    ):
        day, value = last_day(part.raw("date")), part.number("value")
        if day is not None and value is not None:
            when = desk.date(part.raw("date"), source, is_short=True)
            found.append(Point(day, float(value), value, when, is_start))
    return tuple(sorted(found, key=lambda one: (one.day, not one.is_start)))


def target(desk: Desk, fields: Fields, source: str) -> Point | None:
    """Return the target, if it has a day and a number."""
    part = fields.part("target")
    day, value = last_day(part.raw("date")), part.number("value")
    if day is None or value is None:
        return None
    return Point(day, float(value), value, desk.date(part.raw("date"), source, is_short=True))


def draw(
    desk: Desk,
    measured: tuple[Point, ...],
    aim: Point | None,
    *,
    identity: str,
    title: object,
    name: object,
    gist: object,
    unit: object,
    former: tuple[Point, ...] = (),
) -> Chart:
    """Return the drawing of an indicator; `former` are targets that hold no longer."""
    aims = (*former, aim) if aim else former
    everything = (*measured, *aims)
    frame = _Frame.around([*everything], desk)
    spoken = _spoken(measured)
    dots = tuple(
        Dot(
            x=frame.x(one.day),
            y=frame.y(one.value),
            label_y=frame.y(one.value) + (20 if _is_near(frame, one, aims) else -12),
            words=desk.number(one.written) if one in spoken else "",
            anchor=frame.anchor(one.day),
            is_start=one.is_start,
        )
        for one in measured
    )
    return Chart(
        id=identity,
        title=title,
        name=name,
        gist=gist,
        caption=frame.caption(desk, unit),
        grid=frame.grid(desk),
        dots=dots,
        lines=tuple(
            Stroke(one.x, one.y, other.x, other.y) for one, other in itertools.pairwise(dots)
        ),
        posts=(_post(desk, frame, aim),) if aim else (),
        former=tuple(_post(desk, frame, one, is_former=True) for one in former),
        ticks=frame.ticks([*everything]),
        now=frame.today_line(desk.site.today),
        is_rtl=frame.is_rtl,
    )


def _is_near(frame: _Frame, one: Point, aims: tuple[Point, ...]) -> bool:
    """Whether the value of a point would touch the words of a target above it."""
    return any(
        abs(frame.x(one.day) - frame.x(aim.day)) < CLOSE
        and -6 < frame.y(aim.value) - frame.y(one.value) < CLOSE
        for aim in aims
    )


def _post(desk: Desk, frame: _Frame, aim: Point, *, is_former: bool = False) -> Mark:
    value = desk.number(aim.written)
    words = (
        desk.say("former target {value}", value=value)
        if is_former
        else desk.say("target {value}", value=value)
    )
    return Mark(frame.x(aim.day), frame.y(aim.value), words, frame.anchor(aim.day))


def _spoken(measured: tuple[Point, ...]) -> tuple[Point, ...]:
    if len(measured) <= MOST_LABELS:
        return measured
    low = min(measured, key=lambda one: one.value)
    high = max(measured, key=lambda one: one.value)
    return measured[0], low, high, measured[-1]


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    last: date
    low: float
    high: float
    is_rtl: bool

    @classmethod
    def around(cls, points: list[Point], desk: Desk) -> _Frame:
        days, values = [one.day for one in points], [one.value for one in points]
        step = nice_step((max(values) - min(values)) or abs(max(values)) or 1.0)
        low = (min(values) // step) * step
        if 0 <= low <= (max(values) - min(values)):
            low = 0.0
        high = -(-max(values) // step) * step
        return cls(
            min(days),
            max(days),
            low,
            high if high > low else low + step,
            desk.tongue.direction == "rtl",
        )

    def x(self, day: date) -> float:
        length = (self.last - self.first).days
        share = (day - self.first).days / length if length else 0.5
        at = LEFT + share * WIDTH
        return round(100 - at if self.is_rtl else at, 2)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(FLOOR - share * (FLOOR - TOP), 1)

    def anchor(self, day: date) -> str:
        at = self.x(day)
        if at > 80:
            return "start" if self.is_rtl else "end"
        if at < 12:
            return "end" if self.is_rtl else "start"
        return "middle"

    def today_line(self, today: date) -> float | None:
        return self.x(today) if self.first < today < self.last else None

    def grid(self, desk: Desk) -> tuple[Mark, ...]:
        step = nice_step(self.high - self.low)
        count = round((self.high - self.low) / step)
        values = [self.low + step * n for n in range(1, count + 1)]
        return tuple(Mark(0, self.y(one), desk.number(_clean(one))) for one in values)

    def ticks(self, points: list[Point]) -> tuple[Mark, ...]:
        """Return the days below the axis: the last and the first, then those that have room."""
        ordered = sorted(points, key=lambda point: point.day)
        found: list[Mark] = []
        for one in (ordered[-1], *ordered):
            at = self.x(one.day)
            if not any(abs(at - other.x) < TICK_ROOM for other in found):
                words = getattr(one.when, "words", one.day.isoformat())
                found.append(Mark(at, FLOOR, words, self.anchor(one.day)))
        return tuple(found)

    def caption(self, desk: Desk, unit: object) -> object:
        start = desk.number(_clean(self.low))
        if unit:
            return desk.say("In {unit}. The axis starts at {value}.", unit=unit, value=start)
        return desk.say("The axis starts at {value}.", value=start)


def nice_step(length: float) -> float:
    """Return a step of 1, 2, 2.5 or 5 times a power of ten that divides a length in about four."""
    rough = length / GRID_LINES
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)


def _clean(value: float) -> float | int:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
