"""What happened to promises, as text for a terminal and as Markdown for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say, say_n
from promisetrack.history.sentences import sentence
from promisetrack.output.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.records import Record

MARKER: Final = "<!-- promisetrack: what this change means -->"
"""Hidden in the Markdown, so that a comment can be found again and brought up to date."""

_SHORT = 10  # characters of a commit id, or of a day in a time
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~$@"})
_WEAK, _UNPROVEN, _PLAIN = "▼", "?", " "


def history_text(
    records: Mapping[str, Record], tracker: Sequence[Event], *, names: Names, colour: bool = False
) -> str:
    """Return every event in words, commitment by commitment, oldest first."""
    blocks = [
        [_title(record, names, colour=colour), *(_dated(one, record, names) for one in events)]
        for record in records.values()
        if (events := record.events)
    ]
    if tracker:
        head = names.words.text(say("The tracker itself"))
        blocks.append([_bold(head, colour=colour), *(_dated(one, None, names) for one in tracker)])
    closing = names.words.text(_sum(records, tracker))
    return "\n\n".join(["\n".join(block) for block in blocks] + [closing]) + "\n"


def diff_text(
    records: Mapping[str, Record], tracker: Sequence[Event], *, names: Names, colour: bool = False
) -> str:
    """Return what a change means, as text: what weakens a promise first."""
    blocks = [
        [
            _title(record, names, colour=colour),
            *(f"  {_mark(one)} {_words(one, record, names)}" for one in concerns_first(record)),
        ]
        for record in by_concern(records)
    ]
    if tracker:
        head = _bold(names.words.text(say("The tracker itself")), colour=colour)
        blocks.append([head, *(f"    {_words(one, None, names)}" for one in tracker)])
    closing = names.words.text(_sum(records, tracker))
    return "\n\n".join(["\n".join(block) for block in blocks] + [closing]) + "\n"


def diff_markdown(records: Mapping[str, Record], tracker: Sequence[Event], *, names: Names) -> str:
    """Return what a change means, as a comment that is ready to post."""
    words = names.words
    lines = [MARKER, f"### {words.text(say('What this change means for promises'))}", ""]
    lines += [_safe(words.text(_sum(records, tracker))), ""]
    for record in by_concern(records):
        title = _safe(names.text((record.data or {}).get("title")) or record.id)
        lines += [f"**{title}** (`{_code(record.id)}`)", ""]
        for one in concerns_first(record):
            told = _safe(_words(one, record, names))
            lines.append(f"- ⚠️ **{told}**" if one.concern else f"- {told}")
        lines.append("")
    if tracker:
        lines += [f"**{words.text(say('The tracker itself'))}**", ""]
        lines += [f"- {_safe(_words(one, None, names))}" for one in tracker]
        lines.append("")
    return "\n".join(lines)


def by_concern(records: Mapping[str, Record]) -> tuple[Record, ...]:
    """Return the records that changed: those with a concern first, then by id."""
    touched = [record for record in records.values() if record.events]
    return tuple(sorted(touched, key=lambda one: (not _has_concern(one), one.id)))


def concerns_first(record: Record) -> tuple[Event, ...]:
    """Return a record's events: what weakens it, then what is unproven, then the rest."""
    return tuple(sorted(record.events, key=lambda one: (not one.weakens, one.concern is None)))


def _has_concern(record: Record) -> bool:
    return any(one.concern for one in record.events)


def _sum(records: Mapping[str, Record], tracker: Iterable[Event]) -> Message:
    events = [one for record in records.values() for one in record.events]
    weak = sum(one.weakens for one in events)
    touched = sum(bool(record.events) for record in records.values())
    if not events and not list(tracker):
        return say("no promise changed")
    changes = say_n("{n} change", "{n} changes", len(events))
    places = say_n("in {n} commitment", "in {n} commitments", touched)
    if not weak:
        return say("{changes} {places}; none weakens a promise", changes=changes, places=places)
    weaker = say_n("{n} weakens a promise", "{n} weaken a promise", weak)
    return say("{changes} {places}; {weaker}", changes=changes, places=places, weaker=weaker)


def _title(record: Record, names: Names, *, colour: bool) -> str:
    title = names.text((record.data or {}).get("title"))
    head = visible(f"{title} ({record.id})" if title else record.id)
    return _bold(head, colour=colour)


def _dated(event: Event, record: Record | None, names: Names) -> str:
    commit = event.commit
    day = visible(commit.date[:_SHORT]) if commit else ""
    short = commit.id[:_SHORT] if commit else ""
    return f"  {day}  {_mark(event)} {_words(event, record, names)}  [{short}]"


def _words(event: Event, record: Record | None, names: Names) -> str:
    data, plan = (record.data, record.plan) if record else (None, None)
    return visible(sentence(event, names, data, plan=plan))


def _mark(event: Event) -> str:
    if event.weakens:
        return _WEAK
    return _UNPROVEN if event.concern else _PLAIN


def _bold(text: str, *, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def _safe(text: str) -> str:
    return text.translate(_MARKDOWN)


def _code(text: str) -> str:
    return text.replace("`", "'")
