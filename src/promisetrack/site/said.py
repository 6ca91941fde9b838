"""A text in the language in which it will be read, and what the reader must know about that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from promisetrack.model import text as texts
from promisetrack.words.languages import direction as direction_of


@dataclass(frozen=True, slots=True)
class Said:
    """What someone wrote.

    `language` is empty for what has none: ids, addresses. `is_foreign`: it is not in the
    language of the page. `origin` is machine, human or empty. `note` is a sentence for the
    reader of the page that says so.
    """

    text: str
    language: str
    is_foreign: bool = False
    origin: str = ""
    note: str = ""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction_of(self.language)

    def __str__(self) -> str:
        return self.text


def pick(value: Any, wanted: str, source: str) -> Said | None:
    """Return a Text in the language `wanted`, else in the language it was written in.

    `source` is the language of plain strings. None where there is no text.
    """
    spoken = texts.pick(value, (wanted,), source)
    text = spoken.text.strip()
    if not text:
        return None
    is_foreign = spoken.language.partition("-")[0] != wanted.partition("-")[0]
    return Said(text, spoken.language, is_foreign, spoken.translated or "")
