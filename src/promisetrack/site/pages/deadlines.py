"""Deadlines: `<lang>/deadlines/`: what is late, the longest first, then what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.feeds.links import follow
from promisetrack.site.listing import late_mark
from promisetrack.site.parts import Page, Row, Rows, Section
from promisetrack.site.trail import as_of, trail
from promisetrack.site.urls import CALENDAR_ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of deadlines."""
    desk = edition.desk(edition.addresses.list_of("deadlines"))
    lede = sentence(desk)
    late = edition.survey.late
    coming = _coming(desk)
    sections = []
    if late:
        sections.append(Section("late", desk.say("Late"), (Rows(late_rows(desk, late)),)))
    if coming:
        rows = tuple(_row(desk, one) for one in coming)
        sections.append(Section("coming", desk.say("To come"), (Rows(rows),)))
    own = follow(desk, CALENDAR_ALL)
    sections += [own] if own else []
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Deadlines").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Deadlines"),
            "lede": lede,
            "sections": tuple(sections),
        },
    )


def sentence(desk: Desk) -> Markup:
    """Return how many are late, and how many state no deadline at all."""
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
