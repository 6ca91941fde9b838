"""Lists, isolates and capitals: what scripts ask for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from promisetrack.diagnostic import say
from promisetrack.words.catalogue import Words
from promisetrack.words.script import capitalised, isolated, listed


def test_arabic_lists_have_an_arabic_comma() -> None:
    """Arabic and Persian turn the comma; others do not."""
    assert listed(["أ", "ب"], "ar") == "أ، ب"
    assert listed(["a", "b"], "fa-IR") == "a، b"
    assert listed(["a", "b"], "es") == "a, b"


def test_latin_text_in_a_sentence_from_right_to_left_is_kept_apart() -> None:
    """A name in Latin letters fills its gap between isolates; Arabic ones and numbers do not."""
    words = Words("ar", ("site",))
    assert words.text(say("Decided by {organisation}", organisation="Ville")).endswith(
        "\u2068Ville\u2069"
    )
    assert "\u2068" not in words.text(say("Decided by {organisation}", organisation="البلدية"))
    assert isolated("2026", "ar") == "2026"
    assert isolated("<a>x</a>", "ar") == "<a>x</a>"
    assert isolated("Ville", "fr") == "Ville"


@given(st.text(), st.sampled_from(["ar", "fr", "he"]))
def test_isolating_twice_changes_nothing_more(text: str, language: str) -> None:
    """What is kept apart once stays as it is."""
    once = isolated(text, language)
    assert isolated(once, language) == once


def test_the_first_letter_is_large_behind_a_mark() -> None:
    """An isolate or a quotation mark does not hide the first letter."""
    assert capitalised("\u2068ville\u2069") == "\u2068Ville\u2069"
    assert capitalised("«élan»") == "«Élan»"
    assert capitalised("") == ""
