"""Decisions: the acts that made, changed or stopped the promise, with the votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import anchor, proof, votes_sentence
from promisetrack.site.commitment.updates import newest_first
from promisetrack.site.parts import Link, Row, Rows, Section

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the acts, newest first."""
    decisions = promise.fields.parts("decisions")
    if not decisions:
        return None
    rows = tuple(row(desk, promise, one) for one in newest_first(decisions))
    return Section("decisions", desk.say("Decisions"), (Rows(rows),))


def decision_link(desk: Desk, promise: Promise, identity: str) -> Link | None:
    """Return a link to a decision on this page, by its title."""
    for one in promise.fields.parts("decisions"):
        if identity and one.string("id") == identity:
            title = desk.title(one, promise.source, identity)
            return Link(
                title, f"{desk.addresses.commitment(promise.id)}#{anchor('decision', identity)}"
            )
    return None


def row(desk: Desk, promise: Promise, fields: Fields) -> Row:
    """Return one act as an entry: the votes, if any, are its first note."""
    notes: list[object] = [votes_sentence(desk, fields.part("votes"))]
    notes.append(proof(desk, promise, fields))
    number = fields.string("number")
    return Row(
        id=anchor("decision", fields.string("id")),
        who=desk.organisation(fields.string("body")) if fields.has("body") else "",
        when=desk.date(fields.raw("date"), promise.source),
        title=Link(
            desk.title(fields, promise.source, fields.string("id")), url=fields.string("url")
        ),
        by=desk.say("number {number}", number=number) if number else "",
        notes=tuple(note for note in notes if note),
    )
