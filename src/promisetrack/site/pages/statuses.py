"""Commitments by status: `<lang>/statuses/` and `<lang>/statuses/<status>/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.finding import phase_anchor, phases, statuses
from promisetrack.site.leaves import further, leaf
from promisetrack.site.parts import Lines, Link, Page, Pick, PickGroup, Picks, Section
from promisetrack.site.pictures import counts
from promisetrack.site.trail import as_of, trail
from promisetrack.site.urls import COMMITMENTS_JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of statuses and a list for each that is in use."""
    yield _index(edition)
    for identity, word, count in statuses(edition.desk("")):
        page = _status(edition, identity, word, count)
        yield page
        desk = edition.desk(page.address)
        yield from further(desk, edition.survey.of_status(identity), word)  # type: ignore[arg-type] # Said or str


def _index(edition: Edition) -> Page:
    desk = edition.desk(edition.addresses.list_of("statuses"))
    found = statuses(desk)
    groups = tuple(
        PickGroup(desk.word("phase", phase), _picks(desk, many), phase_anchor(phase))
        for phase, many in phases(desk).items()
    )
    words = Link(desk.say("Statuses, their shapes and words"), desk.addresses.plain("schemes"))
    lede = desk.say_n(
        "The bodies in charge use {n} status.", "The bodies in charge use {n} statuses.", len(found)
    )
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("By status").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(
                desk, Link(desk.say("Commitments"), desk.addresses.list_of("commitments"))
            ),
            "today": as_of(desk),
            "heading": desk.say("By status"),
            "lede": lede,
            "sections": tuple(
                one
                for one in (
                    Section("list", desk.say("Statuses"), (Picks(groups), Lines((words,)))),
                    counts.section(desk, (*desk.survey.promises, *desk.survey.gone)),
                )
                if one
            ),
            "data_address": COMMITMENTS_JSON,
        },
    )


def _picks(desk: Desk, many: list[tuple[str, object, int]]) -> tuple[Pick, ...]:
    return tuple(
        Pick(Link(word, desk.addresses.record("statuses", identity)), count)  # type: ignore[arg-type] # Said or str
        for identity, word, count in many
    )


def _status(edition: Edition, identity: str, word: object, count: int) -> Page:
    desk = edition.desk(edition.addresses.record("statuses", identity))
    promises = edition.survey.of_status(identity)
    lede = desk.say_n(
        "{n} commitment has this status, by the account of the body in charge.",
        "{n} commitments have this status, by the account of the bodies in charge.",
        count,
    )
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Status: {status}", status=str(word)).unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(
                desk,
                Link(desk.say("Commitments"), desk.addresses.list_of("commitments")),
                Link(desk.say("By status"), desk.addresses.list_of("statuses")),
            ),
            "today": as_of(desk),
            "heading": word,
            "lede": lede,
            "sections": (
                Section(
                    "list",
                    desk.say_n("{n} commitment", "{n} commitments", count),
                    leaf(desk, promises, first=desk.pen.here),
                ),
            ),
        },
    )
