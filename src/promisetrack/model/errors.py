"""What the models say is wrong: error types that name a check, and contexts without prose.

Everything that a model finds wrong reaches `source/` as one of these `type`s of a pydantic error:

| `type`            | check           | `ctx`                                             |
|-------------------|-----------------|---------------------------------------------------|
| `wrong-type`      | wrong-type      | `expected` (one of EXPECTED), `written` (as text), |
|                   |                 | `low`, `high` for expected `number-between`       |
| `unknown-value`   | unknown-value   | `written`, `vocabulary`, `allowed` (tuple)        |
| `bad-date`        | bad-date        | `written`, `expected` (`date`, `duration`)        |
| `missing-one-of`  | missing-field   | `fields`: one of them must be there               |
| `blank`           | missing-field   | (a text with nothing to read in it)               |
| `reserved-id`     | wrong-type      | `written`: an id that names something else        |
| `only-one-of`     | wrong-type      | `fields`: all there, only one may be              |
| `missing`         | missing-field   | (pydantic's own; the last part of `loc` is absent) |
| `extra_forbidden` | unknown-field   | (pydantic's own; the last part of `loc` is a key) |
| `tuple_type`      | wrong-type      | (pydantic's own: a list was expected)             |

No other type occurs. A `loc` carries a few parts that nobody wrote: `structural` takes them away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from pydantic_core import PydanticCustomError

CHECK_OF: Final[Mapping[str, str]] = {
    "wrong-type": "wrong-type",
    "unknown-value": "unknown-value",
    "bad-date": "bad-date",
    "missing-one-of": "missing-field",
    "blank": "missing-field",
    "reserved-id": "wrong-type",
    "only-one-of": "wrong-type",
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "tuple_type": "wrong-type",
}
"""Type of a pydantic error → name of the check that reports it."""

EXPECTED: Final = (
    "address",
    "colour",
    "currency",
    "email",
    "hash",
    "id",
    "id-or-map",
    "language",
    "map",
    "number",
    "number-between",
    "number-from",
    "rating",
    "route",
    "text",
    "text-or-languages",
    "text-or-map",
    "timezone",
    "true-or-false",
    "whole-number",
)
"""What a `wrong-type` may have expected: ids of forms, to be put into words by who reports."""

KEY_MARK: Final = "[key]"
"""pydantic's own mark behind a key of a map that is itself wrong."""

_INVENTED = frozenset({KEY_MARK, "<scalar>", "<map>", "<list>"})
_LONGEST = 80


def structural(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return a pydantic `loc` without the parts that nobody wrote."""
    return tuple(part for part in loc if part not in _INVENTED)


def is_about_key(loc: Sequence[str | int]) -> bool:
    """Whether an error is about the key at the end of `loc`, not about its value."""
    return bool(loc) and loc[-1] == KEY_MARK


def written(value: object) -> str:
    """Return a short text of what was written, for quoting; lists and maps are only named."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    try:
        text = str(value)
    except ValueError:  # a whole number of thousands of digits
        text = "a very long number"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def wrong_type(value: object, expected: str, **limits: float) -> NoReturn:
    """Say that `value` has another form than `expected`, one of EXPECTED."""
    raise PydanticCustomError(
        "wrong-type",
        "expected {expected}",
        {"expected": expected, "written": written(value), **limits},
    )


def unknown_value(value: object, vocabulary: str, allowed: tuple[str, ...]) -> NoReturn:
    """Say that `value` is not a word of the vocabulary."""
    raise PydanticCustomError(
        "unknown-value",
        "not in {vocabulary}",
        {"written": written(value), "vocabulary": vocabulary, "allowed": allowed},
    )


def bad_date(value: object, expected: str) -> NoReturn:
    """Say that `value` is not a date, or not a duration."""
    raise PydanticCustomError(
        "bad-date", "expected {expected}", {"expected": expected, "written": written(value)}
    )


def blank() -> NoReturn:
    """Say that a text has nothing in it that can be read."""
    raise PydanticCustomError("blank", "nothing to read")


def reserved_id(value: str) -> NoReturn:
    """Say that an id is one of those that name files, folders and pages."""
    raise PydanticCustomError("reserved-id", "reserved", {"written": written(value)})


def missing_one_of(fields: tuple[str, ...]) -> NoReturn:
    """Say that none of `fields` is there."""
    raise PydanticCustomError("missing-one-of", "one of them is needed", {"fields": fields})


def only_one_of(fields: tuple[str, ...]) -> NoReturn:
    """Say that `fields` exclude one another."""
    raise PydanticCustomError("only-one-of", "only one of them", {"fields": fields})
