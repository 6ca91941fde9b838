"""What may be looked at, at all: the first gate, before any parser sees the text.

Nothing here trusts the file: a link is never followed, size is asked before bytes are decoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import Fault, Message, Position, Span, say
from promisetrack.files import EXECUTABLE, LINK, REGULAR
from promisetrack.source import characters
from promisetrack.source.lines import Lines

if TYPE_CHECKING:
    from promisetrack.files import SourceFile

SIZE = 256 * 1024
"""Bytes of one file: some fifty times the length of a detailed commitment."""

_SUBMODULE = "160000"
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_AT_MOST = 20


def admit(file: SourceFile) -> tuple[str | None, tuple[Fault, ...]]:
    """Return the text of a file, or why it is not read; a leading byte order mark is dropped.

    Faults beside a text name characters that are refused but do not change how it is read.
    """
    refused = not_a_file(file) or _too_large(file) or _utf_16(file)
    if refused is not None:
        return None, (refused,)
    try:
        text = file.content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return None, (_not_utf_8(file, error.start),)
    if not text.strip():
        return None, (empty(file.path),)
    return _admit_characters(file.path, text)


def empty(path: str) -> Fault:
    """Return the fault of a file that says nothing."""
    return Fault(
        "empty-file",
        say("this file is empty, or holds only comments"),
        say("write what it is meant to say, or remove the file"),
        path,
    )


def not_a_file(file: SourceFile) -> Fault | None:
    """Return why what stands here is no file, None where it is one."""
    if file.mode in (REGULAR, EXECUTABLE):
        return None
    kinds = {
        LINK: say("this is a link to another file, which is not followed"),
        _SUBMODULE: say("this is a link to another repository (a submodule), which is not read"),
    }
    message = kinds.get(file.mode, say("this is neither a file nor a folder, and is not read"))
    help_text = say("put the file itself in its place, with its content")
    return Fault("not-a-regular-file", message, help_text, file.path)


def _too_large(file: SourceFile) -> Fault | None:
    if len(file.content) <= SIZE:
        return None
    return Fault(
        "too-large",
        say("this file is longer than the {limit} KiB that are read", limit=SIZE // 1024),
        say("keep long documents as evidence in “files/” and link to them"),
        file.path,
    )


def _not_utf_8(file: SourceFile, offset: int) -> Fault:
    before = file.content[:offset].decode("utf-8")
    place = Lines(before + "?").position(len(before.removeprefix("\ufeff")))
    message = say("byte {offset} of this file is not UTF-8", offset=offset + 1)
    return Fault(
        "not-utf-8", message, _as_latin_1(file.content, offset), file.path, Span(place, place)
    )


_SAVE_AS_UTF_8 = say("save the file again with the encoding UTF-8")


def _utf_16(file: SourceFile) -> Fault | None:
    """Tell UTF-16 by its mark, or by the many zero bytes of text in Latin letters."""
    head = file.content[:200]
    if head[:2] not in _BOMS and head.count(0) * 3 <= len(head):
        return None
    message = say("this file is written in UTF-16, not in UTF-8")
    return Fault("not-utf-8", message, _SAVE_AS_UTF_8, file.path)


def _as_latin_1(content: bytes, offset: int) -> Message:
    """Show the word that an old encoding would give, where it looks like one."""
    start, end = offset, offset
    while start > 0 and content[start - 1] > 0x20 and offset - start < 30:
        start -= 1
    while end < len(content) and content[end] > 0x20 and end - offset < 30:
        end += 1
    word = content[start:end].decode("cp1252", "replace")
    if len(word) > 1 and all(one.isprintable() and one != "\ufffd" for one in word):
        return say(
            "it looks like Latin-1 (Windows): “{word}”; save the file again with the encoding "
            "UTF-8",
            word=word,
        )
    return _SAVE_AS_UTF_8


def _admit_characters(path: str, text: str) -> tuple[str | None, tuple[Fault, ...]]:
    refused = characters.refused_in(text)
    if not refused:
        return text, ()
    lines = Lines(text)
    places = [index for index, one in enumerate(text) if one in refused]
    faults = tuple(_character(path, lines, index) for index in places[:_AT_MOST])
    is_read = all(characters.is_harmless_to_parse(one) for one in refused)
    return (text if is_read else None), faults


def _character(path: str, lines: Lines, index: int) -> Fault:
    one = lines.text[index]
    return Fault(
        "bidi-or-control-character",
        character_message(one),
        say("delete it, and type the text around it again if it then reads wrongly"),
        path,
        Span(lines.position(index), Position(*_next(lines.position(index)))),
    )


def _next(place: Position) -> tuple[int, int]:
    return place.line, place.column + 1


def character_message(character: str) -> Message:
    """Say what is wrong with one refused character."""
    name = characters.name(character)
    kinds = {
        "bidi": say(
            "the invisible character {name} makes this line read differently from what it says",
            name=name,
        ),
        "break": say(
            "the invisible character {name} ends a line for some programs and not for others",
            name=name,
        ),
        "control": say("the control character {name} is not text", name=name),
        "unassigned": say(
            "the character {name} has no agreed meaning: each program shows another sign", name=name
        ),
        "hidden": say("the character {name} cannot be seen", name=name),
    }
    return kinds[characters.kind(character)]
