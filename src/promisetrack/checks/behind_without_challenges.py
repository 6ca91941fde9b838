"""The last report on a late promise does not say what makes it difficult.

That something is late, everyone can see; why, only the body in charge can tell.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: in-progress
    due: 2025-12-31
    updates:
      - date: 2025-11-05
        by: town-hall
        text: The first tables are ready.
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    suppress:
      - check: overdue
        record: open-budget
        route: due
        reason: The new date is before the council
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: in-progress
    due: 2025-12-31
    updates:
      - date: 2025-11-05
        by: town-hall
        text: The first tables are ready.
        challenges: The new system does not export yet.
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    suppress:
      - check: overdue
        record: open-budget
        route: due
        reason: The new date is before the council
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

CODE: Final = "PT213"
LEVEL: Final = "note"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find the newest reports on late commitments that name no difficulty."""
    for node in world.commitments:
        last = world.standing.last_update(node)
        if last is not None and not last.has("challenges") and world.standing.is_late(node):
            yield last.finding(
                None,
                say("“{title}” is late, and its last report does not say why", title=node.label()),
                say("say under “challenges” what stands in the way"),
            )
