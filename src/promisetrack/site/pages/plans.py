"""Plans: `<lang>/plans/` and `<lang>/plans/<id>/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import item
from promisetrack.site.commitment.evidence import row
from promisetrack.site.fields import Fields
from promisetrack.site.folds import shortened
from promisetrack.site.forge import forge_of
from promisetrack.site.leaves import further, leaf
from promisetrack.site.listing import account, milestone_account, tally
from promisetrack.site.parts import (
    Fact,
    Facts,
    Item,
    Lines,
    Link,
    Page,
    Prose,
    Row,
    Rows,
    Section,
)
from promisetrack.site.pictures import counts, sums, way
from promisetrack.site.survey import first_language
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.register.register import Entry
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of plans and a page for each."""
    yield _index(edition)
    for entry in edition.site.register.plans.values():
        desk = edition.desk(edition.addresses.record("plans", entry.id))
        yield _plan(desk, entry)
        yield from further(desk, edition.survey.of_plan(entry.id), desk.name("plan", entry.id))


def _index(edition: Edition) -> Page:
    desk = edition.desk(edition.addresses.list_of("plans"))
    rows = tuple(_row(desk, entry) for entry in desk.register.plans.values())
    lede = desk.say_n("{n} plan is followed here.", "{n} plans are followed here.", len(rows))
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Plans").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Plans"),
            "lede": lede,
            "sections": (Section("list", desk.say("Plans"), shortened(desk, rows)),)
            if rows
            else (),
        },
    )


def _row(desk: Desk, entry: Entry) -> Row:
    """Return a plan as an entry: how many commitments, whose, when, and where they stand."""
    fields, source = Fields(entry.data), first_language(desk.register, entry.id)
    promises = desk.survey.of_plan(entry.id)
    facts = (_period(desk, fields, source), desk.organisations(fields.strings("authority")))
    return Row(
        who=desk.say_n("{n} commitment", "{n} commitments", len(promises)),
        title=Link(desk.name("plan", entry.id), desk.addresses.record("plans", entry.id)),
        by=desk.pen.links(one for one in facts if one),
        notes=(account(desk, promises),) if promises else (),
    )


def _period(desk: Desk, fields: Fields, source: str) -> object:
    period = fields.part("period")
    start, end = desk.date(period.raw("start"), source), desk.date(period.raw("end"), source)
    if not start and not end:
        return ""
    return desk.say("{start} to {end}", start=start or "…", end=end or "…")


def _plan(desk: Desk, entry: Entry) -> Page:
    fields, source = Fields(entry.data), first_language(desk.register, entry.id)
    promises = desk.survey.of_plan(entry.id)
    heading = desk.name("plan", entry.id)
    lede = desk.join((account(desk, promises), milestone_account(desk, promises)))
    sections: list[Section | None] = [_about(desk, fields, source)]
    if promises:
        sections += [
            Section("standing", desk.say("Where they stand"), (tally(desk, promises),)),
            counts.section(desk, (*promises, *_gone(desk, entry.id))),
            way.section(desk, promises),
            sums.section(desk, promises),
            Section(
                "list",
                desk.say_n("{n} commitment", "{n} commitments", len(promises)),
                leaf(desk, promises, first=desk.pen.here),
            ),
        ]
    sections += [_evidence(desk, fields, source, entry.id), _source(desk, entry)]
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=heading.text,
        description=lede.striptags(),
        values={
            "crumbs": trail(desk, Link(desk.say("Plans"), desk.addresses.list_of("plans"))),
            "today": as_of(desk),
            "heading": heading,
            "note": desk.foreign_page(heading),
            "lede": lede,
            "head_blocks": (_facts(desk, fields, source),),
            "sections": tuple(part for part in sections if part),
        },
    )


def _gone(desk: Desk, plan: str) -> tuple[Promise, ...]:
    """Return what was removed from a plan: it counted while it was there."""
    return tuple(one for one in desk.survey.gone if one.entry.plan == plan)


def _facts(desk: Desk, fields: Fields, source: str) -> Facts:
    period = _period(desk, fields, source)
    found: list[Fact] = []
    if fields.has("kind"):
        found.append(Fact(str(desk.say("Kind")), desk.word("origin-kind", fields.string("kind"))))
    for key, label in (
        ("authority", desk.say("Authority")),
        ("promised_by", desk.say("Promised by")),
        ("guarantor", desk.say("Guarantor")),
    ):
        named = fields.strings(key)
        if named:
            found.append(Fact(str(label), desk.organisations(named)))
    if period:
        found.append(Fact(str(desk.say("Period")), period))
    if fields.has("selection"):
        chosen = desk.word("selection", fields.string("selection"))
        found.append(Fact(str(desk.say("How people were chosen")), chosen))
    if fields.has("licence"):
        found.append(Fact(str(desk.say("Licence")), _licence(desk, fields)))
    return Facts(tuple(found))


def _licence(desk: Desk, fields: Fields) -> object:
    return fields.string("licence") or desk.pen.pick(fields.raw("licence"), desk.tongue.language)


def _about(desk: Desk, fields: Fields, source: str) -> Section | None:
    texts: list[Item | None] = [
        item(desk, fields, "description", "", source),
        item(desk, fields, "rules", desk.say("Rules"), source),
    ]
    blocks: list[object] = []
    found = tuple(one for one in texts if one)
    if found:
        blocks.append(Prose(found))
    if fields.has("url"):
        url = fields.string("url")
        blocks.append(Lines((Link(desk.say("The plan where it was published"), url=url),)))
    if not blocks:
        return None
    return Section("about", desk.say("The plan"), tuple(blocks))


def _evidence(desk: Desk, fields: Fields, source: str, plan: str) -> Section | None:
    pieces = fields.parts("evidence")
    if not pieces:
        return None
    rows = tuple(row(desk, one, source, plan) for one in pieces)
    return Section("evidence", desk.say("Evidence"), (Rows(rows, is_evidence=True),))


def _source(desk: Desk, entry: Entry) -> Section | None:
    forge = forge_of(desk.site)
    if forge is None:
        return None
    links = desk.pen.links(
        (
            Link(desk.say("Read the source file"), url=forge.file(entry.path)),
            Link(desk.say("See every change of the file"), url=forge.history(entry.path)),
            Link(desk.say("Propose a correction"), url=forge.edit(entry.path)),
        )
    )
    return Section("source", desk.say("Source"), (Lines((links,)),))
