"""The natural keys of list items, whatever order the keys of their maps are written in.

A text in several languages names an item by its first language. In a file that is the one written
first; but the order of keys is layout, and layout is no event. So here the first language is an
unmarked one before a translation, and then the first by its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.history.values import is_void
from promisetrack.model.routes import keys

if TYPE_CHECKING:
    from collections.abc import Sequence


def item_names(items: Sequence[object], name: str | int | None) -> tuple[str | int, ...]:
    """Return the natural key of each item of the list under the key `name`."""
    return keys([_steady(item) for item in items], name if isinstance(name, str) else None)


def _steady(item: object) -> object:
    if not isinstance(item, dict) or isinstance(item.get("id"), str):
        return item
    if not any(isinstance(value, dict) for value in item.values()):
        return item
    return {key: _ordered(value) for key, value in item.items()}


def _ordered(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: _rank(value, key))}


def _rank(value: dict[str, object], key: str) -> tuple[bool, str]:
    return is_marked(value[key]), key


def is_marked(entry: object) -> bool:
    """Whether one language of a Text is marked as a translation."""
    return isinstance(entry, dict) and not is_void(entry.get("translated"))
