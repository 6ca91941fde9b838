"""What a tracker says about its checks: their levels, and what it suppresses and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from promisetrack.checks.catalogue import UNREADABLE, Check
from promisetrack.checks.reading import Finding, Node, first_words, texts_of
from promisetrack.diagnostic import LEVELS, Diagnostic, Route, say
from promisetrack.model.routes import covers, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Level

UNUSED: Final = "suppression-unused"
PASSING: Final = ("PT4", "PT7")
"""The codes of what is found in a change or a clone, not in the register itself."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that a tracker leaves standing: which check, record and route, and why.

    `record` is a record's id; for a file without one, such as a stray file, its path.
    """

    node: Node
    check: str
    record: str
    route: Route
    reason: str

    def matches(self, found: Diagnostic) -> bool:
        """Return whether `found` is what this suppression speaks of."""
        return (
            found.check == self.check
            and self.record in (found.record, found.path)
            and covers(self.route, found.route)
        )


def levels(world: World, checks: Mapping[str, Check]) -> dict[str, Level]:
    """Return the level of every check: the tracker's choice, else its own."""
    chosen = {name: check.level for name, check in checks.items()}
    for name, settings in _choices(world.rules):
        level = settings.word("level")
        if name in chosen and name not in UNREADABLE and level in LEVELS:
            chosen[name] = LEVELS[LEVELS.index(level)]
    return chosen


def suppressions(world: World) -> tuple[Suppression, ...]:
    """Return the suppressions that count: with a reason, for a check that allows it.

    Of a proposed change these are the ones of its base.
    """
    return tuple(filter(_can_work, _written(world.rules)))


def written(world: World) -> Iterator[Suppression]:
    """Yield every suppression as it is written."""
    yield from _written(world.tracker)


def _can_work(one: Suppression) -> bool:
    return bool(one.reason) and one.check not in UNREADABLE


def _written(tracker: Node | None) -> Iterator[Suppression]:
    for node in tracker.items("suppress") if tracker else ():
        yield Suppression(
            node=node,
            check=node.word("check"),
            record=node.word("record"),
            route=route_of(node.get("route")),
            reason=first_words(node.get("reason")).strip(),
        )


def route_of(value: object) -> Route:
    """Return the route that a text with dots or a list means."""
    if isinstance(value, str):
        return parse(value)
    return tuple(text for _, text in texts_of(value, ()))


def apply(found: Iterable[Diagnostic], asked: tuple[Suppression, ...]) -> list[Diagnostic]:
    """Return the findings; those that a suppression speaks of have its reason."""
    result = []
    for one in found:
        by = next((each for each in asked if each.matches(one)), None)
        result.append(one if by is None else replace(one, suppressed=by.reason))
    return result


def idle(
    world: World, found: Iterable[Diagnostic], checks: Mapping[str, Check]
) -> list[Suppression]:
    """Return the suppressions that match none of the findings of `checks`.

    What a change did or a clone lacks is found at one time and not at another: no suppression of
    such a finding is idle. Nor is one for a file that could not be read: it may have them still.
    """
    unread = {path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in world.register.unread}
    by_check: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_check.setdefault(one.check, []).append(one)
    return [
        one
        for one in filter(_can_work, written(world))
        if one.check in checks
        and not checks[one.check].code.startswith(PASSING)
        and not any(map(one.matches, by_check.get(one.check, ())))
        and one.record not in unread
    ]


def unused(one: Suppression) -> Finding:
    """Return the finding that a suppression matches nothing."""
    return one.node.finding(
        None,
        say(
            "nothing is found by “{check}” in “{record}” at the place that this suppression names",
            check=one.check,
            record=one.record,
        ),
        say("remove it, or correct “record” and “route”: the fault may have been mended"),
    )


def choices(world: World) -> Iterator[tuple[str, Node]]:
    """Yield the name of every check that the tracker's `checks` speaks of, and its settings."""
    yield from _choices(world.tracker)


def _choices(tracker: Node | None) -> Iterator[tuple[str, Node]]:
    if tracker is None:
        return
    chosen = tracker.part("checks")
    for name in chosen.data:
        if isinstance(name, str):
            yield name, chosen.part(name)
