"""Inline maps that a comma inside a text has split: `{title: March 3, 2023 Press Release}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.diagnostic import Fault, say
from promisetrack.source.trouble import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.model.shape import Shape
    from promisetrack.source.build import At
    from promisetrack.source.document import Document
    from promisetrack.source.spans import Node


@dataclass(frozen=True, slots=True)
class Split:
    """One text that commas have split: the field that holds its beginning, and its pieces."""

    at: At
    before: str
    pieces: tuple[str, ...]
    places: tuple[At, ...]

    def fault(self, document: Document) -> Fault:
        """Return the fault, at the first piece that was taken for a name."""
        name = str(self.at[-1])
        whole = ", ".join((self.before, *self.pieces))
        return Fault(
            "comma-in-inline-text",
            say(
                "between “{opening}” and “{closing}” a comma ends the text, so “{piece}” was "
                "taken for the name of a field",
                opening="{",
                closing="}",
                piece=self.pieces[0],
            ),
            say(
                "put the text in quotes: “{line}”; or write one field a line, without “{opening}”",
                line=f"{name}: {quoted(whole)}",
                opening="{",
            ),
            document.path,
            document.locate((*self.at[:-1], self.pieces[0]), on="key"),
            (*self.at[:-1], self.pieces[0]),
        )


def commas(document: Document, at: At, data: object, shape: Shape) -> Iterator[Split]:
    """Yield the texts that commas have split in a record; places are relative to it."""
    node = document.node(at)
    if node is not None:
        yield from _beneath(node, data, shape, at, len(at))


def _beneath(node: Node, data: object, shape: Shape | None, at: At, depth: int) -> Iterator[Split]:
    if isinstance(data, dict) and node.is_mapping:
        if node.is_flow:
            yield from _split(data, shape, at, depth)
        for key, value in data.items():
            child = node.child(key)
            if child is not None:
                beneath = (shape.fields.get(key) or shape.any) if shape else None
                yield from _beneath(child, value, beneath, (*at, key), depth)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            child = node.child(index)
            if child is not None:
                yield from _beneath(
                    child, value, shape.item if shape else None, (*at, index), depth
                )


def _split(data: dict[str, object], shape: Shape | None, at: At, depth: int) -> Iterator[Split]:
    """Names without a value that follow a text, where no such field exists."""
    known = shape.fields if shape else {}
    holder, pieces = "", list[str]()
    for key, value in (*data.items(), ("", "")):
        if value is None and key not in known and not key.startswith("x-") and holder:
            pieces.append(key)
            continue
        if pieces:
            places = tuple((*at, piece)[depth:] for piece in pieces)
            yield Split((*at, holder), str(data[holder]), tuple(pieces), places)
        holder, pieces = (key if isinstance(value, str | int | float) else ""), []
