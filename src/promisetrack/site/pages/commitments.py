"""All commitments: `<lang>/commitments/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.finding import find
from promisetrack.site.listing import account, listing, milestone_account
from promisetrack.site.parts import Page, Section
from promisetrack.site.trail import as_of, trail
from promisetrack.site.urls import COMMITMENTS_JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the one list of everything."""
    desk = edition.desk(edition.addresses.list_of("commitments"))
    promises = edition.survey.promises
    lede = desk.join((account(desk, promises), milestone_account(desk, promises)))
    count = desk.say_n("{n} commitment", "{n} commitments", len(promises))
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=count.unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Commitments"),
            "lede": lede,
            "sections": (
                Section("find", desk.say("Find"), (find(desk, is_folded=True),)),
                Section("list", count, (listing(desk, promises),)),
            ),
            "data_address": COMMITMENTS_JSON,
        },
    )
