"""The values that people write: texts, dates, durations, sums, points, ids, addresses.

Values stay as they were written: a date is a text, a list is a tuple; `dates` says what they mean.
"""

from collections.abc import Mapping
from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, Discriminator, Tag, model_validator

from promisetrack.model.base import Record, key
from promisetrack.model.dates import (
    ONGOING,
    PartialDate,
    first_day,
    interval,
    is_ongoing,
    last_day,
    parse_date,
    parse_duration,
)
from promisetrack.model.errors import missing_one_of, wrong_type
from promisetrack.model.forms import (
    Named,
    duration,
    flag,
    identifier,
    matching,
    number,
    rating,
    route_part,
    text,
    whole,
    word,
    written_date,
)

__all__ = [
    "ONGOING",
    "PartialDate",
    "first_day",
    "interval",
    "is_ongoing",
    "last_day",
    "parse_date",
    "parse_duration",
]

SCALAR: Final = "<scalar>"
MAP: Final = "<map>"
LIST: Final = "<list>"


def scalar_or_map(value: object) -> str:
    """Return which of the two forms of a value was written; an empty map is neither."""
    if value.__class__ is str:  # nearly always
        return SCALAR
    return MAP if isinstance(value, (Mapping, Record)) and value else SCALAR


def scalar_or_list(value: object) -> str:
    """Return which of the two forms of a value was written."""
    return LIST if isinstance(value, (list, tuple)) else SCALAR


def map_or_list(value: object) -> str:
    """Return which of the three forms of a value was written."""
    return LIST if isinstance(value, (list, tuple)) else scalar_or_map(value)


def _free_map(value: object) -> object:
    return value if isinstance(value, Mapping) else wrong_type(value, "map")


FREE_MAP: Final = BeforeValidator(_free_map)
"""Stands in the annotation of a map whose keys are free."""

Words: TypeAlias = Annotated[str, text("text")]
"""A plain string that is not translated: a number, a code, a name."""

Page: TypeAlias = Annotated[str, text("text", is_quiet=True)]
"""Where to look in a document: mostly a number, which stays as it was typed."""

Id: TypeAlias = Annotated[str, identifier("id")]
OwnId: TypeAlias = Annotated[str, identifier("id", is_own=True)]
"""The id of a record that has a page or a folder of its own."""

StatusId: TypeAlias = Annotated[str, identifier("id", name="status")]
"""A status; whether the scheme of the plan has it is the check `unknown-value`."""

ScaleId: TypeAlias = Annotated[str, matching("scale-id")]
Language: TypeAlias = Annotated[str, matching("language")]
Url: TypeAlias = Annotated[str, text("address")]
"""A web address, as a plain string; whether it is safe is the check `unsafe-link`."""

Email: TypeAlias = Annotated[str, matching("email")]
Sha256: TypeAlias = Annotated[str, matching("sha256", is_quiet=True)]
Blob: TypeAlias = Annotated[str, matching("blob", is_quiet=True)]
Currency: TypeAlias = Annotated[str, matching("currency")]
Number: TypeAlias = Annotated[int | float, number()]
Sum: TypeAlias = Annotated[int | float, number()]
Count: TypeAlias = Annotated[int, whole(0)]
Percent: TypeAlias = Annotated[int | float, number(0, 100)]
Flag: TypeAlias = Annotated[bool, flag()]
Duration: TypeAlias = Annotated[str, duration()]
Rating: TypeAlias = Annotated[str | int | float, rating()]


class Translation(Record):
    """A text that was translated from another language of the same map."""

    text: Words = key("Text", "The translated words.", ...)
    translated: Annotated[str, word("translated")] | None = key(
        "Translated by", "Who translated: machine or human."
    )


_OneLanguage: TypeAlias = Annotated[
    Annotated[str, text("text-or-map"), Tag(SCALAR)] | Annotated[Translation, Tag(MAP)],
    Discriminator(scalar_or_map),
]
_Languages: TypeAlias = Annotated[Mapping[Language, _OneLanguage], Tag(MAP)]
_OneText: TypeAlias = Annotated[str, text("text-or-languages"), Tag(SCALAR)]

Text: TypeAlias = Annotated[_OneText | _Languages, Discriminator(scalar_or_map), Named("text")]
"""A string in the first language, or a map of language to string or `Translation`."""

Markdown: TypeAlias = Annotated[
    _OneText | _Languages, Discriminator(scalar_or_map), Named("markdown")
]
"""A Text in CommonMark with tables and footnotes, without raw HTML."""

_Ids: TypeAlias = Annotated[tuple[Id, ...], Tag(LIST)]

Shown: TypeAlias = Annotated[
    _OneText | _Languages | _Ids, Discriminator(map_or_list), Named("shown")
]
"""Words (Markdown), or a list of ids of evidence that says it."""


class DateInWords(Record):
    """A date that was given in words; `date` is what they mean, where that can be said."""

    date: Annotated[str, written_date()] | None = key(
        "Date", "The date that the words mean, where that can be said."
    )
    text: Text | None = key("In words", "The words of the source, such as “by fall 2027”.")

    @model_validator(mode="after")
    def _says_something(self) -> "DateInWords":
        if self.date is None and self.text is None:
            missing_one_of(("date", "text"))
        return self


Date: TypeAlias = Annotated[
    Annotated[str, written_date(), Tag(SCALAR)] | Annotated[DateInWords, Tag(MAP)],
    Discriminator(scalar_or_map),
    Named("date"),
]
"""`2026-03-31`, `2026-03`, `2026-Q1`, `2026-S1`, `2026`, `ongoing`, or a `DateInWords`."""


class Amount(Record):
    """A sum of money."""

    amount: Sum = key("Amount", "The sum, as a number.", ...)
    currency: Currency | None = key("Currency", "The currency, three letters such as EUR.")


Estimate: TypeAlias = Annotated[
    Annotated[int | float, number(), Tag(SCALAR)] | Annotated[Amount, Tag(MAP)],
    Discriminator(scalar_or_map),
]
"""A sum in the currency of the budget, or an `Amount`."""


class Point(Record):
    """A point on the map (WGS 84)."""

    lat: Annotated[int | float, number(-90, 90)] = key(
        "Latitude", "Degrees north, between -90 and 90.", ...
    )
    lon: Annotated[int | float, number(-180, 180)] = key(
        "Longitude", "Degrees east, between -180 and 180.", ...
    )


Route: TypeAlias = Annotated[
    Annotated[str, text("route"), Tag(SCALAR)]
    | Annotated[tuple[Annotated[str | int, route_part()], ...], Tag(LIST)],
    Discriminator(scalar_or_list),
    Named("route"),
]
"""Where in a record: parts joined by dots, or a list of parts (see `routes`)."""
