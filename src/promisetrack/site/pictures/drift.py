"""Deadlines and their drift: a dashed post where it stood, a hop, the post of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import beginning
from promisetrack.site.drifts import drifts_of
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Link, Section, Table
from promisetrack.site.pictures.strips import Pencil, axis_of, on_time
from promisetrack.words.dates import show_shift

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.drifts import Drift
    from promisetrack.site.pictures.strips import Strip
    from promisetrack.site.story.axis import Axis

MOST_ROWS = 10
"""More rows than this are read in the table alone."""
HEIGHT, Y = 50, 44


def section(desk: Desk) -> Section | None:
    """Return every deadline that moved: the longest way drawn, all in the table."""
    drifts = drifts_of(desk.survey)
    if not drifts:
        return None
    axis = axis_of(desk, [day for one in drifts[:MOST_ROWS] for day in _days(one)])
    rows = [_strip(desk, axis, one) for one in drifts[:MOST_ROWS]]
    caption = desk.say("A dashed post: promised once. A post with a flag: the deadline that holds.")
    return Section(
        "drift",
        desk.say("Deadlines that moved"),
        (on_time(desk, axis, "drift", caption, rows), _table(desk, drifts)),
        answer=_answer(desk, drifts),
    )


def _answer(desk: Desk, drifts: tuple[Drift, ...]) -> object:
    silent = sum(one.is_silent for one in drifts)
    later = sum(one.days > 0 for one in drifts)
    return desk.join(
        (
            desk.say_n("{n} deadline moved.", "{n} deadlines moved.", len(drifts)),
            desk.say_n(
                "{n} is later than first promised.", "{n} are later than first promised.", later
            ),
            desk.say_n(
                "No reason is stated for {n} of them.",
                "No reason is stated for {n} of them.",
                silent,
            )
            if silent
            else "",
        )
    )


def _days(drift: Drift) -> list[date]:
    days = [last_day(value) for move in drift.moves for value in (move.before, move.after)]
    return [one for one in days if one]


def _label(desk: Desk, drift: Drift) -> object:
    """Return the commitment, and the milestone or the indicator whose deadline it is."""
    promise = drift.promise
    title = desk.title(promise.fields, promise.source, promise.id)
    link = Link(title, desk.addresses.history(promise.id))
    if len(drift.route) < 2:
        return link
    part = next(
        (
            one
            for one in promise.fields.parts(str(drift.route[0]))
            if one.string("id") == drift.route[1]
        ),
        Fields({}),
    )
    name = beginning(desk.title(part, promise.source, str(drift.route[1])), 120)
    return desk.say("{commitment}: {part}", commitment=link, part=name)


def _strip(desk: Desk, axis: Axis, drift: Drift) -> Strip:
    pencil = Pencil(axis.is_rtl)
    pencil.line(0, 100, Y, "grid")
    for move in drift.moves:
        before, after = last_day(move.before), last_day(move.after)
        if before is None:
            continue
        pencil.post(axis.at(before), Y, "gh")
        if after is not None and after != before:
            kind = "hot" if after > before else "good"
            pencil.arc(axis.at(before), axis.at(after), Y - 34, kind)
    now = last_day(drift.now)
    if now is not None:
        pencil.post(axis.at(now), Y, "l")
    words = _words(desk, drift)
    return pencil.strip(_label(desk, drift), words, gist=words.striptags(), height=HEIGHT)


def _words(desk: Desk, drift: Drift) -> Markup:
    """Return « promised for …, then …, now …: fourteen months later, no stated reason »."""
    dates = [_date(desk, drift, one.before) for one in drift.moves]
    told = desk.say("promised for {date}", date=dates[0])
    for one in dates[1:]:
        told = desk.say("{before}, then {date}", before=told, date=one)
    now = _date(desk, drift, drift.now) if drift.now is not None else ""
    if now:
        told = desk.say("{before}, now {date}", before=told, date=now)
    else:
        told = desk.say("{before}, now without a deadline", before=told)
    first, last = last_day(drift.first), last_day(drift.now)
    if first and last and first != last:
        shift = show_shift(first, last, desk.tongue.language)
        told = desk.say("{before}: {shift}", before=told, shift=shift)
    reason = _reason(desk, drift)
    return desk.say("{before} ({reason})", before=told, reason=reason) if reason else told


def _date(desk: Desk, drift: Drift, value: object) -> object:
    return desk.pen.show(desk.date(value, drift.promise.source) or desk.say("no date"))


def _reason(desk: Desk, drift: Drift) -> object:
    reasons = {one.reason for one in drift.moves}
    if "none" in reasons:
        return desk.say("no stated reason")
    if "afterwards" in reasons:
        return desk.say("reason stated afterwards")
    return desk.say("reason stated") if "stated" in reasons else ""


def _table(desk: Desk, drifts: tuple[Drift, ...]) -> Table:
    rows = []
    for one in drifts:
        between = desk.pen.links(_date(desk, one, move.before) for move in one.moves[1:])
        now = _date(desk, one, one.now) if one.now is not None else desk.say("none")
        months = desk.number(one.months) if one.days else ""
        rows.append(
            (
                _label(desk, one),
                _date(desk, one, one.first),
                between,
                now,
                months,
                _reason(desk, one),
            )
        )
    return Table(
        caption=desk.say("Every deadline that moved"),
        head=(
            desk.say("What"),
            desk.say("Promised for"),
            desk.say("Then"),
            desk.say("Now"),
            desk.say("Drift in months"),
            desk.say("Reason"),
        ),
        rows=tuple(rows),
        numeric=(4,),
        is_folded=len(drifts) <= MOST_ROWS,
    )
