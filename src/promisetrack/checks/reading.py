"""Looking into a record's data, whatever its shape: what is not there or is broken reads as empty.

The checks read plain YAML data and not the model, so that one broken field silences no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from promisetrack.model.dates import first_day, last_day
from promisetrack.model.forms import is_blank

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.diagnostic import Message
    from promisetrack.register.register import Entry

At: TypeAlias = tuple[str | int, ...]
"""A structural place: keys of maps and indexes of lists."""

_LABEL = 80
"""The longest name of a thing in a message; titles of real plans run to several lines."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Beside:
    """A second place that helps to understand a finding, with a short label."""

    entry: Entry
    at: At
    label: Message


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: a record, a structural place in it, what is wrong and how to mend it.

    `piece` are the characters of the text there that are at fault, from the first to behind the
    last.
    """

    entry: Entry
    at: At
    message: Message
    help: Message | None = None
    beside: tuple[Beside, ...] = field(default=())
    on: Literal["key", "value"] = "value"
    piece: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A map inside a record: the record, where the map stands in it, and its data."""

    entry: Entry
    at: At
    data: Mapping[str, Any]

    def get(self, key: str) -> object:
        """Return what stands under `key`, of any shape; None where nothing does."""
        return self.data.get(key)

    def has(self, key: str) -> bool:
        """Return whether anything is written under `key`."""
        value = self.data.get(key)
        return value is not None and value not in ("", [], {})

    def word(self, key: str) -> str:
        """Return the text under `key`, empty where there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def label(self, key: str = "title") -> str:
        """Return a Text to name this map by, in whatever language comes first; else the id, “…”."""
        found = first_words(self.data.get(key))
        words = " ".join(((self.word("id") or "…") if is_blank(found) else found).split())
        return words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…"

    def part(self, key: str) -> Node:
        """Return the map under `key`, an empty one where there is none."""
        value = self.data.get(key)
        return Node(self.entry, (*self.at, key), value if isinstance(value, Mapping) else _NOTHING)

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the maps of the list under `key`; items of another shape are left out."""
        value = self.data.get(key)
        found = enumerate(value) if isinstance(value, list | tuple) else ()
        return tuple(
            Node(self.entry, (*self.at, key, index), item)
            for index, item in found
            if isinstance(item, Mapping)
        )

    def words(self, key: str) -> tuple[tuple[At, str], ...]:
        """Return the texts of the list under `key`, or the lone text there, with their places."""
        return tuple(texts_of(self.data.get(key), (*self.at, key)))

    def starts(self, key: str) -> date | None:
        """Return the first day of the Date under `key`."""
        return first_day(self.data.get(key))

    def ends(self, key: str) -> date | None:
        """Return the last day of the Date under `key`."""
        return last_day(self.data.get(key))

    def finding(
        self,
        key: str | None,
        message: Message,
        help: Message | None = None,  # noqa: A002 - the same word as in Diagnostic
        *,
        beside: tuple[Beside, ...] = (),
        on: Literal["key", "value"] = "value",
    ) -> Finding:
        """Return a finding at `key` of this map, or at the map itself."""
        at = self.at if key is None else (*self.at, key)
        return Finding(self.entry, at, message, help, beside, on)

    def beside(self, key: str, label: Message) -> tuple[Beside, ...]:
        """Return `key` of this map as the second place of a finding."""
        return (Beside(self.entry, (*self.at, key), label),)


def texts_of(value: object, at: At) -> Iterator[tuple[At, str]]:
    """Yield the texts of a list, or a lone text, each with its place."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield (*at, index), item


def first_words(value: object) -> str:
    """Return the first text of a Text, whatever language it is in; empty where there is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        for inner in value.values():
            words = inner.get("text") if isinstance(inner, Mapping) else inner
            if isinstance(words, str) and words:
                return words
    return ""


def maps_in(value: object) -> list[tuple[At, Mapping[str, Any]]]:
    """Return every map in `value`, outer ones first; own keys (`x-…`) are nobody's business."""
    found: list[tuple[At, Mapping[str, Any]]] = []
    _collect(value, (), found)
    return found


def _collect(value: object, at: At, found: list[tuple[At, Mapping[str, Any]]]) -> None:
    # A list is handed through, not a generator: this runs over every record of a register.
    if isinstance(value, dict):
        found.append((at, value))
        for key, inner in value.items():
            if isinstance(inner, dict | list) and not key.startswith("x-"):
                _collect(inner, (*at, key), found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, dict | list):
                _collect(inner, (*at, index), found)
