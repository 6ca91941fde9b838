"""Themes: `<lang>/themes/` and `<lang>/themes/<id>/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.fields import Fields
from promisetrack.site.finding import count_of
from promisetrack.site.leaves import further, leaf
from promisetrack.site.listing import account, milestone_account, tally
from promisetrack.site.parts import Link, Page, Pick, PickGroup, Picks, Section
from promisetrack.site.survey import first_language
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.register.register import Entry
    from promisetrack.site.desk import Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of themes and a page for each."""
    if edition.site.register.themes:
        yield _index(edition)
    for entry in edition.site.register.themes.values():
        page = _theme(edition, entry)
        yield page
        desk = edition.desk(page.address)
        yield from further(desk, edition.survey.of_theme(entry.id), desk.name("theme", entry.id))


def _index(edition: Edition) -> Page:
    desk = edition.desk(edition.addresses.list_of("themes"))
    counted = count_of(desk, "theme")
    picks = tuple(
        Pick(Link(desk.name("theme", one), desk.addresses.record("themes", one)), counted[one])
        for one in desk.register.themes
    )
    lede = desk.say_n(
        "{n} theme sorts the commitments.", "{n} themes sort the commitments.", len(picks)
    )
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Themes").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Themes"),
            "lede": lede,
            "sections": (
                Section(
                    "list", desk.say("Themes"), (Picks((PickGroup(desk.say("By theme"), picks),)),)
                ),
            ),
        },
    )


def _theme(edition: Edition, entry: Entry) -> Page:
    desk = edition.desk(edition.addresses.record("themes", entry.id))
    promises = edition.survey.of_theme(entry.id)
    heading = desk.name("theme", entry.id)
    lede = desk.join((account(desk, promises), milestone_account(desk, promises)))
    source = first_language(desk.register, None)
    sections: list[Section] = []
    if promises:
        sections = [
            Section("standing", desk.say("Where they stand"), (tally(desk, promises),)),
            Section(
                "list",
                desk.say_n("{n} commitment", "{n} commitments", len(promises)),
                leaf(desk, promises, first=desk.pen.here),
            ),
        ]
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Theme: {name}", name=heading.text).unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk, Link(desk.say("Themes"), desk.addresses.list_of("themes"))),
            "today": as_of(desk),
            "heading": heading,
            "lede": lede,
            "note": desk.foreign_page(heading),
            "said": desk.pen.pick(Fields(entry.data).raw("description"), source),
            "sections": tuple(sections),
        },
    )
