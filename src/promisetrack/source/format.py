"""One canonical layout for a file: block style, the model's order of keys, comments kept.

Lists and maps stand below their names, two columns to the right. Texts are in quotes only where
YAML would read something else; texts of several lines are literal blocks. Milestones follow the
one that they are part of. Of blank lines between entries at most one stays. What the file says,
and every comment, is the same before and after; where it would not be, nothing is changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from promisetrack.files import SourceFile
from promisetrack.model.dates import ONGOING, parse_date
from promisetrack.model.shape import NEUTRAL, Shape, shape_of_file
from promisetrack.source import emit
from promisetrack.source.document import read
from promisetrack.source.format_tree import Comment, Item, Tree, Value, tree_of
from promisetrack.source.nodes import is_plain

if TYPE_CHECKING:
    from promisetrack.diagnostic import Fault

_TREES = ("milestones", "milestones_template")


class NotKeptError(Exception):
    """A layout that would change what the file says: a fault of this module."""


def formatted(content: bytes, kind: str, path: str) -> tuple[str | None, tuple[Fault, ...]]:
    """Return a file of a kind in the canonical layout; None and the reasons where it is not read.

    Raises NotKeptError where the layout would change what the file says.
    """
    shape = shape_of_file(kind)
    document, faults = read(SourceFile(path, content), shape)
    if document is None:
        return None, faults
    text = document.text.replace("\r\n", "\n")
    result = _written(tree_of(text), document.data, shape)
    again, _ = read(SourceFile(path, result.encode("utf-8")), shape)
    if again is None or _unordered(again.data) != _unordered(document.data):
        raise NotKeptError(path)
    if _comments(tree_of(result)) != _comments(tree_of(text)):
        raise NotKeptError(path)
    return result, ()


def _written(tree: Tree, data: object, shape: Shape) -> str:
    lines = [one for comment in tree.header for one in _comment(comment, 0)]
    body = _Writer().lines(tree.root, data, shape, 0)
    if not data and isinstance(data, Sequence | Mapping):
        body = ["[]" if isinstance(data, Sequence) else "{}", *body]
    while lines and not lines[0]:
        lines.pop(0)
    while body and not body[0]:
        body.pop(0)
    between = [""] if lines and tree.is_parted else []
    return "\n".join([*lines, *between, *body]) + "\n"


class _Writer:
    def lines(self, value: Value, data: object, shape: Shape, indent: int) -> list[str]:
        """Return the lines of a map or a list with something in it."""
        found: list[str] = []
        for place, (item, inner, below) in enumerate(_parts(value, data, shape)):
            lines = self.item(item, inner, below, indent, is_first=place == 0)
            found += lines
        return found

    def item(
        self, item: Item, data: object, shape: Shape, indent: int, *, is_first: bool
    ) -> list[str]:
        hoisted, lines = self.entry(item, data, shape, indent)
        above = [one for each in (*item.above, *hoisted) for one in _comment(each, indent)]
        blank = [""] if item.has_blank and not item.is_flow else []
        whole = [*above, *blank, *lines]
        while is_first and whole and not whole[0]:
            whole.pop(0)
        return [*whole, *(one for each in item.below for one in _comment(each, indent))]

    def entry(
        self, item: Item, data: object, shape: Shape, indent: int
    ) -> tuple[list[Comment], list[str]]:
        """Return the lines of an entry, and the comments that must stand above them."""
        value, start = item.value, " " * indent
        if not value.items:
            return [], self.single(item, data, shape, indent)
        if item.key is not None:
            head = f"{start}{emit.scalar(item.key)}:{_behind(item)}"
            return [], [head, *self.lines(value, data, shape, indent + emit.STEP)]
        lines, above = self.on_dash(item, data, shape, indent)
        if item.beside:
            above.insert(0, Comment(item.beside))
        return above, lines

    def on_dash(
        self, item: Item, data: object, shape: Shape, indent: int
    ) -> tuple[list[str], list[Comment]]:
        """Return the lines of a list item whose first line stands on that of its dash."""
        inner = indent + emit.STEP
        (first, one, below), *rest = _parts(item.value, data, shape)
        hoisted, lines = self.entry(first, one, below, inner)
        lines = [f"{' ' * indent}- {lines[0][inner:]}", *lines[1:]]
        lines += [one for each in first.below for one in _comment(each, inner)]
        for other, value, under in rest:
            lines += self.item(other, value, under, inner, is_first=False)
        return lines, [*first.above, *hoisted]

    def single(self, item: Item, data: object, shape: Shape, indent: int) -> list[str]:
        """Return the lines of an entry with one value: a scalar, or an empty list or map."""
        head = " " * indent + (f"{emit.scalar(item.key)}:" if item.key is not None else "-")
        words = _as_typed(item.value, data, shape)
        if words is not None:
            lines = [f"{head} {words}".rstrip()]
        elif item.key is not None:
            lines = emit.entry(item.key, data, indent)
        else:
            lines = emit.item(data, indent)
        return [lines[0] + _behind(item), *lines[1:]]


def _as_typed(value: Value, data: object, shape: Shape) -> str | None:
    """Return a scalar that stays as it was typed: numbers, dates, nothing; None for the others."""
    node = value.node
    if value.items is not None:
        return "{}" if value.is_map else "[]"
    is_date = isinstance(data, str) and (data == ONGOING or parse_date(data) is not None)
    if shape.quiet and is_date:
        return str(data)
    if is_plain(node) and not isinstance(data, str):
        return str(node.value)
    if is_plain(node) and shape is NEUTRAL and "\n" not in str(node.value):
        return str(node.value)
    return None


def _parts(value: Value, data: object, shape: Shape) -> list[tuple[Item, object, Shape]]:
    """Return the entries of a map or a list in canonical order, with their data and shapes."""
    items = value.items or []
    if isinstance(data, Mapping):
        order = {name: place for place, name in enumerate(shape.fields)}
        items = sorted(items, key=lambda one: order.get(str(one.key), len(order)))
        return [
            (one, data[str(one.key)], shape.fields.get(str(one.key)) or shape.any or NEUTRAL)
            if str(one.key) not in _TREES
            else (_in_tree(one, data), data[str(one.key)], shape.fields.get(str(one.key), NEUTRAL))
            for one in items
        ]
    inner = shape.item or NEUTRAL
    held = data if isinstance(data, Sequence) else ()
    return [(one, each, inner) for one, each in zip(items, held, strict=True)]


def _in_tree(item: Item, data: Mapping[str, object]) -> Item:
    """Put the milestones of an entry behind those that they are part of, here and in the data."""
    steps = data[str(item.key)]
    if not isinstance(steps, list) or not item.value.items:
        return item
    order = tree_order(steps)
    item.value.items = [item.value.items[place] for place in order]
    steps[:] = [steps[place] for place in order]
    return item


def tree_order(steps: Sequence[object]) -> list[int]:
    """Return the places of milestones so that each follows what it is part of, depth first.

    Siblings keep their order. A tree that bites its tail, or has twins, stays as it is.
    """
    names, parents = ([_name(one, key) for one in steps] for key in ("id", "part_of"))
    if len({str(name) for name in names}) < len(names):
        return list(range(len(steps)))
    children: dict[object, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent if parent in names else None, []).append(place)
    found: list[int] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        place = waiting.pop()
        found.append(place)
        name = names[place]
        waiting += reversed(children.get(name, [])) if name is not None else []
    return found if len(found) == len(steps) else list(range(len(steps)))


def _name(step: object, key: str) -> str | None:
    """Return an id that a milestone gives; one of another form, which checks report, is none."""
    found = step.get(key) if isinstance(step, dict) else None
    return found if isinstance(found, str) else None


def _behind(item: Item) -> str:
    return f" {item.beside}" if item.beside else ""


def _comment(comment: Comment, indent: int) -> list[str]:
    line = " " * indent + comment.text
    return ["", line] if comment.has_blank else [line]


def _comments(tree: Tree) -> list[str]:
    found = [one.text for one in tree.header]

    def walk(value: Value) -> None:
        for item in value.items or ():
            found.extend(one.text for one in (*item.above, *item.below))
            found.extend([item.beside] if item.beside else [])
            walk(item.value)

    walk(tree.root)
    return sorted(found)


def _mark(data: object) -> str:
    return json.dumps(data, sort_keys=True)


def _unordered(data: object) -> object:
    """Return data in which the order of milestones does not count."""
    if not isinstance(data, dict):
        return data
    found = dict(data)
    for key in _TREES:
        if isinstance(found.get(key), list):
            found[key] = sorted(found[key], key=_mark)
    return found
