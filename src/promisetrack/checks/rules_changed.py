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
from promisetrack.register.layout import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Route
    from promisetrack.history.events import Event
    from promisetrack.register.register import Entry

CODE: Final = "PT408"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find what differs in the rules of tracker.yaml and in the files that decide about others,
    and plans that read their statuses by another scheme: it decides what is done and what stopped.

    Where the base is no tracker, there were no rules.
    """
    if world.proposal is None or not world.proposal.has_rules:
        return
    for event in world.proposal.changes.tracker:
        if event.kind == "rules-changed":
            yield from _finding(world, event)
        elif event.kind == "plan-changed" and event.route[2:] == ("status_scheme",):
            yield from _of_plan(world, event)


def _finding(world: World, event: Event) -> Iterator[Finding]:
    where, *inside = event.route
    if where == "files":
        path = str(inside[0])
        yield Finding(of_file(path), (), _about_file(event, path.removeprefix("/")), _HELP)
    elif world.tracker is not None:
        yield _in(world.tracker.entry, tuple(inside), event)


def _of_plan(world: World, event: Event) -> Iterator[Finding]:
    folder = str(event.route[1])
    for plan in world.of("plan"):
        if plan.entry.path == f"{FOLDER}/{folder}/plan.yaml":
            yield _in(plan.entry, tuple(event.route[2:]), event)


def _in(entry: Entry, route: Route, event: Event) -> Finding:
    message = say(
        "the rules change: “{route}” was “{before}”, is “{after}”",
        route=show(route),
        before=shown(event.before),
        after=shown(event.after),
    )
    return Finding(entry, place(entry.data, route), message, _HELP)


_HELP: Final = say(
    "let somebody else look at this; until it is accepted, the rules before it count"
)


def _about_file(event: Event, path: str) -> Message:
    if event.before is None:
        return say("the rules change: “{path}” is added", path=path)
    if event.after is None:
        return say("the rules change: “{path}” is removed", path=path)
    return say("the rules change: “{path}” is another file now", path=path)
