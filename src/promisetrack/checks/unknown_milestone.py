"""A line names a milestone that the promise does not have.

A report about a milestone that does not exist is shown nowhere.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    milestones:
      - id: draft
        title: Draft of the tables
        status: not-started
      - id: tables
        title: The tables
        part_of: drafts
        status: not-started
    expected_result: Anyone can follow the money.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    milestones:
      - id: draft
        title: Draft of the tables
        status: not-started
      - id: tables
        title: The tables
        part_of: draft
        status: not-started
    expected_result: Anyone can follow the money.

Found at: milestones.tables.part_of
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding, Node
from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT106"
LEVEL: Final = "error"

_NAMED: Final = (
    ("milestones", "part_of"),
    ("updates", "about"),
    ("assessments", "about"),
    ("indicators", "milestone"),
)


def find(world: World) -> Iterator[Finding]:
    """Find ids of milestones that the commitment does not have."""
    for node in world.commitments:
        known = {item.word("id") for item in node.items("milestones")}
        for name, key in _NAMED:
            for item in node.items(name):
                yield from _unknown(item, key, known)
        for indicator in node.items("indicators"):
            for item in indicator.items("measurements"):
                yield from _unknown(item, "about", known)


def _unknown(item: Node, key: str, known: set[str]) -> Iterator[Finding]:
    for at, name in item.words(key):
        if name not in known:
            yield Finding(
                item.entry,
                at,
                say("this promise has no milestone “{name}”", name=name),
                did_you_mean(name, known) or say("add it under “milestones”, or correct the id"),
            )
