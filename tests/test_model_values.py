"""Dates, durations and texts: what people write and what it means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisetrack.model.dates import (
    Span,
    first_day,
    interval,
    is_ongoing,
    last_day,
    parse_date,
    parse_duration,
)
from promisetrack.model.text import Spoken, all_of, has_language, pick
from promisetrack.model.values import DateInWords


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2026-03-31", date(2026, 3, 31), date(2026, 3, 31), "day"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "day"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quarter"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quarter"),
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30), "half"),
        ("2026-S2", date(2026, 7, 1), date(2026, 12, 31), "half"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year"),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), "day"),
    ],
)
def test_a_partial_date_is_an_interval(text: str, start: date, end: date, precision: str) -> None:
    """A partial date begins on its first day and ends on its last."""
    found = parse_date(text)

    assert found is not None
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "text",
    [
        *("", "ongoing", "2026-2", "2026-13", "2026-00", "2025-02-29", "2026-Q5", "2026-Q0"),
        *("2026-S3", "0000", "0000-01-01", "12026", "26", "31/03/2026", "2026-3-1", "٢٠٢٦"),
        *("2026-03-31T10:00", "2026\n", " 2026", "by fall 2027", "2026-q1"),
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    """Days that no calendar has, other orders, other digits and words are no dates."""
    assert parse_date(text) is None


@pytest.mark.parametrize("value", [None, 2026, 2026.5, True, [], {}, {"text": "soon"}, object()])
def test_last_day_of_anything_else_is_none(value: object) -> None:
    """Data of any shape may be asked for its last day."""
    assert last_day(value) is None
    assert first_day(value) is None


@pytest.mark.parametrize(
    "value",
    ["2027-09", {"date": "2027-09", "text": "fall"}, DateInWords(date="2027-09", text="fall")],
)
def test_the_last_day_of_a_date_is_the_same_in_data_and_model(value: object) -> None:
    """A text, a map and the model of a map mean the same days."""
    assert last_day(value) == date(2027, 9, 30)
    assert first_day(value) == date(2027, 9, 1)
    assert interval(value) == parse_date("2027-09")


@pytest.mark.parametrize("value", ["ongoing", {"date": "ongoing"}, DateInWords(date="ongoing")])
def test_ongoing_has_no_last_day(value: object) -> None:
    """What goes on has no end."""
    assert is_ongoing(value)
    assert last_day(value) is None


@given(st.text())
def test_reading_a_date_never_fails(text: str) -> None:
    """Any text is a date or is not; there is no third outcome."""
    found = parse_date(text)
    assert found is None or found.start <= found.end


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("6 months", Span(6, "months")),
        ("1 month", Span(1, "months")),
        ("30 days", Span(30, "days")),
        ("2 weeks", Span(2, "weeks")),
        ("1 year", Span(1, "years")),
        ("0 days", None),
        ("six months", None),
        ("6months", None),
        ("6 mois", None),
        (6, None),
        (None, None),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: object, span: Span | None) -> None:
    """Only the written forms of the model are durations."""
    assert parse_duration(text) == span


@pytest.mark.parametrize(
    ("span", "day", "after"),
    [
        (Span(1, "months"), date(2026, 1, 31), date(2026, 2, 28)),
        (Span(1, "years"), date(2024, 2, 29), date(2025, 2, 28)),
        (Span(6, "months"), date(2026, 8, 31), date(2027, 2, 28)),
        (Span(2, "weeks"), date(2026, 12, 31), date(2027, 1, 14)),
        (Span(9999, "years"), date(2026, 1, 1), date.max),
    ],
)
def test_a_duration_after_a_day_is_a_day(span: Span, day: date, after: date) -> None:
    """A day that its month lacks becomes the month's last; the calendar's end is an end."""
    assert span.after(day) == after


def test_a_duration_before_a_day_stops_at_the_first_day() -> None:
    """Going back beyond the calendar stops at its first day."""
    assert Span(1, "months").before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert Span(9999, "years").before(date(2026, 1, 1)) == date.min


TEXT: dict[str, Any] = {"fr": "Bonjour", "en": {"text": "Hello", "translated": "machine"}}


@pytest.mark.parametrize(
    ("text", "languages", "spoken"),
    [
        ("Bonjour", ("en",), Spoken("Bonjour", "fr")),
        (TEXT, ("en",), Spoken("Hello", "en", "machine")),
        (TEXT, ("en-GB",), Spoken("Hello", "en", "machine")),
        (TEXT, ("de", "en"), Spoken("Hello", "en", "machine")),
        (TEXT, ("de",), Spoken("Bonjour", "fr")),
        ({"en": "Hello"}, ("de",), Spoken("Hello", "en")),
        ({}, ("en",), Spoken("", "fr")),
        (None, ("en",), Spoken("", "fr")),
        ({"en": ["broken"]}, ("en",), Spoken("", "fr")),
    ],
)
def test_the_reader_gets_the_best_language(
    text: object, languages: tuple[str, ...], spoken: Spoken
) -> None:
    """Words come in the first language asked for, else in the default, else in any."""
    assert pick(text, languages, "fr") == spoken


def test_all_languages_of_a_text_are_listed() -> None:
    """A text says in which languages it speaks, and who translated."""
    assert all_of(TEXT, "fr") == (Spoken("Bonjour", "fr"), Spoken("Hello", "en", "machine"))
    assert has_language(TEXT, "en-CA", "fr")
    assert not has_language("Bonjour", "en", "fr")
