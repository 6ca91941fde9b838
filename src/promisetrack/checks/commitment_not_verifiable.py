"""Nothing in a promise says how anyone could tell that it was kept.

It has no date, no milestone and no indicator. Such a promise can be neither kept nor broken.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Found at: due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT311"
LEVEL: Final = "note"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find open commitments with nothing to check them by."""
    for node in world.commitments:
        has_measure = any(node.has(key) for key in ("due", "milestones", "indicators"))
        if not has_measure and world.standing.is_open(node):
            yield node.finding(
                "due",
                say("nothing says when or how “{title}” will be kept", title=node.label()),
                say("add “due”, “milestones” or “indicators”, as far as the promise says so"),
            )
