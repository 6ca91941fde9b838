"""What a cell shows, and what people meant by what they typed into it."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from promisetrack.diagnostic import Message, say
from promisetrack.exchange.table import OPAQUE
from promisetrack.model.dates import ONGOING, parse_date
from promisetrack.source.dates import meant_dates
from promisetrack.source.labels import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.exchange.table import Column

Cell: TypeAlias = "str | int | float | bool | datetime.date | None"
Lists: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""Name of a list of words → id → the words that people see and choose."""

MARK: Final = "[…]"
"""Stands in a cell for what a cell cannot hold."""

_FIRST_DAY: Final = datetime.date(1900, 3, 1)
"""Before it spreadsheets count days in two ways."""

_YEARS: Final = range(1900, 2200)
"""Numbers that look like years; as days they fall into 1905."""

_ONGOING_WORDS: Final = ("en continu", "permanent", "ongoing", "continu", "continuous")
_EXACT: Final = 10**15
"""Whole numbers above it lose digits in a spreadsheet."""


class MisreadError(ValueError):
    """What was typed cannot be meant; `message` and `help` are words for a clerk."""

    def __init__(self, message: Message, help: Message) -> None:  # noqa: A002 - the same word as in Diagnostic
        super().__init__(message.text)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of the lists that cells choose from: as a workbook has them, and as of now."""

    lists: Lists
    older: Lists

    def label(self, name: str, word: str) -> str:
        """Return what people see for a word; one that the list lacks is its own label."""
        return self.lists.get(name, {}).get(word, word)

    def word(self, name: str, shown: str) -> str | None:
        """Return the word that people see as `shown`, by its label or its id; None if unknown."""
        folded = plain(shown)
        known = [self.older.get(name, {}), self.lists.get(name, {})]
        pairs = [(word, label) for words in known for word, label in words.items()]
        tests = (
            lambda word, label: label == shown,
            lambda word, label: word == shown,
            lambda word, label: bool(folded) and folded in (plain(label), plain(word)),
        )
        for test in tests:
            for word, label in pairs:
                if test(word, label):
                    return word
        return None

    def near(self, name: str, shown: str) -> str | None:
        """Return the label that is most like what was typed."""
        labels = list(self.lists.get(name, {}).values())
        by_plain = {plain(label): label for label in labels}
        found = get_close_matches(plain(shown), by_plain, n=1)
        return by_plain[found[0]] if found else None


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels, those that several words share with their ids behind them."""
    often = Counter(plain(label) for label in labels.values())
    return {
        word: label if label and often[plain(label)] == 1 else f"{label} ({word})".strip()
        for word, label in labels.items()
    }


def show(column: Column, raw: Any, speech: Speech) -> Cell:
    """Return what a cell holds: words for people, typed dates and numbers."""
    if raw is None:
        return None
    if raw is OPAQUE:
        return MARK
    if column.kind == "list":
        return "\n".join(_label(column, str(one), speech) for one in raw)
    if column.kind == "date":
        return _shown_date(raw)
    if column.kind == "percent":
        return float(raw / 100)
    if column.kind in ("number", "whole-number"):
        return str(raw) if isinstance(raw, int) and abs(raw) > _EXACT else raw
    if column.kind == "flag":
        return speech.label("flag", "true" if raw else "false")
    if column.kind == "text":
        return str(raw).rstrip("\n")
    return _label(column, str(raw), speech)


def _label(column: Column, word: str, speech: Speech) -> str:
    return speech.label(column.choices, word) if column.choices else word


def _shown_date(raw: str) -> Cell:
    found = parse_date(raw)
    is_day = found is not None and found.precision == "day" and found.start >= _FIRST_DAY
    return found.start if found is not None and is_day else raw


def read(column: Column, cell: Cell, speech: Speech) -> Any:
    """Return what a cell means as a Raw, None for a blank one.

    Raises MisreadError where that cannot be said.
    """
    if isinstance(cell, str):
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        if not cell.strip():
            return None
    if cell is None:
        return None
    if column.kind in ("number", "whole-number", "percent"):
        return _number(column, cell)
    if column.kind == "flag":
        return _flag(column, cell, speech)
    if column.kind == "date":
        return _date(cell)
    if column.kind == "list":
        lines = [line.strip() for line in _text(cell).split("\n")]
        return [_listed(column, line, speech) for line in lines if line]
    if column.kind == "text":
        return _text(cell).rstrip("\n")
    if column.choices and column.kind == "word":
        return _chosen(column, _text(cell).strip(), speech)
    return _text(cell).strip()


