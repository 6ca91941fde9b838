"""Dates, spans and distances, as English and French (and others) write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.words.dates import (
    relative,
    show_date,
    show_lapse,
    show_shift,
    show_span,
    show_time,
    span_between,
)

DAY = date(2021, 7, 1)


@dataclass(frozen=True)
class Partial:
    """A date as precise as it was written."""

    start: date
    end: date
    precision: str


@pytest.mark.parametrize(
    ("precision", "english", "french"),
    [
        ("day", ("July 1, 2021", "Jul 1, 2021"), ("1er juillet 2021", "1er juil. 2021")),
        ("month", ("July 2021", "Jul 2021"), ("juillet 2021", "juil. 2021")),
        ("quarter", ("3rd quarter 2021", "Q3 2021"), ("3e trimestre 2021", "T3 2021")),
        ("half", ("second half of 2021", "H2 2021"), ("2e semestre 2021", "S2 2021")),
        ("semester", ("second half of 2021", "H2 2021"), ("2e semestre 2021", "S2 2021")),
        ("year", ("2021", "2021"), ("2021", "2021")),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_was_written(
    precision: str, english: tuple[str, str], french: tuple[str, str]
) -> None:
    """Each precision has its long and its short form."""
    partial = Partial(DAY, DAY, precision)
    for language, (long, short) in (("en", english), ("fr", french)):
        assert show_date(partial, language) == long
        assert show_date(partial, language, form="short") == short


def test_only_the_first_of_the_month_is_an_ordinal_in_french() -> None:
    """French writes 1er, then 2, 11 and 31."""
    days = [show_date(date(2024, 1, day), "fr") for day in (1, 2, 11, 31)]
    assert days == ["1er janvier 2024", "2 janvier 2024", "11 janvier 2024", "31 janvier 2024"]


def test_a_plain_date_takes_its_precision_from_the_caller() -> None:
    """A day of the calendar can stand for its month, quarter, half or year."""
    assert show_date(date(2026, 4, 1), "fr", precision="quarter") == "2e trimestre 2026"
    assert show_date(date(2026, 1, 1), "fr", precision="half") == "1er semestre 2026"
    assert show_date(datetime(2026, 1, 2, 3, tzinfo=UTC), "en") == "January 2, 2026"


def test_a_language_without_a_catalogue_is_written_by_cldr() -> None:
    """German dates come from CLDR: halves of a year as their months, a direction as a sign."""
    assert show_date(DAY, "de") == "1. Juli 2021"
    assert show_date(DAY, "de", form="short") == "1. Juli 2021"
    assert show_date(DAY, "de", precision="half") == "Juli–Dez. 2021"
    assert show_span("de", months=3) == "3 Monate"
    assert relative(date(2021, 4, 2), DAY, "de") == "vor 3 Monaten"
    assert show_shift(DAY, date(2022, 7, 1), "de") == "+1 Jahr"
    assert show_shift(date(2022, 7, 1), DAY, "de") == "\u22121 Jahr"


def test_spanish_and_arabic_say_spans_in_words() -> None:
    """Spanish counts to ten in words; Arabic has a form for one, two, few and many."""
    assert show_date(DAY, "es") == "1 de julio de 2021"
    assert show_date(DAY, "es", precision="half") == "segundo semestre de 2021"
    assert show_shift(DAY, date(2021, 10, 1), "es") == "tres meses después"
    assert relative(date(2021, 4, 2), DAY, "es") == "hace tres meses"
    spans = [show_span("ar", months=months) for months in (1, 2, 3, 11, 24, 102)]
    assert spans == ["شهر واحد", "شهرين", "3 أشهر", "11 شهرًا", "سنتين", "102 شهر"]


def test_digits_are_those_of_the_locale() -> None:
    """CLDR writes `ar` with Latin digits, Egypt with Arabic-Indic ones; words stand for months."""
    assert show_date(DAY, "ar") == show_date(DAY, "ar", form="short") == "1 يوليو 2021"
    assert show_date(DAY, "ar-EG") == "١ يوليو ٢٠٢١"
    assert show_span("ar-EG", months=3) == "٣ أشهر"


def test_a_language_nobody_knows_is_written_in_english() -> None:
    """An unknown language does not stop a page."""
    assert show_date(DAY, "xx") == "July 1, 2021"


def test_a_time_of_day_is_shown_with_its_date() -> None:
    """A moment is its date and its time, in the offset it has."""
    assert show_time(datetime(2021, 7, 1, 14, 5, tzinfo=UTC), "fr") == "1er juillet 2021, 14:05"


@pytest.mark.parametrize(
    ("months", "english", "french"),
    [
        (0, "0 months", "0 mois"),
        (1, "one month", "un mois"),
        (3, "three months", "trois mois"),
        (-3, "three months", "trois mois"),
        (12, "one year", "un an"),
        (14, "14 months", "quatorze mois"),
        (18, "18 months", "18 mois"),
        (24, "two years", "deux ans"),
    ],
)
def test_a_span_of_months_is_told_in_words(months: int, english: str, french: str) -> None:
    """Small numbers are words, whole years are years, and a span has no sign."""
    assert (show_span("en", months=months), show_span("fr", months=months)) == (english, french)


def test_a_span_of_days_is_told_in_words() -> None:
    """Days are counted in words while they are few, and grouped when they are many."""
    days = [show_span("fr", days=days) for days in (1, 10, 40, 1500)]
    assert days == ["un jour", "dix jours", "40 jours", "1\u202f500 jours"]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (date(2024, 1, 15), date(2025, 1, 15), ("months", 12)),
        (date(2024, 1, 31), date(2024, 2, 29), ("months", 1)),
        (date(2024, 12, 31), date(2026, 2, 28), ("months", 14)),
        (date(2024, 1, 1), date(2024, 2, 15), ("days", 45)),
        (date(2024, 1, 1), date(2024, 1, 1), ("days", 0)),
        (date(2025, 6, 30), date(2024, 12, 31), ("months", -6)),
        (date(2024, 1, 1), date(2024, 5, 20), ("months", 5)),
    ],
)
def test_a_distance_is_told_in_the_unit_people_count_in(
    start: date, end: date, span: tuple[str, int]
) -> None:
    """Ends of months are whole months apart; below two months days are counted."""
    assert span_between(start, end) == span


def test_a_shift_says_its_direction() -> None:
    """A date that was moved was moved later or earlier."""
    later = show_shift(date(2024, 12, 31), date(2025, 12, 31), "fr")
    earlier = show_shift(date(2024, 12, 31), date(2024, 9, 30), "en")
    assert (later, earlier) == ("un an plus tard", "three months earlier")
    assert show_lapse(date(2024, 1, 1), date(2024, 1, 18), "fr") == "17 jours"


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2021, 7, 1), "today", "aujourd’hui"),
        (date(2021, 6, 30), "yesterday", "hier"),
        (date(2021, 7, 2), "tomorrow", "demain"),
        (date(2021, 4, 1), "three months ago", "il y a trois mois"),
        (date(2021, 7, 3), "in two days", "dans deux jours"),
    ],
)
def test_a_day_is_told_as_seen_from_today(day: date, english: str, french: str) -> None:
    """Near days have their words, others their distance."""
    assert (relative(day, DAY, "en"), relative(day, DAY, "fr")) == (english, french)


@settings(deadline=None)
@given(st.dates(), st.dates(), st.sampled_from(["en", "fr", "es", "ar", "xx"]))
def test_every_pair_of_days_has_words(one: date, other: date, language: str) -> None:
    """No two days of the calendar stop a page."""
    assert show_date(one, language)
    assert relative(one, other, language)
    assert show_shift(one, other, language)
