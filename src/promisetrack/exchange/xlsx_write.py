"""A plan as a workbook for people: headings in their language, choices in words, ids locked."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from promisetrack.diagnostic import say
from promisetrack.exchange.table_columns import TITLES
from promisetrack.exchange.table_rows import languages_of, lines, lists_of, used
from promisetrack.exchange.table_state import State, blob_id, key_text, written
from promisetrack.exchange.table_values import Speech, show
from promisetrack.exchange.xlsx_layout import HEAD, LISTS, MARKER, STATE, letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.exchange.table import Column, Line, Sheet
    from promisetrack.register.register import Register
    from promisetrack.words.catalogue import Words

_SPARE: Final = 500
"""Rows below the last one that offer their lists too."""

_WIDE: Final = {"text": 48, "words": 24, "list": 28, "date": 14, "percent": 10, "number": 12}
_EPOCH: Final = datetime.datetime(2000, 1, 1)


def export(register: Register, plan: str, words: Words, *, commit: str = "") -> bytes:
    """Return the workbook of a plan.

    `commit` is the version that the files stand on, where there is one. The same plan gives the
    same bytes.
    """
    from promisetrack.exchange.table_columns import sheets

    languages = languages_of(register, plan)
    rows = {sheet.name: tuple(lines(sheet, register, plan)) for sheet in sheets(words, languages)}
    tables = tuple(used(sheet, rows[sheet.name]) for sheet in sheets(words, languages))
    state = State(
        plan=plan,
        commit=commit,
        language=words.language,
        languages=languages,
        blobs=_blobs(register, rows["commitments"]),
        lists=lists_of(register, plan, words),
        columns={sheet.name: tuple(one.name for one in sheet.columns) for sheet in tables},
    )
    return _Workbook(words, state, tables, rows, _titles(register, plan, words)).bytes()


def _blobs(register: Register, rows: Sequence[Line]) -> dict[str, str]:
    files = {row.path: register.files[row.path] for row in rows if row.path in register.files}
    return {path: file.blob or blob_id(file.content) for path, file in sorted(files.items())}


def _titles(register: Register, plan: str, words: Words) -> str:
    from promisetrack.model.text import pick

    entry = register.plans.get(plan)
    spoken = (words.language, *languages_of(register, plan))
    return pick(entry.data.get("title"), spoken, spoken[-1]).text if entry else plan


@dataclass(frozen=True, slots=True)
class _Workbook:
    words: Words
    state: State
    tables: tuple[Sheet, ...]
    rows: Mapping[str, tuple[Line, ...]]
    title: str

    def bytes(self) -> bytes:
        import xlsxwriter  # type: ignore[import-untyped] # it ships no types

        target = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "use_future_functions": False,
        }
        book = xlsxwriter.Workbook(target, options)
        book.set_properties({"title": self.title[:200], "created": _EPOCH})
        looks = _looks(book)
        self._guide(book, looks)
        for sheet in self.tables:
            self._sheet(book, sheet, looks)
        self._lists(book)
        self._state(book)
        book.close()
        return target.getvalue()

    def _guide(self, book: Any, looks: Mapping[str, Any]) -> None:
        page = book.add_worksheet(self._name(self.words.text(say("Read me"))))
        page.set_column(0, 0, 100)
        page.protect()
        page.write_string(0, 0, self.title[:1000], looks["title"])
        for row, line in enumerate(self._advice(), start=2):
            page.write_string(row, 0, line, looks["plain"])

    def _advice(self) -> list[str]:
        speak = self.words.text
        return [
            speak(say("Change what you like in the white cells; save; send the file back.")),
            speak(say("Grey cells are names that nothing may change.")),
            speak(say("A new row goes below the last one; its id may stay blank.")),
            speak(
                say(
                    "A cell that holds several things holds one on each line (Alt+Enter). Point at "
                    "a heading to read what belongs below it."
                )
            ),
            speak(
                say(
                    "A month (2026-03), a quarter (2026-Q1), a half-year (2026-S1) or a year is "
                    "typed with an apostrophe in front: '2026-03."
                )
            ),
            speak(say("A cell that shows […] holds more than a table can: it stays as it is.")),
        ]

    def _sheet(self, book: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
        page = book.add_worksheet(self._name(self.words.text(TITLES[sheet.name])))
        page.write_string(0, 0, f"{MARKER}{sheet.name}")
        page.set_row(0, None, None, {"hidden": True})
        page.set_column(0, 0, None, looks["locked"], {"hidden": True})
        page.set_row(HEAD, 32)
        for place, column in enumerate(sheet.columns, start=1):
            page.set_column(place, place, _WIDE.get(column.kind, 22), looks[_look(column)])
            page.write_string(0, place, column.name)
            page.write_string(HEAD, place, column.title, looks["head"])
            page.write_comment(HEAD, place, self._note(column), {"x_scale": 2, "author": ""})
        rows = self.rows[sheet.name]
        speech = Speech(self.state.lists, {})
        for row, line in enumerate(rows, start=HEAD + 1):
            page.write_string(row, 0, key_text(line.key), looks["locked"])
            for place, column in enumerate(sheet.columns, start=1):
                _write(
                    page,
                    (row, place),
                    show(column, line.cells.get(column.name), speech),
                    _cell_look(column, line, looks),
                )
        last = HEAD + len(rows)
        page.autofilter(HEAD, 0, max(last, HEAD + 1), len(sheet.columns))
        page.freeze_panes(HEAD + 1, 2 + len(sheet.parents))
        page.protect("", _ALLOWED)
        self._choices(page, sheet, last + _SPARE)

    def _note(self, column: Column) -> str:
        speak = self.words.text
        parts = [column.help]
        if column.is_required:
            parts.append(speak(say("This cell must not be blank.")))
        if column.kind == "list":
            parts.append(speak(say("One on each line.")))
        if column.kind == "date":
            parts.append(speak(say("A day; or a month, quarter, half-year or year as text.")))
        return "\n".join(part for part in parts if part)

    def _choices(self, page: Any, sheet: Sheet, last: int) -> None:
        for place, column in enumerate(sheet.columns, start=1):
            words = self.state.lists.get(_list_name(column) or "")
            if words:
                at = sorted(self.state.lists).index(_list_name(column) or "")
                area = f"={LISTS}!${letters(at)}$2:${letters(at)}${len(words) + 1}"
                # People may name what another sheet adds: a word outside the list is not refused.
                page.data_validation(
                    HEAD + 1,
                    place,
                    last,
                    place,
                    {
                        "validate": "list",
                        "source": area,
                        "error_type": "warning",
                        "error_title": column.title[:32],
                        "error_message": self.words.text(say("This is not in the list."))[:255],
                    },
                )

    def _lists(self, book: Any) -> None:
        page = book.add_worksheet(LISTS)
        page.hide()
        for at, (name, words) in enumerate(sorted(self.state.lists.items())):
            page.write_string(0, at, name)
            for row, label in enumerate(words.values(), start=1):
                page.write_string(row, at, label[:255])

    def _state(self, book: Any) -> None:
        page = book.add_worksheet(STATE)
        page.very_hidden()
        for row, pieces in enumerate(written(self.state, self.rows)):
            for place, piece in enumerate(pieces):
                page.write_string(row, place, piece)

    def _name(self, title: str) -> str:
        return title[:31]


_ALLOWED: Final = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def _list_name(column: Column) -> str | None:
    if column.kind == "flag":
        return "flag"
    return column.choices if column.kind in ("word", "parent") else None


def _looks(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True, "locked": False}
    grey = {"valign": "top", "text_wrap": True, "locked": True, "bg_color": "#E6E6E6"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({**grey, "bold": True, "bg_color": "#D0D7DE", "border": 1}),
        "locked": book.add_format({**grey, "num_format": "@", "quote_prefix": True}),
        "text": book.add_format({**base, "num_format": "@", "quote_prefix": True}),
        "date": book.add_format({**base, "num_format": "yyyy-mm-dd"}),
        "number": book.add_format({**base, "num_format": "General"}),
        "percent": book.add_format({**base, "num_format": "0.##%"}),
    }


def _look(column: Column) -> str:
    if column.kind in ("date", "percent"):
        return column.kind
    return "number" if column.kind in ("number", "whole-number") else "text"


def _cell_look(column: Column, line: Line, looks: Mapping[str, Any]) -> Any:
    from promisetrack.exchange.table import OPAQUE

    value = line.cells.get(column.name)
    if (column.kind in ("id", "parent") and value is not None) or value is OPAQUE:
        return looks["locked"]
    shown_as_text = column.kind == "date" and isinstance(value, str) and len(value) < 10
    return looks["text" if shown_as_text else _look(column)]


def _write(page: Any, at: tuple[int, int], value: object, look: Any) -> None:
    """Write one cell by its type: a text is never taken for a formula, a number or an address."""
    if value is None:
        page.write_blank(*at, None, look)
    elif isinstance(value, datetime.date):
        page.write_datetime(*at, datetime.datetime.combine(value, datetime.time()), look)
    elif isinstance(value, str):
        page.write_string(*at, value, look)
    else:
        page.write_number(*at, value, look)
