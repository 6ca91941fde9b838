"""What changed in a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapidfuzz.distance import Indel

What: TypeAlias = Literal["equal", "delete", "insert"]

LONGEST = 20_000
"""Words on both sides together, equal ends apart, up to which words are aligned; beyond it the
middle is shown as removed and added as a whole."""

SHARED = 5
"""So many times as long as a few words that stayed are two changes that swallow them."""

_WORD = re.compile(r"\s+|\w+(?:['’\-.,]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that stayed, went or came."""

    what: What
    text: str


def changed_words(before: str, after: str) -> tuple[Segment, ...]:
    """Return the pieces that lead from one text to the other, removed ones before added ones.

    All `equal` and `delete` pieces together are `before`; all `equal` and `insert` ones `after`.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    middle = _aligned(old[start : len(old) - end], new[start : len(new) - end])
    found = [("equal", old[:start]), *middle, ("equal", old[len(old) - end :])]
    return _calmed(_joined([(what, "".join(words)) for what, words in found]))


def _shared(old: list[str], new: list[str]) -> int:
    """Return how many words both begin with."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


def _aligned(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    if not old or not new or len(old) + len(new) > LONGEST:
        return [("delete", old), ("insert", new)]
    found: list[tuple[str, list[str]]] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            found.append(("equal", old[step.src_start : step.src_end]))
        elif step.tag == "delete":
            found.append(("delete", old[step.src_start : step.src_end]))
        else:
            found.append(("insert", new[step.dest_start : step.dest_end]))
    return found


def _calmed(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Give up the few words that two long changes happen to share.

    Where a text was written anew, an “of the” in common is chance: left standing, it would cut
    both wordings into pieces that nobody can read.
    """
    while True:
        segments = _merged(segments)
        chances = {place for place in range(len(segments)) if _is_chance(segments, place)}
        if not chances:
            return segments
        found: list[tuple[str, str]] = []
        for place, one in enumerate(segments):
            sides = ("delete", "insert") if place in chances else (one.what,)
            found += [(side, one.text) for side in sides]
        segments = _joined(found)


def _merged(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Join what stayed and stands side by side."""
    found: list[Segment] = []
    for one in segments:
        if found and found[-1].what == one.what == "equal":
            found[-1] = Segment("equal", found[-1].text + one.text)
        else:
            found.append(one)
    return tuple(found)


def _is_chance(segments: tuple[Segment, ...], place: int) -> bool:
    """Whether words that stayed are few beside the changes before and after them."""
    one = segments[place]
    if one.what != "equal" or "\n" in one.text:
        return False
    before, after = segments[max(place - 2, 0) : place][::-1], segments[place + 1 : place + 3]
    lengths = [_length(before), _length(after)]
    kept = len(one.text.split())
    return kept > 0 and all(lengths) and SHARED * kept <= sum(lengths)


def _length(around: tuple[Segment, ...]) -> int:
    """Return how many words a change has on its longer side, the nearest segment coming first."""
    sides = []
    for one in around:
        if one.what == "equal":
            break
        sides.append(len(one.text.split()))
    return max(sides, default=0)


def _joined(found: list[tuple[str, str]]) -> tuple[Segment, ...]:
    """Join what belongs together: a space between two changes is part of both."""
    segments: list[Segment] = []
    gone, come = "", ""
    for place, (what, text) in enumerate(found):
        has_change = bool(gone or come)
        is_gap = what == "equal" and has_change and _is_gap(text) and _changes_on(found, place)
        if what == "delete" or is_gap:
            gone += text
        if what == "insert" or is_gap:
            come += text
        if what == "equal" and not is_gap and text:
            segments += _flush(gone, come)
            gone, come = "", ""
            segments.append(Segment("equal", text))
    return tuple(segments + _flush(gone, come))


def _is_gap(text: str) -> bool:
    return text.isspace() and "\n" not in text


def _changes_on(found: list[tuple[str, str]], place: int) -> bool:
    following = found[place + 1][0] if place + 1 < len(found) else "equal"
    return following != "equal" and bool(found[place + 1][1])


def _flush(gone: str, come: str) -> list[Segment]:
    """Return both sides of a change; white space that both end in did not change."""
    end = 0
    while end < min(len(gone), len(come)) and gone[-1 - end] == come[-1 - end] == " ":
        end += 1
    sides: list[tuple[What, str]] = [
        ("delete", gone[: len(gone) - end]),
        ("insert", come[: len(come) - end]),
        ("equal", gone[len(gone) - end :]),
    ]
    return [Segment(what, text) for what, text in sides if text]
