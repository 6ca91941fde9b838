"""Stylesheets and scripts as the site serves them: styles without comments and blanks."""

from __future__ import annotations

import re

from promisetrack.artifact import Artifact
from promisetrack.resources import site_templates

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s*([{}])\s*|(?<=[;,:])\s+|\s+")


def style(name: str) -> Artifact:
    """Return a shipped stylesheet, squeezed; a tracker's tokens still find their places."""
    text = (site_templates() / name).read_text(encoding="utf-8")
    return Artifact(name, squeezed(text).encode())


def script(name: str) -> Artifact:
    """Return a shipped script as it can be read."""
    return Artifact(name, (site_templates() / name).read_bytes())


def squeezed(text: str) -> str:
    """Return CSS without comments and without the blanks that mean nothing."""
    return _BLANK.sub(_kept, _COMMENT.sub("", text)).replace(";}", "}").strip() + "\n"


def _kept(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1] if found.start() else ""
    return found[1] or ("" if before in ";,:" else " ")
