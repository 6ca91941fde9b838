"""Small pieces that several parts of a commitment's page share."""

from __future__ import annotations

import re
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
        address = desk.pen.here + place if place.startswith("#") else place
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
            return Link(words, f"{desk.pen.here}#{anchor('milestone', identity)}")
    return None


def beginning(said: Said, length: int = 90) -> Said:
    """Return a text that names something in passing: not longer than a line."""
    if len(said.text) <= length:
        return said
    cut = said.text[: length - 10].rsplit(" ", 1)[0]
    return Said(f"{cut} …", said.language, said.is_foreign, said.origin)


def is_web(url: str) -> bool:
    """Whether an address leads into the web."""
    return url.startswith(("https://", "http://"))
