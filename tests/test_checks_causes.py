"""One slip, one finding, at the sign that is wrong, with what to write."""

from __future__ import annotations

import pytest

from promisetrack.words.catalogue import Words
from tests.checking import diagnose

WORDS = Words("en", ("source", "checks"))
PROMISE = "id: a\ntitle: A\nstatus: not-started\ndue: 2027\n"
LISTS = {
    "organisations.yaml": "- id: town\n  name: {fr: Mairie de Valbrume}\n",
    "themes.yaml": "- id: democracy\n  name: Démocratie\n",
}

# What is written behind PROMISE (four lines); the check, its place; words of message or remedy.
CAUSES = {
    "a list that is never closed": ("a: [", ["yaml-syntax 5:4"], "“[”"),
    "a record that is never closed": ("x-a: {b: [c]\n", ["yaml-syntax 5:6"], "“{”"),
    "the inner list is not closed": ("x-a: [b, [c\n", ["yaml-syntax 5:10"], "“[”"),
    "the outer list is not closed": ("x-a: [b, [c]\n", ["yaml-syntax 5:6"], "“[”"),
    "closed by another bracket": ("tags: [a}\n", ["yaml-syntax 5:7"], "with “]”"),
    "a bracket in a text is none": ("summary: A [b\ntags: [c\n", ["yaml-syntax 6:7"], "“[”"),
    "a bracket too many": ("tags: [a]]\n", ["yaml-syntax 5:10"], "closes nothing"),
    "a hidden character in quotes": (
        'summary: "a\u202eb"\n',
        ["bidi-or-control-character 5:12"],
        "U+202E",
    ),
    "two hidden characters, one escaped": (
        'summary: "a\u202eb\\u202d"\n',
        ["bidi-or-control-character 5:10", "bidi-or-control-character 5:12"],
        "U+202D",
    ),
    "a page is a number": (
        "source: {evidence: e, page: 12}\n"
        "evidence:\n  - {id: e, title: E, shows: x, published: 2020, page: 3}\n",
        [],
        "",
    ),
    "words that are no id": ('lead: "x y"\n', ["unknown-organisation 5:7"], "correct the id"),
    "the name of an organisation": (
        "lead: mairie de Valbrume\n",
        ["unknown-organisation 5:7"],
        "write its id: “town”",
    ),
    "the name of a theme": ("themes: [Democratie]\n", ["unknown-theme 5:10"], "“democracy”"),
    "a list on one line": ("themes: democracy, money\n", ["wrong-type 5:9"], "a list is expected"),
    "an empty status": (
        "expected_result: x\nmilestones:\n  - {id: m, title: M, status: ''}\n",
        ["wrong-type 7:31"],
        "is empty",
    ),
    "an empty id": ("lead: ''\n", ["wrong-type 5:7"], "or remove the line"),
    "nothing in a list": (
        "expected_result: x\nmilestones: [null]\n",
        ["wrong-type 6:14"],
        "nothing stands here",
    ),
    "an apostrophe ends the text": (
        "summary: 'l'avenir du budget\n",
        ["yaml-syntax 5:13"],
        'write “summary: "l\'avenir du budget"”',
    ),
    "half a text": (
        "summary: The bridge of project #12\n",
        ["comment-cuts-text 5:32"],
        'write “summary: "The bridge of project #12"”',
    ),
    "half an item": (
        "tags:\n  - Budget #12 b\n",
        ["comment-cuts-text 6:12"],
        'write “- "Budget #12 b"”',
    ),
    "half of several lines": (
        "summary: The bridge\n  of project #12\n",
        ["comment-cuts-text 6:14"],
        "put the whole text in quotes",
    ),
    "a comment": ("summary: The bridge # of project\nlead: town #12\n", [], ""),
    "a sign in quotes": ('summary: "Project #12"\ndescription: |\n  Project #12\n', [], ""),
}


def test_an_id_of_another_form_is_told_once() -> None:
    """An id with capitals is told as what it is; to rename the file would be no remedy."""
    text = PROMISE.replace("id: a", "id: À B")
    assert [one.check for one in diagnose({"p/a.yaml": text})] == ["wrong-type"]


@pytest.mark.parametrize("name", CAUSES)
def test_causes(name: str) -> None:
    """The true cause is named once, where it stands."""
    text, expected, words = CAUSES[name]
    found = diagnose({"p/a.yaml": PROMISE + text, **LISTS})
    assert [f"{one.check} {one.start.line}:{one.start.column}" for one in found] == expected
    told = [WORDS.text(one.message) + " " + WORDS.text(one.help) for one in found if one.help]
    assert words in (told[0] if told else "")
