"""Records as tables: which sheets and columns a plan has, and how a cell reads and writes data.

A column is one place in a record (`target.date`), in one language where it holds text. What a
cell cannot hold (a list of maps, a text longer than a spreadsheet allows) is `OPAQUE`: it is
shown as a mark, never read back, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from promisetrack.model.base import Record

Raw: TypeAlias = "str | int | float | bool | list[str] | None"
"""What a cell means: a value of the data, None where there is none."""

LONGEST: Final = 32_000
"""Signs that a cell holds; spreadsheets stop at 32,767."""


class _Opaque:
    """Stands for data that no cell can hold."""

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE: Final = _Opaque()


@dataclass(frozen=True, slots=True)
class Column:
    """One place in the records of a sheet.

    `kind` is text, words, id, parent, date, number, whole-number, percent, flag, word or list.
    `choices` names the list of words that fill it (`status`, `organisation`, `word:tax`).
    """

    name: str
    path: tuple[str, ...]
    kind: str
    title: str
    help: str
    language: str | None = None
    choices: str | None = None
    is_required: bool = False
    is_core: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of row: the records that lie at `steps` in a commitment, and who they belong to."""

    name: str
    steps: tuple[str, ...]
    record: type[Record]
    parents: tuple[str, ...]
    columns: tuple[Column, ...] = ()

    def column(self, name: str) -> Column | None:
        """Return the column of that name."""
        return next((one for one in self.columns if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a row: its file, its natural route below it, where it lies, its cells."""

    path: str
    key: tuple[str, ...]
    at: tuple[str | int, ...]
    cells: Mapping[str, Any] = field(default_factory=dict)


def get(data: object, column: Column, first: str) -> Any:
    """Return what stands in a record at a column: a Raw, or OPAQUE.

    `first` is the language of texts that are written without one.
    """
    value: Any = data
    for part in column.path:
        value = value.get(part) if isinstance(value, Mapping) else None
    if column.kind == "date" and isinstance(value, Mapping):
        value = value.get("date")
    if column.kind == "text":
        value = _words(value, column.language or first, first)
    if value is None or value in ("", []):
        return None
    return value if _fits(value, column) else OPAQUE


def _words(value: object, language: str, first: str) -> object:
    if not isinstance(value, Mapping):
        return value if language == first else None
    words = value.get(language)
    return words.get("text") if isinstance(words, Mapping) else words


def _fits(value: object, column: Column) -> bool:
    """Tell whether a cell of the column can hold the value, and would give it back."""
    if column.kind == "list":
        lines = value if isinstance(value, list) else [value]
        return isinstance(value, list) and all(_is_line(one) for one in lines) and _is_short(value)
    if column.kind in ("number", "whole-number", "percent"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if column.kind == "flag":
        return isinstance(value, bool)
    return isinstance(value, str) and _is_short([value])


def _is_line(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return True
    return isinstance(value, str) and value == value.strip() != "" and "\n" not in value


def _is_short(values: list[Any]) -> bool:
    text = "\n".join(map(str, values))
    # XML has no such characters, and no reader gives them back.
    return len(text.encode("utf-16-le", "surrogatepass")) < 2 * LONGEST and not (
        set(text) & {"\ufffe", "\uffff"}
    )


def put(data: dict[str, Any], column: Column, raw: Any, first: str) -> None:
    """Write what a cell means into a record; None takes the value away.

    Maps on the way are made where they are missing, and go where nothing is left in them.
    """
    holders: list[tuple[dict[str, Any], str]] = []
    here = data
    for part in column.path[:-1]:
        inner = here.get(part)
        if not isinstance(inner, dict):
            # A date that gets words: the date stays beside them.
            inner = {} if inner is None else {"date": inner}
            here[part] = inner
        holders.append((here, part))
        here = inner
    _set(here, column, raw, first)
    for holder, part in reversed(holders):
        if not holder[part]:
            del holder[part]


def _set(here: dict[str, Any], column: Column, raw: Any, first: str) -> None:
    key, old = column.path[-1], here.get(column.path[-1])
    if column.kind == "text":
        raw = _with_words(old, column.language or first, raw, first)
    elif column.kind == "date" and isinstance(old, dict):
        words = {name: value for name, value in old.items() if name != "date"}
        raw = {"date": raw, **words} if raw is not None else words or None
    if raw is None:
        here.pop(key, None)
    else:
        here[key] = raw


def _with_words(old: Any, language: str, raw: str | None, first: str) -> Any:
    """Return a Text with other words in one language; the mark of a translation stays."""
    if not isinstance(old, dict):
        if language == first:
            return raw
        before = {} if old is None else {first: old}
        return ({**before, language: raw} if raw is not None else old) or None
    kept = dict(old)
    if raw is None:
        kept.pop(language, None)
    elif isinstance(kept.get(language), dict):
        kept[language] = {**kept[language], "text": raw}
    else:
        kept[language] = raw
    return kept or None
