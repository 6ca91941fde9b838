"""Updates: what the body in charge reported, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.register.computed import scheme_of
from promisetrack.site.commitment.common import item, milestone_link, proof
from promisetrack.site.parts import Row, Rows, Section
from promisetrack.site.scales import standing_of

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the reports of the body in charge."""
    updates = promise.fields.parts("updates")
    if not updates:
        return None
    rows = tuple(_row(desk, promise, one) for one in newest_first(updates))
    return Section(
        "updates",
        desk.say("What the body in charge reported"),
        (Rows(rows),),
        answer=_answer(desk, promise, len(updates)),
        short=desk.say("Reports"),
    )


def newest_first(parts: tuple[Fields, ...]) -> list[Fields]:
    """Return dated parts, the newest first; what has no date keeps its place at the end."""
    return sorted(parts, key=lambda one: str(last_day(one.raw("date")) or ""), reverse=True)


def _answer(desk: Desk, promise: Promise, count: int) -> object:
    if promise.last_news is None:
        return desk.say_n("{n} report, without a date.", "{n} reports, without a date.", count)
    return desk.say_n(
        "{n} report; the last news is of {date}.",
        "{n} reports; the last news is of {date}.",
        count,
        date=desk.date(promise.news, promise.source) or "",
    )


def _row(desk: Desk, promise: Promise, fields: Fields) -> Row:
    about = milestone_link(desk, promise, fields.string("about"))
    status = fields.string("status")
    texts = (
        item(desk, fields, "text", "", promise.source),
        item(desk, fields, "challenges", desk.say("Difficulties reported:"), promise.source),
    )
    return Row(
        who=desk.organisation(fields.string("by")) if fields.has("by") else "",
        when=desk.date(fields.raw("date"), promise.source),
        by=desk.say("About: {milestone}", milestone=about) if about else "",
        mark=desk.mark(standing_of(status, scheme_of(promise.entry, desk.register)))
        if status
        else None,
        items=tuple(one for one in texts if one is not None),
        notes=tuple(note for note in (proof(desk, promise, fields),) if note),
    )
