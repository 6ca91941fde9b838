"""What the script of a language asks for: the comma of its lists, and isolates from right to left.

In a sentence that runs from right to left, a piece of Latin text (a name, an address, an id) can
drag the full stop or the number beside it to its other end. The isolates of the Unicode
Bidirectional Algorithm (UAX #9: U+2068 and U+2069) keep it apart.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from promisetrack.words.languages import direction

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_STRONG, POP = "\u2068", "\u2069"

_COMMAS = {"ar": "، ", "ckb": "، ", "fa": "، ", "ps": "، ", "ur": "، "}


def comma(language: str) -> str:
    """Return what stands between the items of a list."""
    return _COMMAS.get(language.split("-")[0], ", ")


def listed(items: Iterable[str], language: str) -> str:
    """Return items one after the other, with the comma of the language."""
    return comma(language).join(items)


def capitalised(text: str) -> str:
    """Return a sentence with its first letter large, be it behind a mark or an isolate."""
    at = next((place for place, one in enumerate(text) if one.isalnum()), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def isolated(text: str, language: str) -> str:
    """Return what fills a gap of a sentence, kept apart where it runs against the sentence."""
    if direction(language) != "rtl" or text.startswith((FIRST_STRONG, "<")):
        return text
    strong = (unicodedata.bidirectional(one) for one in text)
    first = next((one for one in strong if one in ("L", "R", "AL")), "")
    return f"{FIRST_STRONG}{text}{POP}" if first == "L" else text
