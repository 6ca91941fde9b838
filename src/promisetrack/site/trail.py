"""Where a page lies, and the day for which it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.parts import Link

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk


def home_link(desk: Desk) -> Link:
    """Return the link to the first page."""
    return Link(desk.say("Home"), desk.addresses.home())


def as_of(desk: Desk) -> object:
    """Return « As of 31 January 2023 »."""
    return desk.say("As of {date}", date=desk.day(desk.site.today))


def trail(desk: Desk, *links: object) -> tuple[object, ...]:
    """Return the links of the breadcrumb, from the first page on."""
    return (home_link(desk), *links)
