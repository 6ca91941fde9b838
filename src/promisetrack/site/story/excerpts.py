"""Long texts with small changes: what stayed is cut down to the words around what changed.

Nothing is lost: the whole text of each version stands in the part of the history page on past
versions, and in the data.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from promisetrack.site.told import Piece

if TYPE_CHECKING:
    from promisetrack.site.told import Words

AROUND = 12
"""Words that stay on each side of a change."""
BRIEF = 18
"""Words of a longer text that came or went, where the whole is a link away."""
MOST_PIECES = 7
"""Changes of one text, with what is between them, where the whole is a link away."""
SPARED = 8
"""Fewer words than this are not worth a cut."""


def excerpt(words: Words) -> Words:
    """Return words before and after with the long unchanged stretches cut."""
    last = len(words.pieces) - 1
    if last < 1:
        return words
    pieces = tuple(
        _cut(one, is_first=place == 0, is_last=place == last) if one.what == "equal" else one
        for place, one in enumerate(words.pieces)
    )
    return replace(words, pieces=pieces)


def brief(words: Words) -> Words:
    """Return the same with what came and went cut too, for a page that links to the whole."""
    pieces = tuple(
        one if one.what == "equal" else Piece(one.what, _begun(one.text))
        for one in excerpt(words).pieces
    )
    if len(pieces) == 1:
        pieces = (Piece(pieces[0].what, _begun(pieces[0].text)),)
    shown = pieces if len(pieces) <= MOST_PIECES else (*pieces[:MOST_PIECES], Piece("equal", " …"))
    return replace(words, pieces=shown)


def _begun(text: str) -> str:
    words = text.split()
    return text if len(words) <= BRIEF + SPARED else " ".join((*words[:BRIEF], "…"))


def _cut(piece: Piece, *, is_first: bool, is_last: bool) -> Piece:
    words = piece.text.split()
    kept = AROUND if is_first or is_last else 2 * AROUND
    if len(words) < kept + SPARED:
        return piece
    head = [] if is_first else words[:AROUND]
    tail = [] if is_last else words[-AROUND:]
    text = " ".join((*head, "…", *tail))
    start = " " if piece.text[:1].isspace() else ""
    end = " " if piece.text[-1:].isspace() else ""
    return Piece("equal", f"{start}{text}{end}")
