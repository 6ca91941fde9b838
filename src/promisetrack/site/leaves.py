"""Long lists, page by page, so that no page grows without end; without a script they are whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from promisetrack.site.listing import listing
from promisetrack.site.parts import Link, Page, Section
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk
    from promisetrack.site.said import Said
    from promisetrack.site.survey import Promise

PER_PAGE: Final = 100
"""Commitments of one page: about 100 kB of HTML, 15 kB as they travel."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """The links to the pages of a long list."""

    shape: ClassVar[str] = "leaves"
    links: tuple[Link, ...]


def leaf(
    desk: Desk, promises: tuple[Promise, ...], *, first: str, below: str = "", number: int = 1
) -> tuple[object, ...]:
    """Return one page of a list: its rows and, where there are several pages, links to them.

    The first page is at `first`, the others are at `<first><below><number>/`.
    """
    start = (number - 1) * PER_PAGE
    rows = listing(desk, promises[start : start + PER_PAGE])
    total = _total(promises)
    if total == 1:
        return (rows,)
    links = (
        Link(desk.number(one), _address(first, below, one), current=one == number)
        for one in range(1, total + 1)
    )
    return rows, Leaves(tuple(links))


def further(
    desk: Desk, promises: tuple[Promise, ...], name: Said | str, *, below: str = ""
) -> Iterator[Page]:
    """Return the pages of a list behind its first, whose desk and name these are."""
    first = desk.pen.here
    for number in range(2, _total(promises) + 1):
        here = desk.edition.desk(_address(first, below, number))
        yield _further(here, promises, name, first=first, below=below, number=number)


def _further(
    desk: Desk, promises: tuple[Promise, ...], name: Said | str, *, first: str, below: str,
    number: int,
) -> Page:  # fmt: skip
    start = (number - 1) * PER_PAGE
    heading = desk.say(
        "{name}, page {n} of {total}",
        name=name, n=desk.number(number), total=desk.number(_total(promises)),
    )  # fmt: skip
    range_of = desk.say(
        "{first} to {last} of {total}",
        first=desk.number(start + 1),
        last=desk.number(min(start + PER_PAGE, len(promises))),
        total=desk.number(len(promises)),
    )
    filters = Link(
        desk.say("Filter or sort all commitments"), desk.addresses.list_of("commitments")
    )
    rows = leaf(desk, promises, first=first, below=below, number=number)
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=heading.striptags(),
        description=heading.striptags(),
        values={
            "crumbs": trail(desk, Link(name, first)),
            "today": as_of(desk),
            "heading": heading,
            "lede": desk.pen.show(filters),
            "sections": (Section("list", range_of, rows),),
        },
    )


def _total(promises: tuple[Promise, ...]) -> int:
    return max(1, -(-len(promises) // PER_PAGE))


def _address(first: str, below: str, number: int) -> str:
    return first if number == 1 else f"{first}{below}{number}/"
