"""Reasons for changes: which amendment names which event (model.md, `amendments`).

An amendment gives the reason for the changes that came in with it. For each field that it names
and that did not change with it, it gives a late reason: to the newest change of that field that
had none, one with a concern before one without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.history.values import same
from promisetrack.model.routes import covers, expand, parse, value_at

if TYPE_CHECKING:
    from promisetrack.history.events import Event

Route: TypeAlias = tuple[str | int, ...]


def explain(past: Sequence[Event], new: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """Return the earlier events and the new ones of a record, with the reasons that came now."""
    earlier, now = list(past), list(new)
    for amendment in [event for event in now if event.kind == "amendment-added"]:
        for pattern in routes_named(amendment.after):
            if not _give(now, pattern, amendment.route, is_late=False):
                _give_late(earlier, pattern, amendment.route)
    return earlier, now


def routes_named(amendment: object) -> tuple[Route, ...]:
    """Return the routes that an amendment says it changes; one whose reason is blank says none."""
    reason = amendment.get("reason") if isinstance(amendment, Mapping) else None
    if isinstance(reason, str) and not reason.strip():
        return ()
    changes = amendment.get("changes") if isinstance(amendment, Mapping) else None
    named = changes if isinstance(changes, list) else [changes]
    return tuple(
        parse(one) if isinstance(one, str) else tuple(part for part in one if _is_part(part))
        for one in named
        if one and isinstance(one, str | list)
    )


def names(pattern: Route, event: Event) -> bool:
    """Whether the route covers the event, or names something that changed inside its value."""
    if not event.route or event.kind.startswith("amendment-"):
        return False
    if covers(pattern, event.route):
        return True
    depth = len(event.route)
    if not covers(pattern[:depth], event.route):
        return False
    before, after = (_inside(side, pattern[depth:]) for side in (event.before, event.after))
    return not same(before, after)


def _give(events: list[Event], pattern: Route, reason: Route, *, is_late: bool) -> bool:
    """Mark every event that is named; say whether there was one."""
    found = [place for place, event in enumerate(events) if names(pattern, event)]
    for place in found:
        if events[place].amendment is None:
            events[place] = replace(events[place], amendment=reason, is_late=is_late)
    return bool(found)


def _give_late(events: list[Event], pattern: Route, reason: Route) -> None:
    silent = [event for event in events if event.amendment is None and names(pattern, event)]
    weakening = [event for event in silent if event.weakens]
    last = (weakening or silent)[-1:]
    for place, event in enumerate(events):
        if last and event in silent and event.commit == last[0].commit:
            events[place] = replace(event, amendment=reason, is_late=True)


def _inside(value: object, pattern: Route) -> list[object]:
    return [value_at(value, place) for place in expand(value, pattern)]


def _is_part(part: object) -> bool:
    return isinstance(part, str | int) and not isinstance(part, bool)