def means_the_same(column: Column, one: Any, other: Any) -> bool:
    """Tell whether two Raws differ in nothing that a cell can show."""
    if one is None or other is None or OPAQUE in (one, other):
        return one is other
    if column.kind in ("number", "whole-number", "percent"):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=0.0)
    if column.kind == "list":
        return [str(each) for each in one] == [str(each) for each in other]
    if isinstance(one, str) and isinstance(other, str):
        return _seen(one) == _seen(other)
    return bool(one == other)


def _seen(text: str) -> str:
    # Programs that save a workbook again drop white space at the end of a cell.
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    return str(cell)


def _number(column: Column, cell: Cell) -> int | float:
    value = _parsed(cell)
    if value is None:
        raise MisreadError(
            say("“{value}” is not a number", value=_text(cell)),
            say("write digits only, without a unit, for example 12.5"),
        )
    if column.kind == "percent":
        if abs(value) <= 1 and not (isinstance(cell, str) and "%" not in cell):
            value = value if isinstance(cell, str) else round(value * 100, 9)
        if not 0 <= value <= 100:
            raise MisreadError(
                say("“{value}” is not a share between 0 and 100 %", value=_text(cell)),
                say("write how much is done, for example 40 %"),
            )
    whole = float(value).is_integer() and abs(value) < _EXACT
    if column.kind == "whole-number" and not whole:
        raise MisreadError(
            say("“{value}” is not a whole number", value=_text(cell)),
            say("write a number without decimals"),
        )
    return int(value) if whole else value


def _parsed(cell: Cell) -> int | float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return cell if math.isfinite(cell) else None
    if not isinstance(cell, str):
        return None
    text = "".join(cell.replace("%", "").replace("−", "-").split())
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    if not text.isascii() or not math.isfinite(value) or "_" in text:
        return None
    return int(text) if text.lstrip("+-").isdigit() else value


def _flag(column: Column, cell: Cell, speech: Speech) -> bool:
    if isinstance(cell, bool):
        return cell
    found = speech.word("flag", _text(cell).strip())
    if found is None:
        raise _unknown(column, _text(cell).strip(), speech, "flag")
    return found == "true"


def _date(cell: Cell) -> str:
    if isinstance(cell, datetime.datetime | datetime.date):
        return _day(_text(cell))
    text = _text(cell).strip()
    if parse_date(text):
        return text
    if plain(text) in _ONGOING_WORDS:
        return ONGOING
    meant = meant_dates(text) if isinstance(cell, str) else ()
    if len(meant) == 1 or (meant and "/" in text and _is_day_first(text)):
        return meant[0]
    raise MisreadError(
        say("“{value}” is not a date that can be understood", value=text),
        say(
            "write it as 2026-03-31; a month is 2026-03, a quarter 2026-Q1, a half-year 2026-S1, "
            "a year 2026"
        ),
    )


def _day(day: str) -> str:
    """Return a day; one that may be a year typed into a cell for days is asked about."""
    serial = (datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days
    if serial in _YEARS:
        raise MisreadError(
            say("the spreadsheet shows {day}; was the year {year} typed?", day=day, year=serial),
            say(
                "type a year with an apostrophe in front: '{year}; and a day of 1905 so: '{day}",
                day=day,
                year=serial,
            ),
        )
    return day


def _is_day_first(text: str) -> bool:
    """Tell whether only one order is possible: 31/12/2025."""
    return text.split("/")[0].isdecimal() and int(text.split("/")[0]) > 12


def _listed(column: Column, line: str, speech: Speech) -> Any:
    if not column.choices:
        return int(line) if column.path == ("sdgs",) and line.isdecimal() else line
    return _chosen(column, line, speech)


def _chosen(column: Column, shown: str, speech: Speech) -> str:
    found = speech.word(column.choices or "", shown)
    if found is None:
        raise _unknown(column, shown, speech, column.choices or "")
    return found


def _unknown(column: Column, shown: str, speech: Speech, name: str) -> MisreadError:
    message = say("“{value}” is not in the list for “{column}”", value=shown, column=column.title)
    near = speech.near(name, shown)
    if near is not None:
        return MisreadError(message, say("did you mean “{near}”?", near=near))
    return MisreadError(message, say("choose one of the list, or leave the cell blank"))
