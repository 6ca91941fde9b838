"""A digital service has no way for people without the internet.

Many people cannot do without help online. What a public body promises must be within
everyone's reach.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      purpose: Booking a place at the nursery online

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      purpose: Booking a place at the nursery online
      offline_access: At the town hall, Monday to Saturday, with help

Found at: safeguards.offline_access
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT506"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find safeguards that say nothing about access without the internet."""
    for node in world.commitments:
        safeguards = node.part("safeguards")
        if node.has("safeguards") and not safeguards.has("offline_access"):
            yield safeguards.finding(
                "offline_access",
                say("“{title}” does not say how to do without the internet", title=node.label()),
                say("add “offline_access”: the counter, the letter, the telephone, and who helps"),
            )
