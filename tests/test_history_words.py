"""Words before and after, as pieces that stayed, went and came."""

from __future__ import annotations

import random
import time

import pytest

from promisetrack.history.words import changed_words


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.what, one.text) for one in changed_words(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a", "a", [("equal", "a")]),
        ("", "a b", [("insert", "a b")]),
        ("a b", "", [("delete", "a b")]),
        ("", "", []),
        (
            "publier tout le budget avant 2025.",
            "publier une partie du budget avant 2026.",
            [
                ("equal", "publier "),
                ("delete", "tout le"),
                ("insert", "une partie du"),
                ("equal", " budget avant "),
                ("delete", "2025"),
                ("insert", "2026"),
                ("equal", "."),
            ],
        ),
        (
            "La commune publie chaque année les comptes de la ville, des écoles et des piscines.",
            "Un tableau tenu à jour montre les dépenses par quartier et par rue, mois après mois.",
            [
                (
                    "delete",
                    "La commune publie chaque année les comptes de la ville, des écoles et des "
                    "piscines",
                ),
                (
                    "insert",
                    "Un tableau tenu à jour montre les dépenses par quartier et par rue, mois "
                    "après mois",
                ),
                ("equal", "."),
            ],
        ),
    ],
)
def test_words_are_compared(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    """Neighbouring changes are one change, also across a chance word that both wordings share."""
    got = pieces(before, after)
    merged: list[tuple[str, str]] = []
    for what, text in got:
        if merged and merged[-1][0] == what:
            merged[-1] = (what, merged[-1][1] + text)
        else:
            merged.append((what, text))
    assert merged == expected


def test_the_pieces_are_both_texts() -> None:
    """What stayed and went is the old text, what stayed and came the new one."""
    rng = random.Random(1)
    words = ["a", "b ", "c\n", " ", "d’e", "12,5", ". ", "é"]
    for _ in range(500):
        before, after = ("".join(rng.choices(words, k=rng.randint(0, 30))) for _ in range(2))
        found = pieces(before, after)
        assert "".join(text for what, text in found if what != "insert") == before
        assert "".join(text for what, text in found if what != "delete") == after


def test_long_texts_do_not_take_long() -> None:
    """A text of hundreds of thousands of words is compared within a moment."""
    before, after = ("x y " * 150_000 + word for word in ("a", "b"))
    started = time.perf_counter()
    assert changed_words(f"1 {before}", f"2 {after}")
    assert time.perf_counter() - started < 20
