"""How the public took part: when, how, how many, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import item, proof
from promisetrack.site.commitment.updates import newest_first
from promisetrack.site.parts import Link, Row, Rows, Section
from promisetrack.site.tongue import inside

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the moments of participation, newest first."""
    moments = promise.fields.parts("participation")
    if not moments:
        return None
    rows = tuple(_row(desk, promise, one) for one in newest_first(moments))
    return Section(
        "participation",
        desk.say("How the public took part"),
        (Rows(rows),),
        short=desk.say("Participation"),
    )


def _row(desk: Desk, promise: Promise, fields: Fields) -> Row:
    title = desk.text(fields.raw("title"), promise.source)
    outcome = item(desk, fields, "outcome", desk.say("What became of it:"), promise.source)
    return Row(
        who=desk.word("participation-kind", fields.string("kind")),
        when=desk.date(fields.raw("date"), promise.source),
        title=Link(title, url=fields.string("url")) if title else None,
        by=desk.pen.links(_circumstances(desk, promise, fields)),
        items=(outcome,) if outcome else (),
        notes=tuple(note for note in (proof(desk, promise, fields),) if note),
    )


def _circumstances(desk: Desk, promise: Promise, fields: Fields) -> list[object]:
    count = fields.number("participants")
    found: list[object] = []
    if isinstance(count, int):
        found.append(desk.say_n("{n} person took part", "{n} people took part", count))
    for key, vocabulary in (("stage", "participation-stage"), ("selection", "selection")):
        if fields.has(key):
            found.append(inside(desk.word(vocabulary, fields.string(key))))
    offline = desk.text(fields.raw("offline"), promise.source)
    if offline:
        found.append(desk.say("without internet: {how}", how=offline))
    return found
