"""An algorithm decides about people on its own, and no human can be asked to look again.

Whoever is refused something by a machine has a right to a human being.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      automated_decision: automated
      notice: Each letter says that an algorithm decided, and where to ask.
      offline_access: At the town hall

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      automated_decision: automated
      notice: Each letter says that an algorithm decided, and where to ask.
      human_review: Anyone may ask the social services office to decide again.
      offline_access: At the town hall

Found at: safeguards.human_review
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT611"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find fully automated decisions without human review."""
    for node in world.commitments:
        safeguards = node.part("safeguards")
        if safeguards.word("automated_decision") == "automated" and not safeguards.has(
            "human_review"
        ):
            yield safeguards.finding(
                "human_review",
                say("“{title}” does not say who looks again at a decision", title=node.label()),
                say("add “human_review”: who, how to ask, and within what time"),
            )
