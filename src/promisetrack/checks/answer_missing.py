"""Something was asked for, and no answer is written down.

Whoever asked, a jury, a petition or a resident, is owed an answer, also when it is no.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    request:
      text: Publish every line of the budget.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    request:
      text: Publish every line of the budget.
    answer:
      date: 2025-09-25
      position: accepted
      text: We will publish it by the end of 2027.

Found at: answer
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.answering import is_answered, owed_by
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT214"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find requests without an answer whose time is not known to be up."""
    for node in world.commitments:
        if node.has("request") and not is_answered(node) and owed_by(world, node) is None:
            yield node.finding(
                "answer",
                say("“{title}” was asked for, and no answer is written down", title=node.label()),
                say("add “answer” with “date”, “position” and “text”, or with “due” if it is owed"),
            )
