"""A word is not one of those that may stand here.

Readers filter and compare by these words: a status of its own would fall out of every count. A
plan can name another scheme of statuses.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: ongoing

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.setting_words import unknown_routes, unknown_words
from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import Message, say
from promisetrack.model.schemes import (
    allowed_statuses,
    assessment_scheme,
    assessment_schemes,
    dimension_of,
    is_allowed,
    is_rating,
    status_schemes,
)
from promisetrack.register.computed import scheme_of
from promisetrack.source.labels import STATUS, meant_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT014"
LEVEL: Final = "error"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find statuses, schemes and ratings that no scheme knows; the reader finds other words."""
    for record in world.commitments:
        allowed = allowed_statuses(scheme_of(record.entry, world.register))
        for node in (record, *record.items("milestones"), *record.items("updates")):
            yield from _status(node, allowed)
        for node in record.items("assessments"):
            yield from _assessment(node, world)
        for node in record.items("amendments"):
            yield from unknown_routes(node, "changes")
    if world.tracker is not None:
        yield from unknown_words(world.tracker)
    known = status_schemes(world.tracker.data if world.tracker else None)
    for plan in world.of("plan"):
        name = plan.word("status_scheme")
        if name and name not in known:
            yield plan.finding(
                "status_scheme",
                say("there is no scheme of statuses “{name}”", name=name),
                did_you_mean(name, known) or say("known are {words}", words=_list(known)),
            )


def _status(node: Node, allowed: tuple[str, ...]) -> Iterator[Finding]:
    name = node.word("status")
    if name and name not in allowed:
        yield node.finding(
            "status",
            say("“{word}” is not a status of this plan", word=name),
            _meant(name, allowed),
        )


def _meant(name: str, allowed: tuple[str, ...]) -> Message:
    """Return the remedy: the word that was meant, where it can be told, and all that are known."""
    near = meant_value(name, allowed, STATUS)
    known = ", ".join(allowed)
    if near in allowed and name[:1] in "“”„«»\"'":
        return say("write “{near}”, without quotes", near=str(near))
    if near is None or near not in allowed:
        return say("known are {words}", words=known)
    return say("did you mean “{near}”? The words are: {words}", near=near, words=known)


def _assessment(node: Node, world: World) -> Iterator[Finding]:
    name = node.word("scheme")
    tracker = world.tracker.data if world.tracker else None
    scheme = assessment_scheme(name, tracker) if name else None
    if name and scheme is None:
        known = assessment_schemes(tracker)
        yield node.finding(
            "scheme",
            say("there is no scheme of assessments “{name}”", name=name),
            did_you_mean(name, known) or say("known are {words}", words=_list(known)),
        )
    if scheme is None:
        return
    ratings = node.part("ratings")
    for key, value in ratings.data.items():
        dimension = dimension_of(scheme, key)
        if dimension is None:
            names = [one.id for one in scheme.dimensions]
            yield ratings.finding(
                key,
                say("“{scheme}” does not rate “{word}”", scheme=name, word=str(key)),
                did_you_mean(str(key), names) or say("it rates {words}", words=_list(names)),
                on="key",
            )
        elif is_rating(scheme, value) and not is_allowed(dimension, value):
            names = [one.id for one in dimension.values]
            yield ratings.finding(
                key,
                say("“{word}” is not a rating of “{scheme}”", scheme=name, word=_short(value)),
                did_you_mean(_short(value), names) or _range(names, dimension.min, dimension.max),
            )


def _range(names: list[str], low: float | None, high: float | None) -> Message:
    if low is not None and high is not None:
        return say("write a number from {low} to {high}", low=f"{low:g}", high=f"{high:g}")
    return say("known are {words}", words=_list(names))


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _short(value: object) -> str:
    return str(value)[:80] if isinstance(value, str | int | float) else "…"
