"""The models as a small tree, read from their annotations: for `shape` and `json_schema`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeAlias, Union, get_args, get_origin

from pydantic_core import PydanticUndefined

from promisetrack.model.base import Record, key_names
from promisetrack.model.forms import Form, Named


@dataclass(frozen=True, slots=True)
class One:
    """A single value."""

    form: Form


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    item: Node


@dataclass(frozen=True, slots=True)
class Pairs:
    """A map whose keys are free."""

    key: Node
    value: Node


@dataclass(frozen=True, slots=True)
class Member:
    """A key of a record: ids of its title and help text, and what stands there."""

    title: str
    help: str
    is_required: bool
    node: Node


@dataclass(frozen=True, slots=True)
class Keys:
    """A record: a map whose keys are known."""

    record: type[Record]
    members: Mapping[str, Member]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One of several forms; `name` where people have one word for them (text, date)."""

    options: tuple[Node, ...]
    name: str | None = None


Node: TypeAlias = One | Items | Pairs | Keys | Alternatives

_UNIONS: Final = (Union, UnionType)


@cache
def structure_of(record: type[Record]) -> Keys:
    """Return the keys of a record and what stands beneath each."""
    members = {}
    for name, attribute in key_names(record).items():
        field = record.model_fields[attribute]
        members[name] = Member(
            title=field.title or "",
            help=field.description or "",
            is_required=field.default is PydanticUndefined and field.default_factory is None,
            node=_node(record.__annotations__[attribute]),
        )
    return Keys(record, members)


def records_in(record: type[Record]) -> tuple[type[Record], ...]:
    """Return the record and every record beneath it, each once, in order."""
    found: dict[type[Record], None] = {}
    _collect(structure_of(record), found)
    return tuple(found)


def _collect(node: Node, found: dict[type[Record], None]) -> None:
    if isinstance(node, Keys):
        found[node.record] = None
        for member in node.members.values():
            _collect(member.node, found)
    elif isinstance(node, Items):
        _collect(node.item, found)
    elif isinstance(node, Pairs):
        _collect(node.value, found)
    elif isinstance(node, Alternatives):
        for option in node.options:
            _collect(option, found)


def _node(annotation: Any) -> Node:  # an annotation may be anything
    metadata: tuple[Any, ...] = ()
    if get_origin(annotation) is Annotated:
        annotation, *rest = get_args(annotation)
        metadata = tuple(rest)
    for mark in metadata:
        if isinstance(mark, Form):
            return One(mark)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in _UNIONS:
        named = next((mark.name for mark in metadata if isinstance(mark, Named)), None)
        return _alternatives(parts, named)
    if origin is tuple:
        return Items(_node(parts[0]))
    if origin is not None and issubclass(origin, Mapping):
        return Pairs(_node(parts[0]), _node(parts[1]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return structure_of(annotation)
    raise TypeError(f"a type without a form: {annotation!r}")


def _alternatives(parts: tuple[Any, ...], name: str | None) -> Node:
    options = tuple(_node(part) for part in parts if part is not NoneType)
    return options[0] if len(options) == 1 else Alternatives(options, name)
