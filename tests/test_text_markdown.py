"""Markdown: what is drawn, what is refused, and that nothing hostile gets through."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.text.markdown import TAGS, Labels, as_typed, plain, render
from promisetrack.text.parser import LIMIT

SECONDS = 0.5
TRIES = 3
_ATTRIBUTES = "href title id aria-label role rel src alt loading start class tabindex scope"
ALLOWED_ATTRIBUTES = frozenset(_ATTRIBUTES.split())


class _Collector(HTMLParser):
    """Notes every tag and attribute of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def _tags(html: str) -> list[tuple[str, dict[str, str]]]:
    collector = _Collector()
    collector.feed(html)
    collector.close()
    assert not collector.other
    return collector.tags


def assert_safe(html: str) -> None:
    """Assert that HTML has only what the renderer may return."""
    for tag, attributes in _tags(html):
        assert tag in TAGS
        assert attributes.keys() <= ALLOWED_ATTRIBUTES
        if "href" in attributes:
            assert re.match(r"https?://|mailto:|#|(?![a-zA-Z][\w+.-]*:|/|\\)", attributes["href"])
        if tag == "img":
            assert not re.match(r"[a-zA-Z][\w+.-]*:|/|\\", attributes["src"])


def test_prose_is_drawn() -> None:
    """Emphasis, lists, code and quotations are those of CommonMark."""
    html = render("A *b* **c** `d`\n\n- e\n- f\n\n> g\n\n    h < i\n")
    assert html == (
        "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>\n<ul>\n<li>e</li>\n<li>f</li>\n"
        "</ul>\n<blockquote>\n<p>g</p>\n</blockquote>\n<pre><code>h &lt; i\n</code></pre>\n"
    )


def test_headings_stand_below_the_page() -> None:
    """Headings are moved to the level that the page leaves for them, never beyond six."""
    html = render("# a\n\n### b\n\n###### c\n", heading_offset=2)
    assert [tag for tag, _ in _tags(html)] == ["h3", "h5", "h6"]


def test_links_go_where_they_say() -> None:
    """Links to http, https and mailto stay, with a relation that recommends nothing."""
    html = render('[a](https://x.example/?a=1&b=2 "t") <mailto:a@b.example> <http://x.example>')
    assert html.count('rel="nofollow noopener"') == 3
    assert 'href="https://x.example/?a=1&amp;b=2" title="t"' in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "data:text/html,x",
        "data:image/png;base64,AA",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://x.example",
        "tel:+331",
        "//evil.example/x",
        "/etc/passwd",
        "../../x",
        "%2e%2e/x",
        "a/../../x",
        "\\\\evil.example",
        "java%0ascript:alert(1)",
        "?q=1",
        "#top",
        "x:y",
    ],
)
def test_no_link_and_no_image_goes_elsewhere(url: str) -> None:
    """Other schemes, other folders and other hosts are never linked or fetched."""
    for text in (f"[a]({url})", f"![a]({url})", f"[a]: {url}\n\n[a] ![a]"):
        html = render(text)
        assert_safe(html)
        assert not [tag for tag, _ in _tags(html) if tag in ("a", "img")], html


def test_a_remote_image_becomes_a_link() -> None:
    """A page fetches nothing from elsewhere: another's image is its words, linked."""
    assert render("![plan](https://x.example/p.png)") == (
        '<p><a href="https://x.example/p.png" rel="nofollow noopener">plan</a></p>\n'
    )
    inside = render("[![plan](https://x.example/p.png)](https://y.example)")
    assert inside == '<p><a href="https://y.example" rel="nofollow noopener">plan</a></p>\n'


def test_own_files_are_addressed_by_the_page() -> None:
    """Relative addresses pass the page's function, decoded; without an answer words remain."""
    asked: list[str] = []

    def address(path: str) -> str | None:
        asked.append(path)
        return None if path == "lost.pdf" else f"../files/{len(asked)}"

    text = "[a](files/p%20q.pdf#page=2) ![b](files/i.png) [c](lost.pdf)"
    html = render(text, address=address)
    assert asked == ["files/p q.pdf", "files/i.png", "lost.pdf"]
    assert '<a href="../files/1#page=2">a</a>' in html
    assert '<img src="../files/2" alt="b" loading="lazy">' in html
    assert html.endswith(" c</p>\n")


