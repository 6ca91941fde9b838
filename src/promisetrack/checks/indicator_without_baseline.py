"""An indicator has a target, but not the value that it starts from.

Without a starting point nobody can see how far there is to go, nor whether anything has moved.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    indicators:
      - id: lines
        title: Share of the lines that are published
        unit: "%"
        target:
          date: 2027-12-31
          value: 100

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    indicators:
      - id: lines
        title: Share of the lines that are published
        unit: "%"
        baseline:
          date: 2025-01-01
          value: 20
        target:
          date: 2027-12-31
          value: 100

Found at: indicators.lines.baseline
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT309"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find indicators with a target and no baseline."""
    for record in (*world.commitments, *world.of("plan")):
        for node in record.items("indicators"):
            if node.part("target").has("value") and not node.part("baseline").has("value"):
                yield node.finding(
                    "baseline",
                    say("“{title}” has a target but no starting value", title=node.label()),
                    say("add “baseline” with “date” and “value”"),
                )
