"""The goalpost ledger as a drawing: a straight rail means that the word was kept.

x is in per cent of the width and y in pixels, so that the drawing is fluid and the type is not.
A hop between posts is a deadline that moved, a step a target, a double slash words, a tick a past
value. Changes of one day share one dotted vertical.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from promisetrack.site.story.axis import Axis, spread

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.history.events import Event
    from promisetrack.site.desk import Desk

TOP, RAIL, RISE, BELOW = 20, 90, 52, 68
"""Pixels: above the first rail, of a rail, from its top to its line, and to the words below it."""
MOST_RAILS = 6


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with its class."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place."""

    x: float
    y: float
    words: object
    kind: str = ""
    anchor: str = "start"
    more: object = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A hop from one post to another."""

    x: float
    y: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The drawing with the words that tell its gist."""

    shape: ClassVar[str] = "ledger"
    id: str
    name: object
    gist: object
    height: int
    strokes: tuple[Stroke, ...]
    texts: tuple[Text, ...]
    posts: tuple[tuple[float, float], ...]
    arcs: tuple[Arc, ...]
    cuts: tuple[tuple[float, int], ...]
    now: float | None
    now_anchor: str
    floor: int


@dataclass(frozen=True, slots=True)
class Hop:
    """One move of a deadline: both days, and the day on which it was moved."""

    before: date | None
    after: date | None
    moved: date | None


@dataclass(frozen=True, slots=True)
class Rail:
    """One line of the ledger, before it is drawn.

    `hops` move a post, `steps` (day, before, after) a level, `cuts` and `ticks` are days. `end`
    is where the post stands now. `words` stand below the line at a day.
    """

    name: object
    state: object
    end: date | None = None
    hops: tuple[Hop, ...] = ()
    steps: tuple[tuple[date, float, float], ...] = ()
    cuts: tuple[date, ...] = ()
    ticks: tuple[date, ...] = ()
    labels: tuple[tuple[date, str], ...] = ()
    tone: str = "hot"

    @property
    def days(self) -> tuple[date, ...]:
        """All days that must be on the axis."""
        posts = [day for hop in self.hops for day in (hop.before, hop.after, hop.moved)]
        others = [*(step[0] for step in self.steps), *self.cuts, *self.ticks, self.end]
        return tuple(day for day in (*posts, *others) if day is not None)

    @property
    def changed(self) -> frozenset[date]:
        """The days on which something changed."""
        moved = [hop.moved for hop in self.hops if hop.moved]
        return frozenset((*moved, *(step[0] for step in self.steps), *self.cuts, *self.ticks))


@dataclass(slots=True)
class _Sheet:
    axis: Axis
    strokes: list[Stroke] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    posts: list[tuple[float, float]] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    cuts: list[tuple[float, int]] = field(default_factory=list)

    def line(
        self, start: float, end: float, y: float, *, kind: str, to: float | None = None
    ) -> None:
        x = self.axis.x
        self.strokes.append(Stroke(x(start), y, x(end), y if to is None else to, kind))


def draw(
    desk: Desk, rails: tuple[Rail, ...], *, entered: date, name: object, gist: object
) -> Ledger:
    """Return the drawing of at most six rails; the table tells of the others."""
    shown = rails[:MOST_RAILS]
    today = desk.site.today
    days = [entered, today, *(day for rail in shown for day in rail.days)]
    axis = Axis.around(days, language=desk.tongue.language, is_rtl=desk.tongue.direction == "rtl")
    sheet = _Sheet(axis)
    floor = TOP + RAIL * len(shown)
    _time(sheet, floor)
    _verticals(desk, sheet, shown, floor)
    for place, rail in enumerate(shown):
        _rail(sheet, rail, TOP + place * RAIL, axis.at(entered), axis.at(today))
    now = axis.at(today)
    return Ledger(
        id="ledger",
        name=name,
        gist=gist,
        height=floor + 24,
        strokes=tuple(sheet.strokes),
        texts=tuple(sheet.texts),
        posts=tuple(sheet.posts),
        arcs=tuple(sheet.arcs),
        cuts=tuple(sheet.cuts),
        now=axis.x(now),
        now_anchor=axis.anchor(now),
        floor=floor,
    )


