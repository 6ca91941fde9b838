"""A change rewrites the protected words of a promise, and nothing in it says why.

No machine can say whether other words promise less. People can, and are owed the reason: a typing
mistake, a clearer sentence, another promise. Both versions stay on the history's page.

Before:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    description: We publish every line of the budget.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    description: We publish the main lines of the budget.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    description: We publish the main lines of the budget.
    amendments:
      - date: 2026-01-31
        changes: [description]
        reason: The council voted for this wording on 20 January.

Found at: description
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import changes, is_protected, shown, with_amendment
from promisetrack.diagnostic import say
from promisetrack.history.values import is_void
from promisetrack.model.routes import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT409"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find protected words that were there, are others now, and that no amendment names."""
    for change in changes(world, "wording-changed"):
        event = change.event
        if is_void(event.before) or is_void(event.after) or change.has_reason:
            continue
        if is_protected(world, event):
            yield change.finding(
                say(
                    "the words at “{route}” are others now, and no amendment says why; "
                    "before: “{before}”",
                    route=show(event.route),
                    before=shown(event.before),
                ),
                with_amendment(world, change),
            )
