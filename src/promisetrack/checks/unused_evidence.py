"""A piece of evidence is cited by nothing and does not say what it shows.

Readers see a title and an address, and have to guess what it proves.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    milestones:
      - id: tables
        title: The tables
        status: not-started
    expected_result: Anyone can follow the money.
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    milestones:
      - id: tables
        title: The tables
        status: not-started
    expected_result: Anyone can follow the money.
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01
        shows: The town published a first summary.

Found at: evidence.release
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.citing import cited
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT111"
LEVEL: Final = "note"
NEEDS: Final = ("commitments",)


def find(world: World) -> Iterator[Finding]:
    """Find evidence that is not cited, where there is something that could cite it."""
    by_plan: dict[str, set[str]] = {}
    for node in world.commitments:
        own = {name for _, name in cited(world, node)}
        by_plan.setdefault(node.entry.plan or "", set()).update(own)
        if node.items("milestones") or node.items("updates"):
            yield from _unused(node, own)
    for plan in world.of("plan"):
        own = {name for _, name in cited(world, plan)}
        yield from _unused(plan, own | by_plan.get(plan.entry.id, set()))


def _unused(node: Node, named: set[str]) -> Iterator[Finding]:
    for item in node.items("evidence"):
        if item.word("id") not in named and not item.has("shows"):
            yield item.finding(
                None,
                say("“{title}” is cited by nothing", title=item.label()),
                say("cite its id where it proves something, or say under “shows” what it proves"),
            )
