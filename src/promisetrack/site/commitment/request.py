"""What was asked, verbatim, and what the executive answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import item, proof, votes_sentence
from promisetrack.site.commitment.decisions import decision_link
from promisetrack.site.parts import Mark, Quote, Row, Rows, Section

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
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
        notes = [one for one in (_votes(desk, request), proof(desk, promise, request)) if one]
        blocks.append(Quote(said, desk.join(notes)))
    if answer.data:
        blocks.append(Rows((_answer(desk, promise),)))
    return Section(
        "request",
        desk.say("What was asked, what was answered"),
        tuple(blocks),
        short=desk.say("Request and answer"),
        answer="" if answer.has("date") or answer.has("position") else _absent(desk, answer),
        is_first=True,
    )


def _answer(desk: Desk, promise: Promise) -> Row:
    fields = promise.fields.part("answer")
    position = fields.string("position")
    texts = (
        item(desk, fields, "text", "", promise.source),
        item(desk, fields, "reason", desk.say("Reason:"), promise.source),
    )
    decision = decision_link(desk, promise, fields.string("decision"))
    notes = (
        desk.say("Decision: {decision}", decision=decision) if decision else "",
        _owed(desk, promise, fields),
        proof(desk, promise, fields),
    )
    return Row(
        who=desk.organisation(fields.string("by")) if fields.has("by") else "",
        role=str(desk.say("answers")),
        when=desk.date(fields.raw("date"), promise.source),
        mark=position_mark(desk, position) if position else None,
        items=tuple(one for one in texts if one),
        notes=tuple(note for note in notes if note),
    )


def position_mark(desk: Desk, position: str) -> Mark:
    """Return the shape and the word of an answer."""
    glyph, tone = _GLYPHS.get(position, ("unknown", "unknown"))
    return Mark(glyph, tone, desk.word("answer-position", position))


def _votes(desk: Desk, request: Fields) -> Markup | str:
    """Return the votes that a request had: a count, or how the vote went."""
    count = request.number("votes")
    if isinstance(count, int):
        return desk.say_n("{n} vote.", "{n} votes.", count)
    return votes_sentence(desk, request.part("votes"))


def _owed(desk: Desk, promise: Promise, answer: Fields) -> Markup | str:
    """Return whether an answer came in time, where a time was set."""
    due, given = last_day(answer.raw("due")), last_day(answer.raw("date"))
    shown = desk.date(answer.raw("due"), promise.source)
    if due is None or shown is None:
        return ""
    if given is not None and given <= due:
        return desk.say("The answer was owed by {date}: it came in time.", date=shown)
    return desk.say("An answer was owed by {date}.", date=shown)


def _absent(desk: Desk, answer: Fields) -> object:
    due = last_day(answer.raw("due"))
    if due is None:
        return desk.say("No answer is in the register.")
    if due < desk.site.today:
        return desk.say("No answer is in the register; one was owed by {date}.", date=desk.day(due))
    return desk.say("No answer yet; one is owed by {date}.", date=desk.day(due))
