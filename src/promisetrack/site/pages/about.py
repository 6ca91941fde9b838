"""About: `<lang>/about/`: what the register is, who publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.contents import name_of
from promisetrack.site.forge import forge_of
from promisetrack.site.frame import tracker_title
from promisetrack.site.parts import (
    Fact,
    Facts,
    Item,
    Link,
    Page,
    Pick,
    PickGroup,
    Picks,
    Prose,
    Section,
)
from promisetrack.site.publisher import name, ways
from promisetrack.site.said import Said
from promisetrack.site.survey import first_language
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page on the register itself."""
    desk = edition.desk(edition.addresses.plain("about"))
    lede = desk.say(
        "{tracker} is a register of commitments: what was promised, where it stands, who says so.",
        tracker=tracker_title(desk),
    )
    sections = (_register(desk), _publisher(desk), _more(desk))
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("About").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("About"),
            "lede": lede,
            "sections": tuple(part for part in sections if part),
        },
    )


def _register(desk: Desk) -> Section | None:
    entry = desk.register.tracker
    said = (
        desk.text(entry.data.get("description"), first_language(desk.register, None))
        if entry
        else None
    )
    if said is None:
        return None
    return Section("register", desk.say("The register"), (Prose((Item(said),)),))


def _publisher(desk: Desk) -> Section | None:
    own = name(desk)
    facts = [*((own,) if own else ()), *ways(desk)]
    forge = forge_of(desk.site)
    if forge:
        facts.append(Fact(str(desk.say("Repository")), Link(Said(forge.url, ""), url=forge.url)))
    if not facts:
        return None
    return Section("publisher", desk.say("Who publishes it"), (Facts(tuple(facts), is_long=True),))


def _more(desk: Desk) -> Section:
    names = ("legal", "contact", "accessibility", "method", "glossary", "sitemap")
    links = tuple(Pick(Link(name_of(desk, one), desk.addresses.plain(one))) for one in names)
    return Section(
        "more",
        desk.say("Read on"),
        (Picks((PickGroup(desk.say("Pages"), links),)),),
        answer=desk.say("This site learns nothing about you."),
    )
