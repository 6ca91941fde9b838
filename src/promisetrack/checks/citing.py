"""Evidence and where it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.checks.reading import At, Node, maps_in, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World
    from promisetrack.files import SourceFile

_KEYS = ("evidence", "impact_assessment")


def cited(node: Node) -> Iterator[tuple[At, str]]:
    """Yield every id of evidence that a record cites, with its place."""
    for at, data in maps_in(node.data):
        for key in _KEYS:
            if key in data:
                yield from texts_of(data[key], (*at, key))


def evidence_of(world: World, node: Node) -> dict[str, Node]:
    """Return the evidence that a record may cite: its own, then its plan's."""
    found: dict[str, Node] = {}
    plan = world.plan_of(node.entry)
    for owner in (node, plan):
        for item in owner.items("evidence") if owner else ():
            found.setdefault(item.word("id"), item)
    return found


def file_of(world: World, item: Node) -> SourceFile | None:
    """Return the file that a piece of evidence names, in the `files/` of its plan."""
    folder = item.entry.path.rpartition("/")[0]
    name = item.word("file")
    below = name if name.startswith("files/") else f"files/{name}"
    return world.register.files.get(f"{folder}/{below}")
