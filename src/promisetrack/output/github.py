"""Findings as annotations of GitHub Actions, then as text: a step shows only ten annotations.

Source: “Workflow commands for GitHub Actions”, and the escaping of actions/toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.output import text
from promisetrack.output.escape import visible
from promisetrack.output.summary import by_urgency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})
_MESSAGE: Final = str.maketrans(_DATA)


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
    """Return an annotation a line for every finding that is not suppressed, then the text.

    The gravest come first: of each step GitHub shows ten errors, ten warnings and ten notices.
    """
    shown = by_urgency(one for one in diagnostics if one.suppressed is None)
    annotations = "".join(f"{_annotation(one, words, prefix)}\n" for one in shown)
    return annotations + text.render(
        diagnostics,
        words=words,
        summary=summary,
        sources=sources,
        prefix=prefix,
        colour=colour,
    )


def _annotation(one: Diagnostic, words: Words, prefix: str) -> str:
    properties = {
        "file": visible(prefix + one.path),
        "line": str(one.start.line),
        "endLine": str(one.end.line),
        "col": str(one.start.column),
        "endColumn": str(one.end.column),
        "title": f"{one.check} ({one.code})",
    }
    listed = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    lines = [visible(words.text(one.message))]
    if one.help is not None:
        lines.append(visible(words.text(one.help)))
    return f"::{_COMMANDS[one.level]} {listed}::{chr(10).join(lines).translate(_MESSAGE)}"
