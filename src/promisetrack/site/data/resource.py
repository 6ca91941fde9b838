"""A file that people take, and how it describes itself in every catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from promisetrack.words.catalogue import Words, translated_languages

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message
    from promisetrack.site.data.tables import Column
    from promisetrack.site.site import Site

FOLDER: Final = "data/v1/"
"""Where the data lie; the number is that of the format."""

_DOMAINS: Final = ("data", "schema")


@dataclass(frozen=True, slots=True)
class Form:
    """A format. `label` is what people call it, `media` its IANA type, `file_type` its word in the
    EU's list of file types.
    """

    name: str
    label: str
    media: str
    file_type: str
    standard: str = ""


CSV: Final = Form("csv", "CSV", "text/csv", "CSV", "https://www.rfc-editor.org/rfc/rfc4180")
JSON: Final = Form(
    "json", "JSON", "application/json", "JSON", "https://www.rfc-editor.org/rfc/rfc8259"
)
JSON_LINES: Final = Form("jsonlines", "JSON Lines", "application/x-ndjson", "JSON")
JSON_LD: Final = Form("jsonld", "JSON-LD", "application/ld+json", "JSON_LD")
GEOJSON: Final = Form(
    "geojson",
    "GeoJSON",
    "application/geo+json",
    "GEOJSON",
    "https://www.rfc-editor.org/rfc/rfc7946",
)


@dataclass(frozen=True, slots=True)
class Resource:
    """A file: its address on the site, its short name, title, contents and format.

    A table has `columns`; `key` names those that tell its rows apart, `refers` a column and the
    table whose `id` it holds.
    """

    address: str
    name: str
    title: Message
    what: Message
    form: Form
    columns: tuple[Column[Any], ...] = ()
    key: tuple[str, ...] = ()
    refers: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Files of one kind: `address` shows with `…` where their names differ, or is that of one."""

    address: str
    what: Message
    form: Form


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a file in bytes, and its SHA-256."""

    size: int
    sha256: str


def languages_of(site: Site) -> tuple[str, ...]:
    """Return the languages in which files describe themselves: the site's, English and French."""
    known = translated_languages()
    return tuple(dict.fromkeys(one for one in (*site.languages, "en", "fr") if one in known))


def spoken(message: Message, language: str) -> str:
    """Return a title or description in a language."""
    return Words(language, _DOMAINS).text(message)


def spoken_in(message: Message, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a title or description in several languages."""
    return {language: spoken(message, language) for language in languages}
