"""Old web pages as Markdown: nothing is lost, nothing is HTML, and links have names."""

from __future__ import annotations

import pytest

from promisetrack.exchange.markup import LONGEST_TITLE, Link, links, markdown
from promisetrack.exchange.names import is_link_id, link_id, slug

BASE = "https://open.example"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ("One.<br>Two.<BR/>Three.", "One.\n\nTwo.\n\nThree."),
        ("Agencies:<br>* A<br>* B<br><br>End", "Agencies:\n\n* A\n* B\n\nEnd"),
        ('See <a href="https://a.gov/x">the report</a>.', "See [the report](https://a.gov/x)."),
        ('<a href= "https://a.gov/x">Report</a>', "[Report](https://a.gov/x)"),
        ('at <a href="https://a.gov/x">https://a.gov/x</a>', "at <https://a.gov/x>"),
        ('public.<a href="https://a.gov/x"></a>', "public. <https://a.gov/x>"),
        ('quarterly at<a href="https://a.gov"> https://a.gov</a>', "quarterly at <https://a.gov>"),
        ('<a href="https:https://a.gov/p">https:https://a.gov/p</a>', "<https://a.gov/p>"),
        ("[https://a.gov]( https://a.gov)", "<https://a.gov>"),
        ("[www.a.gov/e](www.a.gov/e)", "<https://www.a.gov/e>"),
        ("[Results](/assets/r.pdf)", "[Results](https://open.example/assets/r.pdf)"),
        ("[https://a.gov/My Plan.pdf](https://a.gov/My Plan.pdf)", "<https://a.gov/My%20Plan.pdf>"),
        ("[https://a.gov/n/](https://a.gov/n/)rest-of-it", "<https://a.gov/n/rest-of-it>"),
        ("<b>Bold</b>, <em>soft</em> &amp; R&amp;D", "**Bold**, *soft* & R&D"),
        ("a &lt; b &nbsp;c", "a &lt; b \u00a0c"),
        ("<ul><li>one</li><li>two</li></ul>", "* one\n* two"),
        ('<span style="color:red;">Notice</span>', "Notice"),
        ("zero\u200bwidth, Biden-\u2060Harris", "zerowidth, Biden-Harris"),
        (" 1. first \n \n 2. second\\\n", "1. first\n2. second"),
        ("1 < 2", "1 &lt; 2"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    """Tags become Markdown, addresses are mended, and no tag is left."""
    assert markdown(html, base=BASE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Small Guide - <https://a.gov/g>", Link("https://a.gov/g", "Small Guide")),
        ("* My survey is available at: <https://a.gov/s>", Link("https://a.gov/s", "My survey")),
        ("U.S. Plan: <https://a.gov/g>", Link("https://a.gov/g", "U.S. Plan")),
        ("[A press release](https://a.gov/g)", Link("https://a.gov/g", "A press release")),
        ("<https://a.gov/My-Plan_2.pdf>", Link("https://a.gov/My-Plan_2.pdf", "My Plan 2", "", 2)),
        ("<https://www.a.gov/x/data>", Link("https://www.a.gov/x/data", "a.gov/x/data", "", 2)),
        ("<https://www.a.gov>", Link("https://www.a.gov", "a.gov", "", 2)),
    ],
)  # fmt: skip
def test_a_listed_link_is_named_by_its_line(text: str, expected: Link) -> None:
    """In a list of links, a link's words or those before it are its title, else its address."""
    assert links(text, is_list=True) == (expected,)


def test_a_line_that_announces_links_is_their_heading() -> None:
    """The line before a list of links is kept with each of them."""
    found = links("Plans:\n\n* A plan: <https://a.gov/1>\n* <https://a.gov/2nd-plan>", is_list=True)
    assert [(link.title, link.heading) for link in found] == [
        ("A plan", "Plans"),
        ("2nd plan", "Plans"),
    ]


def test_in_running_text_a_sentence_is_no_title() -> None:
    """Words before a link name it only behind a colon or a dash, and only when they are few."""
    text = f"It can be found [here](https://a.gov/the-guide). {'Word ' * LONGEST_TITLE}: <https://a.gov/my-plan>"
    assert [link.title for link in links(text)] == ["The guide", "My plan"]


def test_ids_of_links_are_stable_and_recognisable() -> None:
    """The id of a link depends on its address alone, and no hand-made id looks like it."""
    url = "https://a.gov/2023/01/SOGI-Best-Practices.pdf"
    assert link_id(url) == link_id(url)
    assert link_id(url).startswith("sogi-best-practices-")
    assert is_link_id(link_id(url), url)
    assert not is_link_id("sogi-best-practices", url)
    assert not is_link_id(link_id(url), url + "x")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("U.S. Department of Justice", "us-department-of-justice"),
        ("White House Counsel's Office", "white-house-counsels-office"),
        ("Doubler le nombre de cœurs d’îlot", "doubler-le-nombre-de-coeurs-d-ilot"),
        ("Open " * 20 + "and the end", "-".join(["open"] * 13)),
        ("!?", "x"),
    ],
)
def test_names_become_ids(name: str, expected: str) -> None:
    """An id has the words of the name, without accents, in at most 64 characters."""
    assert slug(name) == expected
