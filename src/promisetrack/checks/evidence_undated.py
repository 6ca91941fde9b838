"""A piece of evidence has no date.

A page changes. Readers should know when the document was published, or at least when it was
looked at.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01

Found at: evidence.release
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT306"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find evidence with neither a date of publication nor one of access."""
    for node in (*world.commitments, *world.of("plan")):
        for item in node.items("evidence"):
            if not item.has("published") and not item.has("accessed"):
                yield item.finding(
                    None,
                    say("“{title}” has no date", title=item.label()),
                    say("add “published”, or “accessed” if nobody knows when it was published"),
                )
