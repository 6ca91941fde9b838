"""An algorithm decides about people on its own, and nobody tells them.

Under French law a decision without this notice is void. Readers should see what it says and where
it stands.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      automated_decision: automated
      human_review: Anyone may ask the social services office to decide again.
      offline_access: At the town hall

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    safeguards:
      automated_decision: automated
      notice: Each letter says that an algorithm decided, and where to ask.
      human_review: Anyone may ask the social services office to decide again.
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

CODE: Final = "PT610"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find fully automated decisions without a notice."""
    for node in world.commitments:
        safeguards = node.part("safeguards")
        if safeguards.word("automated_decision") == "automated" and not safeguards.has("notice"):
            yield safeguards.finding(
                "notice",
                say(
                    "“{title}” does not say how people learn that an algorithm decides",
                    title=node.label(),
                ),
                say("add “notice”: where the notice stands, in its own words"),
            )
