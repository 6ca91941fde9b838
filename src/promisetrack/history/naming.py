"""The natural keys of list items, and which language of a text is marked as a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.history.values import is_void
from promisetrack.model.routes import keys

if TYPE_CHECKING:
    from collections.abc import Sequence


def item_names(items: Sequence[object], name: str | int | None) -> tuple[str | int, ...]:
    """Return the natural key of each item of the list under the key `name`."""
    return keys(items, name if isinstance(name, str) else None)


def is_marked(entry: object) -> bool:
    """Whether one language of a Text is marked as a translation."""
    return isinstance(entry, dict) and not is_void(entry.get("translated"))
