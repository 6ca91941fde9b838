"""A promise does not say where it stands.

Its page says “no information”. Readers should not have to guess whether nothing was done or
nothing was written down; write “unknown” where nobody knows.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: not-started

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT019"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find commitments without a status."""
    for node in world.commitments:
        if not node.has("status"):
            yield node.finding(
                "status",
                say("“{title}” does not say where it stands", title=node.label()),
                say("add the line “status: unknown”, or the status that it has"),
            )
