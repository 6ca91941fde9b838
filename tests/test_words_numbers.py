"""Numbers, shares, money and ranks, with the digits that were written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.words.numbers import (
    Number,
    number_in_words,
    own_digits,
    show_money,
    show_number,
    show_ordinal,
    show_percent,
)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (10_000, "10,000", "10\u202f000"),
        (-3.5, "\u22123.5", "\u22123,5"),
        ("1.50", "1.50", "1,50"),
        (Decimal("0.000"), "0.000", "0,000"),
        ("1E3", "1,000", "1\u202f000"),
        ("396731", "396,731", "396\u202f731"),
    ],
)
def test_a_number_keeps_its_digits(value: Number, english: str, french: str) -> None:
    """A number is grouped, and has the decimals it was written with, no more and no fewer."""
    assert (show_number(value, "en"), show_number(value, "fr")) == (english, french)


@pytest.mark.parametrize("value", ["", "many", "nan", "Infinity", "1e999999", "1e-999999", "1,5"])
def test_what_is_no_number_is_shown_as_it_is(value: str) -> None:
    """A value that is no number, or too large for any budget, is not interpreted."""
    assert show_number(value, "fr") == value
    assert show_percent(value, "fr") == value
    assert show_money(value, "EUR", "fr") == f"{value} EUR".strip()


def test_a_share_is_given_in_hundredths() -> None:
    """A share of 40 is 40 %, with a no-break space in French."""
    shown = [show_percent(value, "fr") for value in (40, "12.5", -3, 0)]
    assert shown == ["40\u00a0%", "12,5\u00a0%", "\u22123\u00a0%", "0\u00a0%"]
    assert show_percent(100, "en") == "100%"


def test_money_has_no_invented_cents() -> None:
    """An amount in whole euros shows none; one written with cents shows both digits."""
    assert show_money(12_500, "EUR", "fr") == "12\u202f500\u00a0€"
    assert show_money("12.50", "EUR", "fr") == "12,50\u00a0€"
    assert show_money(1_500_000, "EUR", "en") == "€1,500,000"
    assert show_money(-3, "USD", "en") == "\u2212$3"


def test_an_unknown_currency_is_named_by_its_code() -> None:
    """A currency that CLDR lacks stands as it was written."""
    assert show_money(3, "QQQ", "fr") == "3\u00a0QQQ"


def test_a_rank_is_a_word_while_it_is_small() -> None:
    """Ranks to the tenth are words; English endings follow the last digits."""
    english = [show_ordinal(value, "en") for value in (1, 3, 10, 11, 12, 13, 21, 22, 23, 111)]
    assert english[:3] == ["first", "third", "tenth"]
    assert english[3:] == ["11th", "12th", "13th", "21st", "22nd", "23rd", "111th"]
    assert [show_ordinal(value, "fr") for value in (1, 3, 11)] == ["premier", "troisième", "11e"]


def test_a_french_first_agrees() -> None:
    """Première and premier are told apart; other ranks are the same."""
    assert show_ordinal(1, "fr", is_feminine=True) == "première"
    assert show_ordinal(2, "fr", is_feminine=True) == "deuxième"


def test_words_end_where_usage_turns_to_digits() -> None:
    """English writes numbers to ten in words, French to sixteen."""
    assert [number_in_words(value, "en") for value in (0, 10, 11, -1)] == [
        "zero",
        "ten",
        None,
        None,
    ]
    assert [number_in_words(value, "fr") for value in (14, 16, 17)] == ["quatorze", "seize", None]
    assert [number_in_words(value, "es") for value in (3, 11)] == ["tres", None]
    assert number_in_words(3, "ar") is None


def test_digits_are_those_of_the_locale() -> None:
    """Latin digits for `ar`, as CLDR has it; Arabic-Indic ones and their signs for Egypt."""
    assert show_number("12345.5", "ar") == "12,345.5"
    assert show_number("12345.5", "ar-EG") == "١٢٬٣٤٥٫٥"
    assert show_percent(40, "ar-EG").startswith("٤٠")
    assert own_digits("2021-07-01", "ar-EG") == "٢٠٢١-٠٧-٠١"


def test_a_rank_in_other_languages_is_its_number() -> None:
    """Where a word for a rank would have to agree, the sentence says "number 3"."""
    assert [show_ordinal(3, code) for code in ("es", "ar", "de")] == ["3", "3", "3"]


@settings(deadline=None)
@given(
    st.integers(-(10**20), 10**20) | st.decimals(allow_nan=True, allow_infinity=True) | st.text(),
    st.sampled_from(["en", "fr", "es", "ar", "xx", "de-CH"]),
)
def test_every_value_can_be_shown(value: Number, language: str) -> None:
    """Whatever was written where a number belongs, showing it returns a text."""
    assert isinstance(show_number(value, language), str)
    assert isinstance(show_percent(value, language), str)
    assert isinstance(show_money(value, "EUR", language), str)


@settings(deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 6))
def test_the_digits_are_those_that_were_written(whole: int, decimals: int) -> None:
    """The digits that are shown are the digits of the number, in order."""
    written = f"{whole}" + (f".{7:0{decimals}d}" if decimals else "")
    shown = show_number(written, "fr")
    assert [c for c in shown if c.isdigit()] == [c for c in written if c.isdigit()]
