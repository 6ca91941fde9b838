"""A resident who had an idea is named.

Having an idea for one's street is no reason to be found by it for ever. Groups that agreed may be
named.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    origin:
      kind: participatory-budget
      proposed_by:
        kind: resident
        name: J. Doe

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    origin:
      kind: participatory-budget
      proposed_by:
        kind: resident

Found at: origin.proposed_by.name
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT607"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find names of single residents behind a proposal."""
    for node in world.commitments:
        proposer = node.part("origin").part("proposed_by")
        if proposer.word("kind") == "resident" and proposer.has("name"):
            yield proposer.finding(
                "name",
                say("a resident is named as the author of this idea"),
                say("remove the name; “kind: resident” says enough"),
            )
