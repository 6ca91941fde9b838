"""“Did you mean …?”: the known name that is nearest to a misspelt one."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.diagnostic import Message

_LONGEST = 100


def did_you_mean(name: str, known: Iterable[str]) -> Message | None:
    """Return a hint at the nearest known name; None where none is near."""
    if len(name) > _LONGEST:
        return None
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return say("did you mean “{near}”?", near=near[0]) if near else None
