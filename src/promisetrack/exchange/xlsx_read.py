"""What stands in a workbook that came back, cell by cell, and what it remembers of its export."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault
from promisetrack.exchange.table_state import State, key_of, read
from promisetrack.exchange.xlsx_layout import HEAD, MARKER, STATE, letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.exchange.table_values import Cell

LARGEST: Final = 256 * 1024 * 1024
"""Bytes that the parts of a workbook may unpack to."""

_MEMBERS: Final = 2000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it came back. `number` counts from 1, as people see it; `cells` by column name."""

    number: int
    key: tuple[str, ...] | None
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet as it came back: the title people gave it, where its columns stand now, its rows."""

    title: str
    places: Mapping[str, int]
    rows: tuple[SheetRow, ...]

    def cell(self, row: int, column: str) -> str:
        """Return the name of a cell, such as `Milestones!C7`."""
        where = letters(self.places[column]) if column in self.places else "A"
        title = self.title if self.title.isalnum() else "'" + self.title.replace("'", "''") + "'"
        return f"{title}!{where}{row}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that came back."""

    state: State
    pages: Mapping[str, Page]


def load(content: bytes) -> Book:
    """Read a workbook.

    Raises UsageFault where it is none, or not one that this program exported.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (CalamineError, ValueError, OSError) as problem:
        raise _no_workbook() from problem
    state = _state(sheets.get(STATE, []))
    if state is None:
        raise UsageFault(
            say("this workbook does not say what it was exported from"),
            say("begin with “promisetrack export xlsx --plan PLAN”, and change that file"),
        )
    pages = {}
    for title, rows in sheets.items():
        first = str(rows[0][0]) if rows and rows[0] else ""
        if first.startswith(MARKER):
            pages[first.removeprefix(MARKER)] = _page(title, rows)
    return Book(state, pages)


def _state(rows: list[list[Any]]) -> State | None:
    try:
        return read(rows)
    except (KeyError, TypeError, AttributeError):
        return None


def _page(title: str, rows: list[list[Any]]) -> Page:
    names = {place: str(name) for place, name in enumerate(rows[0]) if place and name}
    found = []
    for number, row in enumerate(rows[HEAD + 1 :], start=HEAD + 2):
        cells = {name: _cell(row[place]) for place, name in names.items() if place < len(row)}
        if any(value is not None for value in cells.values()) or key_of(row[0] if row else None):
            found.append(SheetRow(number, key_of(row[0]), cells))
    return Page(title, {name: place for place, name in names.items()}, tuple(found))


def _cell(value: Any) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, str | bool | int | float | datetime.date):
        return value
    return str(value)


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [one.file_size for one in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise _no_workbook() from problem
    if sum(sizes) > LARGEST or len(sizes) > _MEMBERS:
        raise UsageFault(
            say("this workbook is too large to be read"),
            say("export the plan again, and change that file"),
        )


def _no_workbook() -> UsageFault:
    return UsageFault(
        say("this is not a workbook that can be read (.xlsx)"),
        say("save it as “Excel workbook (.xlsx)”, without a password, and try again"),
    )
