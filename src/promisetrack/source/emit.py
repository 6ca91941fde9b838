"""Plain data out as YAML text: block style only, one key or one paragraph on a line.

The layout is made for `git diff` and for people: no inline maps, text of several lines as a
literal block (a paragraph stays one line, however long), quotes only where a YAML 1.1 or 1.2
reader would take a text for a number, a truth value, nothing at all, or a piece of syntax.
Whatever comes out reads back as the data that went in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeGuard

STEP = 2
"""By how many columns a nested map or list is moved to the right."""

# Anything that YAML 1.1 (older tools) or the YAML 1.2 core schema (ours) would not read as text.
_WORDS = frozenset(
    {"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}
    | {".nan", ".inf", "-.inf", "+.inf"}
)
_NUMBER = re.compile(r"[-+]?(\d[\d_,]*\.?[\d_]*|\.\d[\d_]*)([eE][-+]?\d*)?|[-+]?0[xob][\da-fA-F_]+")
_SEXAGESIMAL = re.compile(r"[-+]?\d+(:[0-5]?\d)+(\.\d*)?")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# Characters that the YAML specification does not call printable, and the line breaks of YAML 1.1.
_UNPRINTABLE = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(data: object) -> str:
    """Return `data` (maps, lists, text, numbers, truth values, None) as one YAML document."""
    if isinstance(data, Mapping) and data:
        return "".join(f"{line}\n" for line in map_lines(data, 0))
    if _is_list(data) and data:
        return "".join(f"{line}\n" for line in _list(data, 0))
    return f"{inline(data)}\n"


def entry(key: str, value: object, indent: int) -> list[str]:
    """Return the lines of `key: value`, indented by `indent` columns."""
    return _after(" " * indent + f"{scalar(key)}:", value, indent)


def item(value: object, indent: int) -> list[str]:
    """Return the lines of one list item, its dash at column `indent` (counted from 0)."""
    dash = " " * indent + "-"
    if isinstance(value, Mapping) and value:
        lines = map_lines(value, indent + STEP)
        return [f"{dash} {lines[0].lstrip(' ')}", *lines[1:]]
    if _is_list(value) and value:
        lines = _list(value, indent + STEP)
        return [f"{dash} {lines[0].lstrip(' ')}", *lines[1:]]
    return _after(dash, value, indent)


def scalar(value: object) -> str:
    """Return a number, a truth value, nothing, or a text without line breaks, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if _is_plain(text):
        return text
    if _UNPRINTABLE.search(text) or "\n" in text or "\t" in text:
        return _escaped(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'" if "'" not in text else _escaped(text)


def inline(value: object) -> str:
    """Return what may stand behind a colon or a dash on the same line."""
    if isinstance(value, Mapping):
        return "{}"
    return "[]" if _is_list(value) else scalar(value)


def _after(start: str, value: object, indent: int) -> list[str]:
    if isinstance(value, Mapping) and value:
        return [start, *map_lines(value, indent + STEP)]
    if _is_list(value) and value:
        return [start, *_list(value, indent + STEP)]
    if _is_inline(value):
        return [f"{start} {inline(value)}"]
    head, *body = _literal(str(value), indent + STEP)
    return [f"{start} {head}", *body]


def map_lines(data: Mapping[str, object], indent: int) -> list[str]:
    return [line for key, value in data.items() for line in entry(key, value, indent)]


def _list(data: Sequence[object], indent: int) -> list[str]:
    return [line for value in data for line in item(value, indent)]


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_inline(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if "\n" not in value:
        # A long text full of quotes and backslashes reads better as a block than escaped.
        return not ('"' in value and "'" in value and _is_literal(value)) or _is_plain(value)
    return not _is_literal(value)


def _is_literal(text: str) -> bool:
    """Tell whether a literal block keeps this text exactly, and people see where it ends."""
    if _UNPRINTABLE.search(text) or not text.strip() or text.endswith("\n\n"):
        return False
    # Tabs at the start of a line, and white space alone on one, invite editors to change them.
    return not re.search(r"^ *\t|^[ \t]+$", text, re.MULTILINE)


def _literal(text: str, indent: int) -> list[str]:
    body = text.rstrip("\n")
    chomp = "" if text.endswith("\n") else "-"
    digit = str(STEP) if body.startswith((" ", "\n")) else ""
    lines = body.split("\n")
    return [f"|{digit}{chomp}", *(" " * indent + line if line else "" for line in lines)]


def _is_plain(text: str) -> bool:
    if not text or text != text.strip() or text[0] in _INDICATORS:
        return False
    if any(mark in text for mark in (": ", " #", "\n", "\t")) or text.endswith(":"):
        return False
    if text.startswith(("---", "...")) or _UNPRINTABLE.search(text):
        return False
    return not (text.lower() in _WORDS or _NUMBER.fullmatch(text) or _SEXAGESIMAL.fullmatch(text))


def _escaped(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        char = match[0]
        if char in _ESCAPES:
            return _ESCAPES[char]
        code = ord(char)
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return '"' + re.sub(rf'[\\"\n\t\r]|{_UNPRINTABLE.pattern}', escape, text) + '"'
