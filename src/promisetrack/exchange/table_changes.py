"""What people changed in a workbook, set against what changed in the tracker meanwhile.

Three values of every cell are compared: that of the export, that of the workbook and that of the
tracker now. Only what the workbook changed is changed; what both changed is a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Message, say
from promisetrack.exchange.table_values import MisreadError, Speech, means_the_same, read, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from promisetrack.exchange.table import Column, Line, Sheet
    from promisetrack.exchange.xlsx_read import Book, Page, SheetRow

_MISSING = object()


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell; `cell` is its name, such as `Milestones!C7`."""

    cell: str
    message: Message
    help: Message


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that people changed: the record, the column, what it says now."""

    line: Line
    column: Column
    value: Any
    cell: str


@dataclass(frozen=True, slots=True)
class Added:
    """A row that people added: what it says, and the names of its cells by column."""

    sheet: Sheet
    number: int
    values: Mapping[str, Any]
    page: Page

    def cell(self, column: str) -> str:
        """Return the name of one of its cells."""
        return self.page.cell(self.number, column)


@dataclass(slots=True)
class Findings:
    """Everything that a comparison finds."""

    edits: list[Edit] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    removed: list[tuple[Sheet, Line]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    conflicts: list[CellFault] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares one workbook with the rows that the tracker has now."""

    book: Book
    now: Mapping[str, Mapping[tuple[str, ...], Line]]
    speech: Speech
    prefer: str = ""

    def run(self, sheets: tuple[Sheet, ...]) -> Findings:
        """Return what people changed, what is wrong with it and what contradicts it."""
        found = Findings()
        for sheet in sheets:
            page = self.book.pages.get(sheet.name)
            if page is not None:
                self._page(sheet, page, found)
        return found

    def _page(self, sheet: Sheet, page: Page, found: Findings) -> None:
        seen = set()
        for key, row in self._identified(sheet, page):
            if key is None:
                self._new(sheet, page, row, found)
            else:
                seen.add(key)
                self._row(sheet, page, key, row, found)
        for name, key in self.book.state.rows:
            if name == sheet.name and key not in seen:
                self._gone(sheet, key, found)

    def _identified(
        self, sheet: Sheet, page: Page
    ) -> Iterator[tuple[tuple[str, ...] | None, SheetRow]]:
        """Yield each row with its key; of copies of a row only the likeliest keeps it."""
        by_key: dict[tuple[str, ...], list[SheetRow]] = defaultdict(list)
        for row in page.rows:
            if row.key is not None and (sheet.name, row.key) in self.book.state.rows:
                by_key[row.key].append(row)
        keepers = {
            id(min(rows, key=lambda row: (self._distance(sheet, key, row), row.number))): key
            for key, rows in by_key.items()
        }
        for row in page.rows:
            yield keepers.get(id(row)), row

    def _distance(self, sheet: Sheet, key: tuple[str, ...], row: SheetRow) -> int:
        base = self.book.state.rows[sheet.name, key]
        return sum(
            not self._is_untouched(column, base.get(column.name), row.cells[column.name])
            for column in sheet.columns
            if column.name in row.cells
        )

    def _is_untouched(self, column: Column, base: Any, cell: Any) -> bool:
        shown = show(column, base, Speech(self.speech.older, {}))
        if shown == cell or (shown is not None and str(shown) == str(cell)):
            return True
        try:
            return means_the_same(column, read(column, cell, self.speech), base)
        except MisreadError:
            return False

    def _row(
        self, sheet: Sheet, page: Page, key: tuple[str, ...], row: SheetRow, found: Findings
    ) -> None:
        base, line = self.book.state.rows[sheet.name, key], self.now[sheet.name].get(key)
        for column in sheet.columns:
            if column.name not in row.cells:
                continue
            before, cell = base.get(column.name), row.cells[column.name]
            if self._is_untouched(column, before, cell):
                continue
            place = page.cell(row.number, column.name)
            value = self._read(column, cell, place, found)
            if value is _MISSING or not _may_change(column, before, place, found):
                continue
            if line is None:
                found.conflicts.append(_gone_meanwhile(place, key))
            else:
                self._cell(Edit(line, column, value, place), before, found)

    def _read(self, column: Column, cell: Any, place: str, found: Findings) -> Any:
        try:
            value = read(column, cell, self.speech)
        except MisreadError as wrong:
            found.faults.append(CellFault(place, wrong.message, wrong.help))
            return _MISSING
        if value is None and column.is_required:
            found.faults.append(_blank(place, column))
            return _MISSING
        return value

    def _cell(self, edit: Edit, before: Any, found: Findings) -> None:
        now = edit.line.cells.get(edit.column.name)
        if means_the_same(edit.column, now, edit.value):
            return
        if not means_the_same(edit.column, now, before) and self.prefer != "workbook":
            if self.prefer != "tracker":
                found.conflicts.append(self._conflict(edit, now))
            return
        found.edits.append(edit)

    def _conflict(self, edit: Edit, now: Any) -> CellFault:
        return CellFault(
            edit.cell,
            say(
                "“{column}” was changed here, and meanwhile in the tracker too: it says “{now}”",
                column=edit.column.title,
                now=_short(show(edit.column, now, self.speech)),
            ),
            say("export again and make the change there, or choose with --prefer which one stays"),
        )

    def _new(self, sheet: Sheet, page: Page, row: SheetRow, found: Findings) -> None:
        values: dict[str, Any] = {}
        is_whole = True
        for column in sheet.columns:
            place = page.cell(row.number, column.name)
            try:
                value = read(column, row.cells.get(column.name), self.speech)
            except MisreadError as wrong:
                if column.kind == "parent":  # a commitment that this workbook adds
                    value = str(row.cells[column.name]).strip()
                else:
                    found.faults.append(CellFault(place, wrong.message, wrong.help))
                    is_whole = False
                    continue
            if value is None and column.is_required and column.kind != "id":
                found.faults.append(_blank(place, column))
                is_whole = False
            elif value is not None:
                values[column.name] = value
        if is_whole:
            found.added.append(Added(sheet, row.number, values, page))

    def _gone(self, sheet: Sheet, key: tuple[str, ...], found: Findings) -> None:
        line = self.now[sheet.name].get(key)
        if line is not None:
            found.removed.append((sheet, line))


def _may_change(column: Column, before: Any, place: str, found: Findings) -> bool:
    from promisetrack.exchange.table import OPAQUE

    if column.kind in ("id", "parent"):
        message = say("“{column}” is a permanent name and cannot be changed", column=column.title)
        remedy = say("put the old one back; for another record, add a row below the last one")
    elif before is OPAQUE:
        message = say("“{column}” holds more than a cell can", column=column.title)
        remedy = say("put […] back, and change this value in its file")
    else:
        return True
    found.faults.append(CellFault(place, message, remedy))
    return False


def _blank(place: str, column: Column) -> CellFault:
    return CellFault(
        place,
        say("“{column}” must not be blank", column=column.title),
        say("fill this cell, or take the whole row away"),
    )


def _gone_meanwhile(place: str, key: tuple[str, ...]) -> CellFault:
    return CellFault(
        place,
        say("“{record}” was removed from the tracker meanwhile", record=key[-1]),
        say("export the plan again, and make the change there"),
    )


def _short(value: object) -> str:
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
