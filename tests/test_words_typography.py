"""French spaces: where they are set, and what they never touch."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.words.typography import mend, mend_html

N, W = "\u202f", "\u00a0"
FRENCH = st.text(alphabet="ab1 ;:!?%«»\n`\"'<>/.,&0\u00a0\u202f€")


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Quoi ?", f"Quoi{N}?"),
        ("Fini ! Non ; si : oui", f"Fini{N}! Non{N}; si{W}: oui"),
        ("Vraiment ?!", f"Vraiment{N}?!"),
        ("« Oui »", f"«{W}Oui{W}»"),
        ("«Oui»", f"«{W}Oui{W}»"),
        ("« Oui ? »", f"«{W}Oui{N}?{W}»"),
        ("40 % de 10 000 €", f"40{W}% de 10{N}000{W}€"),
        ("1 234 567 habitants", f"1{N}234{N}567 habitants"),
        (f"déjà{W}; fait{N}:", f"déjà{N}; fait{W}:"),
        ("deux  ;", f"deux{N};"),
    ],
)
def test_french_spaces_do_not_break(typed: str, mended: str) -> None:
    """Spaces that people typed become those of French typography."""
    assert mend(typed, "fr") == mended
    assert mend(typed, "fr-CA") == mended


@pytest.mark.parametrize(
    "text",
    [
        "Quoi?",
        "12:30",
        "https://a.example/?q=1;b:2!",
        "voir https://a.example/p?a;b:c%20d!",
        "`a ; b : « c »`",
        "en 2024 300 personnes",
        "01 23 45 67 89",
        "2024-01-01 000",
        "\n  ; retrait",
        "«\nfin",
        "a :b",
        "cle:valeur",
    ],
)
def test_what_is_no_prose_is_left_alone(text: str) -> None:
    """Addresses, times, code, phone numbers, indentation and glued signs stay as typed."""
    assert mend(text, "fr") == text


def test_an_address_ends_before_the_space_that_follows_it() -> None:
    """The sign behind an address gets its space, the address nothing."""
    assert mend("voir https://a.example/?x ; puis", "fr") == f"voir https://a.example/?x{N}; puis"
    assert mend("«https://a.example»", "fr") == f"«{W}https://a.example{W}»"


@settings(deadline=None)
@given(FRENCH)
def test_other_languages_are_left_alone(text: str) -> None:
    """Only French has these spaces."""
    assert mend(text, "en") == text
    assert mend(text, "es") == text


@settings(deadline=None)
@given(FRENCH)
def test_mending_twice_is_mending_once(text: str) -> None:
    """Text that was mended is not changed again."""
    once = mend(text, "fr")
    assert mend(once, "fr") == once


@settings(deadline=None)
@given(FRENCH)
def test_only_spaces_change(text: str) -> None:
    """Without its spaces, a text is the same before and after."""
    assert re.sub(r"[ \u00a0\u202f]", "", mend(text, "fr")) == re.sub(r"[ \u00a0\u202f]", "", text)


def test_mending_html_leaves_tags_and_code_alone() -> None:
    """In HTML only text is mended: no attribute, comment, code, script or foreign text."""
    html = (
        "<p title=\"a ; b\" data-x='c > d ; e'>Oui ; <b>40</b> %<br> et ! <code>x ; y</code>"
        "<pre><b>z ?</b> ;</pre><!-- c ; d --><script>a ; b</script>"
        '<i lang="en">why ?</i> <i lang="fr">quoi ?</i></p>'
    )
    assert mend_html(html, "fr") == (
        f"<p title=\"a ; b\" data-x='c > d ; e'>Oui{N}; <b>40</b>{W}%<br> et{N}! <code>x ; y</code>"
        "<pre><b>z ?</b> ;</pre><!-- c ; d --><script>a ; b</script>"
        f'<i lang="en">why ?</i> <i lang="fr">quoi{N}?</i></p>'
    )


def test_an_element_ends_where_it_ends() -> None:
    """Elements of the same name inside a foreign one, and code with a language, change nothing."""
    html = (
        '<html lang="fr"><span lang="en"><span>a ;</span> b ; <br lang="fr"></span> c ;'
        '<code lang="en">d ;</code> e ; <span hreflang="en">f ;</span></html>'
    )
    assert mend_html(html, "fr") == (
        '<html lang="fr"><span lang="en"><span>a ;</span> b ; <br lang="fr"></span>'
        f' c{N};<code lang="en">d ;</code> e{N}; <span hreflang="en">f{N};</span></html>'
    )


def test_french_inside_a_page_in_another_language_is_mended() -> None:
    """An element is treated by its own language, whatever the page's is."""
    html = '<p>why ? <q lang="fr">quoi ?</q></p>'
    assert mend_html(html, "en") == f'<p>why ? <q lang="fr">quoi{N}?</q></p>'


@settings(deadline=None)
@given(st.text(alphabet="ab <>/\"'=;:!?«»&pcode%1-\u00a0\u202f\n", max_size=80))
def test_mending_html_twice_is_mending_it_once(html: str) -> None:
    """Even of broken HTML, what was mended is not changed again, and only spaces differ."""
    once = mend_html(html, "fr")
    assert mend_html(once, "fr") == once
    assert re.sub(r"[ \u00a0\u202f]", "", once) == re.sub(r"[ \u00a0\u202f]", "", html)


@settings(deadline=None)
@given(st.text(alphabet="<abp ;=\"'>/", max_size=60))
def test_tags_stay_as_they_are(html: str) -> None:
    """Every tag of the HTML is there unchanged afterwards."""
    tags = re.compile(r"""<[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*>""")
    assert tags.findall(mend_html(html, "fr")) == tags.findall(html)
