"""Numbers, shares, money and ordinals as the reader's language writes them (CLDR).

The digits are those that CLDR gives a locale by default: Latin ones for `ar`, Arabic-Indic ones
for `ar-EG`.

The digits that were written are kept: `1.50` has two decimals, `3` has none. The minus is the
true one (U+2212).
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from promisetrack.words.catalogue import Words
from promisetrack.words.languages import cldr_locale
from promisetrack.words.typography import mend

Number: TypeAlias = int | float | str | Decimal

MINUS = "\u2212"

_DIGITS = 24  # what has more is nobody's budget, and would fill pages with zeros
_WORDS_UP_TO = {
    "en": 10,
    "es": 10,
    "fr": 16,
}  # where each language's usage turns from words to digits


_ORDINALS = ("en", "fr")  # the languages whose sentences take a rank as a word
_DIGITS_OF = {
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "deva": "०१२३४५६७८९",
    "beng": "০১২৩৪৫৬৭৮৯",
}
_EXACT = 2**53  # above it a float is no longer sure of its last whole digits


def show_number(value: Number, language: str) -> str:
    """Return a number: « 10 000 », "10,000", "−3.5". What is not a number returns as it is.

    Of a float that is whole, no decimal is shown: nobody wrote one on purpose.
    """
    return _show_number(_digits(value), language)


def _digits(value: Number) -> str:
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return str(int(value)) if is_whole else str(value)


# Pages show the same numbers again and again. The text is the key: 1.0 and 1.00 are equal.
@lru_cache(maxsize=8192)
def _show_number(value: str, language: str) -> str:
    number = _decimal(value)
    if number is None:
        return value
    from babel.numbers import format_decimal

    pattern = _exact(_pattern("decimal", language), number)
    shown = format_decimal(
        number,
        pattern,
        locale=cldr_locale(language),
        decimal_quantization=False,
        numbering_system="default",
    )
    return _finish(shown, language)


def show_percent(value: Number, language: str) -> str:
    """Return a share given in hundredths (`40` is « 40 % »), with the decimals it was given."""
    number = _decimal(_digits(value))
    if number is None:
        return str(value)
    from babel.numbers import format_percent

    share = number.scaleb(-2)
    pattern = _exact(_pattern("percent", language), number)
    shown = format_percent(
        share,
        pattern,
        locale=cldr_locale(language),
        decimal_quantization=False,
        numbering_system="default",
    )
    return _finish(shown, language)


def show_money(amount: Number, currency: str, language: str) -> str:
    """Return an amount with its currency (ISO 4217): « 12 500 € », "€12,500".

    A sum with one decimal gets a second one: cents are written with two digits.
    """
    number = _decimal(_digits(amount))
    if number is None:
        return f"{amount} {currency}".strip()
    from babel.numbers import format_currency

    if number.as_tuple().exponent == -1:
        number = number.quantize(Decimal("0.01"))
    pattern = _exact(_pattern("currency", language), number)
    shown = format_currency(
        number,
        currency,
        pattern,
        locale=cldr_locale(language),
        currency_digits=False,
        decimal_quantization=False,
        numbering_system="default",
    )
    return _finish(shown, language)


def number_in_words(value: int, language: str) -> str | None:
    """Return a small number in words ("three", « trois »), or None where digits are usual."""
    names = _cardinals(language)
    usual = _WORDS_UP_TO.get(language.split("-")[0], 0)
    return names[value] if 0 <= value <= usual else None


def show_ordinal(value: int, language: str, *, is_feminine: bool = False) -> str:
    """Return a rank: "third", "11th"; « troisième », « 11e »; feminine « première ».

    In other languages it is the number alone: their sentences say "number 3", because a word
    would have to agree with what it counts.
    """
    code = language.split("-")[0]
    if code not in _ORDINALS:
        return show_number(value, language)
    names = _ordinals(language, is_feminine=is_feminine)
    if 1 <= value < len(names):
        return names[value]
    return f"{value}{_english_ending(value)}" if code == "en" else f"{value}e"


def own_digits(text: str, language: str) -> str:
    """Return text with its Latin digits replaced by those that CLDR gives the locale."""
    digits = _DIGITS_OF.get(_numbering(language))
    return text.translate(str.maketrans("0123456789", digits)) if digits else text


@lru_cache(maxsize=64)
def _numbering(language: str) -> str:
    from babel import Locale

    return str(Locale.parse(cldr_locale(language)).default_numbering_system)


def _english_ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _decimal(value: Number) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite():
        return None
    decimals = max(0, -int(number.as_tuple().exponent))
    digits = max(1, number.adjusted() + 1) + decimals
    return number if digits <= _DIGITS else None


@lru_cache(maxsize=64)
def _pattern(kind: str, language: str) -> str:
    from babel import Locale

    locale = Locale.parse(cldr_locale(language))
    if kind == "currency":
        return str(locale.currency_formats["standard"].pattern)
    formats = locale.percent_formats if kind == "percent" else locale.decimal_formats
    return str(formats[None].pattern)


def _exact(pattern: str, number: Decimal) -> str:
    """Return a CLDR pattern with as many decimals as the number has."""
    decimals = max(0, -int(number.as_tuple().exponent))
    places = "." + "0" * decimals if decimals else ""
    return ";".join(
        re.sub(r"0(\.[0#]+)?(?=[^0#.,]*$)", "0" + places, part) for part in pattern.split(";")
    )


def _finish(shown: str, language: str) -> str:
    return own_digits(mend(shown.replace("-", MINUS), language), language)


@lru_cache(maxsize=16)
def _cardinals(language: str) -> tuple[str, ...]:
    words = Words(language, ("words",))
    return (
        words.pgettext("number", "zero"),
        words.pgettext("number", "one"),
        words.pgettext("number", "two"),
        words.pgettext("number", "three"),
        words.pgettext("number", "four"),
        words.pgettext("number", "five"),
        words.pgettext("number", "six"),
        words.pgettext("number", "seven"),
        words.pgettext("number", "eight"),
        words.pgettext("number", "nine"),
        words.pgettext("number", "ten"),
        words.pgettext("number", "eleven"),
        words.pgettext("number", "twelve"),
        words.pgettext("number", "thirteen"),
        words.pgettext("number", "fourteen"),
        words.pgettext("number", "fifteen"),
        words.pgettext("number", "sixteen"),
    )


@lru_cache(maxsize=16)
def _ordinals(language: str, *, is_feminine: bool) -> tuple[str, ...]:
    words = Words(language, ("words",))
    first = words.pgettext("feminine", "first") if is_feminine else words.gettext("first")
    return (
        "",
        first,
        words.gettext("second"),
        words.gettext("third"),
        words.gettext("fourth"),
        words.gettext("fifth"),
        words.gettext("sixth"),
        words.gettext("seventh"),
        words.gettext("eighth"),
        words.gettext("ninth"),
        words.gettext("tenth"),
    )
