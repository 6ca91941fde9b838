"""Two records share one id.

An id is an address: two promises at one address means that one of them cannot be seen, linked or
cited.

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
      - id: draft
        title: Draft of the notes
        status: not-started
    expected_result: Anyone can follow the money.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    milestones:
      - id: draft-tables
        title: Draft of the tables
        status: not-started
      - id: draft-notes
        title: Draft of the notes
        status: not-started
    expected_result: Anyone can follow the money.

Found at: milestones.draft#2.id
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT102"
LEVEL: Final = "error"

_LISTS: Final = ("milestones", "indicators", "evidence", "decisions", "assessments", "questions")


def find(world: World) -> Iterator[Finding]:
    """Find records of one kind, and parts of one record, with the same id."""
    kinds: dict[str, list[Node]] = {}
    for node in world.records:
        if node.entry.kind != "tracker":
            kinds.setdefault(node.entry.kind, []).append(node)
        for name in _LISTS:
            yield from _twins(node.items(name))
    for nodes in kinds.values():
        yield from _twins(nodes)


def _twins(nodes: Iterable[Node]) -> Iterator[Finding]:
    first: dict[str, Node] = {}
    for node in nodes:
        name = node.word("id")
        if not name:
            continue
        if name in first:
            yield node.finding(
                "id",
                say("the id “{id}” is already taken", id=name),
                say("give one of the two another id; keep the one that was published first"),
                beside=first[name].beside("id", say("here it stands first")),
            )
        else:
            first[name] = node