def test_raw_html_is_shown_as_text() -> None:
    """Tags, comments and scripts that people write are read, not obeyed."""
    html = render("a <b>c</b>\n\n<script>alert(1)</script>\n\n<!-- x -->")
    assert [tag for tag, _ in _tags(html)] == ["p", "p", "p"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_table_scrolls_by_itself() -> None:
    """A table stands in a named region that the keyboard reaches, and aligns by classes."""
    html = render(
        '| A "q" | B |\n|:--|--:|\n| 1 | 2 |\n', labels=Labels(table="Tableau : {columns}")
    )
    start = (
        '<section class="scroll" tabindex="0" aria-label="Tableau : A &quot;q&quot;, B">\n<table>'
    )
    assert html.startswith(start)
    assert html.endswith("</table>\n</section>\n")
    assert '<th class="align-left" scope="col">' in html
    assert '<td class="align-right">2</td>' in html
    assert "style" not in html


def test_footnotes_lead_there_and_back() -> None:
    """Every note and each of its references has its own id, and links meet them."""
    html = render("a[^x] b[^x] c^[inline *note*]\n\n[^x]: The note.\n", prefix="d-")
    tags = _tags(html)
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    targets = [attributes["href"][1:] for _, attributes in tags if "href" in attributes]
    assert len(ids) == len(set(ids)) == 5
    assert set(targets) <= set(ids)
    assert all(name.startswith("d-fn") for name in ids)


def test_a_prefix_is_only_part_of_an_id() -> None:
    """A prefix cannot leave the attribute in which it stands."""
    html = render("a[^x]\n\n[^x]: b\n", prefix='"><script>')
    assert_safe(html)
    assert 'id="---script-fn1"' in html


def test_labels_are_text() -> None:
    """What assistive technology reads is escaped like everything else."""
    html = render("a[^x]\n\n[^x]: b\n", labels=Labels('"<', '"{n}>', "'{n}", "t"))
    assert_safe(html)
    assert 'aria-label="&quot;1' in html


def test_a_text_that_is_too_long_is_shown_as_typed() -> None:
    """Beyond the limit no Markdown is read, and no line is lost."""
    text = "*a* <b>\n" * (LIMIT // 8 + 1)
    html = render(text)
    assert html.startswith("<p>*a* &lt;b&gt;<br>*a*")
    assert [tag for tag, _ in _tags(html) if tag not in ("p", "br")] == []
    assert len(render("*a* <b>\n" * 10)) < len(html)


@pytest.mark.parametrize(
    "text",
    [
        "- " * 30 + "\n\n*a*",
        "*a* [1] [2] [x [y]]\n" * 200,
        "| a | b | c | d |\n|--|--|--|--|\n" + "| *1* | 2 | 3 | 4 |\n" * 300,
        "- a\n  - b\n    - c\n      - *d*\n        > e\n",
        "2021. 2022. 2023. *a*",
        "".join(f"*a*[^{n}] " for n in range(60)) + "".join(f"\n[^{n}]: x" for n in range(60)),
    ],
)
def test_what_people_write_is_read_as_markdown(text: str) -> None:
    """The bounds are far from what long, honest texts need."""
    assert "<em>" in render(text)


def test_text_as_typed_keeps_paragraphs_and_lines() -> None:
    """Empty lines part paragraphs, other line ends stay."""
    assert as_typed("a\nb <i>\n\n \nc\n") == "<p>a<br>b &lt;i&gt;</p>\n<p>c</p>\n"
    assert as_typed(" \n") == ""


HOSTILE = {
    "brackets": "[" * 10_000,
    "images": "![" * 5_000,
    "nested": "[" * 5_000 + "a" + "]" * 5_000,
    "nested links": "[" * 4_000 + "a" + "](b)" * 2_500,
    "notes": "^[" * 5_000 + "]" * 5_000,
    "references": "[^a]: b\n\n" + "[^a" * 5_000,
    "definitions": "[^1]: " * 2_600,
    "code": "[`" * 8_000,
    "quotations": ">" * 16_000,
    "lazy quotations": ">" * 100 + "a\n" + "b\n" * 8_000,
    "shallow lazy quotations": ">" * 8 + "a\n" + "b\n" * 8_000,
    "lists": "- " * 8_000,
    "lazy lists": "- " * 8 + "a\n" + "b\n" * 8_000,
    "indented lists": "".join("  " * depth + "- a\n" for depth in range(120)),
    "table": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "a\n" * 5_000,
    "narrow table": "|a|b|\n|-|-|\n" + "|\n" * 8_000,
    "emphasis": "*a **a " * 2_300,
    "stars": "*" * 3_000 + "a" + "*" * 3_000,
    "mixed emphasis": "*_" * 4_000 + "a" + "_*" * 4_000,
    "backticks": "".join("`" * count + " " for count in range(1, 178)),
    "comments": "a <!--" * 2_600,
    "sections": "a <![CDATA[" * 1_400,
    "destinations": "[a](<b" * 2_600,
    "titles": '[a](b "' * 2_300,
    "brackets in bounds": ("[" * 20 + "]" * 20) * 400,
    "images in bounds": ("![" * 20 + "]" * 20) * 270,
    "notes in bounds": ("^[" * 20 + "]" * 20 + "a " * 600) * 12,
    "underlines": "a\n" * 8_000 + "===",
    "entities": "&#0;" * 4_000,
    "notes everywhere": "^[a]" * 4_000,
    "references everywhere": "[^1]: x\n\n" + "[^1]" * 240 + "*a* " * 3_700,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    """What is made to keep a parser busy is drawn, safely, in less than half a second.

    The best of three counts: on a busy machine processors take turns, and one try may be slow.
    """
    text = HOSTILE[name][:LIMIT]
    taken: list[float] = []
    while len(taken) < TRIES and (not taken or taken[-1] >= SECONDS):
        start = time.process_time()
        html = render(text)
        taken.append(time.process_time() - start)
        assert_safe(html)
    assert min(taken) < SECONDS


ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '[a](https://x.example "onmouseover=alert(1)")',
    '[a](https://x.example/"onmouseover="alert(1))',
    "[a](<javascript:alert(1)>)",
    '![a" onerror="alert(1)](files/x.png)',
    '![a](files/x.png "\\" onerror=\\"alert(1)")',
    '![a](x" onerror="alert(1))',
    '<https://x.example/"onclick=alert(1)>',
    "<javascript:alert(1)>",
    '```"><script>alert(1)</script>\nx\n```',
    "~~~ <b>\nx\n~~~",
    "[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    'a[^"onclick=alert(1)]\n\n[^"onclick=alert(1)]: x',
    "| <script> |\n|--|\n| <img src=x onerror=alert(1)> |",
    '| a |\n|:--:" style="x|\n| b |',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\\<script>",
    "<a href='javascript:x'>a</a>",
    "<style>*{}</style>",
    "<math><mtext></table><mglyph><style><img src onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<?php x ?>",
    "<![CDATA[<script>]]>",
    "[a]: javascript:alert(1)\n\n[a]",
    "[a]: <data:text/html;base64,PHNjcmlwdD4=>\n\n![a]",
    "\u202e[a](https://x.example)\u0000",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_gets_through(attack: str) -> None:
    """Known ways to smuggle markup into a page end as text."""
    assert_safe(render(attack))
    assert_safe(as_typed(attack))


_PIECES = st.sampled_from(
    [
        *ATTACKS,
        *"[]()!<>*_`~#|-:^\"'\\&;\n \t",
        "[^1]",
        "\n[^1]: ",
        "javascript:",
        "https://x.example",
        "\n\n",
        "    ",
        "\n> ",
        "\n- ",
        "\n|a|b|\n|-|-|\n",
        "<b>",
        "\u202e",
        "\0",
        "é",
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join) | st.text())
def test_no_text_yields_a_tag_outside_the_list(markdown: str) -> None:
    """Whatever is written, only what the list allows comes out, each time the same."""
    html = render(markdown, heading_offset=2, prefix="p-")
    assert_safe(html)
    assert render(markdown, heading_offset=2, prefix="p-") == html
    assert isinstance(plain(markdown), str)


def test_plain_text_keeps_the_words() -> None:
    """Plain text has the words of everything: headings, lists, tables, images, code, notes."""
    text = (
        "# T\n\nA *b* [c](https://x.example) ![d](e.png)\nf[^1]\n\n- g\n- h\n\n"
        "| i | j |\n|--|--|\n| k | l |\n\n```\nm n\n```\n\n[^1]: o\n"
    )
    assert plain(text) == "T\n\nA b c d f[1]\n\ng\nh\n\ni j\nk l\n\nm n\n\n[1] o"
    assert plain("") == ""
    assert plain("<b>x</b>") == "<b>x</b>"
