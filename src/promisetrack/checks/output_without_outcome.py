"""A promise lists what will be made, and not what will be better for people.

A report can be written and a website opened without anything changing for anyone.

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

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    expected_result: Anyone can follow the money.
    milestones:
      - id: tables
        title: The tables
        status: not-started

Found at: expected_result
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT312"
LEVEL: Final = "note"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find open commitments with milestones but neither an expected result nor an indicator."""
    for node in world.commitments:
        says_why = any(node.has(key) for key in ("expected_result", "indicators"))
        if node.has("milestones") and not says_why and world.standing.is_open(node):
            yield node.finding(
                "expected_result",
                say("“{title}” does not say what will be better for people", title=node.label()),
                say("add “expected_result” or an indicator, as far as the promise says so"),
            )
