"""All commitments: `<lang>/commitments/`, and `all/<n>/` below it where the list is long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.site.finding import find
from promisetrack.site.leaves import further, leaf
from promisetrack.site.listing import account, milestone_account
from promisetrack.site.parts import Page, Section
from promisetrack.site.search.tools import LIST, sift, tools
from promisetrack.site.sheet import desk_of
from promisetrack.site.trail import as_of, trail
from promisetrack.site.urls import COMMITMENTS_JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition

BELOW: Final = "all/"
"""Where the further pages lie: no commitment may have the id `all`."""


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of everything: with its filters, then the rest of it page by page."""
    desk = desk_of(edition, "commitments")
    yield _first(desk)
    yield from further(desk, desk.survey.promises, desk.say("Commitments"), below=BELOW)


def _first(desk: Desk) -> Page:
    promises = desk.survey.promises
    lede = desk.join((account(desk, promises), milestone_account(desk, promises)))
    count = desk.say_n("{n} commitment", "{n} commitments", len(promises))
    rows = leaf(desk, promises, first=desk.pen.here, below=BELOW)
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
                Section("list", desk.say("The list"), rows),
            ),
            "data_address": COMMITMENTS_JSON,
        },
    )
