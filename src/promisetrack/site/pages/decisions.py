"""All acts: `<lang>/decisions/`: what was decided, by whom, with which votes, for what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.decisions import row
from promisetrack.site.contents import has
from promisetrack.site.folds import shortened
from promisetrack.site.parts import Section
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.fields import Fields
    from promisetrack.site.parts import Page, Row
    from promisetrack.site.survey import Promise

_Act = tuple["Promise", "Fields"]


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of decisions, where there are any."""
    if not has(edition, "decisions"):
        return
    desk = desk_of(edition, "decisions")
    acts = _acts(desk)
    years: dict[str, list[list[_Act]]] = {}
    for act in acts:
        years.setdefault(str(last_day(act[0][1].raw("date")) or "")[:4], []).append(act)
    lede = desk.say_n(
        "{n} act made, changed or stopped commitments.",
        "{n} acts made, changed or stopped commitments.",
        len(acts),
    )
    sections = tuple(
        Section(
            f"year-{year}" if year else "undated",
            year or desk.say("Without a date"),
            shortened(desk, tuple(_row(desk, one) for one in many)),
        )
        for year, many in years.items()
    )
    yield sheet(desk, "decisions", lede, sections)


def _acts(desk: Desk) -> list[list[_Act]]:
    """Return each act once, with every commitment that cites it; the newest first."""
    found: dict[tuple[str, ...], list[_Act]] = {}
    for promise in desk.survey.promises:
        for one in promise.fields.parts("decisions"):
            number, url = one.string("number"), one.string("url")
            same = (one.string("body"), number) if number else ("", url)
            key = same if any(same) else (promise.id, one.string("id"))
            found.setdefault(key, []).append((promise, one))
    return sorted(
        found.values(),
        key=lambda act: (str(last_day(act[0][1].raw("date")) or ""), act[0][1].string("id")),
        reverse=True,
    )


def _row(desk: Desk, act: list[_Act]) -> Row:
    promise, fields = act[0]
    links = desk.pen.links(desk.commitment(one) for one, _ in act)
    shown = row(desk, promise, fields)
    votes = shown.notes[:1] if fields.part("votes").data else ()
    note = desk.say("For: {commitments}", commitments=links)
    return replace(shown, id="", notes=(*votes, note))
