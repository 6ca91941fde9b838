"""A promise refers to another one that does not exist.

The link on its page would lead nowhere. A removed promise keeps its page, but a promise that
never was has none.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    related:
      - id: open-budgets
        kind: continues

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    related:
      - id: old-budget
        kind: continues
    # commitments/p/old-budget.yaml
    id: old-budget
    title: Publish a summary of the budget
    status: not-started
    due: 2027-12-31

Found at: related.continues/open-budgets.id
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT107"
LEVEL: Final = "error"
NEEDS: Final = ("commitments",)


def find(world: World) -> Iterator[Finding]:
    """Find related commitments and plans that the register does not have."""
    known = {*world.register.commitments, *world.register.plans}
    for node in world.commitments:
        for item in node.items("related"):
            name = item.word("id")
            if name and name not in known:
                yield item.finding(
                    "id",
                    say("there is no promise or plan “{name}”", name=name),
                    did_you_mean(name, known)
                    or say("correct the id; what lies outside this register goes into “evidence”"),
                )
