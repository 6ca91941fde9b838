"""A promise is complete, but some of its milestones are still open.

Readers would see “complete” above a list of things that are not done.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: complete
    expected_result: Anyone can follow the money.
    milestones:
      - id: tables
        title: The tables
        status: in-progress
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01
        shows: The summary is published.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: complete
    expected_result: Anyone can follow the money.
    milestones:
      - id: tables
        title: The tables
        status: complete
        evidence: [release]
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01
        shows: The summary is published.

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT207"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find commitments that are done before their milestones are."""
    phase = world.standing.phase
    for record in world.commitments:
        if phase(record) != "done":
            continue
        still = [
            node for node in record.items("milestones") if phase(node) in ("waiting", "moving")
        ]
        if still:
            yield record.finding(
                "status",
                say_n(
                    "the promise is complete, but {n} milestone is not: “{title}”",
                    "the promise is complete, but {n} milestones are not, the first is “{title}”",
                    len(still),
                    title=still[0].label(),
                ),
                say("close the milestones, or write “substantial” or “partial” here"),
                beside=still[0].beside("status", say("still open")),
            )
