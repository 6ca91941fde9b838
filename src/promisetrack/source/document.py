"""A `Document` is text that remembers where it was written."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import yaml

from promisetrack.source import guard
from promisetrack.source.build import At, Built, Flaw, build
from promisetrack.source.doubts import doubts
from promisetrack.source.flaws import fault
from promisetrack.source.lines import Lines
from promisetrack.source.slips import explain
from promisetrack.source.spans import Node, compose, find

if TYPE_CHECKING:
    from promisetrack.diagnostic import Fault, Span
    from promisetrack.files import SourceFile
    from promisetrack.model.shape import Shape


@dataclass(frozen=True, slots=True)
class OddScalar:
    """A plain scalar kept as text where YAML would read a number or a boolean, and its place."""

    at: At
    raw: str


@dataclass(slots=True)
class _Places:
    """What is composed only when somebody asks for a place."""

    lines: Lines | None = None
    root: Node | None = None
    pieces: dict[tuple[At, str], tuple[list[int], list[int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and its text. Dates are text; keys are strings.

    `cut` are texts behind which a comment looks like more of them, and where it begins.
    """

    path: str
    blob: str
    text: str
    data: object
    odd_scalars: tuple[OddScalar, ...] = ()
    cut: tuple[tuple[At, int], ...] = ()
    _places: _Places = field(default_factory=_Places, repr=False, compare=False)

    def locate(self, at: At, *, on: Literal["value", "key"] = "value") -> Span:
        """Return where a key or value stands; its nearest ancestor where nothing stands there.

        `at` holds keys and list indexes. An empty path is the whole document.
        """
        return self.lines.span(*find(self.tree, at, on))

    def locate_within(self, at: At, value: str, start: int, end: int) -> Span | None:
        """Return where some characters of the text at `at` stand; None where that is not sure.

        What is written may have line breaks, indentation and escapes that `value` has not: the
        words themselves are looked for, as many times as they occur before.
        """
        node, piece = self.node(at), value[start:end]
        if node is None or not piece:
            return None
        key = (at, piece)
        if key not in self._places.pieces:
            inside = _all(value, piece, 0, len(value)), _all(self.text, piece, node.start, node.end)
            self._places.pieces[key] = inside
        said, written = self._places.pieces[key]
        place = bisect_left(said, start)
        if len(said) != len(written) or said[place : place + 1] != [start]:
            return None
        begins = written[place]
        return self.lines.span(begins, begins + len(piece))

    def first_line(self, at: At) -> Span:
        """Return the first key of a record, or where it begins: one short place to point at."""
        node = self.node(at)
        if node is None:
            return self.locate(at)
        start, end = next(iter(node.keys.values()), (node.start, min(node.end, node.start + 1)))
        return self.lines.span(start, end)

    def node(self, at: At) -> Node | None:
        """Return the node at a place, or None."""
        node: Node | None = self.tree
        for step in at:
            node = node.child(step) if node is not None else None
        return node

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        if self._places.lines is None:
            self._places.lines = Lines(self.text)
        return self._places.lines

    @property
    def tree(self) -> Node:
        """The nodes of the text."""
        if self._places.root is None:
            self._places.root = compose(self.text)
        return self._places.root


def read(file: SourceFile, shape: Shape | None) -> tuple[Document | None, tuple[Fault, ...]]:
    """Read a file: its document, or None, and everything that is wrong with its text.

    `shape` tells where text is expected: there a plain scalar stays as typed. Elsewhere, and
    everywhere without a shape, YAML's core schema holds. Never raises for what a file contains.
    """
    text, faults = guard.admit(file)
    if text is None:
        return None, faults
    built, found = _build(text, shape, file.path)
    if found:
        return None, (*faults, *found)
    if built is None or built.data is None:
        return None, (*faults, guard.empty(file.path))
    return document_of(file, text, built), faults


def document_of(file: SourceFile, text: str, built: Built) -> Document:
    """Return the document that a walk over a file's text has built."""
    odd = tuple(OddScalar(at, raw) for at, raw in built.odd)
    return Document(file.path, file.blob, text, built.data, odd, tuple(built.cut))


def _all(text: str, piece: str, start: int, end: int) -> list[int]:
    """Return where a piece begins in a stretch of text, each time."""
    found: list[int] = []
    while (start := text.find(piece, start, end)) >= 0:
        found.append(start)
        start += len(piece)
    return found


def _build(text: str, shape: Shape | None, path: str) -> tuple[Built | None, list[Fault]]:
    try:
        built = build(text, shape)
        flaws = built.flaws or doubts(text)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return None, [explain(Lines(text), error, path)]
    return built, _faults(flaws, text, path)


def _faults(flaws: list[Flaw], text: str, path: str) -> list[Fault]:
    if not flaws:
        return []
    lines = Lines(text)
    return [fault(flaw, lines, path) for flaw in sorted(flaws, key=lambda one: one.start)]


__all__ = ["Document", "OddScalar", "read"]
