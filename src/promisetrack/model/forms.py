"""The forms of single values: what is an id, a date, a number; each says what is wrong.

A `Form` stands in the annotation of a type. It validates, and it is what `shape` and
`json_schema` know of the type.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import CoreSchema, core_schema

from promisetrack.model.dates import ONGOING, parse_date, parse_duration
from promisetrack.model.errors import bad_date, blank, reserved_id, unknown_value, wrong_type
from promisetrack.model.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Callable

ID_LENGTH: Final = 64
RESERVED: Final = frozenset({"plan", "files", "checks", "all", "index"})
"""Ids that no record of a file may have: they name files, folders and pages."""

PATTERNS: Final = {
    "id": r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "scale-id": r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*",
    "language": r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
    "email": r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+",
    "currency": r"[A-Z]{3}",
    "colour": r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})",
    "sha256": r"[0-9a-f]{64}",
    "blob": r"[0-9a-f]{40}|[0-9a-f]{64}",
    "timezone": r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}",
    "date": r"[0-9]{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|Q[1-4]|S[12]))?"
    r"|ongoing",
    "duration": r"[1-9][0-9]{0,3} (?:day|week|month|year)s?",
}
"""Form → regular expression of the whole value; also what editors are told."""

_UNSEEN: Final = "".join(
    (
        " \t\n\r\f\v\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000",  # white space
        "".join(map(chr, range(0x2000, 0x200E))),  # more of it, and joiners
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2060\u3164\ufeff\uffa0",  # fillers
    )
)
_COMPILED: Final = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
_EXPECTED: Final = {"scale-id": "id", "sha256": "hash", "blob": "hash"}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of single value.

    `is_text`: a plain YAML scalar stays as typed here; `is_quiet`: without a note, because such
    values often look like numbers. `is_own`: an id that a record has itself, not one that it
    refers to. `vocabulary` is the name of its words, `low` and `high` are the limits of a number.
    """

    name: str
    check: Callable[[Any], Any]
    is_text: bool = True
    is_quiet: bool = False
    is_own: bool = False
    vocabulary: str | None = None
    low: float | None = None
    high: float | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        """Tell pydantic to ask `check`."""
        return core_schema.no_info_plain_validator_function(self.check)


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a type of several forms that has one name for people: a text, a date."""

    name: str


def text(expected: str, *, is_quiet: bool = False) -> Form:
    """Return the form of any text; `expected` says what else might have stood there."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            return wrong_type(value, expected)
        return value if not is_blank(value) else blank()

    return Form("text", check, is_quiet=is_quiet)


def is_blank(value: str) -> bool:
    """Whether a text holds nothing that can be seen: white space, joiners, soft hyphens."""
    return value == "" or (value[0] in _UNSEEN and not value.strip(_UNSEEN))


def matching(name: str, *, is_quiet: bool = False) -> Form:
    """Return the form of texts that match PATTERNS[name]."""
    pattern, expected = _COMPILED[name], _EXPECTED.get(name, name)

    def check(value: object) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        return wrong_type(value, expected)

    return Form(name, check, is_quiet=is_quiet)


def identifier(expected: str, *, name: str = "id", is_own: bool = False) -> Form:
    """Return the form of ids; `expected` says what else might have stood there.

    `name` is another name for ids that editors should complete: `status`. `is_own`: the id that
    the record of a file has itself, which is none of RESERVED.
    """
    pattern = _COMPILED["id"]

    def check(value: object) -> str:
        if isinstance(value, str) and len(value) <= ID_LENGTH and pattern.fullmatch(value):
            return value if not (is_own and value in RESERVED) else reserved_id(value)
        return wrong_type(value, expected)

    return Form(name, check, is_own=is_own)


def word(vocabulary: str) -> Form:
    """Return the form of the words of a vocabulary."""
    allowed = VOCABULARIES[vocabulary]

    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        return unknown_value(value, vocabulary, allowed)

    return Form("word", check, vocabulary=vocabulary)


def number(low: float | None = None, high: float | None = None) -> Form:
    """Return the form of numbers, between `low` and `high` where given."""

    def check(value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return wrong_type(value, "number")
        if not math.isfinite(value):
            return wrong_type(value, "number")
        return _within(value, low, high)

    return Form("number", check, is_text=False, low=low, high=high)


def whole(low: float | None = None, high: float | None = None) -> Form:
    """Return the form of whole numbers, between `low` and `high` where given."""

    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            return wrong_type(value, "whole-number")
        _within(value, low, high)
        return value

    return Form("whole-number", check, is_text=False, low=low, high=high)


def _within(value: float, low: float | None, high: float | None) -> float:
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    if high is None:
        return wrong_type(value, "number-from", low=low or 0)
    return wrong_type(value, "number-between", low=low or 0, high=high)


def flag() -> Form:
    """Return the form of true and false."""

    def check(value: object) -> bool:
        return value if isinstance(value, bool) else wrong_type(value, "true-or-false")

    return Form("true-or-false", check, is_text=False)


def written_date() -> Form:
    """Return the form of dates as one text."""

    def check(value: object) -> str:
        if isinstance(value, str) and (value == ONGOING or parse_date(value)):
            return value
        return bad_date(value, "date")

    return Form("date", check, is_quiet=True)


def duration() -> Form:
    """Return the form of durations."""

    def check(value: object) -> str:
        if isinstance(value, str) and parse_duration(value):
            return value
        return bad_date(value, "duration")

    return Form("duration", check, is_quiet=True)


def rating() -> Form:
    """Return the form of ratings: a word of a scheme, or a number on its scale."""

    def check(value: object) -> str | int | float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(value, str) or (is_number and math.isfinite(value)):  # type: ignore[arg-type] # mypy does not follow is_number
            return value  # type: ignore[return-value] # the same
        return wrong_type(value, "rating")

    return Form("rating", check, is_text=False)


def route_part() -> Form:
    """Return the form of one part of a route."""

    def check(value: object) -> str | int:
        if isinstance(value, str | int) and not isinstance(value, bool):
            return value
        return wrong_type(value, "route")

    return Form("route-part", check, is_quiet=True)
