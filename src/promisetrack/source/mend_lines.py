"""Mending what cannot be read at all: encodings, line ends, and lines that break YAML.

The remedies are those that the messages show. They are taken only together: a file that still
cannot be read behind them, or whose mended lines hold unknown fields, stays as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from promisetrack.diagnostic import Message, say
from promisetrack.files import SourceFile
from promisetrack.source.build import BULLETS
from promisetrack.source.document import read
from promisetrack.source.labels import plain
from promisetrack.source.slips_typed import NO_BREAK_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from promisetrack.diagnostic import Fault
    from promisetrack.model.shape import Shape

CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$", re.MULTILINE)
STEPS = 60
"""So many lines of one file are mended; more are no slips."""

_WRITE = "write “{line}”"
_FIELD_OR_TEXT = "if “{name}” is a field, write “{line}”"
_OWN_FIELD = "if it is a field of its own, write “{line}”"
_FIELD = re.compile(r" *()(?:- +)*()[A-Za-z_][\w-]*:(?: |$)")
"""A field: where its dash, if it has one, and where its name begins."""
_FENCE = re.compile(r"\s*```[a-z]*[ \t]*\n(.*?)\n```\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was mended: its line (from 1) and what was done."""

    line: int
    message: Message


def decoded(content: bytes) -> tuple[str | None, list[Change]]:
    """Return a file's text as UTF-8 with plain line ends, and what had to be done for it."""
    text, changes = _text(content)
    if text is None:
        return None, []
    if text.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
        changes.append(Change(1, say("the byte order mark at the beginning is gone")))
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
        changes.append(Change(1, say("the lines end as everywhere, no longer as in Windows")))
    return text, changes


def _text(content: bytes) -> tuple[str | None, list[Change]]:
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        name, encoding = "UTF-16", "utf-16"
    elif content.count(0) == 0:
        name, encoding = "Latin-1", "cp1252"
    else:
        return None, []
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None, []
    if any(not one.isprintable() and one not in "\r\n\t\u00a0\u202f\ufeff" for one in text):
        return None, []
    return text, [Change(1, say("the file is in UTF-8, no longer in {encoding}", encoding=name))]


def readable(
    text: str, shape: Shape, path: str, *, is_whole: Callable[[str], bool]
) -> tuple[str, list[Change]]:
    """Return a text that can be read, and what was done; the text itself where that is not sure.

    `is_whole` tells whether a text is a file without any error.
    """
    whole, changes = _unfenced(text)
    before: tuple[int, str] | None = None
    for _ in range(STEPS):
        fault = first_fault(whole, shape, path)
        if fault is None:
            return whole, changes
        mark = (fault.span.start.line, repr(fault.message))
        mended = None if mark == before else _mended(whole, fault, shape, path, is_whole)
        if mended is None:
            return text, []
        before = mark
        whole, change = mended
        changes.append(change)
    return text, []


def first_fault(text: str, shape: Shape, path: str) -> Fault | None:
    """Return why a text cannot be read, None where it can."""
    document, faults = read(SourceFile(path, text.encode("utf-8")), shape)
    return None if document is not None else faults[0]


def _unfenced(text: str) -> tuple[str, list[Change]]:
    found = _FENCE.fullmatch(text)
    if found is None:
        return text, []
    return found[1] + "\n", [Change(1, say("the lines with ``` around the text are gone"))]


def _mended(
    text: str, fault: Fault, shape: Shape, path: str, is_whole: Callable[[str], bool]
) -> tuple[str, Change] | None:
    lines = text.split("\n")
    number = fault.span.start.line - 1
    if number >= len(lines):
        return None
    for line in _candidates(lines, number, fault, shape, is_whole):
        if line == lines[number]:
            continue
        tried = "\n".join([*lines[:number], line, *lines[number + 1 :]])
        if _is_better(tried, fault, shape, path):
            old = lines[number].strip()
            return tried, Change(
                number + 1, say("“{old}” is now “{new}”", old=old, new=line.strip())
            )
    return None


def _candidates(
    lines: list[str],
    number: int,
    fault: Fault,
    shape: Shape,
    is_whole: Callable[[str], bool],
) -> Iterator[str]:
    """Yield the lines that may stand in the place of the one at fault, likeliest first."""
    line = lines[number]
    shown = dict(fault.help.values).get("line") if fault.help else None
    text = fault.help.text if fault.help else ""
    found = NO_BREAK_NAME.match(line)
    if found and "\u00a0" in line[: len(line) - len(found["value"])]:
        before = found["before"].replace("\u00a0", " ")
        yield f"{before}: {found['value']}".rstrip()
    bare = line.lstrip()
    if re.match(BULLETS, bare) or re.match(r"\*[ \t]+\S", bare):
        yield f"{line[: len(line) - len(bare)]}- {bare[1:].strip()}"
    if text == _WRITE and isinstance(shown, str):
        yield shown
    if text.startswith(_FIELD_OR_TEXT) and _is_words(line, shape):
        yield f"{_indent_of_text(lines, number)}{bare}"
    own = str(shown).strip().split(":")[0]
    if text.startswith(_OWN_FIELD) and own in _fields(shape):
        yield str(shown)
    if "\t" in line:
        column = fault.span.start.column - 1
        yield line[:column] + " " + line[column:].lstrip("\t")
    if fault.message.text.startswith("the indentation of this line"):
        yield from _indented(lines, number, is_whole)


def _is_better(text: str, fault: Fault, shape: Shape, path: str) -> bool:
    """Whether a text can be read further than to the line of a fault."""
    after = first_fault(text, shape, path)
    return after is None or after.span.start.line > fault.span.start.line


def _is_words(line: str, shape: Shape) -> bool:
    """Whether a line is surely a text and no field without its colon."""
    first = re.split(r"[\s:=]", line.strip(), maxsplit=1)[0]
    is_field = any(OSA.distance(plain(first), plain(one)) <= 1 for one in _fields(shape))
    return ":" not in line and "=" not in line and not is_field


def _indent_of_text(lines: list[str], number: int) -> str:
    """Return two columns more than the field above has, whose text the line goes on with."""
    for above in reversed(lines[:number]):
        if re.match(r"\s*(?:- +)*[A-Za-z_][\w-]*:", above):
            return " " * (len(above) - len(re.sub(r"^\s*(?:- +)*", "", above)) + 2)
    return "  "


def _indented(lines: list[str], number: int, is_whole: Callable[[str], bool]) -> Iterator[str]:
    """Yield the line at the one column at which the whole file is right; none where two are."""
    own = len(lines[number]) - len(lines[number].lstrip(" "))
    found = (_FIELD.match(above) for above in lines[:number])
    columns = {column for one in found if one for column in (one.start(1), one.start(2))}
    right = [
        line
        for column in sorted(columns)
        if abs(column - own) == 1
        for line in [" " * column + lines[number].strip()]
        if is_whole("\n".join([*lines[:number], line, *lines[number + 1 :]]))
    ]
    if len(right) == 1:
        yield right[0]


def _fields(shape: Shape) -> set[str]:
    """Return the names of all fields of a file, at any depth."""
    found: set[str] = set()
    waiting, seen = [shape], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        found |= set(one.fields)
        waiting += [*one.fields.values(), *(each for each in (one.any, one.item) if each)]
    return found
