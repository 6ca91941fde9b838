"""Dates, spans and distances in time as the reader's language writes them (CLDR).

A date may be partial: a month, a quarter, half a year (French « semestre »; `half` and `semester`
mean the same) or a year. It is given by its first day and its precision, as in
`promisetrack.model.dates.PartialDate`.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Literal, Protocol, TypeAlias

from promisetrack.words.catalogue import Words, fill, has_catalogue
from promisetrack.words.languages import cldr_locale
from promisetrack.words.numbers import MINUS, number_in_words, own_digits, show_number
from promisetrack.words.typography import is_french

Precision: TypeAlias = Literal["day", "month", "quarter", "half", "semester", "year"]
Form: TypeAlias = Literal["long", "short"]
Unit: TypeAlias = Literal["day", "week", "month", "year"]

_SKELETONS = {
    ("day", "short"): "yMMMd",  # CLDR's own short forms are digits in some languages
    ("month", "long"): "yMMMM",
    ("month", "short"): "yMMM",
    ("quarter", "long"): "yQQQQ",
    ("quarter", "short"): "yQQQ",
    ("year", "long"): "y",
    ("year", "short"): "y",
}


class DateLike(Protocol):
    """A date that may be partial: its first day, and how precise it is."""

    @property
    def start(self) -> datetime.date: ...
    @property
    def precision(self) -> str: ...


def show_date(
    value: DateLike | datetime.date,
    language: str,
    *,
    precision: Precision = "day",
    form: Form = "long",
) -> str:
    """Return a date: « 1er juillet 2021 », « 2e trimestre 2026 », « 1er semestre 2026 », "2026".

    `long` is for text, `short` for margins and tables. `precision` is read for a plain
    `datetime.date` only; a partial date has its own.
    """
    if not isinstance(value, datetime.date):
        return _show(value.start, value.precision, language, form)
    day = value.date() if isinstance(value, datetime.datetime) else value
    return _show(day, precision, language, form)


def show_time(value: datetime.datetime, language: str, *, form: Form = "long") -> str:
    """Return a date with its time of day, in the offset the value has."""
    from babel.dates import format_time

    time = format_time(value, "short", locale=cldr_locale(language))
    return f"{show_date(value, language, form=form)}, {time}"


def show_span(language: str, *, days: int | None = None, months: int | None = None) -> str:
    """Return a length of time in words: "three months", « trois mois », "14 months", « un an ».

    Whole years are said in years. The length is taken without its sign.
    """
    if months is not None:
        length = abs(months)
        if length and length % 12 == 0:
            return show_units(length // 12, "year", language)
        return show_units(length, "month", language)
    return show_units(abs(days or 0), "day", language)


def show_units(number: int, unit: Unit, language: str) -> str:
    """Return a number of days, weeks, months or years in words, where words are usual."""
    if not has_catalogue(language, "words"):
        return _cldr_units(number, unit, language)
    in_words = number_in_words(number, language) if number else None
    shown = in_words or show_number(number, language)
    form = number or 2  # French counts zero as one: « un mois » would be said of none
    return fill(_units_pattern(form, unit, language), {"number": shown})


def span_between(start: datetime.date, end: datetime.date) -> tuple[Literal["days", "months"], int]:
    """Return the distance in the unit it is told in: whole months, else days, else about months.

    Same days of the month, or two last days of their months, are whole months apart. Below two
    months days are counted; above, months are rounded. Negative where `end` is before `start`.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day == end.day or (_is_last(start) and _is_last(end)):
        return ("months", months) if months else ("days", 0)
    days = (end - start).days
    if abs(days) < 60:
        return "days", days
    return "months", round(days * 12 / 365.2425)


def show_lapse(start: datetime.date, end: datetime.date, language: str) -> str:
    """Return the time between two days, without its direction: "one year", « 17 jours »."""
    unit, length = span_between(start, end)
    if unit == "months":
        return show_span(language, months=length)
    return show_span(language, days=length)


def show_shift(start: datetime.date, end: datetime.date, language: str) -> str:
    """Return how far a date was moved: "one year later", « trois mois plus tôt »."""
    lapse = show_lapse(start, end, language)
    if not has_catalogue(language, "words"):
        return f"{'+' if end >= start else MINUS}{lapse}"  # CLDR has no words for the direction
    words = _words(language)
    pattern = words.gettext("{span} later") if end >= start else words.gettext("{span} earlier")
    return fill(pattern, {"span": lapse})


def relative(day: datetime.date, today: datetime.date, language: str) -> str:
    """Return a day as seen from `today`: "today", "three months ago", « dans deux jours »."""
    days = (day - today).days
    if not has_catalogue(language, "words"):
        return _cldr_relative(days, language)
    words = _words(language)
    near = {-1: words.gettext("yesterday"), 0: words.gettext("today"), 1: words.gettext("tomorrow")}
    if days in near:
        return near[days]
    pattern = words.gettext("in {span}") if days > 0 else words.gettext("{span} ago")
    return fill(pattern, {"span": show_lapse(today, day, language)})


@lru_cache(maxsize=8192)
def _show(start: datetime.date, precision: str, language: str, form: Form) -> str:
    from babel.dates import format_date, format_skeleton

    locale = cldr_locale(language)
    if precision in ("half", "semester"):
        return _semester(start, language, form)
    skeleton = _SKELETONS.get((precision, form))
    if skeleton is not None:
        shown = str(format_skeleton(skeleton, start, locale=locale))
    else:
        shown = format_date(start, "long", locale=locale)
    if precision == "day" and start.day == 1 and is_french(language) and shown.startswith("1 "):
        return "1er" + shown[1:]  # CLDR does not know the French first of the month
    return own_digits(shown, language)


def _semester(start: datetime.date, language: str, form: Form) -> str:
    words = _words(language)
    year = own_digits(str(start.year), language)
    if not has_catalogue(language, "words"):
        from babel.dates import format_interval

        last = datetime.date(start.year, 6 if start.month <= 6 else 12, 1)
        first = datetime.date(start.year, last.month - 5, 1)
        return str(format_interval(first, last, "yMMM", locale=cldr_locale(language)))
    is_first = start.month <= 6
    if form == "short":
        pattern = words.gettext("H1 {year}") if is_first else words.gettext("H2 {year}")
    elif is_first:
        pattern = words.gettext("first half of {year}")
    else:
        pattern = words.gettext("second half of {year}")
    return fill(pattern, {"year": year})


def _units_pattern(number: int, unit: Unit, language: str) -> str:
    words = _words(language)
    if unit == "day":
        return words.ngettext("one day", "{number} days", number)
    if unit == "week":
        return words.ngettext("one week", "{number} weeks", number)
    if unit == "month":
        return words.ngettext("one month", "{number} months", number)
    return words.ngettext("one year", "{number} years", number)


def _cldr_units(number: int, unit: Unit, language: str) -> str:
    from babel.dates import format_timedelta

    seconds = {"day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000}[unit]
    span = datetime.timedelta(seconds=number * seconds)
    return format_timedelta(span, granularity=unit, threshold=10**9, locale=cldr_locale(language))


def _cldr_relative(days: int, language: str) -> str:
    from babel.dates import format_timedelta

    return format_timedelta(
        datetime.timedelta(days=days),
        granularity="day",
        add_direction=True,
        locale=cldr_locale(language),
    )


def _is_last(day: datetime.date) -> bool:
    return (day + datetime.timedelta(days=1)).day == 1


@lru_cache(maxsize=16)
def _words(language: str) -> Words:
    return Words(language, ("words",))
