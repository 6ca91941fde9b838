"""Status over time of one commitment and its milestones: the timeline of its history page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import beginning
from promisetrack.site.parts import Section, Table
from promisetrack.site.pictures.periods import courses_of
from promisetrack.site.pictures.strips import Pencil, axis_of, on_time

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk
    from promisetrack.site.pictures.periods import Course
    from promisetrack.site.pictures.strips import Strip
    from promisetrack.site.story.axis import Axis
    from promisetrack.site.survey import Promise

MOST_ROWS = 9
"""More rows than this are read in the table alone."""
HEIGHT, Y = 40, 26


def section(desk: Desk, promise: Promise, record: Record) -> Section | None:
    """Return the picture with its table; nothing where no status was ever said."""
    courses = tuple(one for one in courses_of(desk.survey, promise, record) if one.periods)
    if not any(one.standing.phase != "unknown" for row in courses for one in row.periods):
        return None
    axis = axis_of(desk, _days(courses))
    rows = [_strip(desk, axis, promise, one) for one in courses[:MOST_ROWS]]
    caption = desk.say(
        "A shape where a status begins; a flag at the deadline; no line while it was not in the "
        "register."
    )
    blocks = (on_time(desk, axis, "timeline", caption, rows), _table(desk, promise, courses))
    more = len(courses) - MOST_ROWS
    note = desk.say_n("{n} more is in the table.", "{n} more are in the table.", more)
    return Section(
        "timeline",
        desk.say("Status over time"),
        blocks,
        answer=note if more > 0 else "",
    )


def _days(courses: tuple[Course, ...]) -> list[date]:
    days = [day for row in courses for one in row.periods for day in (one.start, one.end) if day]
    return [*days, *(row.due for row in courses if row.due)]


def _label(desk: Desk, promise: Promise, course: Course) -> object:
    said = desk.pen.pick(course.title, promise.source)
    if said is None:
        return desk.say("The whole")
    title = beginning(said, 90)
    if not course.number:
        return title
    return desk.say("{n}. {title}", n=course.number, title=title)


def _strip(desk: Desk, axis: Axis, promise: Promise, course: Course) -> Strip:
    pencil = Pencil(axis.is_rtl)
    for one in course.periods:
        start, end = axis.at(one.start), axis.at(one.end or desk.site.today)
        kind = "gh" if one.standing.phase == "unknown" else f"bar {one.standing.tone}"
        pencil.line(start, max(end, start + 0.5), Y, kind)
    for one in course.periods:
        pencil.shape(axis.at(one.start), Y, desk.mark(one.standing))
    if course.due:
        pencil.post(axis.at(course.due), Y, "l")
    words = _words(desk, course)
    return pencil.strip(_label(desk, promise, course), words, gist=words, height=HEIGHT)


def _words(desk: Desk, course: Course) -> str:
    """Return where it stands now, since when; or when it went."""
    if not course.periods:
        return ""
    last = course.periods[-1]
    word = desk.mark(last.standing).word
    if last.end is not None:
        return desk.say("left the register on {date}", date=desk.pen.day(last.end)).striptags()
    since = desk.say("{status} since {date}", status=word, date=desk.pen.day(last.start))
    return since.striptags()


def _table(desk: Desk, promise: Promise, courses: tuple[Course, ...]) -> Table:
    rows = [
        (
            _label(desk, promise, course),
            desk.mark(one.standing).word,
            desk.day(one.start),
            desk.day(one.end) if one.end else "",
        )
        for course in courses
        for one in course.periods
    ]
    return Table(
        caption=desk.say("Which status, from when to when"),
        head=(desk.say("What"), desk.say("Status"), desk.say("From"), desk.say("To")),
        rows=tuple(rows),
        is_folded=True,
    )
