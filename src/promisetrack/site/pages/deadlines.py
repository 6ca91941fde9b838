"""Deadlines: `<lang>/deadlines/`: what is late, what moved and by how much, what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.aims import aims_of, missed
from promisetrack.site.commitment.common import anchor
from promisetrack.site.feeds.links import follow
from promisetrack.site.folds import by_name, shortened
from promisetrack.site.listing import late_mark
from promisetrack.site.parts import Link, Row, Section
from promisetrack.site.pictures import drift, mini
from promisetrack.site.pictures.way import label, way_words
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.urls import CALENDAR_ALL, MILESTONES_CSV
from promisetrack.words.dates import show_lapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from promisetrack.site.aims import Aim
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.survey import Milestone, Promise

MOST_STEPS = 60
"""Late milestones on the page, the longest first; the data have them all."""


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of deadlines."""
    desk = desk_of(edition, "deadlines")
    sections = (
        _late(desk),
        _missed(desk),
        drift.section(desk),
        _late_steps(desk),
        _to_come(desk),
        follow(desk, CALENDAR_ALL),
    )
    yield sheet(desk, "deadlines", sentence(desk), sections, data_address=MILESTONES_CSV)


def sentence(desk: Desk) -> Markup:
    """Return how many are late, and how many state no deadline at all."""
    return desk.join((_commitments(desk), _steps(desk), _targets(desk)))


def _commitments(desk: Desk) -> Markup:
    promises, late = desk.survey.promises, desk.survey.late
    without = sum(not one.fields.has("due") for one in promises)
    if promises and without == len(promises):
        return desk.say_n(
            "The one commitment states no deadline, so it cannot be late.",
            "None of the {n} commitments states a deadline, so none can be late.",
            len(promises),
        )
    first = (
        desk.say_n("{n} commitment is late.", "{n} commitments are late.", len(late))
        if late
        else desk.say("No commitment is late.")
    )
    second = (
        desk.say_n("{n} states no deadline.", "{n} state no deadline.", without) if without else ""
    )
    return desk.join((first, second))


def _steps(desk: Desk) -> object:
    late = late_steps(desk)
    if not late:
        return ""
    return desk.say_n(
        "{n} milestone is past its date and not said to be complete.",
        "{n} milestones are past their date and not said to be complete.",
        len(late),
    )


def _targets(desk: Desk) -> object:
    found = missed_aims(desk)
    if not found:
        return ""
    return desk.say_n(
        "{n} target is past its date, and no published value reaches it.",
        "{n} targets are past their date, and no published value reaches them.",
        len(found),
    )


def missed_aims(desk: Desk) -> tuple[Aim, ...]:
    """Return the targets whose date has passed and that no published value reaches."""
    today = desk.site.today
    return missed(aims_of(desk.survey.promises, today), today)


def late_steps(desk: Desk) -> tuple[tuple[Promise, Milestone], ...]:
    """Return the milestones past their date that are still open, the longest first."""
    from promisetrack.model.dates import last_day

    found = [
        (promise, one) for promise in desk.survey.promises for one in promise.milestones
        if one.is_late
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (str(last_day(one[1].fields.raw("due"))), one[0].id))
    )


def late_rows(desk: Desk, late: tuple[Promise, ...]) -> tuple[Row, ...]:
    """Return what is late as entries, the time since in the margin."""
    return tuple(
        Row(
            when=desk.date(one.fields.raw("due"), one.source, is_short=True),
            title=desk.commitment(one),
            by=desk.organisations(one.leads) if one.leads else "",
            marks=tuple(mark for mark in (desk.mark(one.standing), late_mark(desk, one)) if mark),
        )
        for one in late
    )


def aim_rows(desk: Desk, aims: tuple[Aim, ...]) -> tuple[Row, ...]:
    """Return targets as entries: how far on the way in the margin, the commitment below."""
    return tuple(
        Row(
            delta=way_words(desk, one) if one.way is not None and one.way >= 0 else "",
            who="" if one.way is not None and one.way >= 0 else way_words(desk, one),
            role=str(desk.say("of the way")) if one.way is not None and one.way >= 0 else "",
            title=label(desk, one),
            by=desk.commitment(one.promise),
            notes=(_target_words(desk, one),),
            mini=mini.way(one.way) if one.way is not None else None,
        )
        for one in aims
    )


def _target_words(desk: Desk, aim: Aim) -> object:
    from promisetrack.site.commitment.figures import sentence as said

    return said(desk, aim.promise, aim.indicator) if aim.indicator else ""


def _late(desk: Desk) -> Section | None:
    late = desk.survey.late
    return (
        Section("late", desk.say("Late"), shortened(desk, late_rows(desk, late))) if late else None
    )


def _missed(desk: Desk) -> Section | None:
    found = missed_aims(desk)
    if not found:
        return None
    return Section(
        "missed",
        desk.say("Targets past their date"),
        shortened(desk, aim_rows(desk, found)),
        answer=_targets(desk),
    )


def _late_steps(desk: Desk) -> Section | None:
    late = late_steps(desk)
    if not late:
        return None
    more = len(late) - MOST_STEPS
    answer = (
        desk.say_n(
            "The {most} oldest; {n} more is in the data.",
            "The {most} oldest; {n} more are in the data.",
            more,
            most=desk.number(MOST_STEPS),
        )
        if more > 0
        else ""
    )
    rows = tuple(_step(desk, promise, one) for promise, one in late[:MOST_STEPS])
    title = desk.say("Milestones past their date")
    return Section("late-milestones", title, shortened(desk, rows), answer=answer)


def _step(desk: Desk, promise: Promise, milestone: Milestone) -> Row:
    from promisetrack.model.dates import last_day

    due = last_day(milestone.fields.raw("due"))
    lapse = show_lapse(due, desk.site.today, desk.tongue.language) if due else ""
    title = desk.title(milestone.fields, promise.source, milestone.id)
    page = desk.addresses.commitment(promise.id)
    place = f"{page}#{anchor('milestone', milestone.id)}" if milestone.id else page
    return Row(
        when=desk.date(milestone.fields.raw("due"), promise.source, is_short=True),
        title=Link(title, place),
        by=desk.commitment(promise),
        marks=(
            desk.mark(milestone.standing),
            desk.late_mark(desk.say("late: {lapse}", lapse=lapse)),
        ),
    )


def _to_come(desk: Desk) -> Section | None:
    coming = _coming(desk)
    if not coming:
        return None
    rows = tuple((str(one.due)[:4], _row(desk, one)) for one in coming)
    return Section("coming", desk.say("To come"), by_name(desk, rows))


def _coming(desk: Desk) -> list[Promise]:
    today = desk.site.today
    open_ones = [
        one
        for one in desk.survey.promises
        if one.due is not None
        and one.due >= today
        and one.phase in ("unknown", "waiting", "moving")
    ]
    return sorted(open_ones, key=lambda one: (str(one.due), one.id))


def _row(desk: Desk, promise: Promise) -> Row:
    return Row(
        when=desk.date(promise.fields.raw("due"), promise.source, is_short=True),
        title=desk.commitment(promise),
        by=desk.organisations(promise.leads) if promise.leads else "",
        marks=(desk.mark(promise.standing),),
    )
