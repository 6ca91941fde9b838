"""Where every key and value of a text stands: composed again, only when somebody asks.

The fast walk keeps no places. A file with a finding is walked a second time into a tree of
nodes that know their first and last character.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import yaml

from promisetrack.source.events import events

if TYPE_CHECKING:
    from promisetrack.source.build import At


@dataclass(slots=True)
class Node:
    """One value: its stretch of text (character indexes), and what lies beneath it."""

    start: int
    end: int
    style: str = ""
    is_flow: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    fields: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    is_mapping: bool = False

    def child(self, step: str | int) -> Node | None:
        """Return the value beneath a key or an index, or None."""
        if self.is_mapping:
            return self.fields.get(step) if isinstance(step, str) else None
        return self.items[step] if isinstance(step, int) and 0 <= step < len(self.items) else None


def compose(text: str) -> Node:
    """Return the tree of the first document of a text that `build` has walked."""
    walk = _Composer(text)
    for event in events(text):
        walk.take(event)
        if type(event) is yaml.DocumentEndEvent:
            break
    return walk.root


def find(root: Node, at: At, on: Literal["value", "key"]) -> tuple[int, int]:
    """Return the stretch of a place; of the nearest ancestor where nothing stands there."""
    node, stretch = root, (root.start, root.end)
    for depth, step in enumerate(at):
        child = node.child(step)
        if child is None:
            return _first_key(node) if depth and node.is_mapping and on == "key" else stretch
        is_last = depth == len(at) - 1
        if is_last and on == "key" and isinstance(step, str):
            return node.keys[step]
        stretch = (child.start, child.end)
        node = child
    return stretch


def _first_key(node: Node) -> tuple[int, int]:
    return next(iter(node.keys.values()), (node.start, node.end))


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node(0, 0)
        self.open: list[Node] = []
        self.pending: list[str | None] = []

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.scalar(event, event.value, event.style or "")
        elif kind is yaml.AliasEvent:
            self.scalar(event, f"*{event.anchor}", "")
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self.begin(event, is_mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.finish(event)

    def scalar(self, event: Any, value: str, style: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        # a block text's mark runs on to the next line that says something
        end = start + len(self.text[start:end].rstrip())
        if self.open and self.open[-1].is_mapping and self.pending[-1] is None:
            self.open[-1].keys[value] = (start, end)
            self.pending[-1] = value
        else:
            self.put(Node(start, end, style))

    def begin(self, event: Any, *, is_mapping: bool) -> None:
        start = event.start_mark.index
        node = Node(start, start, is_flow=bool(event.flow_style), is_mapping=is_mapping)
        self.open.append(node)
        self.pending.append(None)

    def finish(self, event: Any) -> None:
        node = self.open.pop()
        self.pending.pop()
        node.end = event.end_mark.index if node.is_flow else _last(node)
        self.put(node)

    def put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent.is_mapping:
            parent.fields[self.pending[-1] or ""] = node
            self.pending[-1] = None
        else:
            parent.items.append(node)


def _last(node: Node) -> int:
    children = list(node.fields.values()) if node.is_mapping else node.items
    keys = [end for _, end in node.keys.values()]
    return max([node.start, *keys, *(child.end for child in children)])
