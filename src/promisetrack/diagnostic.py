"""What is wrong, where, and how to mend it: plain values that every layer may hold.

A diagnostic never carries finished prose. It carries a `Message`: the English sentence with
named gaps, and what fills them. The sentence is put into the reader's language, and what fills
the gaps is escaped, at the exit by which it leaves (terminal, JSON, annotation, page).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

Route: TypeAlias = tuple[str | int, ...]
"""Where in a record: keys and natural keys of list items (interfaces.md, "Routes")."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file. Lines and columns count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """From the first character to just behind the last one."""

    start: Position
    end: Position


START = Span(Position(1, 1), Position(1, 1))
"""The place of a fault of a whole file."""


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with named gaps (`{value}`), and what fills them.

    `text` is the gettext message id; `plural` and `n` choose the plural form where given.
    Values that are themselves messages are translated before they fill their gap; a float is a
    figure for readers, written as their language writes it.
    """

    text: str
    values: tuple[tuple[str, str | int | float | Message], ...] = ()
    plural: str | None = None
    n: int | None = None


def say(text: str, /, **values: str | int | float | Message) -> Message:
    """Return a message; the extraction of the catalogues knows this function by name."""
    return Message(text, tuple(sorted(values.items())))


def say_later(text: str, /) -> Message:
    """Return a message whose gaps are filled where it is used, or by a script on the page."""
    return Message(text)


def say_n(text: str, plural: str, n: int, /, **values: str | int | float | Message) -> Message:
    """Return a message in the plural form that `n` asks for; `{n}` is filled with it."""
    return Message(text, tuple(sorted({"n": n, **values}.items())), plural, n)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that helps to understand the first, with a short label."""

    path: str
    start: Position
    label: Message


@dataclass(frozen=True, slots=True)
class Fault:
    """What a reader of text found: the name of a check, a place and words.

    `at` is the structural place (keys and list indexes) inside the document, where it is known.
    The check that owns the name adds code and level and makes it a `Diagnostic`.
    """

    check: str
    message: Message
    help: Message | None
    path: str
    span: Span = START
    at: tuple[str | int, ...] = ()
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault in what people wrote, at one place, with its remedy.

    `path` is relative to the folder that holds `commitments/`, with forward slashes.
    `suppressed` is the reason given in tracker.yaml, or None.
    """

    check: str
    code: str
    level: Level
    message: Message
    help: Message | None
    path: str
    record: str | None = None
    route: Route = ()
    start: Position = START.start
    end: Position = START.end
    related: tuple[Related, ...] = field(default=())
    suppressed: str | None = None
