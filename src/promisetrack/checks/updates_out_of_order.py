"""The reports are not in the order of their dates.

Pages put them in order. Whoever reads or reviews the file sees the story best from the oldest to
the newest.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    updates:
      - date: 2025-11-05
        by: town-hall
        text: The first tables are ready.
      - date: 2025-06-12
        by: town-hall
        text: Work has begun.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    updates:
      - date: 2025-06-12
        by: town-hall
        text: Work has begun.
      - date: 2025-11-05
        by: town-hall
        text: The first tables are ready.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: updates.2025-06-12.date
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT206"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find lists of updates that are sorted neither upwards nor downwards."""
    for record in world.commitments:
        dated = [(node.starts("date"), node) for node in record.items("updates")]
        found = [(day, node) for day, node in dated if day is not None]
        for (before, one), (after, next_one) in pairwise(found):
            if after < before:
                yield next_one.finding(
                    "date",
                    say("this report is older than the one above it"),
                    say("put the reports in the order of their dates, the newest last"),
                    beside=one.beside("date", say("the newer one")),
                )
                break
