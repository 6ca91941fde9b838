"""Findings for programs: `check --format json`, format 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic, Position, Related
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

FORMAT: Final = 1


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
    """Return all findings as one JSON object. `prefix` stands before every path."""
    content = {
        "format": FORMAT,
        "tracker": tracker,
        "today": today,
        "summary": {
            "errors": summary.errors,
            "warnings": summary.warnings,
            "notes": summary.notes,
            "suppressed": summary.suppressed,
            "files": summary.files,
        },
        "diagnostics": [_diagnostic(one, words, prefix) for one in diagnostics],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(one: Diagnostic, words: Words, prefix: str) -> dict[str, Any]:
    return {
        "check": one.check,
        "code": one.code,
        "level": one.level,
        "message": words.text(one.message),
        "help": words.text(one.help) if one.help is not None else None,
        "path": prefix + one.path,
        "record": one.record,
        "route": list(one.route),
        "start": _position(one.start),
        "end": _position(one.end),
        "related": [_related(other, words, prefix) for other in one.related],
        "suppressed": one.suppressed,
    }


def _related(other: Related, words: Words, prefix: str) -> dict[str, Any]:
    return {
        "path": prefix + other.path,
        "start": _position(other.start),
        "label": words.text(other.label),
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
