"""Small pieces that several parts of a commitment's page share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from promisetrack.site.fields import Fields
from promisetrack.site.parts import Item, Link
from promisetrack.site.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise


def item(desk: Desk, fields: Fields, key: str, label: object, source: str) -> Item | None:
    """Return a labelled text, or None where it is not written."""
    said = desk.text(fields.raw(key), source)
    return Item(said, str(label)) if said else None


def anchor(kind: str, identity: str) -> str:
    """Return the fragment of a part of a page; only what an address can hold stays."""
    return f"{kind}-{re.sub(r'[^a-z0-9-]', '-', identity.lower())}"


def evidence_of(promise: Promise, desk: Desk, identity: str) -> tuple[Fields | None, str]:
    """Return the evidence with this id and where to read of it: here or in the plan."""
    for one in promise.evidence:
        if one.string("id") == identity:
            return one, f"#{anchor('evidence', identity)}"
    plan = desk.register.plans.get(promise.entry.plan or "")
    for one in Fields(plan.data).parts("evidence") if plan else ():
        if one.string("id") == identity:
            page = desk.addresses.record("plans", promise.entry.plan or "")
            return one, f"{page}#{anchor('evidence', identity)}"
    return None, ""


def evidence_links(desk: Desk, promise: Promise, identities: Iterable[str]) -> tuple[Link, ...]:
    """Return links to pieces of evidence, by their titles."""
    links = []
    for identity in identities:
        fields, place = evidence_of(promise, desk, identity)
        if fields is None:
            links.append(Link(Said(identity, "")))
            continue
        title = desk.title(fields, promise.source, identity)
        address = _page(desk, promise) + place if place.startswith("#") else place
        links.append(Link(title, address))
    return tuple(links)


def proof(desk: Desk, promise: Promise, fields: Fields) -> Markup | str:
    """Return « Evidence: …, … » for what cites evidence, or nothing."""
    links = evidence_links(desk, promise, fields.strings("evidence"))
    return desk.say("Evidence: {links}", links=desk.pen.links(links)) if links else ""


def milestone_link(desk: Desk, promise: Promise, identity: str) -> Link | None:
    """Return a link to a milestone on this page: its number, or the beginning of its title."""
    for one in promise.milestones:
        if identity and one.id == identity:
            number = one.fields.string("number")
            title = desk.title(one.fields, promise.source, identity)
            words = desk.say("milestone {number}", number=number) if number else beginning(title)
            return Link(words, f"{_page(desk, promise)}#{anchor('milestone', identity)}")
    return None


def _page(desk: Desk, promise: Promise) -> str:
    """Return where the parts of a commitment stand, whichever page cites them."""
    return desk.addresses.commitment(promise.id)


def beginning(said: Said, length: int = 90) -> Said:
    """Return a text that names something in passing: not longer than a line."""
    if len(said.text) <= length:
        return said
    cut = said.text[: length - 10].rsplit(" ", 1)[0]
    return Said(f"{cut} …", said.language, said.is_foreign, said.origin)


def is_web(url: str) -> bool:
    """Whether an address leads into the web."""
    return url.startswith(("https://", "http://"))


def votes_sentence(desk: Desk, votes: Fields) -> Markup | str:
    """Return how a vote went, as far as it is said."""
    words = {
        "for": desk.say("{n} for", n=desk.number(votes.number("for") or 0)),
        "against": desk.say("{n} against", n=desk.number(votes.number("against") or 0)),
        "abstain": desk.say_n("{n} abstention", "{n} abstentions", _count(votes.number("abstain"))),
    }
    said = [shown for key, shown in words.items() if votes.number(key) is not None]
    return desk.say("Votes: {parts}.", parts=desk.pen.links(said)) if said else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def reason_of(desk: Desk, promise: Promise, fields: Fields) -> Markup | str:
    """Return why something stopped or was closed in part: code, words, date, decision, proof."""
    from promisetrack.site.commitment.decisions import decision_link

    reason = fields.part("status_reason")
    code = desk.word("reason-code", reason.string("code"))
    said = desk.text(reason.raw("text"), promise.source)
    text = replace(said, text=said.text.rstrip(" .")) if said else None
    parts = (
        desk.date(reason.raw("date"), promise.source),
        decision_link(desk, promise, reason.string("decision")),
        *evidence_links(desk, promise, reason.strings("evidence")),
    )
    head = desk.say("{code}: {text}", code=code, text=text) if code and text else code or text
    tail = desk.pen.links(one for one in parts if one)
    if not head or not tail:
        return desk.pen.show(head) or tail
    return desk.say("{reason} ({source})", reason=head, source=tail)
