"""Lines and columns of a text: from an index of a character to a place, and back."""

from __future__ import annotations

import re
from bisect import bisect_right

from promisetrack.diagnostic import Position, Span

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of one text. A line ends at LF, CRLF or CR, as in YAML 1.2."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def __len__(self) -> int:
        """Return the number of lines; an empty last one does not count."""
        return len(self.starts) - (len(self.starts) > 1 and self.starts[-1] >= len(self.text))

    def line(self, number: int) -> str:
        """Return a line (from 0) without its end; empty beyond the text."""
        if not 0 <= number < len(self.starts):
            return ""
        after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : after].rstrip("\r\n")

    def number_at(self, index: int) -> int:
        """Return the number (from 0) of the line that holds a character, within the text."""
        return min(bisect_right(self.starts, index) - 1, len(self) - 1)

    def position(self, index: int) -> Position:
        """Return the place of a character; behind the text: the end of its last line."""
        number = self.number_at(index)
        column = min(max(index - self.starts[number], 0), len(self.line(number)))
        return Position(number + 1, column + 1)

    def span(self, start: int, end: int) -> Span:
        """Return the place of a stretch of text; never empty-handed, never backwards."""
        first = self.position(start)
        return Span(first, max(first, self.position(end)))

    def whole(self, number: int) -> Span:
        """Return the place of what is written on a line (from 0), without its indentation."""
        number = max(0, min(number, len(self) - 1))
        line = self.line(number)
        stripped = line.strip()
        first = line.index(stripped) if stripped else 0
        return Span(
            Position(number + 1, first + 1), Position(number + 1, first + len(stripped) + 1)
        )
