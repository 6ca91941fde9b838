"""Mending slips: what is certain is put right, and everything that was done is said.

Nothing here guesses. A mended value is one that can be meant in one way only; behind every step
the file is read again, and the step counts only if the file says exactly what it should and has
no fault that it did not have. A merge conflict is never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Message, say
from promisetrack.files import SourceFile
from promisetrack.model.kinds import KINDS, LISTS
from promisetrack.model.shape import shape_of_file
from promisetrack.model.structure import Items, Keys, Node, structure_of
from promisetrack.source.build import BULLETS
from promisetrack.source.document import Document, read
from promisetrack.source.edit import rewrite
from promisetrack.source.mend_layout import blanks, inline, names, order, split_texts
from promisetrack.source.mend_lines import CONFLICT, Change, decoded, readable
from promisetrack.source.mend_meant import (
    Known,
    beneath,
    form_of,
    meant_key,
    meant_single,
    pieces,
    record_of,
)
from promisetrack.source.mend_step import Step, indexes, line_of, set_at, with_value
from promisetrack.source.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.model.forms import Form
    from promisetrack.source.build import At

_NOTES = ("comment-cuts-text", "number-that-is-a-name")
STEPS = 300
"""So many values of one file are mended."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The bytes of a file behind the mending, and what was done, in the order of the lines."""

    content: bytes
    changes: tuple[Change, ...]


def mend(file: SourceFile, kind: str, known: Known) -> Mended:
    """Return a file of a kind with its certain slips put right. Never raises for its content."""
    text, changes = decoded(file.content)
    if text is None or CONFLICT.search(text):
        return Mended(file.content, ())
    shape = shape_of_file(kind)

    def is_whole(tried: str) -> bool:
        found, _ = read(SourceFile(file.path, tried.encode("utf-8")), shape)
        return found is not None and all(one.check in _NOTES for one in faults_of(found, kind))

    text, more = readable(text, shape, file.path, is_whole=is_whole)
    changes += more
    document, _ = read(SourceFile(file.path, text.encode("utf-8")), shape)
    if document is not None:
        if more and _has_strange_lines(document, kind, {one.line for one in more}):
            return mend_encoding(file)
        text, more = _values(document, kind, known)
        changes += more
    ordered = tuple(sorted(changes, key=lambda one: one.line))
    return Mended(text.encode("utf-8"), ordered) if ordered else Mended(file.content, ())


def mend_encoding(file: SourceFile) -> Mended:
    """Return a file in UTF-8 with plain line ends, and nothing else changed."""
    text, changes = decoded(file.content)
    if text is None or not changes:
        return Mended(file.content, ())
    return Mended(text.encode("utf-8"), tuple(changes))


def _has_strange_lines(document: Document, kind: str, lines: set[int]) -> bool:
    """Whether a line that was mended blindly holds a field that nobody knows, or became text."""
    if _fields_of(document.text, lines) - _key_lines(document):
        return True
    return any(
        one.check == "unknown-field" and one.span.start.line in lines
        for one in faults_of(document, kind)
    )


def _fields_of(text: str, lines: set[int]) -> set[int]:
    """Return those lines (from 1) that look like a field or an item of a list."""
    rows = text.split("\n")
    sign = re.compile(r"\s*(?:- |-$|[A-Za-z_][\w-]*:(?: |$))")
    return {one for one in lines if sign.match(rows[one - 1])}


def _key_lines(document: Document) -> set[int]:
    """Return the lines (from 1) on which the name of a field or an item of a list begins."""
    found: set[int] = set()
    waiting = [document.tree]
    while waiting:
        node = waiting.pop()
        found |= {document.lines.number_at(start) + 1 for start, _ in node.keys.values()}
        found |= {document.lines.number_at(one.start) + 1 for one in node.items}
        waiting += [*node.fields.values(), *node.items]
    return found


def faults_of(document: Document, kind: str) -> list[Any]:
    """Return what is wrong with the records of a file."""
    if kind not in LISTS:
        return list(validate(document, kind, data=document.data)[1])
    rows = document.data if isinstance(document.data, list) else []
    return [
        fault
        for index, row in enumerate(rows)
        for fault in validate(document, kind, at=(index,), data=row)[1]
    ]


def _values(document: Document, kind: str, known: Known) -> tuple[str, list[Change]]:
    shape = shape_of_file(kind)
    changes: list[Change] = []
    refused: set[str] = set()
    for _ in range(STEPS):
        step = next(
            (one for one in _steps(document, kind, known) if _mark(one) not in refused), None
        )
        if step is None:
            break
        after, _ = read(SourceFile(document.path, step.text.encode("utf-8")), shape)
        is_sure = after is not None and after.data == step.data
        if after is None or not is_sure or not _is_no_worse(document, after, kind):
            refused.add(_mark(step))
            continue
        document = after
        changes.append(step.change)
    return document.text, changes


def _mark(step: Step) -> str:
    return step.text


