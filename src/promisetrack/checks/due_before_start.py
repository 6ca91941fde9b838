"""A promise or milestone is due before it starts.

One of the two dates is wrong, and readers would judge by it.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    start: 2028-01-01

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    start: 2026-01-01

Found at: due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT201"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find deadlines that end before the start begins."""
    for record in world.commitments:
        for node in (record, *record.items("milestones")):
            start, due = node.starts("start"), node.ends("due")
            if start is not None and due is not None and due < start:
                yield node.finding(
                    "due",
                    say(
                        "it is due on {due}, before it starts on {start}",
                        due=due.isoformat(),
                        start=start.isoformat(),
                    ),
                    say("correct the one that is wrong"),
                    beside=node.beside("start", say("the start")),
                )
