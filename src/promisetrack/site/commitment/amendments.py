"""Amendments: what was changed in the promise, with the reason that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Message, say
from promisetrack.history.marks import change
from promisetrack.history.words import changed_words
from promisetrack.site.commitment.common import item, milestone_link, proof
from promisetrack.site.commitment.decisions import decision_link
from promisetrack.site.commitment.updates import newest_first
from promisetrack.site.parts import Mark, Row, Rows, Section
from promisetrack.site.story.words import words_changed
from promisetrack.site.told import Piece, Words

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


_KEYS: dict[str, Message] = {
    "due": say("deadline"),
    "start": say("start"),
    "status": say("status"),
    "title": say("title"),
    "description": say("words of the promise"),
    "expected_result": say("expected result"),
    "lead": say("body in charge"),
    "target": say("target"),
    "baseline": say("baseline"),
    "budget": say("budget"),
    "lines": say("budget"),
    "milestones": say("milestones"),
    "safeguards": say("safeguards"),
}
"""How the fields that change most are called in a sentence."""


_EFFECTS = {
    "weakens": ("weaker", "late"),
    "strengthens": ("stronger", "done"),
    "clarifies": ("in-progress", "moving"),
    "neutral": ("not-started", "waiting"),
}


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the reasoned changes, newest first."""
    amendments = promise.fields.parts("amendments")
    if not amendments:
        return None
    rows = tuple(_row(desk, promise, one) for one in newest_first(amendments))
    return Section(
        "amendments",
        desk.say("Changes with a stated reason"),
        (Rows(rows),),
        answer=desk.say_n(
            "{n} change of this promise was explained.",
            "{n} changes of this promise were explained.",
            len(rows),
        ),
        short=desk.say("Explained changes"),
    )


def _row(desk: Desk, promise: Promise, fields: Fields) -> Row:
    reason = item(desk, fields, "reason", desk.say("Reason:"), promise.source)
    decided = fields.string("decided_by")
    decision = decision_link(desk, promise, fields.string("decision"))
    routes = [_route(desk, promise, one) for one in fields.items("changes")]
    effect = fields.string("effect")
    words = _words(desk, promise, fields)
    notes: tuple[object, ...] = (
        desk.say("Decided by {organisation}", organisation=desk.organisation(decided))
        if decided
        else "",
        desk.say("Decision: {decision}", decision=decision) if decision else "",
        proof(desk, promise, fields),
    )
    return Row(
        who=desk.word("amendment-kind", fields.string("kind") or "change"),
        when=desk.date(fields.raw("date"), promise.source),
        title=desk.say(
            "What changed: {fields}", fields=desk.pen.links(one for one in routes if one)
        ),
        items=(reason,) if reason else (),
        marks=(_effect(desk, effect),) if effect in _EFFECTS else (),
        notes=tuple(note for note in notes if note),
        words=words,
    )


def _words(desk: Desk, promise: Promise, fields: Fields) -> tuple[Words, ...]:
    """Return what stood there and what stands there since, word by word."""
    old = desk.pen.pick(fields.raw("before"), promise.source)
    new = desk.pen.pick(fields.raw("after"), promise.source)
    said = new or old
    if said is None:
        return ()
    texts = [one.text if one else "" for one in (old, new)]
    found = change(lambda show: (show(texts[0]), show(texts[1])))
    if found.is_form:
        return (words_changed(desk, found),)
    pieces = tuple(Piece(one.what, one.text) for one in changed_words(found.before, found.after))
    language, direction = (said.language, said.direction) if said.is_foreign else ("", "")
    return (Words(pieces, "", language, direction),)


def _effect(desk: Desk, effect: str) -> Mark:
    glyph, tone = _EFFECTS[effect]
    return Mark(glyph, tone, desk.word("amendment-effect", effect))


def _route(desk: Desk, promise: Promise, value: Any) -> object:
    """Return what a route points to, in words: the key, and of which milestone."""
    keys = value.split(".") if isinstance(value, str) else value
    if not isinstance(keys, list) or not keys:
        return ""
    message = _KEYS.get(str(keys[-1]))
    words: object = desk.tongue.message(message) if message else ".".join(str(one) for one in keys)
    if len(keys) > 2 and keys[0] == "milestones":
        link = milestone_link(desk, promise, str(keys[1]))
        return desk.say("{field} ({milestone})", field=words, milestone=link) if link else words
    return words
