"""The one escaper for terminals and logs: nothing that came from outside can command either."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_JOINERS: Final = "\u200c\u200d"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_COMMAND: Final = re.compile(r"^(\s*):(?=:)|##(?=\[|vso\[)", re.MULTILINE)
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return `text` on one line, every sign that cannot be seen written as its code.

    Joiners stay, because scripts need them. What CI servers would obey as a command
    (`::` at the start of a line, `##[`) is broken by a backslash.
    """
    if not text.isprintable():
        text = "".join(map(_sign, text))
    return _COMMAND.sub(_broken, text)


def _sign(sign: str) -> str:
    if sign in _JOINERS or unicodedata.category(sign) not in _HIDDEN:
        return sign
    return _SHORT.get(sign) or f"<U+{ord(sign):04X}>"


def _broken(found: re.Match[str]) -> str:
    return "#\\#" if found[0] == "##" else f"{found[1]}\\:"


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes (Unicode Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me") or sign in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
