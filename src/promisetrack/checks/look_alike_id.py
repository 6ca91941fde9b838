"""Two ids look so alike that people take one for the other.

“lot-1” and “lot-l” are two addresses that nobody can tell apart; whoever cites one may mean the
other.

Example:
    # commitments/p/lot-1.yaml
    id: lot-1
    title: Publish the first part of the budget
    status: not-started
    due: 2027-12-31
    # commitments/p/lot-l.yaml
    id: lot-l
    title: Publish the last part of the budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/lot-1.yaml
    id: lot-1
    title: Publish the first part of the budget
    status: not-started
    due: 2027-12-31
    # commitments/p/last-lot.yaml
    id: last-lot
    title: Publish the last part of the budget
    status: not-started
    due: 2027-12-31

Found at: id
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT108"
LEVEL: Final = "error"

_ALIKE: Final = str.maketrans("ol", "01")


def find(world: World) -> Iterator[Finding]:
    """Find ids of one kind that differ only in letters that look alike, or in their case."""
    first: dict[tuple[str, str], Node] = {}
    for node in world.records:
        name = node.word("id")
        if not name or node.entry.kind == "tracker":
            continue
        other = first.setdefault((node.entry.kind, name.casefold().translate(_ALIKE)), node)
        if other.word("id") != name:
            yield node.finding(
                "id",
                say("the id “{id}” looks like “{other}”", id=name, other=other.word("id")),
                say("give the one that was not published yet a clearly different id"),
                beside=other.beside("id", say("the other one")),
            )
