"""Findings, and what a change means for promises, as one HTML file that needs nothing else.

It has no script and loads nothing, so that it may be opened from anywhere: a pull request from a
fork can offer no comment, but it can offer this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import LEVELS, say, say_n
from promisetrack.history.sentences import sentence as told
from promisetrack.output.escape import visible
from promisetrack.output.story import by_concern, concerns_first
from promisetrack.output.summary import by_urgency, sentence
from promisetrack.output.text import underlined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic, Level, Message
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.records import Record
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

_STYLE: Final = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-inline-size:50rem;margin:2rem auto;padding-inline:1rem}
h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.25rem;margin-block-start:2rem}
h3{font-size:1rem;margin-block-end:.25rem}
li{margin-block:1rem}ul.plain{padding-inline-start:1.25rem}ul.plain li{margin-block:.25rem}
pre{overflow-x:auto;padding:.5rem;border:1px solid;margin-block:.5rem}
.place{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
.remedy{margin-block:.25rem}.concern{font-weight:bold}
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change means: the commitments that it touches, what it does to the tracker itself."""

    records: Mapping[str, Record]
    tracker: Sequence[Event]
    names: Names


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
    change: Change | None = None,
) -> str:
    """Return a whole page; `change` adds, before the findings, what it means for promises."""
    page = _Page(words, sources, prefix)
    head = sentence(diagnostics, summary, words=words, prefix=prefix)
    body = [f"<h1>{page.say(say('Report on a change'))}</h1>"] if change else []
    body = body or [f"<h1>{page.say(say('What the checks found'))}</h1>"]
    if today:
        body.append(f"<p>{page.say(say('As on {day}.', day=today))}</p>")
    if change is not None:
        body += page.change(change)
        body.append(f"<h2>{page.say(say('What the checks found'))}</h2>")
    body.append(f"<p>{_safe(head)}</p>")
    shown = by_urgency(one for one in diagnostics if one.suppressed is None)
    for level in LEVELS:
        body += page.findings(level, [one for one in shown if one.level == level], change)
    return page.whole(body)


@dataclass(frozen=True, slots=True)
class _Page:
    words: Words
    sources: Mapping[str, str]
    prefix: str

    def say(self, message: Message) -> str:
        return _safe(self.words.text(message))

    def whole(self, body: Sequence[str]) -> str:
        title = self.say(say("promisetrack: report"))
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return "\n".join(
            [
                "<!DOCTYPE html>",
                f'<html lang="{_safe(self.words.language)}">',
                "<head>",
                '<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f"<title>{title}</title>",
                f"<style>{_STYLE}</style>",
                "</head>",
                "<body>",
                "<main>",
                *body,
                "</main>",
                "</body>",
                "</html>",
                "",
            ]
        )

    def change(self, change: Change) -> Iterator[str]:
        """Yield what a change means, commitment by commitment, what weakens a promise first."""
        yield f"<h2>{self.say(say('What this change means for promises'))}</h2>"
        records = by_concern(change.records)
        if not records and not change.tracker:
            yield f"<p>{self.say(say('no promise changed'))}</p>"
        for record in records:
            title = change.names.text((record.data or {}).get("title")) or record.id
            yield f"<h3>{_safe(title)} <code>{_safe(record.id)}</code></h3>"
            yield from self.events(concerns_first(record), change.names, record)
        if change.tracker:
            yield f"<h3>{self.say(say('The tracker itself'))}</h3>"
            yield from self.events(change.tracker, change.names, None)

    def events(self, events: Sequence[Event], names: Names, record: Record | None) -> Iterator[str]:
        data, plan = (record.data, record.plan) if record else (None, None)
        yield '<ul class="plain">'
        for one in events:
            words = _safe(told(one, names, data, plan=plan))
            yield f'<li class="concern">⚠️ {words}</li>' if one.concern else f"<li>{words}</li>"
        yield "</ul>"

    def findings(
        self, level: Level, found: Sequence[Diagnostic], change: Change | None
    ) -> Iterator[str]:
        if not found:
            return
        count = {
            "error": say_n("{n} error", "{n} errors", len(found)),
            "warning": say_n("{n} warning", "{n} warnings", len(found)),
            "note": say_n("{n} note", "{n} notes", len(found)),
        }[level]
        rank = "h3" if change is not None else "h2"
        yield f"<{rank}>{self.say(count)}</{rank}>"
        yield "<ol>"
        for one in found:
            yield "<li>" + "".join(self.finding(one)) + "</li>"
        yield "</ol>"

    def finding(self, one: Diagnostic) -> Iterator[str]:
        place = f"{self.prefix}{one.path}:{one.start.line}:{one.start.column}"
        yield f'<span class="place">{_safe(place)}</span><br>{self.say(one.message)} '
        yield f"<code>{_safe(one.code)} {_safe(one.check)}</code>"
        lines = self.sources.get(one.path, "").splitlines()
        if one.start.line <= len(lines) and lines[one.start.line - 1].strip():
            line = lines[one.start.line - 1]
            end = one.end.column if one.end.line == one.start.line else len(line) + 1
            excerpt = escape(underlined(line, one.start.column, end)[0])
            yield f'<pre tabindex="0">{excerpt}</pre>'
        if one.help is not None:
            yield f'<p class="remedy">{self.say(say("remedy: {help}", help=one.help))}</p>'


def _safe(text: str) -> str:
    return escape(visible(text), quote=True)
