"""A report says that something was reached, and cites nothing for it.

What a body says of itself is believed more readily when it can be looked up.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress
    updates:
      - date: 2025-11-05
        by: town-hall
        status: in-progress
        text: The first tables are ready.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress
    updates:
      - date: 2025-11-05
        by: town-hall
        status: in-progress
        text: The first tables are ready.
        evidence: [tables]
    evidence:
      - id: tables
        title: The first tables
        url: https://town.example/tables
        published: 2025-11-03
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: updates.2025-11-05
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT303"
LEVEL: Final = "note"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find updates that report a status of work and cite no evidence."""
    for record in world.commitments:
        for node in record.items("updates"):
            phase = world.standing.phase(node)
            if phase in ("moving", "partial", "done") and not node.has("evidence"):
                yield node.finding(
                    None,
                    say(
                        "this report says “{status}” and cites no evidence",
                        status=node.word("status"),
                    ),
                    say("describe it under “evidence” of the promise, and cite its id here"),
                )
