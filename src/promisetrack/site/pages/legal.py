"""Legal notice: `<lang>/legal/`: who publishes and hosts, licences, personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.fields import Fields
from promisetrack.site.forge import forge_of
from promisetrack.site.parts import Fact, Facts, Item, Lines, Link, Prose, Section
from promisetrack.site.publisher import name, ways
from promisetrack.site.said import Said
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.survey import first_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Return the legal notice; what the register does not state is said not to be stated."""
    desk = desk_of(edition, "legal")
    lede = desk.say("Who publishes this site, who hosts it, what may be done with its data.")
    sections = (_publisher(desk), _licences(desk), _privacy(desk), _moderation(desk))
    yield sheet(desk, "legal", lede, sections)


def _publisher(desk: Desk) -> Section:
    own = name(desk) or Fact(str(desk.say("Publisher")), desk.say("not stated"))
    host = Fact(
        str(desk.say("Host")),
        desk.say(
            "not stated: the register does not know on which servers these files lie. Its "
            "publisher does."
        ),
    )
    facts = (own, *ways(desk, is_absence_said=True), host)
    return Section("publisher", desk.say("Publisher and host"), (Facts(facts, is_long=True),))


def _licences(desk: Desk) -> Section:
    entry = desk.register.tracker
    licence = Fields(entry.data).part("licence") if entry else Fields({})
    none = desk.say("not stated: ask the publisher before you reuse them")
    facts = [
        Fact(str(desk.say("Texts and data")), licence.string("data") or none),
    ]
    if licence.has("code"):
        facts.append(Fact(str(desk.say("Code of the register")), licence.string("code")))
    for plan in desk.register.plans.values():
        said = desk.pen.pick(plan.data.get("licence"), first_language(desk.register, plan.id))
        if said:
            facts.append(Fact(desk.name("plan", plan.id).text, said))
    forge = forge_of(desk.site)
    if forge:
        facts.append(Fact(str(desk.say("Repository")), Link(Said(forge.url, ""), url=forge.url)))
    return Section("licences", desk.say("Licences"), (Facts(tuple(facts), is_long=True),))


def _privacy(desk: Desk) -> Section:
    lines = (
        desk.say(
            "It sets no cookie, counts no visit and loads nothing from elsewhere by itself. The "
            "few scripts are its own; every page can be read without them."
        ),
        desk.say(
            "The register names functions and organisations, not people, unless a person acts in "
            "public office. If a page says something of you that should not be there, write to "
            "the publisher: it will be removed, and the removal will be visible."
        ),
    )
    return Section(
        "privacy",
        desk.say("Personal data"),
        (Lines(lines),),
        answer=desk.say("This site learns nothing about you."),
    )


def _moderation(desk: Desk) -> Section | None:
    entry = desk.register.tracker
    policy = Fields(entry.data).part("policy") if entry else Fields({})
    source = first_language(desk.register, None)
    items = []
    said = desk.text(policy.raw("moderation"), source)
    if said:
        items.append(Item(said))
    for reserve in policy.parts("reserve"):
        text = desk.text(reserve.raw("text"), source)
        if text:
            label = desk.say(
                "From {start} to {end}",
                start=desk.date(reserve.raw("from"), source) or "",
                end=desk.date(reserve.raw("to"), source) or "",
            )
            items.append(Item(text, label))
    if not items:
        return None
    return Section(
        "moderation", desk.say("Questions, proposals, elections"), (Prose(tuple(items)),)
    )
