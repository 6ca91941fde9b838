"""What changed in words, shortened for a terminal and for a comment: the change and its near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.history.words import Segment, changed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.history.wordings import Sides

NEAR: Final = 8
"""Words that stayed, shown on each side of a change."""

LONGEST: Final = 1500
"""Signs of one side that are shown; the site shows all of them."""

CUT: Final = "…"


def pieces(one: Sides) -> tuple[Segment, ...]:
    """Return what stayed, went and came; what stayed far from any change is left out."""
    found = changed_words(one.before, one.after)
    last = len(found) - 1
    near = (
        _near(piece.text, is_first=place == 0, is_last=place == last)
        if piece.what == "equal"
        else piece.text
        for place, piece in enumerate(found)
    )
    return _cut(Segment(piece.what, text) for piece, text in zip(found, near, strict=True) if text)


def side(segments: Sequence[Segment], left_out: str) -> tuple[Segment, ...]:
    """Return one side of a change: without what went (`delete`) or what came (`insert`)."""
    return tuple(one for one in segments if one.what != left_out)


def _near(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return the words of a piece that stand next to a change."""
    if len(text.split()) <= NEAR * (2 - is_first - is_last):
        return text
    before = "" if is_first else f"{text[: _end_of(text, NEAR)]} "
    after = "" if is_last else f" {text[len(text) - _end_of(text[::-1], NEAR) :].lstrip()}"
    return f"{before}{CUT}{after}"


def _end_of(text: str, count: int) -> int:
    """Return where the first so many words end."""
    at = 0
    for _ in range(count):
        while at < len(text) and text[at].isspace():
            at += 1
        while at < len(text) and not text[at].isspace():
            at += 1
    return at


def _cut(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return pieces of bounded length on either side."""
    left = {"delete": LONGEST, "insert": LONGEST, "equal": LONGEST}
    found = []
    for one in segments:
        text = one.text
        if len(text) > left[one.what]:
            text = text[: left[one.what]] + CUT if left[one.what] else ""
        left[one.what] = max(0, left[one.what] - len(one.text))
        found += [Segment(one.what, text)] if text else []
    return tuple(found)
