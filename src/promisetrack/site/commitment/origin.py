"""Origin: how the promise came to be, and where it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.parts import Fact, Facts, Link, Section
from promisetrack.site.said import Said
from promisetrack.site.survey import partners

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return origin, partners, contact, places and identifiers."""
    facts = [*_origin(desk, promise), *_people(desk, promise), *_place(desk, promise)]
    if not facts:
        return None
    return Section(
        "origin",
        desk.say("Origin and people"),
        (Facts(tuple(facts), is_long=True),),
        short=desk.say("Origin"),
    )


def _origin(desk: Desk, promise: Promise) -> list[Fact]:
    origin, source = promise.fields.part("origin"), promise.source
    facts: list[Fact] = []
    if origin.data:
        title = desk.text(origin.raw("title"), source)
        kind = desk.word("origin-kind", origin.string("kind"))
        value: object = Link(title, url=origin.string("url")) if title else kind
        pieces = [desk.date(origin.raw("date"), source), origin.string("reference")]
        facts.append(
            Fact(
                str(desk.say("Origin")),
                value,
                note=desk.pen.links(one for one in (kind if title else "", *pieces) if one),
            )
        )
        facts += _votes(desk, origin)
        facts += _proposer(desk, origin, source)
    return facts


def _votes(desk: Desk, origin: Fields) -> list[Fact]:
    votes, rank = origin.number("votes"), origin.number("rank")
    if votes is None:
        return []
    note = desk.say("rank {n}", n=desk.number(rank)) if rank is not None else ""
    return [Fact(str(desk.say("Votes received")), desk.number(votes), note=note)]


def _proposer(desk: Desk, origin: Fields, source: str) -> list[Fact]:
    proposer = origin.part("proposed_by")
    if not proposer.data:
        return []
    name = desk.text(proposer.raw("name"), source)
    kind = desk.word("proposer-kind", proposer.string("kind"))
    return [Fact(str(desk.say("Proposed by")), name or kind, note=kind if name else "")]


def _people(desk: Desk, promise: Promise) -> list[Fact]:
    fields, source = promise.fields, promise.source
    facts: list[Fact] = []
    shared = partners(fields)
    if shared:
        facts.append(Fact(str(desk.say("Partners")), desk.organisations(shared)))
    accountable = fields.part("accountable")
    role = desk.text(accountable.raw("role"), source)
    if role:
        body = accountable.string("organisation")
        note = desk.organisation(body) if body else ""
        facts.append(Fact(str(desk.say("Accountable")), role, note=note))
    contact = fields.part("contact")
    if contact.data:
        facts.append(Fact(str(desk.say("Who to ask")), _contact(desk, contact, source)))
    return facts


def _contact(desk: Desk, contact: Fields, source: str) -> object:
    email, url = contact.string("email"), contact.string("url")
    role = desk.text(contact.raw("role"), source)
    pieces: list[object] = [role] if role else []
    if email:
        pieces.append(Link(Said(email, ""), url=f"mailto:{email}"))
    if url:
        pieces.append(Link(Said(url, ""), url=url))
    if contact.has("phone"):
        pieces.append(contact.string("phone"))
    return desk.pen.links(pieces)


def _place(desk: Desk, promise: Promise) -> list[Fact]:
    fields = promise.fields
    names: list[object] = [desk.name("place", one) for one in fields.strings("places")]
    names += [
        said
        for part in fields.parts("places")
        if (said := desk.text(part.raw("name"), promise.source))
    ]
    facts: list[Fact] = []
    if names:
        facts.append(Fact(str(desk.say("Where")), desk.pen.links(names)))
    values = [desk.word("value", one) for one in fields.strings("values")]
    if values:
        facts.append(Fact(str(desk.say("Values of open government")), ", ".join(values)))
    goals = [str(one) for one in fields.items("sdgs") if isinstance(one, (int, str))]
    if goals:
        facts.append(Fact(str(desk.say("Sustainable development goals")), ", ".join(goals)))
    return facts
