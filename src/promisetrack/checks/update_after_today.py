"""A report is dated in the future.

Reports are about what has happened. A date that has not come yet is a slip, or a text that was
written in advance.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    updates:
      - date: 2026-11-05
        by: town-hall
        text: The first tables are ready.
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
      - date: 2025-11-05
        by: town-hall
        text: The first tables are ready.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: updates.2026-11-05.date
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT205"
LEVEL: Final = "error"

_LISTS: Final = ("updates", "assessments", "responses", "questions", "amendments", "decisions")


def find(world: World) -> Iterator[Finding]:
    """Find reports, assessments, answers and decisions from after today."""
    for record in world.commitments:
        for name in _LISTS:
            for node in record.items(name):
                day = node.starts("date")
                if day is not None and day > world.today:
                    yield node.finding(
                        "date",
                        say("the date {day} has not come yet", day=day.isoformat()),
                        say("write the day on which it was said or decided"),
                    )
