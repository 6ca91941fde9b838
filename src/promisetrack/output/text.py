"""Findings for people at a terminal: the place, the words, the line with its fault underlined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.output.escape import visible, width
from promisetrack.output.summary import LEVEL_NAMES, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

_WIDEST: Final = 96
"""Columns of a source line that are shown; longer ones are cut around the fault."""

_BEFORE: Final = 40
"""Columns that stay before the fault in a line that is cut."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_COLOURS: Final = {"error": "31", "warning": "33", "note": "36"}
_CUT: Final = "…"


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    words: Words,
    summary: Summary,
    sources: Mapping[str, str],
    prefix: str = "",
    today: str = "",
    tracker: str = "",
    colour: bool = False,
) -> str:
    """Return all findings as text that ends in one sentence.

    `sources` are the texts of the files by path, `prefix` stands before every path. `today` and
    `tracker` are not shown.
    """
    page = _Page(words, sources, prefix, colour)
    blocks = ["\n".join(page.block(one)) for one in diagnostics]
    blocks.append(visible(sentence(diagnostics, summary, words=words, prefix=prefix)))
    return "\n\n".join(blocks) + "\n"


@dataclass(frozen=True)
class _Page:
    words: Words
    sources: Mapping[str, str]
    prefix: str
    has_colour: bool

    def block(self, one: Diagnostic) -> Iterator[str]:
        """Yield the lines about one finding."""
        yield self._head(one)
        margin = " " * len(str(one.start.line))
        yield from self._excerpt(one, margin)
        if one.help is not None:
            yield f" {margin} = {self._say(self.words.text(say('remedy: {help}', help=one.help)))}"
        for other in one.related:
            place = f"{self.prefix}{other.path}:{other.start.line}:{other.start.column}"
            yield f" {margin} = {self._say(place)}: {self._say(self.words.text(other.label))}"
        if one.suppressed is not None:
            reason = self.words.text(say("suppressed: {reason}", reason=one.suppressed))
            yield f" {margin} = {self._say(reason)}"

    def _head(self, one: Diagnostic) -> str:
        place = f"{self.prefix}{one.path}:{one.start.line}:{one.start.column}"
        level = self._paint(self.words.text(LEVEL_NAMES[one.level]), f"1;{_COLOURS[one.level]}")
        message = self._say(self.words.text(one.message))
        return f"{self._bold(self._say(place))}: {level}: {message} [{one.code} {one.check}]"

    def _excerpt(self, one: Diagnostic, margin: str) -> Iterator[str]:
        lines = _BREAK.split(self.sources.get(one.path, ""), one.start.line)
        if one.start.line > len(lines) or not lines[one.start.line - 1].strip():
            return
        line = lines[one.start.line - 1]
        end = one.end.column if one.end.line == one.start.line else len(line) + 1
        shown, under = underlined(line, one.start.column, end)
        bar = self._paint("|", "2")
        yield f" {margin} {bar}"
        yield f" {one.start.line} {bar} {shown}"
        yield f" {margin} {bar} {self._paint(under, _COLOURS[one.level])}"

    def _say(self, text: str) -> str:
        return visible(text)

    def _bold(self, text: str) -> str:
        return self._paint(text, "1")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.has_colour else text


def underlined(line: str, start: int, end: int) -> tuple[str, str]:
    """Return a source line as it can be shown, and carets below its columns `start` to `end`.

    Columns count characters from 1, `end` lies behind the last one. What cannot be seen is
    written as its code, a tab as two spaces, and of a long line only the part around the fault
    is shown.
    """
    before, marked = _shown(line[: start - 1]), _shown(line[start - 1 : end - 1])
    after = _shown(line[max(end, start) - 1 :])
    if width(before) > _BEFORE and width(before + marked + after) > _WIDEST:
        before = _CUT + _last(before, _BEFORE)
    marked = _first(marked, _WIDEST - width(before))
    after = _first(after, _WIDEST - width(before + marked))
    return before + marked + after, " " * width(before) + "^" * max(1, width(marked))


def _shown(text: str) -> str:
    return visible(text.replace("\t", "  "))


def _first(text: str, columns: int) -> str:
    """Return as much of the beginning of `text` as fits."""
    if width(text) <= columns:
        return text
    used = 0
    for index, sign in enumerate(text):
        used += width(sign)
        if used > columns - 1:
            return text[:index] + _CUT
    return text


def _last(text: str, columns: int) -> str:
    """Return as much of the end of `text` as fits."""
    return _first(text[::-1], columns)[::-1].removeprefix(_CUT)
