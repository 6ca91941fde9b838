"""All commitments: `<lang>/commitments/`, and `all/<n>/` below it where the list is long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.site.finding import find
from promisetrack.site.listing import account, listing, milestone_account
from promisetrack.site.parts import Link, Page, Section
from promisetrack.site.search.tools import LIST, Leaves, sift, tools
from promisetrack.site.trail import as_of, trail
from promisetrack.site.urls import COMMITMENTS_JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition

PER_PAGE: Final = 100
"""Commitments of one page: about 100 kB of HTML, 15 kB as they travel."""


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of everything: with its filters, then the rest of it page by page."""
    total = max(1, -(-len(edition.survey.promises) // PER_PAGE))
    yield _first(edition.desk(_address(edition, 1)), total)
    for number in range(2, total + 1):
        yield _other(edition.desk(_address(edition, number)), number, total)


def _address(edition: Edition, number: int) -> str:
    """Return the address of a page of the list; `all` is the id of no commitment."""
    first = edition.addresses.list_of("commitments")
    return first if number == 1 else f"{first}all/{number}/"


def _first(desk: Desk, total: int) -> Page:
    promises = desk.survey.promises
    lede = desk.join((account(desk, promises), milestone_account(desk, promises)))
    count = desk.say_n("{n} commitment", "{n} commitments", len(promises))
    return Page(
        address=desk.pen.here,
        template="pages/commitments.html",
        title=count.unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Commitments"),
            "lede": lede,
            "tools": tools(desk, LIST),
            "sections": (
                Section(
                    "find",
                    desk.say("Find"),
                    (sift(desk), find(desk, is_folded=True, is_fallback=True)),
                ),
                Section(
                    "list", count, (listing(desk, promises[:PER_PAGE]), *_leaves(desk, 1, total))
                ),
            ),
            "data_address": COMMITMENTS_JSON,
        },
    )


def _other(desk: Desk, number: int, total: int) -> Page:
    first = (number - 1) * PER_PAGE
    promises = desk.survey.promises[first : first + PER_PAGE]
    every = Link(desk.say("Commitments"), desk.addresses.list_of("commitments"))
    heading = desk.say(
        "Commitments, page {n} of {total}", n=desk.number(number), total=desk.number(total)
    )
    filters = Link(desk.say("Filter or sort all commitments"), every.address)
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=heading.unescape(),
        description=heading.unescape(),
        values={
            "crumbs": trail(desk, every),
            "today": as_of(desk),
            "heading": heading,
            "lede": desk.pen.show(filters),
            "sections": (
                Section(
                    "list",
                    desk.say(
                        "{first} to {last} of {total}",
                        first=desk.number(first + 1),
                        last=desk.number(first + len(promises)),
                        total=desk.number(len(desk.survey.promises)),
                    ),
                    (listing(desk, promises), *_leaves(desk, number, total)),
                ),
            ),
        },
    )


def _leaves(desk: Desk, here: int, total: int) -> tuple[Leaves, ...]:
    """Return the links to the pages of the list, where it has several."""
    if total < 2:
        return ()
    return (
        Leaves(
            tuple(
                Link(desk.number(one), _address(desk.edition, one), current=one == here)
                for one in range(1, total + 1)
            )
        ),
    )
