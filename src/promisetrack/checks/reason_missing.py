"""A promise was stopped, refused or closed in part, and nobody says why.

A council may change its mind; readers are owed the reason.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: withdrawn

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: withdrawn
    status_reason:
      code: cost
      text: The system would cost three times the estimate.

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT212"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)

_PHASES: Final = ("stopped", "partial", "declined")


def find(world: World) -> Iterator[Finding]:
    """Find stopped, partial and declined commitments and milestones without a reason."""
    for record in world.commitments:
        answered = record.part("answer")
        for node in (record, *record.items("milestones")):
            reason = node.part("status_reason")
            if (
                world.standing.phase(node) not in _PHASES
                or reason.has("text")
                or reason.has("code")
            ):
                continue
            if not node.at and (answered.has("text") or answered.has("reason")):
                continue
            yield node.finding(
                "status",
                say(
                    "“{title}” is “{status}”, and nobody says why",
                    title=node.label(),
                    status=node.word("status"),
                ),
                say("add “status_reason” with “code” and “text”"),
            )
