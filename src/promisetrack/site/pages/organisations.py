"""Organisations: `<lang>/organisations/` and `<lang>/organisations/<id>/`. No ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.fields import Fields
from promisetrack.site.finding import count_of
from promisetrack.site.folds import shortened
from promisetrack.site.leaves import further, leaf
from promisetrack.site.listing import account, listing, tally
from promisetrack.site.parts import (
    Fact,
    Facts,
    Link,
    Mark,
    Page,
    Pick,
    PickGroup,
    Picks,
    Row,
    Section,
)
from promisetrack.site.pictures import card, sums, way
from promisetrack.site.said import Said
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from promisetrack.register.register import Entry
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Milestone, Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of organisations and a page for each."""
    if edition.site.register.organisations:
        yield _index(edition)
    for entry in edition.site.register.organisations.values():
        desk = edition.desk(edition.addresses.record("organisations", entry.id))
        yield _organisation(desk, entry)
        led = edition.survey.of_organisation(entry.id)
        yield from further(desk, led, desk.name("organisation", entry.id))


def _index(edition: Edition) -> Page:
    desk = edition.desk(edition.addresses.list_of("organisations"))
    counted = count_of(desk, "organisation")
    groups: dict[str, list[Pick]] = {"charge": [], "other": []}
    for one in sorted(
        desk.register.organisations, key=lambda key: (desk.name("organisation", key).text, key)
    ):
        link = Link(desk.name("organisation", one), desk.addresses.record("organisations", one))
        groups["charge" if counted[one] else "other"].append(Pick(link, counted[one] or None))
    labels = {"charge": desk.say("In charge of commitments"), "other": desk.say("Taking part")}
    lede = desk.say_n(
        "{n} organisation answers for commitments or milestones.",
        "{n} organisations answer for commitments or milestones.",
        len(groups["charge"]),
    )
    blocks = tuple(PickGroup(labels[key], tuple(picks)) for key, picks in groups.items() if picks)
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Organisations").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Organisations"),
            "lede": lede,
            "sections": (Section("list", desk.say("Organisations"), (Picks(blocks),)),),
        },
    )


def _organisation(desk: Desk, entry: Entry) -> Page:
    heading = desk.name("organisation", entry.id)
    led = desk.survey.of_organisation(entry.id)
    own = tuple(one for one in led if entry.id in one.leads)
    shared = desk.survey.partnered_by(entry.id)
    lede = _lede(desk, entry, led, shared)
    sections = [
        card.section(desk, own),
        _answers_for(desk, entry, led),
        way.section(desk, own),
        sums.section(desk, own),
        _unproven(desk, entry, led),
        _partner(desk, shared),
    ]
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=heading.text,
        description=lede.striptags(),
        values={
            "crumbs": trail(
                desk, Link(desk.say("Organisations"), desk.addresses.list_of("organisations"))
            ),
            "today": as_of(desk),
            "heading": heading,
            "note": desk.foreign_page(heading),
            "lede": lede,
            "head_blocks": tuple(block for block in (_facts(desk, entry, led),) if block.facts),
            "sections": tuple(part for part in sections if part),
        },
    )


def own_milestones(entry: Entry, led: tuple[Promise, ...]) -> tuple[tuple[Promise, Milestone], ...]:
    """Return the milestones for which an organisation answers: its own, and those of nobody else
    in the commitments that it leads.
    """
    return tuple(
        (promise, one)
        for promise in led
        for one in promise.milestones
        if entry.id in (one.fields.strings("lead") or promise.leads)
    )


def _lede(
    desk: Desk, entry: Entry, led: tuple[Promise, ...], shared: tuple[Promise, ...]
) -> Markup:
    if not led and not shared:
        return desk.say("It is named in no commitment.")
    if not led:
        return desk.say_n(
            "It takes part in {n} commitment.", "It takes part in {n} commitments.", len(shared)
        )
    first = desk.say_n(
        "It answers, wholly or in part, for {n} commitment.",
        "It answers, wholly or in part, for {n} commitments.",
        len(led),
    )
    own = own_milestones(entry, led)
    second: object = ""
    if own:
        done = [one for _, one in own if one.standing.phase == "done"]
        second = desk.say_n(
            "Of its {total} milestones, it says {n} is complete.",
            "Of its {total} milestones, it says {n} are complete.",
            len(done),
            total=desk.number(len(own)),
        )
    return desk.join((first, second))


def _facts(desk: Desk, entry: Entry, led: tuple[Promise, ...]) -> Facts:
    fields = Fields(entry.data)
    found: list[Fact] = []
    if fields.has("kind"):
        found.append(
            Fact(str(desk.say("Kind")), desk.word("organisation-kind", fields.string("kind")))
        )
    if fields.has("part_of"):
        found.append(Fact(str(desk.say("Part of")), desk.organisation(fields.string("part_of"))))
    if led:
        count = sum(len(one.evidence) for one in led)
        found.append(Fact(str(desk.say("Evidence")), desk.say_n("{n} piece", "{n} pieces", count)))
    dated = [one for one in led if one.last_news]
    newest = max(dated, key=lambda one: (str(one.last_news), one.id), default=None)
    if newest:
        found.append(Fact(str(desk.say("Last news")), desk.date(newest.news, newest.source)))
    if fields.has("url"):
        url = fields.string("url")
        found.append(Fact(str(desk.say("Its own site")), Link(Said(url, ""), url=url)))
    return Facts(tuple(found))


def _answers_for(desk: Desk, entry: Entry, led: tuple[Promise, ...]) -> Section | None:
    if not led:
        return None
    blocks = leaf(desk, led, first=desk.pen.here)
    if len(led) > 1:
        own = tuple(one for _, one in own_milestones(entry, led))
        blocks = (tally(desk, led, own), *blocks)
    return Section("answers", desk.say("What it answers for"), blocks, answer=account(desk, led))


def _unproven(desk: Desk, entry: Entry, led: tuple[Promise, ...]) -> Section | None:
    """Return what is said to be complete without a link to anything."""
    found = [
        (promise, one)
        for promise, one in own_milestones(entry, led)
        if one.standing.phase == "done"
        and not one.fields.has("evidence")
        and not any(update.has("evidence") for update in _reports(promise, one))
    ]
    if not found:
        return None
    rows = tuple(
        Row(
            who=one.fields.string("number") or promise.fields.string("number"),
            title=desk.commitment(promise),
            items=(),
            notes=(desk.title(one.fields, promise.source, one.id),),
            marks=(Mark("silent", "late", desk.say("no evidence linked")),),
        )
        for promise, one in found
    )
    return Section(
        "unproven",
        desk.say("Complete, without evidence"),
        shortened(desk, rows),
        answer=desk.say_n(
            "{n} milestone is said to be complete with no link to anything.",
            "{n} milestones are said to be complete with no link to anything.",
            len(rows),
        ),
    )


def _reports(promise: Promise, milestone: Milestone) -> list[Fields]:
    return [one for one in promise.fields.parts("updates") if one.string("about") == milestone.id]


def _partner(desk: Desk, shared: tuple[Promise, ...]) -> Section | None:
    if not shared:
        return None
    return Section(
        "partner",
        desk.say("Where it takes part"),
        (listing(desk, shared),),
        answer=desk.say("Others answer for these commitments."),
    )
