"""Minutes are cited as if they were the decision.

Minutes tell what was said. What was decided stands in the act that was voted, and only the act
binds.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    decisions:
      - id: vote-12
        date: 2025-06-01
        title: Vote on the open budget
        evidence: [minutes]
    evidence:
      - id: minutes
        title: Minutes of the meeting of 1 June
        kind: minutes
        url: https://town.example/minutes
        published: 2025-06-08

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    decisions:
      - id: vote-12
        date: 2025-06-01
        title: Vote on the open budget
        evidence: [act]
    evidence:
      - id: act
        title: Decision 12 of 1 June
        kind: decision
        url: https://town.example/acts/12
        published: 2025-06-08

Found at: decisions.vote-12.evidence
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.citing import evidence_of
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT308"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find decisions without an address of their own that cite nothing but minutes."""
    for record in world.commitments:
        known = evidence_of(world, record)
        for node in record.items("decisions"):
            kinds = {
                known[name].word("kind") for _, name in node.words("evidence") if name in known
            }
            if kinds == {"minutes"} and not node.has("url"):
                yield node.finding(
                    "evidence",
                    say("“{title}” is shown by minutes only", title=node.label()),
                    say("cite the act itself, as evidence of the kind “decision”"),
                )
