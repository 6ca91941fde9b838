"""The percentage of progress does not fit the status.

“Not started” and 40 % cannot both be true; readers would believe neither.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    progress: 40

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress
    progress: 40

Found at: progress
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT208"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find progress of 100 on open work, of less on work that is done, of any before it began."""
    for record in world.commitments:
        for node in (record, *record.items("milestones")):
            progress = node.get("progress")
            if isinstance(progress, bool) or not isinstance(progress, int | float):
                continue
            if _contradicts(progress, world.standing.phase(node)):
                yield node.finding(
                    "progress",
                    say(
                        "{progress} % of progress does not fit the status “{status}”",
                        progress=str(progress),
                        status=node.word("status"),
                    ),
                    say("correct the one that is wrong"),
                    beside=node.beside("status", say("the status")),
                )


def _contradicts(progress: float, phase: str) -> bool:
    return (phase == "waiting" and progress > 0) or (phase == "done" and progress < 100)
