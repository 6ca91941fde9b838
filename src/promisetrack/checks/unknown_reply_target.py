"""A reply or a merged question points to something that is not there.

A right of reply stands beside what it replies to; without its counterpart readers see half of a
conversation.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    responses:
      - date: 2025-10-02
        by: town-hall
        to:
          assessment: jury
        text: The code will be published.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    responses:
      - date: 2025-10-02
        by: town-hall
        to:
          assessment: jury-2025
        text: The code will be published.
    assessments:
      - id: jury-2025
        by: town-hall
        date: 2025-09-14
        scheme: ogp-irm-2021
        ratings:
          completion: limited
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: responses.2025-10-02.to.assessment
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT114"
LEVEL: Final = "error"
NEEDS: Final = ("assessments",)

_LISTS: Final = (
    ("assessment", "assessments"),
    ("question", "questions"),
    ("response", "responses"),
)


def find(world: World) -> Iterator[Finding]:
    """Find replies and merged questions whose counterpart has no such id."""
    for record in world.commitments:
        for node in record.items("responses"):
            for key, name in _LISTS:
                yield from _unknown(record, node.part("to"), key, name)
        for node in record.items("questions"):
            yield from _unknown(record, node, "merged_into", "questions")


def _unknown(record: Node, node: Node, key: str, name: str) -> Iterator[Finding]:
    wanted = node.word(key)
    known = {item.word("id") for item in record.items(name)}
    if wanted and wanted not in known:
        yield node.finding(
            key,
            say("under “{list}” there is nothing with the id “{name}”", list=name, name=wanted),
            did_you_mean(wanted, known) or say("give what is meant this id, or correct it here"),
        )
