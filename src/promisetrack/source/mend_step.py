"""One step of the mending: a text, what it must then say, and what was done."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.source.edit import rewrite
from promisetrack.source.mend_lines import Change

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message
    from promisetrack.source.build import At
    from promisetrack.source.document import Document


@dataclass(frozen=True, slots=True)
class Step:
    """One proposal: the text that it makes, the data that it must then say, and what it did."""

    text: str
    data: Any
    change: Change


def set_at(document: Document, at: At, value: Any, message: Message) -> Step:
    data = with_value(document.data, at, value)
    return Step(rewrite(document.text, data), data, Change(line_of(document, at), message))


def with_value(data: Any, at: At, value: Any) -> Any:
    if not at:
        return value
    found = deepcopy(data)
    value_at(found, at[:-1])[at[-1]] = value
    return found


def value_at(data: Any, at: Any) -> Any:
    for step in at:
        data = data[step]
    return data


def line_of(document: Document, at: At) -> int:
    return document.locate(at).start.line


def indexes(document: Document, at: At, *, on: Any = "value") -> tuple[int, int]:
    """Return the first character of a place and the one behind its last."""
    span = document.locate(at, on=on)
    starts = document.lines.starts
    return (
        starts[span.start.line - 1] + span.start.column - 1,
        starts[span.end.line - 1] + span.end.column - 1,
    )
