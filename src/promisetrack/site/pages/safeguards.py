"""The register of algorithms: `<lang>/safeguards/`: what protects people, what is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment import safeguards
from promisetrack.site.contents import has
from promisetrack.site.parts import Fact, Facts, Section
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the register of algorithms, where a commitment has safeguards."""
    if not has(edition, "safeguards"):
        return
    desk = desk_of(edition, "safeguards")
    found = [one for one in desk.survey.promises if one.fields.has("safeguards")]
    automated = sum(
        one.fields.part("safeguards").string("automated_decision") in ("assisted", "automated")
        for one in found
    )
    lede = desk.join(
        (
            desk.say_n(
                "{n} digital commitment states its safeguards.",
                "{n} digital commitments state their safeguards.",
                len(found),
            ),
            desk.say_n(
                "In {n}, an algorithm helps to decide or decides.",
                "In {n}, an algorithm helps to decide or decides.",
                automated,
            )
            if automated
            else desk.say("In none does an algorithm help to decide."),
        )
    )
    yield sheet(desk, "safeguards", lede, tuple(_section(desk, one) for one in found))


def _section(desk: Desk, promise: Promise) -> Section:
    facts = Facts(safeguards.facts(desk, promise), is_long=True)
    who = [*promise.leads]
    body = (Fact(str(desk.say("In charge")), desk.organisations(who)),) if who else ()
    return Section(
        f"algorithm-{promise.id}",
        desk.pen.show(desk.commitment(promise)),
        (Facts((*body, *facts.facts), is_long=True),),
        answer=safeguards.absent(desk, promise),
    )
