"""Which characters a text may hold: those that a reader can see, and the joiners of scripts.

Bidi controls make a line read differently from what it says (Unicode TR 36 and 39); control
characters, unassigned and private ones show differently or not at all. A zero width joiner or
non-joiner is spelling in many scripts.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\x85\u2028\u2029")
_JOINERS = frozenset("\u200c\u200d")
_HIDDEN = frozenset("\ufeff\u180e\u2061\u2062\u2063\u2064")
_FINE = (
    frozenset("\n\r\t") | frozenset(map(chr, range(32, 127))) | frozenset(map(chr, range(160, 384)))
)
_PICTURES = range(0x1F000, 0x1FB00)
_TAGS = range(0xE0000, 0xE0080)


def refused_in(text: str) -> frozenset[str]:
    """Return the characters of a text that are refused; empty for nearly every text."""
    strange = set(text) - _FINE
    if not strange:
        return frozenset()
    return frozenset(character for character in strange if kind(character))


@cache
def kind(character: str) -> str:
    """Return why a character is refused: bidi, break, control, unassigned, hidden; or ""."""
    if character in _FINE or character in _JOINERS:
        return ""
    if character in _BIDI:
        return "bidi"
    if character in _BREAKS:
        return "break"
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return "control"
    if category in ("Co", "Cn"):
        # blocks reserved for pictures: new emoji come every year, faster than new Pythons
        return "" if ord(character) in _PICTURES else "unassigned"
    return "hidden" if character in _HIDDEN or ord(character) in _TAGS else ""


def is_harmless_to_parse(character: str) -> bool:
    """Whether every parser reads the text around a refused character the same way."""
    return kind(character) in ("bidi", "unassigned", "hidden") and (
        character != "\ufeff" and ord(character) & 0xFFFE != 0xFFFE
    )


def name(character: str) -> str:
    """Return the code and the name of a character: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    known = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {known}".strip()
