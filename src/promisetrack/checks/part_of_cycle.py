"""A milestone is part of itself, directly or through others.

The milestones are shown as a tree; a ring has no beginning and would be on no page.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    expected_result: Anyone can follow the money.
    milestones:
      - id: draft
        title: Draft of the tables
        part_of: tables
        status: not-started
      - id: tables
        title: The tables
        part_of: draft
        status: not-started

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    expected_result: Anyone can follow the money.
    milestones:
      - id: draft
        title: Draft of the tables
        part_of: tables
        status: not-started
      - id: tables
        title: The tables
        status: not-started

Found at: milestones.draft.part_of
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT112"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find rings of milestones, organisations, themes and places; one finding a ring."""
    for node in world.commitments:
        yield from _rings(node.items("milestones"))
    for kind in ("organisation", "theme", "place"):
        yield from _rings(world.of(kind))


def _rings(nodes: tuple[Node, ...]) -> Iterator[Finding]:
    parents: dict[str, Node] = {}
    for node in nodes:
        if node.word("id"):
            parents.setdefault(node.word("id"), node)
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        name = start
        while name in parents and name not in done and name not in path:
            path.append(name)
            name = parents[name].word("part_of")
        if name in path:
            yield _ring(parents[name], path[path.index(name) :])
        done.update(path)


def _ring(node: Node, names: list[str]) -> Finding:
    return node.finding(
        "part_of",
        say(
            "“{id}” is part of itself: {ring}",
            id=node.word("id"),
            ring=" → ".join([*names, names[0]]),
        ),
        say("remove “part_of” from the outermost of them"),
    )
