"""Numbers as people write them in records, and what it means that one promises less."""

from __future__ import annotations

from typing import TypeAlias

Number: TypeAlias = int | float
Sides: TypeAlias = tuple[Number | None, Number | None]
"""The value before and after."""


def number(value: object) -> Number | None:
    """Return a number, also one written as text; None for everything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, dict):
        return number(value.get("amount"))
    try:
        found = float(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < float("inf") else None


def is_less(after: Number | None, before: Number | None) -> bool:
    """Whether a sum shrank; one that is no longer given counts as nothing."""
    return before is not None and before > 0 and (after is None or after < before)


def is_gap_smaller(target: Sides, baseline: Sides, *, better: object, is_target: bool) -> bool:
    """Whether less is promised than before, and whether this side of the gap made it less.

    The gap is target − baseline; it weakens when it shrinks or changes its sign. A baseline that
    is known on one side only serves for both. Without any, `better` (`higher`, `lower`) decides;
    without that, nothing can be said.
    """
    if target[0] is None or target[1] is None:
        return False
    start = baseline[0] if baseline[0] is not None else baseline[1]
    end = baseline[1] if baseline[1] is not None else baseline[0]
    if start is None or end is None or target[0] == start:
        direction = {"higher": 1, "lower": -1}.get(str(better), 0)
        return is_target and (target[1] - target[0]) * direction < 0
    sign = 1 if target[0] > start else -1
    moved = target[1] - target[0] if is_target else start - end
    is_smaller = (target[1] - end) * sign < (target[0] - start) * sign
    return is_smaller and moved * sign < 0
