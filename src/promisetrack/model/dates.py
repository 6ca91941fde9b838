"""Partial dates and durations: days, months, quarters, halves and years, as people write them.

The calendar is the proleptic Gregorian one, years 1 to 9999. A partial date is an interval of
days; it ends on its last day, and that is when a deadline can be overdue.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

ONGOING: Final = "ongoing"
"""The word for what has no end; it counts as no date."""

Precision = Literal["day", "month", "quarter", "half", "year"]
Unit = Literal["days", "weeks", "months", "years"]

_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?"
    r"|Q(?P<quarter>[1-4])|S(?P<half>[12])))?",
    re.ASCII,
)
_DURATION = re.compile(r"(?P<n>[1-9][0-9]{0,3}) (?P<unit>day|week|month|year)s?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The days that a date written as `2026-03-31`, `2026-03`, `2026-Q1`, `2026-S1`, `2026` means.

    `start` and `end` are its first and last day, `precision` is how it was written.
    """

    start: date
    end: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Span:
    """A duration: `n` whole units."""

    n: int
    unit: Unit

    def after(self, day: date) -> date:
        """Return the day so much later; a day that its month lacks becomes the month's last."""
        return _shift(day, self.n, self.unit)

    def before(self, day: date) -> date:
        """Return the day so much earlier; a day that its month lacks becomes the month's last."""
        return _shift(day, -self.n, self.unit)


def parse_date(text: object) -> PartialDate | None:
    """Return the interval that a written date means; None for `ongoing` and what is no date."""
    return _parse(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)  # the same few days stand in thousands of records
def _parse(text: str) -> PartialDate | None:
    found = _DATE.fullmatch(text)
    if found is None or found["year"] == "0000":
        return None
    year = int(found["year"])
    if found["day"]:
        return _day(year, int(found["month"]), int(found["day"]))
    if found["month"]:
        return _months(year, int(found["month"]), 1, "month")
    if found["quarter"]:
        return _months(year, 3 * int(found["quarter"]) - 2, 3, "quarter")
    if found["half"]:
        return _months(year, 6 * int(found["half"]) - 5, 6, "half")
    return _months(year, 1, 12, "year")


def parse_duration(text: object) -> Span | None:
    """Return what `6 months`, `30 days`, `2 weeks`, `1 year` mean; None for anything else."""
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    unit: Unit = {"day": "days", "week": "weeks", "month": "months", "year": "years"}[found["unit"]]  # type: ignore[assignment] # mypy does not follow literals through a dict
    return Span(int(found["n"]), unit)


def interval(value: object) -> PartialDate | None:
    """Return the interval of a Date as it stands in YAML or in a model.

    `value` is a text, a map with `date` and `text`, or the model of such a map. None for
    `ongoing`, for words without a date, and for what is no date at all.
    """
    if isinstance(value, Mapping):
        return parse_date(value.get("date"))
    return parse_date(value if isinstance(value, str) else getattr(value, "date", None))


def first_day(value: object) -> date | None:
    """Return the first day of a Date, None where it has none (see `interval`)."""
    found = interval(value)
    return found.start if found else None


def last_day(value: object) -> date | None:
    """Return the last day of a Date, None where it has none (see `interval`)."""
    found = interval(value)
    return found.end if found else None


def is_ongoing(value: object) -> bool:
    """Whether a Date is the word `ongoing`."""
    if isinstance(value, Mapping):
        value = value.get("date")
    return (value if isinstance(value, str) else getattr(value, "date", None)) == ONGOING


def _day(year: int, month: int, day: int) -> PartialDate | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return PartialDate(found, found, "day")


def _months(year: int, first: int, length: int, precision: Precision) -> PartialDate | None:
    if not 1 <= first <= 12:
        return None
    last = first + length - 1
    return PartialDate(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def _shift(day: date, n: int, unit: Unit) -> date:
    """Move a day; beyond the years 1 to 9999 it stops at their first or last day."""
    try:
        if unit in ("days", "weeks"):
            return day + timedelta(days=n * (7 if unit == "weeks" else 1))
        months = day.year * 12 + day.month - 1 + n * (12 if unit == "years" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return date.max if n > 0 else date.min
