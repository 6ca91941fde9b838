"""Words in the tracker's settings and in amendments that mean nothing: zones, statuses, routes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.checks.settings import route_of
from promisetrack.checks.similar import did_you_mean, nearest
from promisetrack.diagnostic import Message, say
from promisetrack.model.base import EXTENSION
from promisetrack.model.commitment import Commitment
from promisetrack.model.routes import ANY, show
from promisetrack.model.schemes import allowed_statuses, status_schemes
from promisetrack.model.structure import Alternatives, Items, Keys, Pairs, structure_of
from promisetrack.words.zones import zone_near, zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.checks.reading import Node
    from promisetrack.diagnostic import Route
    from promisetrack.model.structure import Node as Structure

_BRANCH: Final = re.compile(
    r"(?!.*(?:\.\.|//|/\.|@\{|\.lock(?:/|$)))[^-./\s~^:?*\[\\][^\s~^:?*\[\\\x00-\x1f\x7f]*(?<![./])"
)
"""A name that git takes for a branch (git-check-ref-format)."""


def unknown_words(tracker: Node) -> Iterator[Finding]:
    """Yield the words of tracker.yaml that name nothing: its zone, statuses, protected keys."""
    zone = tracker.word("timezone")
    if zone and zone not in zones():
        near = zone_near(zone)
        yield tracker.finding(
            "timezone",
            say("there is no time zone “{word}”", word=zone),
            (say("did you mean “{near}”?", near=near) if near else did_you_mean(zone, zones()))
            or say("write it as a continent and a city, such as Europe/Paris"),
        )
    yield from _branches(tracker)
    policy = tracker.part("policy")
    yield from _statuses(policy)
    yield from unknown_routes(policy, "protect")


def _branches(tracker: Node) -> Iterator[Finding]:
    """Yield the names that no branch can have, and a log that would lie where the register lies."""
    forge, log = tracker.part("forge"), tracker.word("log")
    official = forge.word("branch")
    for node, key in ((tracker, "log"), (forge, "branch")):
        name = node.word(key)
        if name and (name == "HEAD" or not _BRANCH.fullmatch(name)):
            yield node.finding(
                key,
                say("“{name}” cannot be the name of a branch", name=name),
                say("write letters and digits, joined by hyphens, such as “promisetrack-log”"),
            )
    if log and log == (official or "main"):
        yield tracker.finding(
            "log",
            say("“{name}” is the branch of the register itself", name=log),
            say("give the publication log a branch of its own, such as “promisetrack-log”"),
        )


def _statuses(policy: Node) -> Iterator[Finding]:
    schemes = status_schemes(policy.entry.data)
    known = {one for scheme in schemes.values() for one in allowed_statuses(scheme)}
    for at, name in policy.words("evidence_for"):
        if name not in known:
            yield Finding(
                policy.entry,
                at,
                say("no scheme has a status “{word}”", word=name),
                did_you_mean(name, known) or say("write the id of a status, such as “complete”"),
            )


def unknown_routes(node: Node, key: str) -> Iterator[Finding]:
    """Yield the routes of the list under `key` that name no key of a commitment."""
    written = node.get(key)
    for index, one in enumerate(written if isinstance(written, list) else ()):
        route = route_of(one)
        found = _astray(route)
        if found is None:
            continue
        place, names = found
        yield Finding(
            node.entry,
            (*node.at, key, index),
            say("“{route}” names no key of a commitment", route=_shown(route)),
            _meant(route, place, names),
        )


def _shown(route: Sequence[str | int]) -> str:
    """Return a route as text; `*` is any one part, and stays so."""
    return ".".join(ANY if part == ANY else show((part,)) for part in route)


def _meant(route: Route, place: int, names: Sequence[str]) -> Message:
    near = nearest(str(route[place]), names) if place < len(route) else None
    if near is not None:
        meant = (*route[:place], near, *route[place + 1 :])
        return say("did you mean “{near}”?", near=_shown(meant))
    return say("write the key, or keys joined by dots, such as “due” or “milestones.*.due”")


def _astray(route: Route) -> tuple[int, Sequence[str]] | None:
    """Return which part of a route names nothing, and what might stand there; None if all do."""
    here: tuple[Structure, ...] = (structure_of(Commitment),)
    for place, part in enumerate(route):
        if isinstance(part, str) and part.startswith(EXTENSION):
            return None
        beneath = tuple(found for node in here for found in _beneath(node, part))
        if not beneath:
            return place, sorted(name for node in here for name in _names(node))
        here = beneath
    return None if route else (0, ())


def _beneath(node: Structure, part: str | int) -> tuple[Structure, ...]:
    if isinstance(node, Alternatives):
        return tuple(found for option in node.options for found in _beneath(option, part))
    if isinstance(node, Items):
        return (node.item,)
    if isinstance(node, Pairs):
        return (node.value,)
    if isinstance(node, Keys):
        wanted = node.members if part == ANY else (str(part),)
        return tuple(node.members[name].node for name in wanted if name in node.members)
    return ()


def _names(node: Structure) -> tuple[str, ...]:
    if isinstance(node, Alternatives):
        return tuple(name for option in node.options for name in _names(option))
    return tuple(node.members) if isinstance(node, Keys) else ()
