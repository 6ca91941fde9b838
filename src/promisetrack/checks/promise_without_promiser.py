"""A campaign promise does not say who made it.

The lists of candidates made these promises, and the administration carries them out: readers must
be able to tell the two apart.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    origin:
      kind: manifesto

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    origin:
      kind: manifesto
    promised_by: [our-town]
    # commitments/organisations.yaml
    - id: our-town
      name: The list Our Town
      kind: political

Found at: promised_by
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT113"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find promises from manifestos that name nobody who promised."""
    for node in world.commitments:
        plan = world.plan_of(node.entry)
        kinds = {node.part("origin").word("kind"), plan.word("kind") if plan else ""}
        if "manifesto" not in kinds or node.has("promised_by"):
            continue
        if plan is None or not plan.has("promised_by"):
            yield node.finding(
                "promised_by",
                say("“{title}” does not say who promised it", title=node.label()),
                say(
                    "write “promised_by” here or in plan.yaml: the list or group that stood for it"
                ),
            )
