"""What a workbook remembers of the moment at which it was exported, beside what people see.

Every cell's value is kept, so that an import can tell three things apart: what was there at the
export, what people changed in the workbook, and what changed in the tracker meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from promisetrack.exchange.table import OPAQUE, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = "promisetrack-workbook/1"
_PIECE: Final = 30_000
"""Signs of JSON in one cell."""

_OPAQUE: Final = {"opaque": True}


@dataclass(frozen=True, slots=True)
class State:
    """The moment of the export: which plan, version and files, in which language, and all values.

    `blobs` are git's ids of the files' contents; `rows` the values by sheet and row key.
    """

    plan: str
    commit: str
    language: str
    languages: tuple[str, ...]
    blobs: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[tuple[str, tuple[str, ...]], Mapping[str, Any]] = field(default_factory=dict)


def blob_id(content: bytes) -> str:
    """Return git's id of a file's content, in repositories that count with SHA-1."""
    head = f"blob {len(content)}\0".encode()
    return hashlib.sha1(head + content).hexdigest()  # noqa: S324 - git's own name of the content


def key_text(key: tuple[str, ...]) -> str:
    """Return a row's key as its hidden cell holds it."""
    return json.dumps(list(key), ensure_ascii=True, separators=(",", ":"))


def key_of(text: object) -> tuple[str, ...] | None:
    """Return the key that a hidden cell holds; None for a row that people added."""
    try:
        parts = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if isinstance(parts, list) and parts and all(isinstance(part, str) for part in parts):
        return tuple(parts)
    return None


def written(state: State, sheets: Mapping[str, tuple[Line, ...]]) -> list[list[str]]:
    """Return the rows of the hidden sheet."""
    head = {
        "plan": state.plan,
        "commit": state.commit,
        "language": state.language,
        "languages": list(state.languages),
        "blobs": dict(state.blobs),
        "lists": {name: dict(words) for name, words in state.lists.items()},
        "columns": {name: list(columns) for name, columns in state.columns.items()},
    }
    rows = [[FORMAT, *_pieces(head)]]
    for name, lines in sheets.items():
        for line in lines:
            cells = {
                column: _OPAQUE if value is OPAQUE else value
                for column, value in line.cells.items()
            }
            rows.append([name, *_pieces({"key": list(line.key), "cells": cells})])
    return rows


def read(rows: list[list[Any]]) -> State | None:
    """Return the state that the rows of the hidden sheet hold; None where they hold none."""
    if not rows or not rows[0] or rows[0][0] != FORMAT:
        return None
    head = _joined(rows[0])
    if not isinstance(head, dict):
        return None
    found: dict[tuple[str, tuple[str, ...]], Mapping[str, Any]] = {}
    for row in rows[1:]:
        one = _joined(row)
        if isinstance(one, dict):
            cells = {k: OPAQUE if v == _OPAQUE else v for k, v in one["cells"].items()}
            found[str(row[0]), tuple(one["key"])] = cells
    return State(
        plan=head["plan"],
        commit=head["commit"],
        language=head["language"],
        languages=tuple(head["languages"]),
        blobs=head["blobs"],
        lists=head["lists"],
        columns={name: tuple(columns) for name, columns in head["columns"].items()},
        rows=found,
    )


def _pieces(value: object) -> list[str]:
    # A cell reads `_x0041_` as a sign of its own: no piece may contain one.
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("_x", "\\u005fx")
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def _joined(row: list[Any]) -> Any:
    try:
        return json.loads("".join(str(piece) for piece in row[1:]))
    except ValueError:
        return None
