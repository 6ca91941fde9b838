"""The same document is listed twice in one promise.

Two entries look like two proofs.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01
      - id: budget
        title: The budget
        url: https://town.example/budget
        published: 2025-12-01

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01

Found at: evidence.budget
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Beside, Finding, Node
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT305"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find evidence with the address, page and file of an earlier one."""
    for node in (*world.commitments, *world.of("plan")):
        first: dict[tuple[str, str], Node] = {}
        for item in node.items("evidence"):
            where = item.word("url").strip() or item.word("file")
            if not where:
                continue
            other = first.setdefault((where, item.word("page")), item)
            if other is not item:
                yield item.finding(
                    None,
                    say(
                        "“{title}” is the same document as “{other}”",
                        title=item.label(),
                        other=other.label(),
                    ),
                    say("keep one of the two; if they are different pages, write “page”"),
                    beside=(Beside(item.entry, other.at, say("the first one")),),
                )
