"""Trees of nodes of PyYAML: what they say, and whether they say it already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeGuard

import yaml

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.source.scalars import NotKept, core

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> yaml.Node | None:
    """Return the tree of a text, None for an empty one.

    Raises PromisetrackError where the text is not one plain YAML document.
    """
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


def is_open(node: yaml.Node) -> bool:
    """Tell whether a node is a map or list in block style, with something in it."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def is_empty(node: yaml.Node) -> bool:
    """Tell whether nothing at all is written."""
    return is_plain(node) and node.value == ""


def is_plain(node: yaml.Node) -> bool:
    """Tell whether a node is a scalar without quotes."""
    return isinstance(node, yaml.ScalarNode) and not node.style


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Tell whether a value is a list; a text is none."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def said(node: yaml.Node) -> Data:
    """Return what a node says: maps, lists and scalars of the YAML 1.2 core schema."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: said(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [said(child) for child in node.value]
    return _meant(node.value) if is_plain(node) else str(node.value)


def _meant(text: str) -> Data:
    """Return what a plain scalar means; a number that cannot be kept stays text."""
    try:
        return core(text)
    except NotKept:
        return text


def same(node: yaml.Node, value: object) -> bool:
    """Tell whether a node says `value` already; a plain `1.10` says the text and the number."""
    if isinstance(node, yaml.MappingNode):
        old = {key.value: one for key, one in node.value}
        return (
            isinstance(value, Mapping)
            and old.keys() == value.keys()
            and all(same(one, value[key]) for key, one in old.items())
        )
    if isinstance(node, yaml.SequenceNode):
        return (
            is_list(value)
            and len(node.value) == len(value)
            and all(same(one, item) for one, item in zip(node.value, value, strict=True))
        )
    if isinstance(value, str):
        return bool(node.value == value) and not (is_empty(node) and not value)
    if not is_plain(node) or isinstance(value, Mapping) or is_list(value):
        return False
    meant = _meant(node.value)
    return meant == value and type(meant) is type(value)
