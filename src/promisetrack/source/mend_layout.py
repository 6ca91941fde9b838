"""What is mended without another meaning: quotes, braces, the order of reports, white space."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import say
from promisetrack.model.dates import last_day
from promisetrack.model.kinds import LISTS
from promisetrack.model.shape import shape_of
from promisetrack.source.commas import commas
from promisetrack.source.edit import rewrite
from promisetrack.source.mend_lines import Change
from promisetrack.source.mend_step import Step, indexes, line_of, set_at, value_at, with_value
from promisetrack.source.trouble import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.source.build import At
    from promisetrack.source.document import Document


def split_texts(document: Document, kind: str) -> Iterator[Step]:
    """Texts between braces that a comma has split are put together again."""
    rows = document.data if kind in LISTS and isinstance(document.data, list) else [document.data]
    for index, row in enumerate(rows):
        base: At = (index,) if kind in LISTS else ()
        for one in commas(document, base, row, shape_of(kind)):
            *parent, name = one.at
            holder: dict[str, Any] = {
                key: value
                for key, value in value_at(document.data, parent).items()
                if key not in one.pieces
            }
            holder[str(name)] = ", ".join((one.before, *one.pieces))
            message = say("“{text}” is one text again", text=holder[str(name)])
            yield set_at(document, tuple(parent), holder, message)


def names(document: Document) -> Iterator[Step]:
    """Names that look like numbers are put in quotes."""
    for odd in document.odd_scalars:
        start, end = indexes(document, odd.at)
        text = document.text[:start] + quoted(odd.raw) + document.text[end:]
        message = say("“{name}” is in quotes now", name=odd.raw)
        yield Step(text, document.data, Change(line_of(document, odd.at), message))


def inline(document: Document) -> Iterator[Step]:
    """Records between braces are written one field a line."""
    whole: Any = document.data
    for at in _flow_maps(document, document.data, ()):
        text = rewrite(document.text, with_value(document.data, at, "promisetrack"))
        text = rewrite(text, whole)
        message = say("the fields between braces stand one a line")
        yield Step(text, document.data, Change(line_of(document, at), message))


def _flow_maps(document: Document, data: object, at: At) -> Iterator[At]:
    node = document.node(at)
    if node is None:
        return
    if node.is_flow and _has_map(data):
        if at:
            yield at
        return
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _flow_maps(document, value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _flow_maps(document, value, (*at, index))


def _has_map(data: object) -> bool:
    if isinstance(data, dict):
        return bool(data)
    return isinstance(data, list) and any(_has_map(one) for one in data)


def order(document: Document, kind: str) -> Iterator[Step]:
    """Reports in no order are put in that of their dates; comments between them forbid it."""
    if kind != "commitment" or not isinstance(document.data, dict):
        return
    updates = document.data.get("updates")
    if not isinstance(updates, list) or not all(isinstance(one, dict) for one in updates):
        return
    days = [last_day(one.get("date")) for one in updates]
    if None in days:
        return
    dated = [day for day in days if day is not None]
    is_up = all(a <= b for a, b in pairwise(dated))
    start, end = indexes(document, ("updates",))
    if is_up or all(a >= b for a, b in pairwise(dated)) or "#" in document.text[start:end]:
        return
    places = sorted(range(len(updates)), key=lambda place: dated[place])
    found = [updates[place] for place in places]
    yield set_at(document, ("updates",), found, say("the reports are in the order of their dates"))


def blanks(document: Document) -> Iterator[Step]:
    """White space at the ends of lines goes where it says nothing, the last line gets its end."""
    text = re.sub(r"[ \t]+$", "", document.text, flags=re.MULTILINE).rstrip("\n") + "\n"
    if text != document.text:
        old, new = document.text.split("\n"), text.split("\n")
        pairs = enumerate(zip(old, new, strict=False), start=1)
        line = next((number for number, (one, other) in pairs if one != other), len(new))
        message = say("white space at the ends of lines is gone")
        yield Step(text, document.data, Change(line, message))
