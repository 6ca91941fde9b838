"""Nothing has been heard of a promise for a long time.

A promise without news is how promises are forgotten. How long is too long is the tracker's
policy, six months where it says nothing.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress
    start: 2025-01-01

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress
    start: 2025-01-01
    updates:
      - date: 2025-11-05
        by: town-hall
        text: The first tables are ready.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: updates
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.register.computed import is_stale, last_news

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT211"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find open commitments whose last news is older than the policy allows."""
    for node in world.commitments:
        if is_stale(node.entry, world.register, world.today):
            yield node.finding(
                "updates",
                _message(node),
                say(
                    "add an update, or “reviewed” with a date if somebody looked and nothing is new"
                ),
                on="key",
            )


def _message(node: Node) -> Message:
    heard = last_news(node.entry)
    if heard is None:
        return say("no dated report was ever made on “{title}”", title=node.label())
    return say("no dated report on “{title}” since {day}", title=node.label(), day=str(heard))
