"""Plain data side by side: when two values are the same, and when only their order differs."""

from __future__ import annotations

from typing import Final


class _Absent:
    """Nothing stands here; not even a key without a value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


def same(before: object, after: object) -> bool:
    """Whether two values say the same: the order of keys does not count, that of lists does.

    Numbers are compared by value (1 and 1.0 are one number), but a truth value is no number.
    """
    return before == after and not _is_mixed(before, after)


def _is_mixed(before: object, after: object) -> bool:
    """Whether two values that Python calls equal have a truth value against a number in them."""
    if isinstance(before, str):
        return False
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if type(value) is not str and _is_mixed(value, after[key]):
                return True
        return False
    if isinstance(before, list) and isinstance(after, list):
        for one, other in zip(before, after, strict=True):
            if type(one) is not str and _is_mixed(one, other):
                return True
        return False
    return isinstance(before, bool) != isinstance(after, bool)


def is_void(value: object) -> bool:
    """Whether nothing is said: no key, a key without a value, an empty list or map or text."""
    return value is ABSENT or value is None or (isinstance(value, list | dict | str) and not value)


def is_reordered(before: object, after: object) -> bool:
    """Whether two lists hold the same items in another order."""
    if not (isinstance(before, list) and isinstance(after, list) and len(before) == len(after)):
        return False
    left = list(after)
    for item in before:
        found = next((place for place, other in enumerate(left) if same(item, other)), None)
        if found is None:
            return False
        del left[found]
    return not same(before, after)


def plain(value: object) -> object:
    """Return the value as it leaves: None where there is none."""
    return None if value is ABSENT else value
