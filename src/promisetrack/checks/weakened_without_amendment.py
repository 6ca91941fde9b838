"""A change makes a promise weaker, and nothing in it says why.

A promise may change, never quietly: a later deadline, a lower target, a step that is dropped need
an amendment in the same change, with a date and a reason. The policy of the register says what is
protected so; the policy before the change counts.

Before:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-12-31
    amendments:
      - date: 2026-01-31
        changes: [due]
        reason: The new software arrives in autumn.

Found at: due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import Change, changes, is_protected, shown, with_amendment
from promisetrack.diagnostic import Message, say
from promisetrack.history.values import is_void
from promisetrack.model.routes import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World
    from promisetrack.history.events import Event

CODE: Final = "PT401"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find what became weaker, is protected, and is named by no amendment of the same change."""
    for change in changes(world):
        event = change.event
        if _is_weaker(event) and not change.has_reason and is_protected(world, event):
            yield change.finding(
                say("{what}, and no amendment says why", what=_what(change)),
                with_amendment(world, change),
            )


def _is_weaker(event: Event) -> bool:
    """A text that is taken away whole says less, whatever it said."""
    is_gone = event.kind in ("wording-changed", "safeguard-changed") and is_void(event.after)
    return event.weakens or (is_gone and not is_void(event.before))


def _what(change: Change) -> Message:
    event = change.event
    values = {"before": shown(event.before), "after": shown(event.after)}
    if event.kind.startswith("deadline-"):
        return _deadline(change)
    if event.kind.endswith("-removed"):
        return say(
            "“{name}” is removed from “{list}”", name=values["before"], list=show(event.route[:-1])
        )
    if is_void(event.after):
        return say("“{route}” is removed; it said “{before}”", route=show(event.route), **values)
    if event.kind == "target-changed":
        return say(
            "the target of “{name}” moves from {before} to {after}", name=change.label, **values
        )
    if event.kind == "status-changed":
        return say(
            "the status of “{name}” moves from “{before}” to “{after}”", name=change.label, **values
        )
    return say("“{route}” moves from “{before}” to “{after}”", route=show(event.route), **values)


def _deadline(change: Change) -> Message:
    event = change.event
    values = {"before": shown(event.before), "after": shown(event.after)}
    if is_void(event.after):
        return say(
            "the deadline of “{name}”, {before}, is removed",
            name=change.label,
            before=values["before"],
        )
    if event.concern == "removed":
        return say(
            "the deadline of “{name}” moves from {before} to “{after}”, which names no day",
            name=change.label,
            **values,
        )
    return say(
        "the deadline of “{name}” moves from {before} to {after}", name=change.label, **values
    )
