"""How much was found, and the one sentence that sums it up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from promisetrack.diagnostic import LEVELS, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic, Level, Message, Position
    from promisetrack.words.catalogue import Words


LEVEL_NAMES: Mapping[Level, Message] = MappingProxyType(
    {"error": say("error"), "warning": say("warning"), "note": say("note")}
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of findings by level, without the suppressed ones, and of files that were read."""

    errors: int
    warnings: int
    notes: int
    suppressed: int
    files: int


def summarise(diagnostics: Iterable[Diagnostic], *, files: int) -> Summary:
    """Count what was found in `files` files."""
    counts = {"error": 0, "warning": 0, "note": 0, "suppressed": 0}
    for one in diagnostics:
        counts[one.level if one.suppressed is None else "suppressed"] += 1
    return Summary(
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
        suppressed=counts["suppressed"],
        files=files,
    )


def sentence(
    diagnostics: Sequence[Diagnostic], summary: Summary, *, words: Words, prefix: str = ""
) -> str:
    """Return the sentence: how much, in how many files, and where to begin."""
    files = say_n("{n} file", "{n} files", summary.files)
    counts = [words.text(one) for one in _counts(summary)]
    kept, first = _kept(summary), _first(diagnostics)
    if not counts or first is None:
        return words.text(
            say(
                "nothing is wrong in {files}{and_suppressed}",
                files=files,
                and_suppressed=kept,
            )
        )
    return words.text(
        say(
            "{counts} in {files}{and_suppressed}: begin with {path}, line {line}",
            counts=_joined(counts, words),
            files=files,
            and_suppressed=kept,
            path=prefix + first.path,
            line=first.start.line,
        )
    )


def _counts(summary: Summary) -> list[Message]:
    found = []
    if summary.errors:
        found.append(say_n("{n} error", "{n} errors", summary.errors))
    if summary.warnings:
        found.append(say_n("{n} warning", "{n} warnings", summary.warnings))
    if summary.notes:
        found.append(say_n("{n} note", "{n} notes", summary.notes))
    return found


def _kept(summary: Summary) -> str | Message:
    if not summary.suppressed:
        return ""
    return say_n(
        " ({n} finding is suppressed with a reason)",
        " ({n} findings are suppressed with a reason)",
        summary.suppressed,
    )


def _joined(counts: list[str], words: Words) -> str:
    if len(counts) == 1:
        return counts[0]
    return words.text(say("{first} and {last}", first=", ".join(counts[:-1]), last=counts[-1]))


def _first(diagnostics: Iterable[Diagnostic]) -> Diagnostic | None:
    """Return where to begin: errors first, and among them what keeps a file from being read."""
    shown = [one for one in diagnostics if one.suppressed is None]
    return min(shown, key=_urgency, default=None)


def by_urgency(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings, the gravest first: many readers see the first ten only."""
    return sorted(diagnostics, key=_urgency)


def _urgency(one: Diagnostic) -> tuple[int, str, str, Position]:
    return LEVELS.index(one.level), one.code, one.path, one.start