def _time(sheet: _Sheet, floor: int) -> None:
    for at, _ in sheet.axis.years():
        sheet.line(at, at, TOP, kind="grid", to=floor)
    for at, words in spread(sheet.axis.years()):
        x = sheet.axis.x(at)
        sheet.texts.append(Text(x, floor + 18, words, "sft", sheet.axis.anchor(at)))


def _verticals(desk: Desk, sheet: _Sheet, rails: tuple[Rail, ...], floor: int) -> None:
    """Join the changes of one day with one dotted line, and name the day where there is room."""
    counted = Counter(day for rail in rails for day in rail.changed)
    for day in sorted(day for day, n in counted.items() if n > 1):
        places = [index for index, rail in enumerate(rails) if day in rail.changed]
        at = sheet.axis.at(day)
        top, end = TOP + places[0] * RAIL + RISE, TOP + places[-1] * RAIL + RISE
        sheet.line(at, at, top, kind="same", to=end)


def _rail(sheet: _Sheet, rail: Rail, top: int, entered: float, now: float) -> None:
    """Draw one rail: it begins where the commitment entered the register, or at an earlier post."""
    y = top + RISE
    sheet.texts.append(Text(sheet.axis.x(0), top + 12, rail.name, "hd halo", more=rail.state))
    end = sheet.axis.at(rail.end) if rail.end else now
    foot: float = y
    if rail.steps:
        foot = _steps(sheet, rail, y, entered, end)
    else:
        sheet.line(min(entered, end), max(entered, end), y, kind="l")
    if rail.end:
        sheet.posts.append((sheet.axis.x(end), foot))
    for hop in rail.hops:
        _hop(sheet, hop, y)
    for day in rail.ticks:
        at = sheet.axis.at(day)
        sheet.line(at, at, y - 8, kind="hot", to=y + 8)
    sheet.cuts.extend((sheet.axis.x(sheet.axis.at(day)), y) for day in rail.cuts)
    places = [(sheet.axis.at(day), words) for day, words in rail.labels]
    kind = {"hot": "hotf", "good": "okf"}.get(rail.tone, "sft")
    for at, words in spread(places):
        text = Text(sheet.axis.x(at), top + BELOW + 4, words, f"{kind} halo", sheet.axis.anchor(at))
        sheet.texts.append(text)


def _hop(sheet: _Sheet, hop: Hop, y: int) -> None:
    if hop.before is None:
        return
    old = sheet.axis.at(hop.before)
    sheet.line(old, old, y - 24, kind="gh", to=y)
    if hop.after is None or hop.after == hop.before:
        return
    new = sheet.axis.at(hop.after)
    kind = "hot" if hop.after > hop.before else "good"
    left = min(sheet.axis.x(old), sheet.axis.x(new))
    sheet.arcs.append(Arc(left, y - 30, round(abs(new - old), 2), kind))


def _steps(sheet: _Sheet, rail: Rail, y: int, entered: float, end: float) -> float:
    """Draw a level that steps at each change, to a true scale from zero or the lowest value.

    Return where it ends.
    """
    values = [value for _, before, after in rail.steps for value in (before, after)]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (high - low) or 1.0

    def level(value: float) -> float:
        return round(y - (value - low) / scale * 26, 1)

    at = entered
    for day, before, after in rail.steps:
        there = sheet.axis.at(day)
        sheet.line(at, there, level(before), kind="l")
        sheet.line(there, there, level(before), kind=rail.tone, to=level(after))
        at = there
    last = level(rail.steps[-1][2])
    sheet.line(at, max(end, at), last, kind="l")
    return last if end >= entered else level(rail.steps[0][1])


def days_of(desk: Desk, events: tuple[Event, ...]) -> tuple[date, ...]:
    """Return the days of events, each once."""
    found = (desk.survey.past.day_of(one.commit) for one in events)
    return tuple(dict.fromkeys(day for day in found if day))
