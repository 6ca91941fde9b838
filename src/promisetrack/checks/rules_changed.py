"""A change touches the rules by which changes are judged.

Who may change the policy, the levels of checks, what is suppressed, the templates or the automatic
checks can change what the site says without touching a promise. Such a change is judged by the
rules before it, and whoever reviews it should look at it on its own.

Before:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    policy:
      stale_after: 6 months

Example:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    policy:
      stale_after: 5 years

Instead:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    policy:
      stale_after: 6 months

Found at: policy.stale_after
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import of_file, place, shown
from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import Message, say
from promisetrack.model.routes import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World
    from promisetrack.history.events import Event

CODE: Final = "PT408"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find what differs in the rules of tracker.yaml and in the files that decide about others.

    Where the base is no tracker, there were no rules.
    """
    if world.proposal is None or not world.proposal.has_rules:
        return
    for event in world.proposal.changes.tracker:
        if event.kind == "rules-changed":
            yield from _finding(world, event)


def _finding(world: World, event: Event) -> Iterator[Finding]:
    where, *inside = event.route
    if where == "files":
        path = str(inside[0])
        yield Finding(of_file(path), (), _about_file(event, path.removeprefix("/")), _HELP)
    elif world.tracker is not None:
        message = say(
            "the rules change: “{route}” was “{before}”, is “{after}”",
            route=show(inside),
            before=shown(event.before),
            after=shown(event.after),
        )
        entry = world.tracker.entry
        yield Finding(entry, place(entry.data, tuple(inside)), message, _HELP)


_HELP: Final = say(
    "let somebody else look at this; until it is accepted, the rules before it count"
)


def _about_file(event: Event, path: str) -> Message:
    if event.before is None:
        return say("the rules change: “{path}” is added", path=path)
    if event.after is None:
        return say("the rules change: “{path}” is removed", path=path)
    return say("the rules change: “{path}” is another file now", path=path)
