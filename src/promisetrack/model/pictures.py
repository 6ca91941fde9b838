"""Pictures that a page may show: what they are by their bytes, and SVG that can do nothing.

An SVG is a document: opened by itself it runs scripts and loads what it likes, with the rights of
the site. Only one that draws, and nothing else, counts as a picture here.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

RASTERS: Final = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "avif": re.compile(rb"....ftypavi[fs]", re.DOTALL),
}
"""Endings of picture files, and how their bytes begin."""

SVG_LIMIT: Final = 512 * 1024
_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_DRAWING: Final = frozenset(
    """circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon
    polyline radialGradient rect stop svg symbol text textPath title tspan use""".split()  # noqa: SIM905 - prose
)
_ATTRIBUTE = re.compile(r"(?!on)[a-zA-Z][\w:-]*")
_REFERENCE = re.compile(
    r"url\((?!\s*['\"]?#)|javascript:|data:|@import|expression\(", re.IGNORECASE
)


def kind_of(path: str, content: bytes) -> str:
    """Return the kind of a picture (`png`, `jpg`, `svg` …), empty where it is none to be shown."""
    ending = path.rpartition(".")[2].lower()
    if ending == "svg":
        return "svg" if is_drawing(content) else ""
    begin = RASTERS.get(ending)
    return ending if begin is not None and begin.match(content) else ""


def is_drawing(content: bytes) -> bool:
    """Whether an SVG only draws: no script, no style, nothing from elsewhere, no entity."""
    odd = (b"\0", b"<?xml-", b"<!D", b"<!E", b"<![")
    if len(content) > SVG_LIMIT or any(one in content for one in odd):
        return False
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without a DOCTYPE there is no entity
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    return root.tag == f"{_SVG}svg" and all(_is_harmless(one) for one in root.iter())


def _is_harmless(one: ElementTree.Element) -> bool:
    if not isinstance(one.tag, str) or not one.tag.startswith(_SVG):
        return False
    if one.tag.removeprefix(_SVG) not in _DRAWING:
        return False
    return all(_is_harmless_value(name, value) for name, value in one.items())


def _is_harmless_value(name: str, value: str) -> bool:
    if name in _HREFS:
        return value.startswith("#")
    plain = name.rpartition("}")[2]
    return _ATTRIBUTE.fullmatch(plain) is not None and _REFERENCE.search(value) is None
