"""A page that is a title, an answer and sections: most pages are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.contents import name_of
from promisetrack.site.parts import Page
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Section


def desk_of(edition: Edition, folder: str) -> Desk:
    """Return the desk of a list or a single page."""
    return edition.desk(edition.addresses.list_of(folder))


def sheet(
    desk: Desk, folder: str, lede: Markup, sections: tuple[Section | None, ...], **more: object
) -> Page:
    """Return a page that is called as `contents` names it; empty sections are left out."""
    name = name_of(desk, folder)
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=name,
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": name,
            "lede": lede,
            "sections": tuple(one for one in sections if one is not None),
            **more,
        },
    )
