"""A finding is suppressed, and nobody says why.

Exceptions are allowed because they are explained: the reason is printed on the site.

Example:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    suppress:
      - check: overdue
        record: open-budget
        route: due
        reason: " "

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2025-12-31
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    suppress:
      - check: overdue
        record: open-budget
        route: due
        reason: The council moved the date in a closed session

Found at: suppress.overdue/open-budget/due.reason
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.settings import written
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT118"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find suppressions with an empty reason."""
    for one in written(world):
        is_there = one.node.has("reason") or one.node.get("reason") == ""
        if is_there and not one.reason:
            yield one.node.finding(
                "reason",
                say("this suppression does not say why"),
                say("write one sentence that a reader of the site understands"),
            )
