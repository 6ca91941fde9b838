"""The day by which a milestone was due has passed.

A late step is the first sign that the promise itself will be late.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    expected_result: Anyone can follow the money.
    milestones:
      - id: tables
        title: The tables
        due: 2025-12-31
        status: in-progress

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
        due: 2026-06-30
        status: in-progress

Found at: milestones.tables.due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT210"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find open milestones, of open commitments, whose last day has passed."""
    for record in world.commitments:
        if not world.standing.is_open(record):
            continue
        for node in record.items("milestones"):
            if world.standing.is_late(node):
                yield node.finding(
                    "due",
                    say(
                        "“{title}” was due on {day}", title=node.label(), day=str(node.ends("due"))
                    ),
                    say(
                        "report where it stands; if it is put off, add an amendment with the reason"
                    ),
                )
