"""A change raises a status and brings no new evidence.

Whoever follows the promise wants to see what was done. A status that rises should come together
with what shows it: a page, a decision, a file, a photo.

Before:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2026-06-30
    status: not-started

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2026-06-30
    status: in-progress

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2026-06-30
    status: in-progress
    evidence:
      - id: tender
        title: Call for tenders
        url: https://town.example/tender
        published: 2026-01-12
        shows: The software is being bought.

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import changes, shown
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT402"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find statuses that rise although no evidence came in the same change."""
    for change in changes(world, "status-changed"):
        if change.event.concern == "unproven":
            yield change.finding(
                say(
                    "the status of “{name}” rises from “{before}” to “{after}”, and nothing new "
                    "shows it",
                    name=change.label,
                    before=shown(change.event.before or "unknown"),
                    after=shown(change.event.after),
                ),
                say(
                    "add under “evidence” what shows it: a line “- id: …”, below it “  title: …”, "
                    "and “  url: …”, “  file: …” or “  shows: …”"
                ),
            )
