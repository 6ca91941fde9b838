"""Updates: what the body in charge reported, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.register.computed import scheme_of
from promisetrack.site.commitment.common import item, milestone_link, proof
from promisetrack.site.parts import Lines, Link, Row, Rows, Section
from promisetrack.site.scales import standing_of

ROOM, FEWEST = 5000, 3
"""Characters of reports on a commitment's page, and how many there are at least."""

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the reports of the body in charge."""
    updates = promise.fields.parts("updates")
    if not updates:
        return None
    ordered = newest_first(updates)
    shown = _first(desk, promise, ordered)
    blocks: list[object] = [Rows(tuple(_row(desk, promise, one) for one in shown))]
    if len(shown) < len(ordered):
        words = desk.say("All {n} reports", n=desk.number(len(ordered)))
        page = f"{desk.addresses.history(promise.id)}#reports"
        blocks.append(Lines((Link(words, page),)))
    return Section(
        "updates",
        desk.say("What the body in charge reported"),
        tuple(blocks),
        answer=_answer(desk, promise, len(updates)),
        short=desk.say("Reports"),
    )


def rest(desk: Desk, promise: Promise) -> Section | None:
    """Return all reports for the history page, where the commitment's page has not all of them."""
    ordered = newest_first(promise.fields.parts("updates"))
    if len(_first(desk, promise, ordered)) == len(ordered):
        return None
    rows = tuple(_row(desk, promise, one) for one in ordered)
    return Section("reports", desk.say("All reports, as they stand now"), (Rows(rows),))


def _first(desk: Desk, promise: Promise, ordered: list[Fields]) -> list[Fields]:
    """Return the reports that keep the page's first view small; all where nothing has the rest."""
    record = desk.survey.past.record(promise.id)
    if record is None or not record.events:
        return ordered
    room, shown = ROOM, 0
    for one in ordered:
        said = (desk.text(one.raw(key), promise.source) for key in ("text", "challenges"))
        room -= sum(len(text.text) for text in said if text)
        if room < 0 and shown >= FEWEST:
            break
        shown += 1
    return ordered[:shown]


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
