"""Tables as CSV for spreadsheets (RFC 4180, UTF-8); the exact values live in the JSON.

A column is one object: its name, its documentation, and how a row fills it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from promisetrack.diagnostic import Message
from promisetrack.model import text as texts
from promisetrack.model.dates import last_day
from promisetrack.model.structure import structure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from promisetrack.model.base import Record

T = TypeVar("T")

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What starts a formula in a spreadsheet; the wide forms in East Asian ones (OWASP)."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column. `type` is a type of Table Schema (https://datapackage.org), `value` fills it."""

    name: str
    title: Message
    help: Message
    value: Callable[[T], object]
    type: str = "string"


def documented(
    record: type[Record], name: str, value: Callable[[T], object], *, type_: str = "string"
) -> Column[T]:
    """Return a column that holds a key of the model, with the model's own words for it."""
    member = structure_of(record).members[name]
    return Column(name, Message(member.title), Message(member.help), value, type_)


def table(columns: Iterable[Column[T]], rows: Iterable[T]) -> bytes:
    """Return CSV: commas, quotes where needed, CRLF, a heading; no cell starts a formula."""
    columns = tuple(columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([cell(column.value(row)) for column in columns])
    return text.getvalue().encode()


def cell(value: object) -> str:
    """Return a value as a cell; what a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def written_date(value: Any) -> str:
    """Return a date as it was written; of a date with words, the date, else the words."""
    if isinstance(value, dict):
        words = value.get("text")
        return str(value.get("date") or (words if isinstance(words, str) else "") or "")
    return value if isinstance(value, str) else ""


def iso_day(value: Any) -> str:
    """Return the last day that a date means (YYYY-MM-DD), or nothing where it means none."""
    day = last_day(value)
    return day.isoformat() if day else ""


def text_in(value: Any, language: str, source: str) -> str:
    """Return the words of a Text in a language, or nothing: no other language fills the gap."""
    if not texts.has_language(value, language, source):
        return ""
    return texts.pick(value, (language,), source).text


def original(value: Any, source: str) -> str:
    """Return the words of a Text in the language in which it was written."""
    return texts.pick(value, (source,), source).text
