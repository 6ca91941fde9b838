"""English that stands in for a missing translation says so: `lang` and `dir` around it.

A sentence without a translation comes between two marks (`words.catalogue`). In a page they
become an element; where none may stand (attributes, titles, options, drawings, scripts) and in
other files they are taken out.
"""

from __future__ import annotations

import re

from promisetrack.words.catalogue import SOURCE_LANGUAGE, STANDS_IN, STOOD_IN

_MARKS = re.compile(f"[{STANDS_IN}{STOOD_IN}]")
_OPENING = f'<span lang="{SOURCE_LANGUAGE}" dir="ltr">'
_PIECES = re.compile(
    r"""(<(?P<name>title|option|textarea|text|desc|script|style)\b(?:[^>"']|"[^"]*"|'[^']*')*>
         .*?</(?P=name)\s*>
        |<!--.*?-->|</?[a-z](?:[^>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_VOID = re.compile(r"<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b|.*/>$")
_WRITTEN = re.compile(rb"\xef\xb7[\x90\x91]|\\ufdd[01]|%EF%B7%9[01]", re.IGNORECASE)
_IN_ADDRESSES = re.compile("%EF%B7%9[01]")


def in_english(html: str) -> str:
    """Return a page whose marks have become elements in English."""
    html = _IN_ADDRESSES.sub("", html)
    if STANDS_IN not in html:
        return html
    pieces = [one for one in _split(html) if one]
    places = _places(pieces)
    return "".join(
        places.get(at, "") if _MARKS.fullmatch(piece) else _MARKS.sub("", piece)
        for at, piece in enumerate(pieces)
    )


def without_marks(content: bytes) -> bytes:
    """Return a file that is no page, without marks."""
    return _WRITTEN.sub(b"", content)


def _split(html: str) -> list[str]:
    """Return tags, marks and what lies between them."""
    found: list[str] = []
    end = 0
    for tag in _PIECES.finditer(html):
        found += [*re.split(f"([{STANDS_IN}{STOOD_IN}])", html[end : tag.start()]), tag[0]]
        end = tag.end()
    return [*found, *re.split(f"([{STANDS_IN}{STOOD_IN}])", html[end:])]


def _places(pieces: list[str]) -> dict[int, str]:
    """Return what stands at which mark: only the outer pairs that hold whole elements."""
    found: dict[int, str] = {}
    begun: list[int] = []
    depth = lowest = 0  # of open elements, from where the outer mark stands
    for at, piece in enumerate(pieces):
        if piece == STANDS_IN:
            depth, lowest = (depth, lowest) if begun else (0, 0)
            begun.append(at)
        elif piece == STOOD_IN and begun:
            start = begun.pop()
            if not begun and depth == lowest == 0:
                found[start], found[at] = _OPENING, "</span>"
        elif piece.startswith("<"):
            depth += _step(piece)
            lowest = min(lowest, depth)
    return found


def _step(tag: str) -> int:
    if tag.startswith("</"):
        return -1
    is_whole = tag.startswith("<!") or _VOID.match(tag) or "</" in tag
    return 0 if is_whole else 1
