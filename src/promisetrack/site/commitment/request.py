"""What was asked, verbatim, and what the executive answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import item, proof
from promisetrack.site.commitment.decisions import decision_link
from promisetrack.site.parts import Mark, Quote, Row, Rows, Section

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

_GLYPHS = {
    "accepted": ("complete", "done"),
    "partially-accepted": ("partial", "moving"),
    "modified": ("partial", "moving"),
    "deferred": ("in-progress", "moving"),
    "forwarded": ("superseded", "waiting"),
    "declined": ("declined", "stopped"),
    "not-answered": ("unknown", "waiting"),
}


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the request and the answer."""
    request, answer = promise.fields.part("request"), promise.fields.part("answer")
    if not request.data and not answer.data:
        return None
    blocks: list[object] = []
    said = desk.text(request.raw("text"), promise.source)
    if said:
        blocks.append(Quote(said, proof(desk, promise, request)))
    if answer.data:
        blocks.append(Rows((_answer(desk, promise),)))
    return Section(
        "request",
        desk.say("What was asked, what was answered"),
        tuple(blocks),
        short=desk.say("Request and answer"),
        answer="" if answer.data else desk.say("No answer is in the register."),
        is_first=True,
    )


def _answer(desk: Desk, promise: Promise) -> Row:
    fields = promise.fields.part("answer")
    position = fields.string("position")
    glyph, tone = _GLYPHS.get(position, ("unknown", "unknown"))
    texts = (
        item(desk, fields, "text", "", promise.source),
        item(desk, fields, "reason", desk.say("Reason:"), promise.source),
    )
    decision = decision_link(desk, promise, fields.string("decision"))
    notes = (
        desk.say("Decision: {decision}", decision=decision) if decision else "",
        proof(desk, promise, fields),
    )
    return Row(
        who=desk.organisation(fields.string("by")) if fields.has("by") else "",
        role=str(desk.say("answers")),
        when=desk.date(fields.raw("date"), promise.source),
        mark=Mark(glyph, tone, desk.word("answer-position", position)) if position else None,
        items=tuple(one for one in texts if one),
        notes=tuple(note for note in notes if note),
    )
