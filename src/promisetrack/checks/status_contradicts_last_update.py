"""The status is not what the last report says.

The page would tell readers two things at once, and they would not know which to believe.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress
    updates:
      - date: 2025-11-05
        by: town-hall
        status: limited
        text: The first tables are ready.
        evidence: [tables]
    evidence:
      - id: tables
        title: The first tables
        url: https://town.example/tables
        published: 2025-11-03
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: limited
    updates:
      - date: 2025-11-05
        by: town-hall
        status: limited
        text: The first tables are ready.
        evidence: [tables]
    evidence:
      - id: tables
        title: The first tables
        url: https://town.example/tables
        published: 2025-11-03
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.standing import newest, updates
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT203"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find statuses that differ from the newest update about the same thing."""
    for record in world.commitments:
        yield from _differs(record, record, None)
        for milestone in record.items("milestones"):
            if milestone.word("id"):
                yield from _differs(record, milestone, milestone.word("id"))


def _differs(record: Node, node: Node, about: str | None) -> Iterator[Finding]:
    last = newest(one for one in updates(record, about) if one.word("status"))
    if last is None or not node.word("status") or last.word("status") == node.word("status"):
        return
    explained, reported = node.part("status_reason").starts("date"), last.starts("date")
    if explained is not None and reported is not None and explained > reported:
        return
    yield node.finding(
        "status",
        say(
            "the status is “{status}”, but the last report says “{reported}”",
            status=node.word("status"),
            reported=last.word("status"),
        ),
        say("write the status of the last report here, or add the report that changed it"),
        beside=last.beside("status", say("the last report")),
    )
