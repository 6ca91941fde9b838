"""Texts that two parsers read differently, or that only one of them reads: refused.

What libyaml reads here, ruamel.yaml must be able to read and write back when somebody edits the
file. Their disagreements were found by driving both over the YAML test suite and mutations of
real records (tests/test_source_parsers.py); each kind has its rule below. A cheap search finds
the few texts where a rule could apply; only those are walked again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from promisetrack.source.build import Flaw
from promisetrack.source.events import events

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each is tried only where its sign occurs: alternatives in one would be several times slower.
_COMMENTS = re.compile(r"[|>:?-][-+0-9 ]*#")
_BLANKS = re.compile(r"[|>][-+0-9]*[ ]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)[ \r\n]*[ ](?:\r|\n|\Z)")
_END = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE)
_HEADER = re.compile(r"[^\r\n#]*")
_COMMENT_AFTER_NAME = re.compile(r"\s*:[ \t]*#")
_SPACES_FIRST = re.compile(
    r"[^\r\n]*(?:\r\n|\r|\n)(?:\r\n|\r|\n)*?(?:[ \t\r\n]*?)([ \t]+)(?:\r|\n|\Z)"
)


def doubts(text: str) -> list[Flaw]:
    """Return what two parsers would not read alike; the text is known to be YAML."""
    return [*_tokens(text), *_twice_ended(text)] if _is_suspect(text) else []


def _is_suspect(text: str) -> bool:
    return (
        "\t" in text
        or ("..." in text and len(_END.findall(text)) > 1)
        or ("#" in text and _COMMENTS.search(text) is not None)
        or (("|" in text or ">" in text) and _BLANKS.search(text) is not None)
    )


def _twice_ended(text: str) -> Iterator[Flaw]:
    ends = list(_END.finditer(text))
    if len(ends) > 1:
        yield Flaw("second-end", ends[1].start(), ends[1].end())


def _tokens(text: str) -> Iterator[Flaw]:
    before, is_value = 0, False
    for event in events(text):
        kind = type(event)
        if kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent) and not event.flow_style:
            is_value = False  # what follows is the first name or item inside, not a value
            continue
        start = event.start_mark.index
        yield from _tabs_between(text, before, start)
        if kind is yaml.ScalarEvent:
            yield from _scalar(text, before, event, is_value=is_value)
        is_value = kind is yaml.ScalarEvent
        if kind is not yaml.DocumentStartEvent or event.explicit:
            before = max(before, event.end_mark.index)


def _scalar(text: str, before: int, event: Any, *, is_value: bool) -> Iterator[Flaw]:
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        yield from _block(text, before, start, end)
        return
    if is_value and _COMMENT_AFTER_NAME.match(text, before, start):
        yield Flaw("comment-before-value", text.index("#", before), start)
    if not event.style and "\t" in text[start:end]:
        found = text.index("\t", start)
        yield Flaw("tab", found, found + 1)


def _block(text: str, before: int, start: int, end: int) -> Iterator[Flaw]:
    header = _HEADER.match(text, start)
    after = header.end() if header else start
    sign = text[start:after]
    if "\t" in sign:
        yield Flaw("tab", start + sign.index("\t"), start + sign.index("\t") + 1)
    if text[after : after + 1] == "#" and not sign.endswith((" ", "\t")):
        yield Flaw("comment-glued", after, after + 1)
    if text[after : after + 1] == "#" and "#" in text[before:start]:
        yield Flaw("comment-before-value", text.index("#", before), start)
    blank = _SPACES_FIRST.match(text, start, end)
    if blank:
        yield Flaw("blank-with-spaces", blank.start(1), blank.end(1))


def _tabs_between(text: str, start: int, end: int) -> Iterator[Flaw]:
    gap = text[start:end]
    if "\t" not in gap:
        return
    for line in re.finditer(r"[^\r\n]+", gap):
        said = re.split(r"(?:^|(?<=\s))#", line[0], maxsplit=1)[0]
        if "\t" in said:
            found = start + line.start() + said.index("\t")
            yield Flaw("tab", found, found + 1)
