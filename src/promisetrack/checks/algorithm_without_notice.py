"""An algorithm helps to decide about people, and nobody tells them.

In many countries the law wants a notice on each decision that an algorithm took part in; without
it nobody knows that there is something to ask about.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      automated_decision: assisted
      offline_access: At the town hall

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      automated_decision: assisted
      notice: Each letter says that an algorithm ranked the files, and where to ask.
      offline_access: At the town hall

Found at: safeguards.notice
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT609"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find assisted decisions without a notice."""
    for node in world.commitments:
        safeguards = node.part("safeguards")
        if safeguards.word("automated_decision") == "assisted" and not safeguards.has("notice"):
            yield safeguards.finding(
                "notice",
                say(
                    "“{title}” does not say how people learn that an algorithm takes part",
                    title=node.label(),
                ),
                say("add “notice”: where the notice stands, in its own words"),
            )
