"""What the parser said when it gave up, and the lines around that place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.diagnostic import Message
    from promisetrack.source.lines import Lines

_NAME = r"(?:- +)*(?:[A-Za-z_][\w.-]*|\"[^\"]*\"|'[^']*')"


FIELD = re.compile(rf"^(?P<before>\s*{_NAME}\s*:[ \t]+|\s*(?:- +)+)(?P<value>\S.*)$")


_HEREABOUTS = 3
_MANY = 500


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the parser said, and the lines (from 0) where it began and where it gave up."""

    lines: Lines
    problem: str
    context: str
    first: int
    last: int
    index: int

    def nearby(self) -> Sequence[int]:
        """Return the numbers of the lines that may hold the slip: of thousands, both ends."""
        found = range(max(0, min(self.first, self.last - _HEREABOUTS)), self.last + 1)
        return found if len(found) <= 2 * _MANY else (*found[:_MANY], *found[-_MANY:])

    def backwards(self) -> list[tuple[int, str]]:
        """Return those lines that say something, the one where the parser gave up first."""
        found = [(number, self.lines.line(number)) for number in reversed(self.nearby())]
        return [(number, line) for number, line in found if line.strip()]


@dataclass(frozen=True, slots=True)
class Slip:
    message: Message
    help: Message
    number: int
    column: int | None = None
    check: str = "yaml-syntax"


def trouble_of(lines: Lines, error: Any) -> Trouble:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    index = mark.index if mark is not None else 0
    last = said(lines, lines.number_at(index))
    first = lines.number_at(context_mark.index) if context_mark is not None else last
    return Trouble(
        lines,
        str(getattr(error, "problem", None) or getattr(error, "reason", None) or ""),
        str(getattr(error, "context", None) or ""),
        min(first, last),
        last,
        index,
    )


def said(lines: Lines, number: int) -> int:
    """Return the nearest line at or above `number` that says something."""
    while number > 0 and not lines.line(number).strip():
        number -= 1
    return number


def value_of(line: str) -> str:
    found = FIELD.match(line)
    return found["value"] if found else line.strip()


def closing(value: str) -> int | None:
    """Return where the quote that opens `value` is closed, or None."""
    pattern = r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'(?!')"
    found = re.match(pattern, value)
    return found.end() if found else None


def quoted(text: str) -> str:
    """Return a text in the quotes that need the least escaping."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
