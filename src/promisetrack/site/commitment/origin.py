"""Origin: how the promise came to be, and where it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.budget import money
from promisetrack.site.commitment.goals import goal
from promisetrack.site.contents import has
from promisetrack.site.parts import Fact, Facts, Link, Section
from promisetrack.site.places import UNNAMED, place_anchor, places_of
from promisetrack.site.said import Said
from promisetrack.site.survey import partners
from promisetrack.site.tongue import inside
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return origin, partners, contact, places and identifiers."""
    facts = [
        *_origin(desk, promise),
        *_people(desk, promise),
        *_place(desk, promise),
        *_sorted(desk, promise),
    ]
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
        facts += _proposals(desk, origin, source)
    return facts


def _votes(desk: Desk, origin: Fields) -> list[Fact]:
    votes, rank = origin.number("votes"), origin.number("rank")
    voters, facts = origin.number("voters"), []
    notes: list[object] = []
    if voters is not None:
        notes.append(desk.say("of {n} voters", n=desk.number(voters)))
    if rank is not None:
        notes.append(desk.say("rank {n}", n=desk.number(rank)))
    if votes is not None:
        label, shown = str(desk.say("Votes received")), desk.number(votes)
        facts.append(Fact(label, shown, note=desk.pen.links(notes)))
    estimate = _estimate(desk, origin)
    if estimate:
        facts.append(Fact(str(desk.say("Estimated then at")), estimate))
    return facts


def _estimate(desk: Desk, origin: Fields) -> str:
    """Return what it was thought to cost when it was chosen."""
    part = origin.part("estimate")
    value = part.number("amount") if part.data else origin.number("estimate")
    return money(desk, value, part.string("currency")) if value is not None else ""


def _proposals(desk: Desk, origin: Fields, source: str) -> list[Fact]:
    links = []
    for one in origin.parts("proposals"):
        reference = one.string("reference")
        title = desk.text(one.raw("title"), source) or Said(reference or one.string("url"), "")
        link = desk.pen.show(Link(title, url=one.string("url")))
        has_both = reference and title.text != reference
        links.append(desk.say("{title} ({n})", title=link, n=reference) if has_both else link)
    return [Fact(str(desk.say("Proposals taken up")), desk.pen.links(links))] if links else []


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
        roles = {
            one.string("organisation"): desk.word("partner-role", one.string("role"))
            for one in fields.parts("partners")
            if one.has("role")
        }
        names = (_with_role(desk, one, roles.get(one, "")) for one in shared)
        facts.append(Fact(str(desk.say("Partners")), desk.pen.links(names)))
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


def _with_role(desk: Desk, identity: str, role: str) -> object:
    shown = desk.organisation(identity)
    return desk.say("{name} ({role})", name=shown, role=inside(role)) if role else shown


def _contact(desk: Desk, contact: Fields, source: str) -> object:
    email, url = contact.string("email"), contact.string("url")
    role = desk.text(contact.raw("role"), source)
    pieces: list[object] = [role] if role else []
    if email:
        pieces.append(Link(Said(email, ""), url=f"mailto:{email}"))
    if url:
        pieces.append(Link(Said(url, ""), url=url))
    if contact.has("phone"):
        pieces.append(contact.string("phone").replace(" ", "\u00a0"))
    return desk.pen.links(pieces)


def _place(desk: Desk, promise: Promise) -> list[Fact]:
    fields = promise.fields
    is_linked = has(desk, "places") and not promise.is_removed
    names: list[object] = [
        Link(
            desk.name("place", one) if one in desk.register.places else one.removeprefix(UNNAMED),
            f"{desk.addresses.list_of('places')}#{place_anchor(one)}" if is_linked else "",
        )
        for one in places_of(promise, desk)
    ]
    facts: list[Fact] = []
    if names:
        facts.append(Fact(str(desk.say("Where")), desk.pen.links(names)))
    values = [desk.word("value", one) for one in fields.strings("values")]
    if values:
        facts.append(
            Fact(str(desk.say("Values of open government")), listed(values, desk.tongue.language))
        )
    goals = [goal(desk, one) for one in fields.items("sdgs") if isinstance(one, (int, str))]
    if goals:
        facts.append(Fact(str(desk.say("Sustainable development goals")), desk.pen.links(goals)))
    return facts


def _sorted(desk: Desk, promise: Promise) -> list[Fact]:
    """Return what it is found by: themes, tags, identifiers elsewhere, who looked last."""
    fields = promise.fields
    facts: list[Fact] = []
    themes = fields.strings("themes")
    if themes:
        links = desk.pen.links(desk.theme(one) for one in themes)
        facts.append(Fact(str(desk.say("Themes")), links))
    tags = fields.strings("tags")
    if tags:
        facts.append(Fact(str(desk.say("Tags")), listed(tags, desk.tongue.language)))
    known = [
        desk.say("{scheme} {id}", scheme=one.string("scheme").upper(), id=one.string("id"))
        for one in fields.parts("identifiers")
    ]
    if known:
        facts.append(Fact(str(desk.say("Identifiers elsewhere")), desk.pen.links(known)))
    reviewed = fields.part("reviewed")
    when = desk.date(reviewed.raw("date"), promise.source)
    if when:
        by = reviewed.string("by")
        note = desk.organisation(by) if by else ""
        facts.append(Fact(str(desk.say("Looked at, nothing new")), when, note=note))
    return facts
