"""Rows of a picture: words that wrap above a strip that is drawn, on one axis for all rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from promisetrack.site.story.axis import Axis, spread

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Mark

GLYPH = 14
"""Pixels of a shape in a strip."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its class; x in per cent, y in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the drawing; `anchor` is start, middle or end as the page is read."""

    x: float
    y: float
    words: object
    anchor: str = "start"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: its label, what is drawn, and the same in words."""

    label: object
    words: object
    gist: str
    height: int
    lines: tuple[Line, ...] = ()
    texts: tuple[Text, ...] = ()
    shapes: tuple[tuple[float, float, Mark], ...] = ()
    posts: tuple[tuple[float, float, str], ...] = ()
    arcs: tuple[tuple[float, float, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Strips:
    """The rows of a picture. `ticks` are words below the axis; `now` is where today lies."""

    shape: ClassVar[str] = "strips"
    id: str
    caption: object
    rows: tuple[Strip, ...]
    ticks: tuple[Text, ...] = ()
    grid: tuple[float, ...] = ()
    now: float | None = None
    now_anchor: str = "middle"


@dataclass(slots=True)
class Pencil:
    """Draws on one strip; places are given as they are read, from the start edge in per cent."""

    is_rtl: bool
    lines: list[Line] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    shapes: list[tuple[float, float, Mark]] = field(default_factory=list)
    posts: list[tuple[float, float, str]] = field(default_factory=list)
    arcs: list[tuple[float, float, float, str]] = field(default_factory=list)

    def x(self, at: float) -> float:
        """Return the place in the drawing of what lies `at` per cent from the start edge."""
        return round(100 - at if self.is_rtl else at, 2)

    def line(
        self, start: float, end: float, y: float, kind: str, *, to: float | None = None
    ) -> None:
        """Draw from `start` to `end` at the height `y`, or down to the height `to`."""
        self.lines.append(Line(self.x(start), y, self.x(end), y if to is None else to, kind))

    def text(
        self, at: float, y: float, words: object, *, anchor: str = "start", kind: str = ""
    ) -> None:
        """Write words at a place."""
        self.texts.append(Text(self.x(at), y, words, anchor, kind))

    def shape(self, at: float, y: float, mark: Mark) -> None:
        """Put the shape of a status around a place."""
        self.shapes.append((self.x(at), y, mark))

    def post(self, at: float, y: float, kind: str) -> None:
        """Put up a post with its flag: `l` stands, `gh` stood once."""
        self.posts.append((self.x(at), y, kind))

    def arc(self, start: float, end: float, y: float, kind: str) -> None:
        """Draw a hop from one post to another."""
        left = min(self.x(start), self.x(end))
        self.arcs.append((left, y, round(abs(end - start), 2), kind))

    def strip(self, label: object, words: object, *, gist: str, height: int) -> Strip:
        """Return what was drawn as a row."""
        return Strip(
            label,
            words,
            gist,
            height,
            tuple(self.lines),
            tuple(self.texts),
            tuple(self.shapes),
            tuple(self.posts),
            tuple(self.arcs),
        )


def axis_of(desk: Desk, days: Iterable[date]) -> Axis:
    """Return the axis of time that holds these days and today."""
    return Axis.around(
        [*days, desk.site.today],
        language=desk.tongue.language,
        is_rtl=desk.tongue.direction == "rtl",
    )


def on_time(
    desk: Desk, axis: Axis, identity: str, caption: object, rows: Iterable[Strip]
) -> Strips:
    """Return rows on an axis of time."""
    now = axis.at(desk.site.today)
    years = axis.years()
    return Strips(
        id=identity,
        caption=caption,
        rows=tuple(rows),
        ticks=tuple(
            Text(axis.x(at), 14, words, axis.anchor(at), "sft") for at, words in spread(years)
        ),
        grid=tuple(axis.x(at) for at, _ in years),
        now=axis.x(now),
        now_anchor=axis.anchor(now),
    )
