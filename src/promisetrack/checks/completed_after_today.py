"""A milestone was completed on a day that has not come yet.

What lies in the future has not happened: readers would be told of a result that nobody can have
seen.

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
        status: complete
        completed: 2026-12-31
        evidence: [release]
    evidence:
      - id: release
        title: Release of the tables
        url: https://town.example/tables
        published: 2025-12-01

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
        status: complete
        completed: 2025-12-31
        evidence: [release]
    evidence:
      - id: release
        title: Release of the tables
        url: https://town.example/tables
        published: 2025-12-01

Found at: milestones.tables.completed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT202"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find milestones that were completed after today."""
    for record in world.commitments:
        for node in (record, *record.items("milestones")):
            day = node.starts("completed")
            if day is not None and day > world.today:
                yield node.finding(
                    "completed",
                    say(
                        "“{title}” was completed on {day}, which has not come yet",
                        title=node.label(),
                        day=day.isoformat(),
                    ),
                    say("correct the date; a day that is planned belongs under “due”"),
                )
