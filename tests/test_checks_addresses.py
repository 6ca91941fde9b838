"""Addresses that nobody can open: the true cause, what was meant, and where exactly it stands."""

from __future__ import annotations

import pytest

from promisetrack.checks.addresses import unopened
from promisetrack.words.catalogue import Words
from tests.checking import diagnose

WORDS = Words("en", ("checks",))

FINE = (
    "https://town.example/a",
    "http://intranet/a?b=c#d",
    "HTTPS://Town.example",
    "https://mairie-évry.example/délibération",
    "https://town.example:8443/a",
    "mailto:office@town.example",
    "mailto:office@town.example?subject=Budget",
)

# The address, words of the message, words of the remedy.
WRONG = {
    "//town.example/a": ("lacks its beginning", "did you mean “https://town.example/a”?"),
    "www.town.example": ("lacks its beginning", "did you mean “https://www.town.example”?"),
    "example.org/a": ("lacks its beginning", "did you mean “https://example.org/a”?"),
    "town.example:8080/a": ("lacks its beginning", "did you mean “https://town.example:8080/a”?"),
    "office@town.example": ("lacks its beginning", "did you mean “mailto:office@town.example”?"),
    "https//town.example/a": ("lacks the colon", "did you mean “https://town.example/a”?"),
    "https:evil": ("lacks the two slashes", "“https://”"),
    "https:town.example/a": ("lacks the two slashes", "did you mean “https://town.example/a”?"),
    "http:/town.example/a": ("lacks the two slashes", "did you mean “http://town.example/a”?"),
    "http://": ("names no site", "“https://”"),
    "https:///a": ("names no site", "“https://”"),
    "https://user@/a": ("names no site", "“https://”"),
    "https://town.example/a b.pdf": ("a space", "“https://town.example/a%20b.pdf”"),
    "mailto:": ("no e-mail address", "mailto:mairie@ville.example"),
    "mailto:office": ("no e-mail address", "mailto:mairie@ville.example"),
    "htps://town.example/a": ("safely", "did you mean “https://town.example/a”?"),
    "javascript:alert(1)": ("safely", "“https://”"),
    "java\tscript :alert(1)": ("not an address", "“https://”"),
    "data:text/html,x": ("safely", "“https://”"),
    "C:\\Documents\\plan.pdf": ("your own computer", "“file:”"),
    "file:///home/plan.pdf": ("your own computer", "“file:”"),
    "files/plan.pdf": ("not an address", "“file:”"),
    "plan.pdf": ("not an address", "“https://”"),
    "the minutes of the council": ("not an address", "“https://”"),
}


@pytest.mark.parametrize("address", FINE)
def test_fine(address: str) -> None:
    """What a reader can open is left alone."""
    assert unopened(address, is_relative_allowed=False) is None


@pytest.mark.parametrize("address", WRONG)
def test_wrong(address: str) -> None:
    """What a reader cannot open has its true cause, and what was meant where that can be told."""
    found = unopened(address, is_relative_allowed=False)
    assert found is not None
    message, remedy = WRONG[address]
    assert message in WORDS.text(found.message)
    assert remedy in WORDS.text(found.help)


@pytest.mark.parametrize(
    "path", ["files/plan.pdf", "plan.pdf", "#budget", "../a/b.html", "logo.svg"]
)
def test_own_files(path: str) -> None:
    """Where a path of the register may stand, one is left alone."""
    assert unopened(path, is_relative_allowed=True) is None


def test_a_site_among_own_files() -> None:
    """The name of a site is no path, even where one may stand."""
    for address in ("www.town.test/a", "example.org/a", "//town.test"):
        assert unopened(address, is_relative_allowed=True) is not None


PROMISE = "id: a\ntitle: A\nstatus: not-started\ndue: 2027\n"

# What is written behind PROMISE (four lines), and where the fault begins and ends.
PLACES = {
    "in a block": (
        "description: |\n  First.\n\n  See [plan](www.town.test/a) now.\n",
        (8, 14, 29),
    ),
    "in a folded block": (
        "description: >\n  First\n  and [budget](http://) too.\n",
        (7, 16, 23),
    ),
    "in quotes": ('description: "See [budget](javascript:x)."\n', (5, 28, 40)),
    "the second of two alike": (
        "description: |\n  [b](http://) and\n  [c](http://)\n",
        (6, 7, 14),
    ),
    "html in a block": ("description: |\n  First.\n  Then <b>bold</b>.\n", (7, 8, 11)),
    "html in a plain text": ("description: Some <b>bold</b>.\n", (5, 19, 22)),
    "a person in a block": ("description: |\n  First.\n  Call 06 12 34 56 78.\n", (7, 8, 22)),
    "an image in a block": ("description: |\n  First.\n\n  ![](files/a.png)\n", (8, 7, 18)),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_place_within_a_text(name: str) -> None:
    """A finding in a text points at the words that are at fault, not at the beginning."""
    text, place = PLACES[name]
    one = diagnose({"p/a.yaml": PROMISE + text})[0]
    assert (one.start.line, one.start.column, one.end.column) == place


def test_words_that_cannot_be_found() -> None:
    """Where escapes hide the words, a finding points at the whole text."""
    text = 'description: "See [budget](java\\x73cript:x)."\n'
    (one,) = diagnose({"p/a.yaml": PROMISE + text})
    assert (one.start.line, one.start.column) == (5, 14)


def test_a_source_in_words_is_a_document() -> None:
    """Where no address was meant, the remedy says where a paper belongs."""
    (one,) = diagnose({"p/a.yaml": PROMISE + "source: Mayor's programme, page 4\n"})
    assert one.help is not None
    assert "describe the document under “evidence”" in WORDS.text(one.help)