def _is_no_worse(before: Document, after: Document, kind: str) -> bool:
    return len(faults_of(after, kind)) <= len(faults_of(before, kind))


def _steps(document: Document, kind: str, known: Known) -> Iterator[Step]:
    """Yield what can be mended next."""
    node: Node = structure_of(KINDS[kind])
    if kind in LISTS:
        node = Items(node)
    yield from split_texts(document, kind)
    yield from _walk(document, node, document.data, (), known)
    yield from names(document)
    yield from inline(document)
    yield from order(document, kind)
    yield from blanks(document)


def _walk(
    document: Document, node: Node | None, data: object, at: At, known: Known
) -> Iterator[Step]:
    if node is None:
        return
    if isinstance(data, dict):
        record = record_of(node)
        if isinstance(node, Items):
            yield from _one_item(document, node, data, at)
            return
        if record is not None:
            yield from _fields(document, record, data, at)
        for key, value in data.items():
            if not str(key).startswith("x-"):
                yield from _walk(document, beneath(node, key, data), value, (*at, key), known)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(document, beneath(node, index, data), value, (*at, index), known)
    elif isinstance(data, str):
        yield from _single(document, node, data, at, known)


def _single(document: Document, node: Node, written: str, at: At, known: Known) -> Iterator[Step]:
    key = next((str(one) for one in reversed(at) if isinstance(one, str)), "")
    if isinstance(node, Items):
        found = _bulleted(document, at, written) or pieces(written, node.item, key, known)
        if found:
            yield set_at(document, at, found, say("a list was made of “{old}”", old=written))
        return
    form = form_of(node)
    if form is None or _is_right(form, written, known):
        return
    meant = meant_single(written, form, key, known)
    if meant is None or meant == written:
        return
    if key == "id" and not _is_free_id(document, at, str(meant), known):
        return
    shown = str(meant).lower() if isinstance(meant, bool) else str(meant)
    message = say("“{old}” is now “{new}”", old=written, new=shown)
    if form.name == "id":
        yield _renamed(document, at, written, str(meant), message)
    else:
        yield set_at(document, at, meant, message)


def _is_right(form: Form, written: str, known: Known) -> bool:
    """Whether a value has its form, and a status is one of the plan's."""
    try:
        form.check(written)
    except ValueError:
        return False
    return form.name != "status" or written in known.statuses


def _is_free_id(document: Document, at: At, meant: str, known: Known) -> bool:
    """Whether nothing else has an id, and the file's own id is that of its name."""
    if len(at) == 1:
        return meant == known.stem
    return f"id: {meant}\n" not in document.text and meant not in known.ids


def _renamed(document: Document, at: At, old: str, new: str, message: Message) -> Step:
    """Rename an id: where it stands and where the file refers to it by the same words."""
    data = with_value(document.data, at, new)
    if at[-1] == "id":
        data = _replaced(data, old, new)
    return Step(rewrite(document.text, data), data, Change(line_of(document, at), message))


def _replaced(data: Any, old: str, new: str) -> Any:
    keys = ("evidence", "about", "part_of", "milestone", "decision")
    if isinstance(data, list):
        return [_replaced(one, old, new) for one in data]
    if not isinstance(data, dict):
        return data
    found: dict[str, Any] = {}
    for key, value in data.items():
        if key in keys and value == old:
            found[key] = new
        elif key in keys and isinstance(value, list):
            found[key] = [new if one == old else _replaced(one, old, new) for one in value]
        else:
            found[key] = _replaced(value, old, new)
    return found


def _fields(document: Document, record: Keys, data: dict[str, Any], at: At) -> Iterator[Step]:
    for key in data:
        if key in record.members or key.startswith("x-"):
            continue
        meant = meant_key(key, record.members, data)
        if meant is None:
            continue
        found = {meant if one == key else one: value for one, value in data.items()}
        start, end = indexes(document, (*at, key), on="key")
        text = document.text[:start] + meant + document.text[end:]
        message = say("the field “{old}” is now “{new}”", old=key, new=meant)
        whole = with_value(document.data, at, found)
        yield Step(text, whole, Change(line_of(document, (*at, key)), message))


def _one_item(document: Document, node: Items, data: dict[str, Any], at: At) -> Iterator[Step]:
    """One record where a list of records is expected: a list of one."""
    record = record_of(node.item)
    if record is None or not set(data) <= set(record.members) or "id" not in data:
        return
    yield set_at(document, at, [data], say("the dash of a list stands before “id”"))


def _bulleted(document: Document, at: At, written: str) -> list[str] | None:
    """Return the items of a list whose lines begin with a bullet each."""
    if not re.match(BULLETS, written):
        return None
    start, end = indexes(document, at)
    lines = document.text[start:end].split("\n")
    if len({line.strip()[:1] for line in lines}) > 1:
        return None
    found = [re.sub(BULLETS, "", line.strip()).strip() for line in lines]
    return None if any(re.match(rf"- |{BULLETS}", one) for one in found) else found
