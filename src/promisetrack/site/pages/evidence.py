"""All evidence: `<lang>/evidence/`: how much there is, of which kind, the newest pieces."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import anchor
from promisetrack.site.commitment.evidence import is_sealed, row
from promisetrack.site.contents import has
from promisetrack.site.fields import Fields
from promisetrack.site.folds import shortened
from promisetrack.site.listing import listing
from promisetrack.site.parts import Lines, Link, Section, Table
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.survey import first_language
from promisetrack.site.urls import EVIDENCE_CSV

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page, Row
    from promisetrack.site.survey import Promise

MOST = 100
"""Pieces that are listed; the table for spreadsheets has them all."""


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of evidence, where there is any."""
    if not has(edition, "evidence"):
        return
    desk = desk_of(edition, "evidence")
    pieces = _pieces(desk)
    sealed = sum(is_sealed(one) for one, _, _ in pieces)
    unproven = [one for one in desk.survey.promises if one.is_unproven]
    lede = desk.join(
        (
            desk.say_n("{n} piece of evidence.", "{n} pieces of evidence.", len(pieces)),
            desk.say_n("{n} is sealed.", "{n} are sealed.", sealed)
            if sealed
            else desk.say("None is sealed yet."),
            desk.say_n(
                "{n} commitment is said to be complete without any.",
                "{n} commitments are said to be complete without any.",
                len(unproven),
            )
            if unproven
            else "",
        )
    )
    yield sheet(
        desk,
        "evidence",
        lede,
        (_kinds(desk, pieces), _unproven(desk, unproven), _newest(desk, pieces)),
    )


_Piece = tuple[Fields, str, str]
"""A piece of evidence, its plan, and the commitment that it stands in (empty: the plan)."""


def _pieces(desk: Desk) -> list[_Piece]:
    found: list[_Piece] = []
    for entry in desk.register.plans.values():
        found += [(one, entry.id, "") for one in Fields(entry.data).parts("evidence")]
    for promise in desk.survey.promises:
        found += [(one, promise.entry.plan or "", promise.id) for one in promise.evidence]
    return sorted(
        found, key=lambda one: (str(last_day(one[0].raw("published")) or ""), one[2]), reverse=True
    )


def _kinds(desk: Desk, pieces: list[_Piece]) -> Section:
    counted = Counter(one.string("kind") for one, _, _ in pieces)
    sealed = Counter(one.string("kind") for one, _, _ in pieces if is_sealed(one))
    rows = tuple(
        (
            desk.word("evidence-kind", kind) if kind else desk.say("Kind not said"),
            desk.number(n),
            desk.number(sealed[kind]),
        )
        for kind, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )
    return Section(
        "kinds",
        desk.say("By kind"),
        (
            Table(
                caption=desk.say("Evidence by kind"),
                head=(desk.say("Kind"), desk.say("Pieces"), desk.say("Sealed")),
                rows=rows,
                numeric=(1, 2),
            ),
        ),
    )


def _unproven(desk: Desk, unproven: list[Promise]) -> Section | None:
    """Return what is said to be done without anything that shows it."""
    if not unproven:
        return None
    title = desk.say("Said to be complete, no evidence linked")
    blocks: list[object] = [listing(desk, unproven[:MOST])]
    if len(unproven) > MOST:
        blocks.append(Lines((desk.say("{n} in all.", n=desk.number(len(unproven))),)))
    return Section("unproven", title, tuple(blocks))


def _newest(desk: Desk, pieces: list[_Piece]) -> Section:
    rows = tuple(_row(desk, one) for one in pieces[:MOST])
    blocks: list[object] = [*shortened(desk, rows, is_evidence=True)]
    if len(pieces) > MOST:
        link = Link(desk.say("all as a table (CSV)"), EVIDENCE_CSV)
        blocks.append(
            Lines((desk.say("The newest {n} of {total}: {link}.", n=desk.number(MOST),
                            total=desk.number(len(pieces)), link=link),))
        )  # fmt: skip
    return Section("list", desk.say("The pieces, newest first"), tuple(blocks))


def _row(desk: Desk, piece: _Piece) -> Row:
    """Return a piece as its commitment shows it, with the link there."""
    fields, plan, identity = piece
    promise = desk.survey.promise(identity)
    source = promise.source if promise else first_language(desk.register, plan)
    shown = row(desk, fields, source, plan)
    home: object = desk.plan(plan)
    if promise is not None:
        title = desk.title(promise.fields, promise.source, promise.id)
        part = f"#{anchor('evidence', fields.string('id'))}" if fields.has("id") else ""
        home = Link(title, desk.addresses.commitment(promise.id) + part)
    return replace(shown, id="", items=(), notes=(desk.say("For: {commitment}", commitment=home),))
