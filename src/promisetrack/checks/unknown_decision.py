"""A line cites a decision that the promise does not have.

Readers who want to see the act would find nothing behind the citation.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: on-hold
    status_reason:
      text: The council voted to wait.
      decision: vote-12

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: on-hold
    status_reason:
      text: The council voted to wait.
      decision: vote-12
    decisions:
      - id: vote-12
        date: 2025-06-01
        title: Vote to wait for the new system

Found at: status_reason.decision
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT109"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find citations of decisions that are nowhere."""
    for record in world.commitments:
        known = {item.word("id") for item in record.items("decisions")}
        for node in world.nodes(record):
            for at, name in node.words("decision"):
                if name not in known:
                    yield Finding(
                        record.entry,
                        at,
                        say("there is no decision “{name}” in this promise", name=name),
                        did_you_mean(name, known)
                        or say("describe it under “decisions”, with this id, a date and a title"),
                    )
