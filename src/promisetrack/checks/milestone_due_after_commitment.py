"""A milestone is due later than its promise.

Either the promise cannot be kept in time, or the milestone is no part of it.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    expected_result: Anyone can follow the money.
    milestones:
      - id: tables
        title: The tables
        due: 2028-06-30
        status: not-started

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    expected_result: Anyone can follow the money.
    milestones:
      - id: tables
        title: The tables
        due: 2027-06-30
        status: not-started

Found at: milestones.tables.due
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT204"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find milestones that begin to be due after the last day of the commitment."""
    for record in world.commitments:
        last = record.ends("due")
        if last is None:
            continue
        for node in record.items("milestones"):
            due = node.starts("due")
            if due is not None and due > last:
                yield node.finding(
                    "due",
                    say(
                        "“{title}” is due after the promise that it belongs to", title=node.label()
                    ),
                    say("correct one of the dates; if the promise is put off, add an amendment"),
                    beside=record.beside("due", say("the promise is due here")),
                )
