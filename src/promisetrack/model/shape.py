"""What the reader of YAML must know of the models: where text is expected, and what is beneath.

Where text is expected a plain scalar stays as it was typed (`1.10`, `no`, `2026`); elsewhere the
core schema of YAML 1.2 decides. Derived from the models by introspection.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from promisetrack.model.kinds import KINDS, LISTS
from promisetrack.model.structure import Alternatives, Items, Keys, Node, One, Pairs, structure_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at one place.

    `text`: a scalar here stays as typed. `quiet`: without a note, because such values usually
    look like numbers (dates). `words`: a text that people read, not an id or a date. `fields` are
    the known keys of a map, `any` is beneath its other keys, `item` is beneath each item of a
    list; None where nothing is known (`NEUTRAL`).
    """

    text: bool = False
    quiet: bool = False
    words: bool = False
    fields: Mapping[str, Shape] = field(default_factory=lambda: MappingProxyType({}))
    any: Shape | None = None
    item: Shape | None = None


NEUTRAL: Final = Shape()
"""Nothing is known here: the core schema decides, and beneath it too."""


@cache
def shape_of(kind: str) -> Shape:
    """Return the shape of one record of a kind of KINDS."""
    return _shape(structure_of(KINDS[kind]))


@cache
def shape_of_file(kind: str) -> Shape:
    """Return the shape of a file that holds records of the kind: a list for those of LISTS."""
    return Shape(item=shape_of(kind)) if kind in LISTS else shape_of(kind)


def _shape(node: Node) -> Shape:
    if isinstance(node, One):
        form = node.form
        quiet = form.is_text and form.is_quiet
        return Shape(text=form.is_text, quiet=quiet, words=form.name == "text")
    if isinstance(node, Items):
        return Shape(item=_shape(node.item))
    if isinstance(node, Pairs):
        return Shape(any=_shape(node.value))
    if isinstance(node, Keys):
        fields = {name: _shape(member.node) for name, member in node.members.items()}
        return Shape(fields=MappingProxyType(fields))
    return reduce(_both, (_shape(option) for option in node.options))


def _both(one: Shape, other: Shape) -> Shape:
    """Join the shapes of alternatives: at most one of them is a scalar, a map, a list."""
    return Shape(
        text=one.text or other.text,
        quiet=one.quiet or other.quiet,
        words=one.words or other.words,
        fields=one.fields or other.fields,
        any=one.any or other.any,
        item=one.item or other.item,
    )


__all__ = ["NEUTRAL", "Alternatives", "Shape", "shape_of", "shape_of_file"]
