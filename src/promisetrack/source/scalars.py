"""What a plain scalar means: YAML 1.2 core schema, and what YAML 1.1 would have made of it.

Sources: YAML 1.2.2, 10.3.2 (tag resolution of the core schema); the YAML 1.1 type repository
(bool, int, float, null), which many other programs still follow.
"""

from __future__ import annotations

import math
import re

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_LARGEST = 2**63 - 1
_LONGEST = 64
_STARTS = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")

_ODD_STARTS = frozenset("+-.0123456789yYnNtTfFoO")
_ODD = re.compile(
    r"""(?: true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF
    | [-+]? (?: 0b[01_]+ | 0o[0-7_]+ | 0x[0-9a-fA-F_]+ | [0-9][0-9_]* )
    | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?
    | [-+]? (?: \.[0-9][0-9_]* | [0-9][0-9_]*(?:\.[0-9_]*)? ) (?: [eE][-+]?[0-9]+ )?
    | [-+]? \.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )\Z""",
    re.VERBOSE,
)


class NotKept(ValueError):  # noqa: N818 - not an error of the program: a number that JSON cannot hold
    """A number that cannot be kept exactly: too large, infinite, or not a number at all."""


def core(raw: str) -> str | int | float | bool | None:
    """Return what a plain scalar means under the core schema; dates stay text.

    Raises NotKept for integers beyond 64 bits, infinities and not-a-number.
    """
    if raw in NULLS:
        return None
    if raw in BOOLEANS:
        return BOOLEANS[raw]
    return _number(raw) if raw[0] in _STARTS else raw


def _number(raw: str) -> str | int | float:
    if _INTEGER.match(raw) or _OTHER_BASE.match(raw):
        return _integer(raw)
    if _NOT_FINITE.match(raw):
        raise NotKept
    if _FLOAT.match(raw):
        value = float(raw)
        if math.isinf(value):
            raise NotKept
        return value
    return raw


def _integer(raw: str) -> int:
    if len(raw) > _LONGEST:
        raise NotKept
    bases = {"0o": 8, "0x": 16}
    value = int(raw[2:], bases[raw[:2]]) if raw[:2] in bases else int(raw)
    if abs(value) > _LARGEST:
        raise NotKept
    return value


def is_odd(raw: str) -> bool:
    """Whether YAML 1.2 or 1.1 would read this text as a number or a boolean."""
    return raw[0] in _ODD_STARTS and _ODD.match(raw) is not None
