"""Ways to a commitment without a script: by status, theme, plan, organisation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from promisetrack.model.vocabulary import PHASES
from promisetrack.site.contents import has
from promisetrack.site.parts import Link, Pick, PickGroup, Picks
from promisetrack.site.places import by_place
from promisetrack.site.scales import ORDER
from promisetrack.site.survey import answerable

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk

MOST = 12
"""More organisations than this are found on a page of their own."""
MOST_STATUSES = 8
"""More statuses than this, of several schemes, are found by their phase."""


def find(desk: Desk, *, is_folded: bool = False, is_fallback: bool = False) -> Picks:
    """Return the groups of links; `is_folded` puts each into a disclosure."""
    groups = (
        _statuses(desk),
        _records(desk, "theme"),
        _records(desk, "plan"),
        _records(desk, "organisation"),
    )
    shown = [group for group in groups if group is not None and len(group.items) > 1]
    others = _others(desk) if is_folded else None
    return Picks((*shown, others) if others else tuple(shown), is_folded, is_fallback)


def _others(desk: Desk) -> PickGroup | None:
    """Return the pages that answer what the other filters of the list do."""
    survey, addresses = desk.survey, desk.addresses
    late = len(survey.late)
    unproven = sum(one.is_unproven for one in survey.promises) if has(desk, "evidence") else 0
    found = (
        (late, desk.say("Late"), f"{addresses.plain('deadlines')}#late"),
        (len(by_place(desk)), desk.say("Places"), addresses.list_of("places")),
        (
            unproven,
            desk.say("Complete, no evidence linked"),
            f"{addresses.plain('evidence')}#unproven",
        ),
    )
    picks = tuple(Pick(Link(words, address), count) for count, words, address in found if count)
    return PickGroup(desk.say("Other lists"), picks) if picks else None


def statuses(desk: Desk) -> tuple[tuple[str, object, int], ...]:
    """Return each status in use: its id, its word, how many commitments are in it."""
    counted = Counter(one.standing.id for one in desk.survey.promises)
    known = {one.standing.id: one.standing for one in desk.survey.promises}
    ordered = sorted(known.values(), key=lambda one: (ORDER.index(one.glyph), one.id))
    return tuple((one.id, desk.mark(one).word, counted[one.id]) for one in ordered)


def phases(desk: Desk) -> dict[str, list[tuple[str, object, int]]]:
    """Return the statuses in use by phase, in the order of the phases."""
    phase = {one.standing.id: one.phase for one in desk.survey.promises}
    found: dict[str, list[tuple[str, object, int]]] = {name: [] for name in PHASES}
    for one in statuses(desk):
        found[phase[one[0]]].append(one)
    return {name: many for name, many in found.items() if many}


def phase_anchor(phase: str) -> str:
    """Return the fragment of a phase on the page of statuses."""
    return f"phase-{phase}"


def _statuses(desk: Desk) -> PickGroup:
    """Return each status in use; where they are many, the phases that they belong to."""
    if len(statuses(desk)) > MOST_STATUSES:
        every = desk.addresses.list_of("statuses")
        links = (
            Pick(
                Link(desk.word("phase", phase), f"{every}#{phase_anchor(phase)}"),
                sum(count for _, _, count in many),
            )
            for phase, many in phases(desk).items()
        )
        return PickGroup(desk.say("By status"), tuple(links))
    picks = tuple(
        Pick(Link(word, desk.addresses.record("statuses", identity)), count)  # type: ignore[arg-type] # Said or str
        for identity, word, count in statuses(desk)
    )
    return PickGroup(desk.say("By status"), picks)


def _records(desk: Desk, kind: str) -> PickGroup | None:
    labels = {
        "theme": desk.say("By theme"),
        "plan": desk.say("By plan"),
        "organisation": desk.say("By organisation in charge"),
    }
    folder = f"{kind}s"
    counted = count_of(desk, kind)
    found = [one for one in desk.register.of_kind(kind) if counted[one]]
    chosen = (
        sorted(found, key=lambda one: (-counted[one], one))[:MOST]
        if kind == "organisation"
        else found
    )
    picks = [
        Pick(Link(desk.name(kind, one), desk.addresses.record(folder, one)), counted[one])
        for one in chosen
    ]
    if len(found) > len(chosen):
        words = desk.say("all {n}", n=desk.number(len(found)))
        picks.append(Pick(Link(words, desk.addresses.list_of(folder))))
    return PickGroup(labels[kind], tuple(picks)) if picks else None


def count_of(desk: Desk, kind: str) -> Counter[str]:
    """Return how many commitments belong to each theme, plan or organisation."""
    counted: Counter[str] = Counter()
    for one in desk.survey.promises:
        if kind == "theme":
            counted.update(set(one.fields.strings("themes")))
        elif kind == "plan":
            counted[one.entry.plan or ""] += 1
        else:
            counted.update(answerable(one))
    return counted
