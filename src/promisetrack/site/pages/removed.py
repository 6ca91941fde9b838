"""Commitments that were taken out of the register: `<lang>/removed/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.folds import shortened
from promisetrack.site.parts import Page, Row, Section
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from markupsafe import Markup

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of what was removed, where anything was."""
    gone = edition.survey.gone
    if not gone:
        return
    desk = edition.desk(edition.addresses.list_of("removed"))
    lede = desk.say_n(
        "{n} commitment was removed from the register. Its page stays readable.",
        "{n} commitments were removed from the register. Their pages stay readable.",
        len(gone),
    )
    rows = sorted(gone, key=lambda one: (str(_day(desk, one) or ""), one.id), reverse=True)
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Removed commitments").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Removed commitments"),
            "lede": lede,
            "sections": (
                Section(
                    "list",
                    desk.say("What was removed"),
                    shortened(desk, tuple(_row(desk, one) for one in rows)),
                ),
            ),
        },
    )


def banner(desk: Desk, promise: Promise) -> Markup:
    """Return the sentence that stands above the page of a removed commitment."""
    day = _day(desk, promise)
    if day is None:
        return desk.say(
            "This commitment can no longer be read in the register. The page shows its last "
            "readable version."
        )
    return desk.say(
        "This commitment was removed from the register on {date}. The page shows its last version.",
        date=desk.day(day),
    )


def _day(desk: Desk, promise: Promise) -> date | None:
    past = desk.survey.past
    record, timeline = past.record(promise.id), past.timeline
    if record is None or timeline is None:
        return None
    return next((past.day_of(one) for one in timeline.commits if one.id == record.removed), None)


def _row(desk: Desk, promise: Promise) -> Row:
    day = _day(desk, promise)
    plan = promise.entry.plan
    return Row(
        when=desk.day(day) if day else None,
        title=desk.commitment(promise),
        by=desk.plan(plan) if plan else "",
        marks=(desk.mark(promise.standing),),
    )
