"""What happened to promises, as text for a terminal and as Markdown for a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say, say_n
from promisetrack.history.commits import day_of
from promisetrack.history.sentences import sentence
from promisetrack.history.wordings import sides
from promisetrack.output.escape import visible
from promisetrack.output.wordings import pieces, side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.records import Record
    from promisetrack.history.wordings import Sides
    from promisetrack.history.words import Segment

MARKER: Final = "<!-- promisetrack: what this change means -->"
"""Hidden in the Markdown, so that a comment can be found again and brought up to date."""

LONGEST: Final = 60_000
"""Signs of a comment; GitHub takes 65,536."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_DAY = "????-??-??"  # the year 10000, or no date at all: the claim itself stands in the JSON
_SHORT = 10  # characters of a commit id, or of a day in a time
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~$@&!^%"})
_CALLS = re.compile(r"[@#!$%&~^](?=\w)|(?<=\bGH)-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_NOTHING = "\u200b"
_SHADES: Final = {"delete": "31", "insert": "32"}
_FORM: Final = say("only the formatting changed")
_WEAK, _UNPROVEN, _PLAIN = "▼", "?", " "


def history_text(
    records: Mapping[str, Record],
    tracker: Sequence[Event],
    *,
    names: Names,
    zone: tzinfo,
    colour: bool = False,
) -> str:
    """Return every event in words, commitment by commitment, oldest first; days are the zone's."""
    blocks = [
        [
            _title(record, names, colour=colour),
            *(_dated(one, record, names, zone) for one in events),
        ]
        for record in records.values()
        if (events := record.events)
    ]
    if tracker:
        head = names.words.text(say("The tracker itself"))
        blocks.append(
            [_bold(head, colour=colour), *(_dated(one, None, names, zone) for one in tracker)]
        )
    closing = names.words.text(_sum(records, tracker))
    return "\n\n".join(["\n".join(block) for block in blocks] + [closing]) + "\n"


def diff_text(
    records: Mapping[str, Record], tracker: Sequence[Event], *, names: Names, colour: bool = False
) -> str:
    """Return what a change means, as text: what weakens a promise first, texts word by word."""
    blocks = []
    for record in by_concern(records):
        block = [_title(record, names, colour=colour)]
        for one in concerns_first(record):
            block.append(f"  {_mark(one)} {_words(one, record, names)}")
            block += _sides_text(one, names, colour=colour)
        blocks.append(block)
    if tracker:
        block = [_bold(names.words.text(say("The tracker itself")), colour=colour)]
        for one in tracker:
            block += [f"    {_words(one, None, names)}", *_sides_text(one, names, colour=colour)]
        blocks.append(block)
    closing = names.words.text(_sum(records, tracker))
    return "\n\n".join(["\n".join(block) for block in blocks] + [closing]) + "\n"


def diff_markdown(records: Mapping[str, Record], tracker: Sequence[Event], *, names: Names) -> str:
    """Return what a change means, as a comment that is ready to post and calls nobody.

    It stays below what forges take as one comment (`LONGEST`): the sentences of the last records
    may be missing, which it says, never what it is about.
    """
    words = names.words
    head = [MARKER, f"### {words.text(say('What this change means for promises'))}", ""]
    head += [_safe(words.text(_sum(records, tracker))), ""]
    blocks = [_block_markdown(record, names) for record in by_concern(records)]
    if tracker:
        lines = [f"**{words.text(say('The tracker itself'))}**", ""]
        for one in tracker:
            lines += [f"- {_safe(_words(one, None, names))}", *_sides_markdown(one, names)]
        blocks.append([*lines, ""])
    return "\n".join([*head, *_fitting(blocks, names)])


def _block_markdown(record: Record, names: Names) -> list[str]:
    title = _safe(visible(names.text((record.data or {}).get("title")) or record.id))
    lines = [f"**{title}** (`{_code(visible(record.id))}`)", ""]
    for one in concerns_first(record):
        told = _safe(_words(one, record, names))
        lines.append(f"- ⚠️ **{told}**" if one.concern else f"- {told}")
        lines += _sides_markdown(one, names)
    return [*lines, ""]


def _fitting(blocks: Sequence[list[str]], names: Names) -> list[str]:
    """Return the lines of the blocks that one comment can hold, and how many it cannot."""
    lines: list[str] = []
    size = 0
    for number, block in enumerate(blocks):
        size += sum(len(line) + 1 for line in block)
        if size > LONGEST:
            left = len(blocks) - number
            more = say_n(
                "{n} more commitment changed; “promisetrack diff” shows it",
                "{n} more commitments changed; “promisetrack diff” shows them",
                left,
            )
            return [*lines, _safe(names.words.text(more)), ""]
        lines += block
    return lines


def _sides_text(event: Event, names: Names, *, colour: bool) -> list[str]:
    """Return the words before and after an event, a line each."""
    lines = []
    for one in sides(event, names):
        if one.is_form:
            lines.append(f"      {_label(one)}{names.words.text(_FORM)}")
            continue
        found = pieces(one)
        before = _line(side(found, "insert"), colour=colour)
        after = _line(side(found, "delete"), colour=colour)
        told = [say("before: {words}", words=before)] if before else []
        told += [say("after: {words}", words=after)] if after else []
        lines += [f"      {_label(one)}{names.words.text(line)}" for line in told]
    return lines


def _label(one: Sides) -> str:
    return f"{visible(one.label)}, " if one.label else ""


def _line(segments: Iterable[Segment], *, colour: bool) -> str:
    shown = (
        _coloured(visible(one.text), _SHADES.get(one.what, ""), is_wanted=colour)
        for one in segments
    )
    return "".join(shown).strip()


def _sides_markdown(event: Event, names: Names) -> list[str]:
    """Return the words that an event took away, struck, and those that it brought."""
    lines = []
    for one in sides(event, names):
        label = f"{_safe(visible(one.label))}: " if one.label else ""
        form = _safe(names.words.text(_FORM))
        told = "".join(_tagged(piece) for piece in pieces(one)).strip()
        shown = form if one.is_form else told
        lines.append(f"  - {label}{shown}".replace("</del><ins>", "</del> <ins>"))
    return lines


def _tagged(piece: Segment) -> str:
    text = _safe(visible(piece.text))
    tag = {"delete": "del", "insert": "ins"}.get(piece.what)
    return f"<{tag}>{text}</{tag}>" if tag else text


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


def _dated(event: Event, record: Record | None, names: Names, zone: tzinfo) -> str:
    commit = event.commit
    day = ""
    if commit is not None:
        found = day_of(commit, zone)
        claim = commit.date[:_SHORT] if _DAY.match(commit.date) else _NO_DAY
        day = claim if found is None else found.isoformat()
    short = commit.id[:_SHORT] if commit else ""
    return f"  {day}  {_mark(event)} {_words(event, record, names)}  [{short}]"


def _words(event: Event, record: Record | None, names: Names) -> str:
    data, plan = (record.named(), record.plan) if record else (None, None)
    return visible(sentence(event, names, data, plan=plan))


def _mark(event: Event) -> str:
    if event.weakens:
        return _WEAK
    return _UNPROVEN if event.concern else _PLAIN


def _bold(text: str, *, colour: bool) -> str:
    return _coloured(text, "1", is_wanted=colour)


def _coloured(text: str, code: str, *, is_wanted: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if is_wanted and code and text else text


def _safe(text: str) -> str:
    """Return text that came from outside so that a forge shows it as it is and obeys none of it.

    A backslash alone does not keep forges from seeing `@name`, `#12`, `GH-12` or an address: they
    look for these in what Markdown has become. A space of no width does.
    """
    quiet = _CALLS.sub(lambda found: f"{found[0]}{_NOTHING}", text)
    return quiet.translate(_MARKDOWN).replace(_NOTHING, "&#8203;")


def _code(text: str) -> str:
    return text.replace("`", "'")
