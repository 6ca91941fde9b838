"""“Did you mean …?”: the known name that is nearest to a misspelt one."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.diagnostic import Message

_LONGEST = 100
_NEAR = 0.7
_SHORT = 4
_NEAR_SHORT = 0.6  # two letters of three: “dew” is “due”


def did_you_mean(name: str, known: Iterable[str]) -> Message | None:
    """Return a hint at the nearest known name; None where none is near."""
    near = nearest(name, known)
    return say("did you mean “{near}”?", near=near) if near is not None else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is nearest to a misspelt one; None where none is near."""
    if len(name) > _LONGEST:
        return None
    cutoff = _NEAR if len(name) > _SHORT else _NEAR_SHORT
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=cutoff)
    return near[0] if near else None
