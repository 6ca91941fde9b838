"""A measurement is dated before the starting value, or in the future.

On the chart it would stand where it cannot be.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    indicators:
      - id: lines
        title: Share of the lines that are published
        baseline:
          date: 2025-01-01
          value: 20
        measurements:
          - date: 2024-06-30
            value: 40

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    indicators:
      - id: lines
        title: Share of the lines that are published
        baseline:
          date: 2025-01-01
          value: 20
        measurements:
          - date: 2025-06-30
            value: 40

Found at: indicators.lines.measurements.2024-06-30.date
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT310"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find measurements before the baseline or after today."""
    for record in (*world.commitments, *world.of("plan")):
        for indicator in record.items("indicators"):
            first = indicator.part("baseline").starts("date")
            for node in indicator.items("measurements"):
                start, end = node.starts("date"), node.ends("date")
                if start is None or end is None:
                    continue
                if start > world.today or (first is not None and end < first):
                    yield node.finding(
                        "date",
                        say("no value of {day} can belong here", day=str(start)),
                        say("correct the date of the measurement or of the starting value"),
                    )
