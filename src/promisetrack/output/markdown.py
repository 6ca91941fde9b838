"""Findings as Markdown, for the summary of a job: the whole list, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say, say_n
from promisetrack.output.escape import visible
from promisetrack.output.summary import LEVEL_NAMES, by_urgency, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic, Message
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

LONGEST: Final = 500_000
"""Bytes of a list; GitHub shows no summary beyond 1 MiB."""

_MARKS: Final = {"error": "❌", "warning": "⚠️", "note": "ℹ️"}
_SIGNS: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~$@"})


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
    """Return a heading, one sentence, and a table of all findings that are not suppressed."""
    shown = by_urgency(one for one in diagnostics if one.suppressed is None)
    head = words.text(say("What the checks found"))
    told = visible(sentence(diagnostics, summary, words=words, prefix=prefix))
    lines = [f"### {safe(head)}", "", safe(told), ""]
    rows = [_row(one, words, prefix) for one in shown]
    kept = _fitting(rows)
    if rows:
        titles = (say("Level"), say("Where"), say("What, and how to mend it"))
        lines += [_cells(safe(words.text(title)) for title in titles), "|---|---|---|", *kept, ""]
    if len(kept) < len(rows):
        more = say_n("{n} more is in the log", "{n} more are in the log", len(rows) - len(kept))
        lines += [safe(words.text(more)), ""]
    return "\n".join(lines)


def safe(text: str) -> str:
    """Return text that came from outside so that Markdown shows it as it is."""
    return text.translate(_SIGNS)


def _row(one: Diagnostic, words: Words, prefix: str) -> str:
    place = visible(f"{prefix}{one.path}:{one.start.line}").replace("`", "'").replace("|", "¦")
    level = f"{_MARKS[one.level]} {safe(_text(words, LEVEL_NAMES[one.level]))}"
    told = safe(_text(words, one.message))
    remedy = f"<br>→ {safe(_text(words, one.help))}" if one.help is not None else ""
    return _cells((level, f"`{place}`", f"{told}{remedy}<br>`{one.code}` `{one.check}`"))


def _text(words: Words, message: Message) -> str:
    return visible(words.text(message))


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fitting(rows: Sequence[str]) -> list[str]:
    kept, left = [], LONGEST
    for row in rows:
        left -= len(row.encode()) + 1
        if left < 0:
            break
        kept.append(row)
    return kept
