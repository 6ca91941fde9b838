"""Real commitments with their real history, ready to be planted as a git repository.

Sources and licences: README.md and the two licences beside it. `tools/demo.py` makes the history.
"""

from __future__ import annotations

import lzma
from importlib.resources import files

BRANCH = "main"
"""The branch of the history."""


def history() -> bytes:
    """Return the whole history as a stream for `git fast-import`."""
    return lzma.decompress((files(__name__) / "history.xz").read_bytes())
