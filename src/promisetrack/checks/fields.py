"""Which keys hold prose, Markdown and addresses, and every text of a record with its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from promisetrack.checks.reading import At

MARKDOWN: Final = frozenset(
    {
        "after",
        "audience",
        "before",
        "challenges",
        "data_sources",
        "decides_about",
        "description",
        "easy",
        "expected_result",
        "explanation",
        "footprint",
        "human_review",
        "impact_assessment",
        "interests",
        "legal_basis",
        "method",
        "moderation",
        "notice",
        "offline_access",
        "outcome",
        "personal_data",
        "problem",
        "purpose",
        "quote",
        "reason",
        "recourse",
        "result",
        "retention",
        "rules",
        "selection",
        "shows",
        "surveillance",
        "technique",
        "text",
    }
)
"""Fields that pages render as Markdown."""

PROSE: Final = MARKDOWN | {
    "at",
    "funding",
    "groups",
    "label",
    "name",
    "offline",
    "opening",
    "role",
    "stages",
    "summary",
    "title",
    "unit",
}
"""Fields with words for readers."""

ADDRESSES: Final = frozenset(
    {
        "archive",
        "base_url",
        "boundary",
        "logo",
        "register",
        "source",
        "source_code",
        "upstream",
        "url",
    }
)
"""Fields that hold the address of a page or a file."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in a record, its place, and the key that says what it is."""

    at: At
    field: str
    text: str

    @property
    def is_markdown(self) -> bool:
        """Whether pages render it as Markdown."""
        return self.field in MARKDOWN

    def piece(self, words: str, line: int = 1) -> tuple[int, int] | None:
        """Return where words stand, at a line (from 1) or behind it; None where they do not."""
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
        found = self.text.find(words, start) if words else -1
        return (found, found + len(words)) if found >= 0 else None

    @property
    def is_prose(self) -> bool:
        """Whether it is written for readers."""
        return self.field in PROSE


def passages_in(value: object) -> list[Passage]:
    """Return every text in `value`; own keys (`x-…`) are left out."""
    found: list[Passage] = []
    _collect(value, (), "", found)
    return found


def _collect(value: object, at: At, field: str, found: list[Passage]) -> None:
    # A list is handed through, not a generator: this runs over every record of a register.
    if isinstance(value, str):
        found.append(Passage(at, field, value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str | dict | list) and not key.startswith("x-"):
                _collect(inner, (*at, key), _field(field, key), found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _collect(inner, (*at, index), field, found)


def _field(outer: str, key: str) -> str:
    """Return the field that `key` opens: a language inside a text is still that text's field."""
    is_language = outer in PROSE and _LANGUAGE.fullmatch(key) is not None
    return outer if is_language or (key == "text" and outer in PROSE) else key
