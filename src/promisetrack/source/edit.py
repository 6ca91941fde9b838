"""Changing a YAML file without touching what did not change.

`rewrite(text, data)` returns the text that reads as `data` and is byte for byte the old one
wherever the data is the same: comments, blank lines, quotes, order of keys and the way a list
is indented stay. It splices new lines into the old text at the places that a parser names, so
nothing is ever printed anew that need not be. `dump_new` writes a file that does not exist yet.

What a file should say when a source has changed is decided elsewhere (`exchange/merge.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from promisetrack.source import emit
from promisetrack.source.match import paired
from promisetrack.source.nodes import Data, compose, is_empty, is_list, is_open, said, same


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    end: int
    text: str


def dump_new(data: Mapping[str, object] | Sequence[object]) -> str:
    """Return a new file: block style, keys in the order in which they are given."""
    return emit.dump(data)


def plain_data(text: str) -> Data:
    """Return what a file says, as maps, lists and scalars of the YAML 1.2 core schema.

    Raises PromisetrackError where the text is not one plain YAML document.
    """
    root = compose(text)
    return None if root is None else said(root)


def rewrite(text: str, data: Mapping[str, object] | Sequence[object]) -> str:
    """Return `text` changed as little as possible so that it reads as `data`.

    Raises PromisetrackError where the text is not one plain YAML document.
    """
    root = compose(text)
    if root is None or not _can_descend(root, data):
        if root is not None and same(root, data):
            return text
        head = text if root is None else text[: root.start_mark.index]
        return _ended(head) + emit.dump(data)
    if same(root, data):
        return text
    ended, root = _with_last_line(text, root)
    splices = _Editor(ended).change(root, data)
    if not splices:
        return text
    return _spliced(ended, splices)


class _Editor:
    """Collects the splices that turn one text into another."""

    def __init__(self, text: str) -> None:
        self.text = text

    def change(self, node: yaml.Node, data: object) -> list[_Splice]:
        if same(node, data):
            return []
        if isinstance(node, yaml.MappingNode) and isinstance(data, Mapping) and is_open(node):
            return self._map(node, data)
        if isinstance(node, yaml.SequenceNode) and is_list(data) and data and is_open(node):
            return self._list(node, data)
        raise AssertionError(node)  # the parents replace scalars and inline collections

    def _map(self, node: yaml.MappingNode, data: Mapping[str, object]) -> list[_Splice]:
        indent = node.start_mark.column
        old = {key.value: (key, value) for key, value in node.value}
        splices: list[_Splice] = []
        kept = [key for key in old if key in data]
        if not kept:
            return [self._replace_all(node, emit.map_lines(data, indent), indent)]
        for key, (key_node, value_node) in old.items():
            if key not in data:
                splices.append(self._cut(key_node, value_node, is_first=key == next(iter(old))))
            elif not same(value_node, data[key]):
                splices += self._value(key_node, value_node, key, data[key])
        return splices + self._new_keys(old, data, indent)

    def _new_keys(
        self,
        old: Mapping[str, tuple[yaml.Node, yaml.Node]],
        data: Mapping[str, object],
        indent: int,
    ) -> list[_Splice]:
        """Put each new key behind the one that precedes it in `data`."""
        splices: list[_Splice] = []
        before: str | None = None
        waiting: list[str] = []
        for key, value in data.items():
            if key in old:
                if waiting and before is None:
                    splices.append(self._above(old[key][0], waiting, indent))
                    waiting = []
                elif waiting and before is not None:
                    splices.append(self._below(old[before][1], old[before][0], waiting))
                    waiting = []
                before = key
            else:
                waiting += emit.entry(key, value, indent)
        if waiting and before is not None:
            splices.append(self._below(old[before][1], old[before][0], waiting))
        return splices

    def _list(self, node: yaml.SequenceNode, data: Sequence[object]) -> list[_Splice]:
        indent = self._dash(node, 0)
        old = list(node.value)
        pairs = paired([said(child) for child in old], list(data))
        if pairs is None or not any(at is not None for at in pairs):
            lines = [line for value in data for line in emit.item(value, indent)]
            return [self._replace_all(node, lines, indent)]
        splices: list[_Splice] = []
        for place, child in enumerate(old):
            if place not in pairs:
                splices.append(self._cut_item(node, place, child))
        last: int | None = None
        waiting: list[str] = []
        for value, at in zip(data, pairs, strict=True):
            if at is None:
                waiting += emit.item(value, indent)
                continue
            if waiting:
                splices.append(self._new_items(node, last, at, waiting))
                waiting = []
            last = at
            if not same(old[at], value):
                splices += self._item(node, at, old[at], value)
        if waiting:
            splices.append(self._new_items(node, last, None, waiting))
        return splices

    def _new_items(
        self, node: yaml.SequenceNode, last: int | None, following: int | None, lines: list[str]
    ) -> _Splice:
        if last is not None:
            return self._below(node.value[last], node.value[last], lines)
        if following is None:
            raise AssertionError(node.start_mark)  # a list of new items only is written anew
        start = self._line_start(self._dash_at(node, following))
        if self.text[start : self._dash_at(node, following)].strip():
            # The list begins on the line of another dash: `- - a`.
            indent = self._dash(node, following)
            joined = "\n".join(lines).lstrip(" ") + "\n" + " " * indent
            at = self._dash_at(node, following)
            return _Splice(at, at, joined)
        return _Splice(start, start, "\n".join(lines) + "\n")

    def _item(
        self, node: yaml.SequenceNode, place: int, child: yaml.Node, value: object
    ) -> list[_Splice]:
        if _can_descend(child, value):
            return self.change(child, value)
        indent = self._dash(node, place)
        lines = emit.item(value, indent)
        dash = self._dash_at(node, place)
        text = "\n".join(lines)[indent:]
        return self._written(dash, self._end(child), text)

    def _value(
        self, key_node: yaml.Node, value_node: yaml.Node, key: str, value: object
    ) -> list[_Splice]:
        if _can_descend(value_node, value):
            return self.change(value_node, value)
        lines = emit.entry(key, value, key_node.start_mark.column)
        # The key stays as it was written; what stands behind its colon is new.
        text = "\n".join(lines)[key_node.start_mark.column + len(emit.scalar(key)) :]
        end = self._end(value_node)
        colon = self.text.index(":", key_node.end_mark.index)
        return self._written(colon, max(end, colon + 1), text)

    def _written(self, start: int, end: int, text: str) -> list[_Splice]:
        """Replace a stretch; a comment behind it stays on its line, above a text of several."""
        first, break_, body = text.partition("\n")
        after = self._line_end(end)
        if not break_ or not self.text[end:after].strip().startswith("#"):
            return [_Splice(start, end, text)]
        return [_Splice(start, end, first), _Splice(after, after, f"{body}\n")]

    def _replace_all(self, node: yaml.Node, lines: list[str], indent: int) -> _Splice:
        start = node.start_mark.index
        if isinstance(node, yaml.SequenceNode):
            start = self._dash_at(node, 0)
        return _Splice(start, self._end(node), "\n".join(lines)[indent:])

    def _cut(self, key: yaml.Node, value: yaml.Node, *, is_first: bool) -> _Splice:
        start = key.start_mark.index
        end = self._line_end(max(self._end(value), key.end_mark.index + 1))
        line = self._line_start(start)
        if is_first and self.text[line:start].strip():
            # The first key of a list item shares its line with the dash: the next key moves up.
            return _Splice(start, self._next_sign(end), "")
        return _Splice(line, end, "")

    def _cut_item(self, node: yaml.SequenceNode, place: int, child: yaml.Node) -> _Splice:
        dash = self._dash_at(node, place)
        end = self._line_end(max(self._end(child), dash + 1))
        line = self._line_start(dash)
        if self.text[line:dash].strip():
            return _Splice(dash, self._next_sign(end), "")
        return _Splice(line, end, "")

    def _next_sign(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in " \n":
            at += 1
        return at

    def _above(self, key: yaml.Node, lines: list[str], indent: int) -> _Splice:
        at = key.start_mark.index
        text = "\n".join(lines)[indent:] + "\n" + " " * indent
        return _Splice(at, at, text)

    def _below(self, value: yaml.Node, key: yaml.Node, lines: list[str]) -> _Splice:
        at = self._line_end(max(self._end(value), key.end_mark.index if value is not key else 0))
        return _Splice(at, at, "\n".join(lines) + "\n")

    def _dash(self, node: yaml.SequenceNode, place: int) -> int:
        at = self._dash_at(node, place)
        return at - self._line_start(at)

    def _dash_at(self, node: yaml.SequenceNode, place: int) -> int:
        """Return where the dash of an item stands; the parser only tells where its value does."""
        if place == 0:
            return node.start_mark.index
        start = self._end(node.value[place - 1])
        for match in re.finditer(r"^( *)-(?=[ \t\r\n]|$)", self.text[start:], re.MULTILINE):
            return start + match.end(1)
        raise AssertionError(node.start_mark)

    def _end(self, node: yaml.Node) -> int:
        """Return where the last sign of a value stands; a parser's own end runs past comments."""
        if not is_open(node):
            is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
            return self._block_end(node) if is_block else int(node.end_mark.index)
        if isinstance(node, yaml.SequenceNode):
            tail = node.value[-1]
            return (
                self._dash_at(node, len(node.value) - 1) + 1 if is_empty(tail) else self._end(tail)
            )
        key, tail = node.value[-1]
        return self.text.index(":", key.end_mark.index) + 1 if is_empty(tail) else self._end(tail)

    def _block_end(self, node: yaml.Node) -> int:
        """Return the end of the last indented line: comments that follow are not of the text."""
        region = self.text[node.start_mark.index : node.end_mark.index]
        return node.start_mark.index + len(region.rstrip())

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1


def _can_descend(node: yaml.Node, value: object) -> bool:
    """Tell whether a value can be changed part by part: both are maps or lists, in block style."""
    if not is_open(node) or not value:
        return False
    return isinstance(value, Mapping) if isinstance(node, yaml.MappingNode) else is_list(value)


def _spliced(text: str, splices: Sequence[_Splice]) -> str:
    """Put the splices into the text; of two at one place, the one that was made first stands first.

    They are made from the inside out, so that what ends an item precedes what follows it.
    """
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


def _with_last_line(text: str, root: yaml.Node) -> tuple[str, yaml.Node]:
    """Return a text whose last line is ended, and its tree.

    A block of text on a last line without an end has no line break at its own end: `|` becomes
    `|-`, so that it says the same with what follows.
    """
    ended = _ended(text)
    again = compose(ended)
    if again is None or same(again, said(root)):
        return ended, root
    tail = root
    while isinstance(tail, yaml.CollectionNode):
        tail = tail.value[-1][1] if isinstance(tail, yaml.MappingNode) else tail.value[-1]
    sign = tail.start_mark.index + 1
    ended = f"{ended[:sign]}-{ended[sign:]}"
    return ended, compose(ended) or root


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
