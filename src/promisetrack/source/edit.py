"""Changing a YAML file without touching what did not change.

`rewrite(text, data)` returns the text that reads as `data` and is byte for byte the old one
wherever the data is the same: comments, blank lines, quotes, order of keys and the way a list
is indented stay. It splices new lines into the old text at the places that a parser names, so
nothing is ever printed anew that need not be. `dump_new` writes a file that does not exist yet.

`merge` is what importers use: an old file, what the source says now, and who owns what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

import yaml

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.source import emit

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"
Name: TypeAlias = Callable[[object], object]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE_NUMBER = re.compile(r"[-+]?[0-9]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


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
    root = _compose(text)
    return None if root is None else _data(root)


def rewrite(text: str, data: Mapping[str, object] | Sequence[object]) -> str:
    """Return `text` changed as little as possible so that it reads as `data`.

    Raises PromisetrackError where the text is not one plain YAML document.
    """
    root = _compose(text)
    if root is None or not _is_open(root):
        if root is not None and _same(root, data):
            return text
        head = text if root is None else text[: root.start_mark.index]
        return _ended(head) + emit.dump(data)
    ended = _ended(text)
    splices = _Editor(ended).change(root, data)
    if not splices:
        return text
    return _spliced(ended, splices)


def name_of(item: object) -> object:
    """Return what names a list item among its siblings, or None: then its place names it.

    The same keys as in a route: `id`; a link's `url`; `scheme` of an identifier; the date with
    what it is about, or with who judged; a scalar by itself.
    """
    if not isinstance(item, Mapping):
        return None if isinstance(item, Sequence) and not isinstance(item, str) else ("", str(item))
    for key in ("id", "url", "code", "scheme", "organisation", "label", "name"):
        if key == "scheme" and "by" in item:
            continue
        if isinstance(item.get(key), str):
            return (key, item[key], str(item.get("kind", "")) if key == "id" else "")
    if "date" in item:
        return (
            "date",
            repr(item["date"]),
            *(str(item.get(k, "")) for k in ("about", "by", "kind")),
        )
    return None


class _Editor:
    """Collects the splices that turn one text into another."""

    def __init__(self, text: str) -> None:
        self.text = text

    def change(self, node: yaml.Node, data: object) -> list[_Splice]:
        if _same(node, data):
            return []
        if isinstance(node, yaml.MappingNode) and isinstance(data, Mapping) and _is_open(node):
            return self._map(node, data)
        if isinstance(node, yaml.SequenceNode) and _is_list(data) and data and _is_open(node):
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
            elif not _same(value_node, data[key]):
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
        pairs = _paired([_data(child) for child in old], list(data))
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
            if not _same(old[at], value):
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
        if self._can_descend(child, value):
            return self.change(child, value)
        indent = self._dash(node, place)
        lines = emit.item(value, indent)
        dash = self._dash_at(node, place)
        text = "\n".join(lines)[indent:]
        return [_Splice(dash, self._end(child), text)]

    def _value(
        self, key_node: yaml.Node, value_node: yaml.Node, key: str, value: object
    ) -> list[_Splice]:
        if self._can_descend(value_node, value):
            return self.change(value_node, value)
        lines = emit.entry(key, value, key_node.start_mark.column)
        # The key stays as it was written; what stands behind its colon is new.
        text = "\n".join(lines)[key_node.start_mark.column + len(emit.scalar(key)) :]
        end = self._end(value_node)
        colon = self.text.index(":", key_node.end_mark.index)
        return [_Splice(colon, max(end, colon + 1), text)]

    def _can_descend(self, node: yaml.Node, value: object) -> bool:
        if not _is_open(node):
            return False
        if isinstance(node, yaml.MappingNode):
            return isinstance(value, Mapping) and bool(value)
        return _is_list(value) and bool(value)

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
        if not _is_open(node):
            is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
            return self._block_end(node) if is_block else int(node.end_mark.index)
        if isinstance(node, yaml.SequenceNode):
            tail = node.value[-1]
            return (
                self._dash_at(node, len(node.value) - 1) + 1 if _is_empty(tail) else self._end(tail)
            )
        key, tail = node.value[-1]
        return self.text.index(":", key.end_mark.index) + 1 if _is_empty(tail) else self._end(tail)

    def _block_end(self, node: yaml.Node) -> int:
        """Return the end of the last indented line: comments that follow are not of the text."""
        region = self.text[node.start_mark.index : node.end_mark.index]
        return node.start_mark.index + len(region.rstrip())

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1


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


def _paired(old: list[Data], new: list[object]) -> list[int | None] | None:
    """Return, for each new item, the place of the old one that it continues, or None.

    Items are matched by name, nameless ones by equality and then by place. None is returned
    when old items would have to change places.
    """
    free = dict.fromkeys(range(len(old)))
    pairs: list[int | None] = [None] * len(new)
    for test in (_is_same_name, _is_equal):
        for place, value in enumerate(new):
            if pairs[place] is None:
                found = next((at for at in free if test(old[at], value)), None)
                if found is not None:
                    pairs[place] = found
                    del free[found]
    for place, value in enumerate(new):
        if pairs[place] is None and place in free and name_of(value) is None is name_of(old[place]):
            pairs[place] = place
            del free[place]
    order = [at for at in pairs if at is not None]
    return pairs if order == sorted(order) else None


def _is_same_name(old: object, new: object) -> bool:
    return name_of(old) is not None and name_of(old) == name_of(new)


def _is_equal(old: object, new: object) -> bool:
    return name_of(old) is None is name_of(new) and old == new


def _compose(text: str) -> yaml.Node | None:
    try:
        events = list(yaml.parse(text, Loader=_LOADER))
        root = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError) as problem:
        raise PromisetrackError(
            say("a file cannot be changed because it is not valid YAML"),
            say("run promisetrack check, mend what it names, and try again"),
        ) from problem
    odd = any(isinstance(one, yaml.AliasEvent) or getattr(one, "anchor", None) for one in events)
    if odd or (root is not None and _has_twins(root)):
        raise PromisetrackError(
            say("a file with anchors, aliases or duplicate keys cannot be changed"),
            say("run promisetrack check, mend what it names, and try again"),
        )
    return root


def _has_twins(node: yaml.Node) -> bool:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        has_odd = any(not isinstance(key, yaml.ScalarNode) for key, _ in node.value)
        return has_odd or len(set(keys)) < len(keys) or any(_has_twins(v) for _, v in node.value)
    return isinstance(node, yaml.SequenceNode) and any(_has_twins(child) for child in node.value)


def _is_open(node: yaml.Node) -> bool:
    """Tell whether a node is a map or list in block style, with something in it."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _is_empty(node: yaml.Node) -> bool:
    return _is_plain(node) and node.value == ""


def _is_plain(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _data(node: yaml.Node) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(child) for child in node.value]
    return core(node.value) if _is_plain(node) else str(node.value)


def core(text: str) -> Data:
    """Return what a plain scalar is in the YAML 1.2 core schema (a date is text)."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text[0] in "tT"
    if not _CORE_NUMBER.fullmatch(text):
        return text
    return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else float(text)


def _same(node: yaml.Node, data: object) -> bool:
    """Tell whether a node says `data` already; a plain `1.10` says the text and the number."""
    if isinstance(node, yaml.MappingNode):
        old = {key.value: value for key, value in node.value}
        return (
            isinstance(data, Mapping)
            and old.keys() == data.keys()
            and all(_same(value, data[key]) for key, value in old.items())
        )
    if isinstance(node, yaml.SequenceNode):
        return (
            _is_list(data)
            and len(node.value) == len(data)
            and all(_same(one, value) for one, value in zip(node.value, data, strict=True))
        )
    if isinstance(data, str):
        return bool(node.value == data) and not (_is_empty(node) and not data)
    if not _is_plain(node) or isinstance(data, Mapping) or _is_list(data):
        return False
    value = core(node.value)
    return value == data and type(value) is type(data)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
