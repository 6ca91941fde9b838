"""Status over time of many commitments: how many were in each phase on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.vocabulary import PHASES
from promisetrack.site.parts import Mark, Section, Table
from promisetrack.site.pictures.periods import course_of
from promisetrack.site.pictures.strips import Pencil, axis_of, on_time
from promisetrack.site.scales import glyph_of, tone_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from promisetrack.site.desk import Desk
    from promisetrack.site.pictures.strips import Strip
    from promisetrack.site.story.axis import Axis
    from promisetrack.site.survey import Promise

TOP, FLOOR, HEIGHT = 8, 40, 46
MOST_LINES = 24
"""Days in the table: where more days changed something, the last of each month."""

Count = tuple[tuple["date", int], ...]
"""Days on which a count changed, with the count from then on."""


def section(desk: Desk, promises: Iterable[Promise]) -> Section | None:
    """Return the picture of a selection with its table; nothing where no count ever changed."""
    counted = _counted(desk, promises)
    days = sorted({day for many in counted.values() for day, _ in many})
    if len(days) < 2 or not any(phase != "unknown" for phase in counted):
        return None
    axis = axis_of(desk, days)
    most = max(n for many in counted.values() for _, n in many)
    rows = [_strip(desk, axis, phase, many, most) for phase, many in counted.items()]
    caption = desk.say(
        "How many commitments were in each phase, by the account of the bodies in charge. All "
        "rows have the same scale: the highest is {n}.",
        n=desk.number(most),
    )
    return Section(
        "over-time",
        desk.say("Status over time"),
        (on_time(desk, axis, "over-time", caption, rows), _table(desk, counted, days)),
    )


def _counted(desk: Desk, promises: Iterable[Promise]) -> dict[str, Count]:
    moves: dict[str, dict[date, int]] = {}
    for promise in promises:
        record = desk.survey.past.record(promise.id)
        for one in course_of(desk.survey, promise, record).periods if record else ():
            of_phase = moves.setdefault(one.standing.phase, {})
            of_phase[one.start] = of_phase.get(one.start, 0) + 1
            if one.end:
                of_phase[one.end] = of_phase.get(one.end, 0) - 1
    return {phase: _sums(moves[phase]) for phase in PHASES if phase in moves}


def _sums(moves: dict[date, int]) -> Count:
    total, found = 0, []
    for day in sorted(moves):
        total += moves[day]
        if moves[day]:
            found.append((day, total))
    return tuple(found)


def _strip(desk: Desk, axis: Axis, phase: str, many: Count, most: int) -> Strip:
    pencil, tone = Pencil(axis.is_rtl), tone_of(phase)
    mark = Mark(glyph_of(phase, phase), tone, desk.word("phase", phase))
    before = 0
    for place, (day, count) in enumerate(many):
        start = axis.at(day)
        end = axis.at(many[place + 1][0] if place + 1 < len(many) else desk.site.today)
        y, old = _y(count, most), _y(before, most)
        pencil.line(start, start, old, f"ml {tone}", to=y)
        if count:
            pencil.line(start, end, y, f"ml {tone}")
        before = count
    pencil.line(0, 100, FLOOR, "grid")
    first, last = many[0][1], many[-1][1]
    words = desk.say(
        "{first} on {date}, {last} now",
        first=desk.number(first),
        date=desk.pen.day(many[0][0]),
        last=desk.number(last),
    )
    return pencil.strip(mark, words, gist=words.striptags(), height=HEIGHT)


def _y(count: int, most: int) -> float:
    return round(FLOOR - count / most * (FLOOR - TOP), 1)


def _table(desk: Desk, counted: dict[str, Count], days: list[date]) -> Table:
    shown = days
    if len(days) > MOST_LINES:
        shown = sorted({f"{day:%Y-%m}": day for day in days}.values())
    return Table(
        caption=desk.say("Commitments in each phase"),
        head=(desk.say("Date"), *(desk.word("phase", one) for one in counted)),
        rows=tuple(
            (desk.day(day), *(desk.number(_on(many, day)) for many in counted.values()))
            for day in reversed(shown)
        ),
        numeric=tuple(range(1, len(counted) + 1)),
        is_folded=True,
    )


def _on(many: Count, day: date) -> int:
    return next((count for since, count in reversed(many) if since <= day), 0)
