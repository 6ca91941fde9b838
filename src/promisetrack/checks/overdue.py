"""The day by which a promise was due has passed.

This is what readers come for: a promise that is late and of which nobody says why.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2025-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-12-31
    amendments:
      - date: 2026-01-15
        changes: [due]
        reason: The new system arrives in the summer.

Found at: due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT209"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find open commitments whose last day has passed."""
    for node in world.commitments:
        if world.standing.is_late(node):
            yield node.finding(
                "due",
                say("“{title}” was due on {day}", title=node.label(), day=str(node.ends("due"))),
                say(
                    "report where it stands; if it is put off, write the new date and add an "
                    "amendment with the reason"
                ),
            )
