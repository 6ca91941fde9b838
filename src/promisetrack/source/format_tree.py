"""A file as a tree of entries with the comments and blank lines that belong to each.

A comment behind a value belongs to its entry. A comment on a line of its own belongs to the entry
below it, unless it stands further to the right: then it ends what stands above it. Comments at the
top of a file that a blank line parts from the first entry belong to the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from promisetrack.source.nodes import compose, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELINE = "# yaml-language-server:"


@dataclass(slots=True)
class Comment:
    """One comment, from its `#` on; `has_blank` says that a blank line stands above it."""

    text: str
    has_blank: bool = False


@dataclass(slots=True)
class Value:
    """A scalar (`items` is None), a map or a list; `style` as in PyYAML."""

    node: yaml.Node
    items: list[Item] | None = None
    is_map: bool = False


@dataclass(slots=True)
class Item:
    """One entry: a key or a dash (`key` is None) and its value; `head` is where it begins."""

    head: int
    column: int
    key: str | None
    value: Value
    parent: Item | None = None
    is_flow: bool = False
    has_blank: bool = False
    above: list[Comment] = field(default_factory=list)
    beside: str = ""
    below: list[Comment] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """A whole file; `header` are the comments that belong to it and not to an entry."""

    root: Value
    header: list[Comment]
    is_parted: bool


def tree_of(text: str) -> Tree:
    """Return the tree of a text that is one plain YAML document with lines that end in LF.

    Raises PromisetrackError where it is not.
    """
    root = compose(text)
    if root is None:
        raise ValueError(text)
    return _Reader(text).read(root)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.flat: list[Item] = []
        self.spans: list[tuple[int, int]] = []

    def read(self, node: yaml.Node) -> Tree:
        root = self.value(node, None)
        self.flat.sort(key=lambda one: one.head)
        for one in self.flat:
            one.has_blank = not one.is_flow and self.is_after_blank(one.head)
        loose: list[Comment] = []
        for start, end in self.comments():
            self.attach(start, Comment(self.text[start:end].rstrip()), loose)
        return self.headed(root, loose)

    def value(self, node: yaml.Node, parent: Item | None) -> Value:
        if isinstance(node, yaml.MappingNode):
            entries = [self.entry(key, child, node, parent) for key, child in node.value]
            return Value(node, entries, is_map=True)
        if isinstance(node, yaml.SequenceNode):
            found: list[Item] = []
            for place, child in enumerate(node.value):
                found.append(self.listed(node, place, child, parent, found))
            return Value(node, found)
        self.cover(node)
        return Value(node)

    def entry(
        self, key: yaml.Node, child: yaml.Node, node: yaml.MappingNode, parent: Item | None
    ) -> Item:
        self.cover(key)
        start = key.start_mark
        item = Item(start.index, start.column, str(key.value), Value(child), parent)
        item.is_flow = bool(node.flow_style)
        self.flat.append(item)
        item.value = self.value(child, item)
        return item

    def listed(
        self,
        node: yaml.SequenceNode,
        place: int,
        child: yaml.Node,
        parent: Item | None,
        before: list[Item],
    ) -> Item:
        is_flow = bool(node.flow_style)
        if is_flow:
            head = child.start_mark.index
        elif place == 0:
            head = node.start_mark.index
        else:
            head = self.dash(node.start_mark.column, self.end(before[-1]))
        column = head - (self.text.rfind("\n", 0, head) + 1)
        item = Item(head, column, None, Value(child), parent, is_flow)
        self.flat.append(item)
        item.value = self.value(child, item)
        return item

    def dash(self, column: int, start: int) -> int:
        """Return the next dash at a column, behind what ends at `start`."""
        found = re.compile(rf"^ {{{column}}}-(?=[ \t\n]|\Z)", re.MULTILINE).search(self.text, start)
        if found is None:
            raise ValueError(start)
        return found.end() - 1

    def end(self, item: Item) -> int:
        """Return where an entry ends, comments behind it left out."""
        value = item.value
        node = value.node
        if value.items and isinstance(node, yaml.CollectionNode) and not node.flow_style:
            return self.end(value.items[-1])
        if is_empty(value.node):
            return item.head + 1
        return self.scalar_end(value.node)

    def scalar_end(self, node: yaml.Node) -> int:
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + len(self.text[start:end].rstrip())
        return int(end)

    def cover(self, node: yaml.Node) -> None:
        """Remember where the words of a scalar are: a `#` there begins no comment."""
        start = node.start_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            start = self.text.find("\n", start) + 1 or len(self.text)
        self.spans.append((start, max(start, self.scalar_end(node))))

    def comments(self) -> Iterator[tuple[int, int]]:
        """Yield where each comment begins and ends."""
        at = 0
        for start, end in [*sorted(self.spans), (len(self.text), len(self.text))]:
            for found in re.finditer(r"(?:(?<=\s)|\A)#[^\n]*", self.text[at:start]):
                # the lookbehind does not see what stands before the stretch
                if found.start() or at == 0 or self.text[at - 1].isspace():
                    yield at + found.start(), at + found.end()
            at = max(at, end)

    def attach(self, start: int, comment: Comment, loose: list[Comment]) -> None:
        line = self.text.rfind("\n", 0, start) + 1
        before = [one for one in self.flat if one.head < start]
        if self.text[line:start].strip():
            owner = self.outermost(before[-1], start) if before else None
            if owner is None:
                loose.append(comment)
            elif owner.beside:
                owner.above.append(comment)
            else:
                owner.beside = comment.text
            return
        comment.has_blank = self.is_after_blank(start)
        following = next((one for one in self.flat if one.head > start), None)
        column = start - line
        if following is not None and (following.is_flow or column <= following.column):
            following.above.append(comment)
        elif before:
            self.at_column(before[-1], column).below.append(comment)
        else:
            loose.append(comment)

    def outermost(self, item: Item, at: int) -> Item:
        """Return the entry of the inline list or map that ends before `at`, else the entry."""
        found = item
        here: Item | None = item
        while here is not None:
            node = here.value.node
            if isinstance(node, yaml.CollectionNode) and node.flow_style:
                found = here if node.end_mark.index <= at else found
            here = here.parent
        return found

    def at_column(self, item: Item, column: int) -> Item:
        """Return the entry, of this one and those that hold it, that begins left of a column."""
        here = item
        while here.parent is not None and (here.is_flow or here.column > column):
            here = here.parent
        return here

    def is_after_blank(self, at: int) -> bool:
        line = self.text.rfind("\n", 0, at) + 1
        if self.text[line:at].strip() or not line:
            return False
        above = self.text.rfind("\n", 0, line - 1) + 1
        return not self.text[above : line - 1].strip()

    def headed(self, root: Value, loose: list[Comment]) -> Tree:
        """Part the comments of the file from those of its first entry."""
        first = root.items[0] if root.items else None
        if first is None:
            return Tree(root, loose, is_parted=False)
        if first.has_blank:
            header, first.above, first.has_blank = first.above, [], False
            return Tree(root, [*loose, *header], is_parted=True)
        parts = [place for place, one in enumerate(first.above) if place and one.has_blank]
        cut = parts[-1] if parts else 0
        while cut < len(first.above) and first.above[cut].text.startswith(MODELINE):
            cut += 1
        header, first.above = first.above[:cut], first.above[cut:]
        is_parted = bool(first.above) and first.above[0].has_blank
        if is_parted:
            first.above[0].has_blank = False
        return Tree(root, [*loose, *header], is_parted)


__all__ = ["Comment", "Item", "Tree", "Value", "tree_of"]
