"""Site map: `<lang>/sitemap/`: every list and every single page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.contents import GROUPS, has, name_of
from promisetrack.site.parts import Link, Pick, PickGroup, Picks, Section
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Return the site map; what has no page is not in it."""
    desk = desk_of(edition, "sitemap")
    lede = desk.say(
        "Every list on this site. Each commitment, plan, organisation and theme has a page of "
        "its own, at an address that does not change."
    )
    groups = tuple(
        PickGroup(desk.tongue.message(label), _picks(desk, names)) for label, names in GROUPS
    )
    section = Section("map", desk.say("Pages"), (Picks(groups),))
    yield sheet(desk, "sitemap", lede, (section,))


def _picks(desk: Desk, names: tuple[str, ...]) -> tuple[Pick, ...]:
    return tuple(
        Pick(Link(name_of(desk, one), desk.addresses.list_of(one)))
        for one in names
        if has(desk, one)
    )
