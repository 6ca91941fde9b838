"""Evidence and where it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import At, Node
    from promisetrack.checks.world import World
    from promisetrack.files import SourceFile

_SHOWN = (
    "explanation",
    "human_review",
    "impact_assessment",
    "notice",
    "offline_access",
    "recourse",
    "rules",
)
"""Keys that hold words, or a list of ids of evidence that says it."""


def cited(world: World, record: Node) -> Iterator[tuple[At, str]]:
    """Yield every id of evidence that a record cites, with its place."""
    for node in world.nodes(record):
        if "evidence" in node.data:
            yield from node.words("evidence")
        for key in _SHOWN:
            if isinstance(node.data.get(key), list):
                yield from node.words(key)


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
