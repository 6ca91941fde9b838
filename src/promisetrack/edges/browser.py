"""Showing a page to the person at this machine."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def show(page: Path, environ: Mapping[str, str]) -> bool:
    """Open a page in the browser; return whether there was a screen to open one on.

    Without a screen nothing is tried: a browser for terminals would take over the terminal.
    """
    has_screen = sys.platform in ("darwin", "win32") or any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not has_screen:
        return False
    try:
        return webbrowser.open(page.resolve().as_uri())
    except webbrowser.Error:
        return False
