"""The answer to a request is late.

An answer was owed by a certain day; waiting on in silence is an answer too, and not the one that
was promised.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    request:
      text: Publish every line of the budget.
    answer:
      due: 2025-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    request:
      text: Publish every line of the budget.
    answer:
      due: 2025-12-31
      date: 2025-12-12
      position: accepted
      text: We will publish it by the end of 2027.

Found at: answer.due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.answering import is_answered, owed_by
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT215"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find requests that should have been answered by now."""
    for node in world.commitments:
        day = owed_by(world, node)
        if node.has("request") and day is not None and day < world.today and not is_answered(node):
            yield node.part("answer").finding(
                "due",
                say("an answer on “{title}” was owed by {day}", title=node.label(), day=str(day)),
                say("write down the answer: “date”, “position” and “text”"),
            )
