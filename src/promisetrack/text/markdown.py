"""Markdown in, safe HTML out: the one way by which a stranger's prose reaches a page.

Raw HTML is shown as text. Links go to http, https and mailto; images and relative links only to
the tracker's own files, by way of `address`. The result passes nh3 with a short list of tags,
so that a fault in the parser cannot become a fault of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias, cast
from urllib.parse import quote, unquote

import nh3
from markdown_it.token import Token

from promisetrack.text.outline import Image, Link, images_in, links_in, raw_html_in
from promisetrack.text.parser import has_scheme, is_too_much, reading
from promisetrack.text.plain import plain, plain_inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Address: TypeAlias = Callable[[str], str | None]

__all__ = [
    "ENGLISH",
    "REL",
    "TAGS",
    "Image",
    "Labels",
    "Link",
    "as_typed",
    "images_in",
    "links_in",
    "own_file",
    "plain",
    "raw_html_in",
    "render",
]

REL = "nofollow noopener"
"""On every link that leaves: what strangers link to is not recommended by the register."""

_LABEL_LENGTH = 80

_BLOCKS = "blockquote h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td th thead tr ul"
_INLINE = "a br code em img s strong sup"
TAGS = frozenset(f"{_BLOCKS} {_INLINE}".split())
"""Every tag that `render` may return."""

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={
        "a": {"href", "title", "id", "aria-label"},
        "img": {"src", "alt", "title"},
        "li": {"id"},
        "ol": {"start", "aria-label"},
        "section": {"aria-label"},
    },
    tag_attribute_values={
        "a": {"rel": {REL}, "role": {"doc-noteref", "doc-backlink"}},
        "img": {"loading": {"lazy"}},
        "section": {"tabindex": {"0"}},
        "th": {"scope": {"col"}},
    },
    allowed_classes={
        "ol": {"footnotes"},
        "section": {"scroll"},
        "sup": {"footnote-ref"},
        "a": {"footnote-backref"},
        "td": {"align-left", "align-center", "align-right"},
        "th": {"align-left", "align-center", "align-right"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Labels:
    """What assistive technology says, in the reader's language.

    `{n}` is a note's number, `{columns}` the headings of a table.
    """

    notes: str = "Notes"
    note: str = "Note {n}"
    back: str = "Back to the text of note {n}"
    table: str = "Table: {columns}"


ENGLISH = Labels()


def own_file(url: str) -> str | None:
    """Return the path that a relative address names, or None where it could lead elsewhere."""
    path = unquote(url)
    if has_scheme(path) or re.search(r"[\x00-\x1f\x7f\\?#:]", path):
        return None
    return None if {"", ".", ".."} & set(path.split("/")) else path


def render(
    markdown: str,
    *,
    prefix: str = "",
    heading_offset: int = 0,
    address: Address = quote,
    labels: Labels = ENGLISH,
) -> str:
    """Return safe HTML.

    `prefix` makes the footnotes' ids unique on the page. `heading_offset` is added to the level
    of headings: 2 makes `#` an h3. `address` turns the path of one of the tracker's files, as it
    was written, into its URL; where it returns None, the words stay unlinked. A text that is too
    long, or nested without end, is shown as it was typed.
    """
    if is_too_much(markdown):
        return as_typed(markdown)
    parser = reading()
    environment: dict[str, object] = {}
    tokens = parser.parse(markdown, environment)
    for inline in (token for token in tokens if token.type == "inline"):
        inline.children = _linked(inline.children or [], address)
    tokens = _shaped(tokens, heading_offset, labels)
    environment["prefix"] = re.sub(r"[^A-Za-z0-9_-]", "-", prefix)
    environment["labels"] = labels
    return _CLEANER.clean(cast("str", parser.renderer.render(tokens, parser.options, environment)))


def as_typed(text: str) -> str:
    """Return a text as HTML paragraphs, each line where it was: no Markdown is read."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip())
    return "".join(
        f"<p>{'<br>'.join(escape(line) for line in paragraph.splitlines())}</p>\n"
        for paragraph in paragraphs
        if paragraph
    )


def _linked(children: list[Token], address: Address) -> list[Token]:
    """Return inline tokens with their links and images made safe."""
    found: list[Token] = []
    is_open: list[bool] = []
    for token in children:
        if token.type == "link_open":
            is_open.append(_aim(token, address))
            if is_open[-1]:
                found.append(token)
        elif token.type == "link_close":
            if is_open.pop():
                found.append(token)
        elif token.type == "image":
            found += _image(token, address, is_in_link=any(is_open))
        else:
            found.append(token)
    return found


def _aim(link: Token, address: Address) -> bool:
    """Give a link its address and relation; tell whether it may stay."""
    url = str(link.attrGet("href") or "")
    if has_scheme(url):
        link.attrSet("rel", REL)
        return True
    own = _own(url, address)
    if own is not None:
        link.attrSet("href", own)
    return own is not None


def _own(url: str, address: Address) -> str | None:
    path, mark, fragment = url.partition("#")
    file = own_file(path)
    target = None if file is None else address(file)
    return None if target is None else target + mark + fragment


def _image(image: Token, address: Address, *, is_in_link: bool) -> Iterable[Token]:
    """Return an own image; of another's, its words, linked: no page fetches from elsewhere."""
    url = str(image.attrGet("src") or "")
    own = None if has_scheme(url) else _own(url, address)
    if own is not None:
        image.attrs = {**image.attrs, "src": own, "loading": "lazy"}
        return (image,)
    words = Token("text", "", 0, content=plain_inline(image.children or []) or url)
    if is_in_link or not has_scheme(url):
        return (words,)
    return (
        Token("link_open", "a", 1, attrs={"href": url, "rel": REL}),
        words,
        Token("link_close", "a", -1),
    )


def _shaped(tokens: list[Token], heading_offset: int, labels: Labels) -> list[Token]:
    """Return block tokens: headings at their level, tables that scroll, no inline style."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(1, min(6, int(token.tag[1:]) + heading_offset))}"
        elif token.type in ("th_open", "td_open"):
            _align(token)
        if token.type == "table_open":
            found.append(_scroll(tokens[place:], labels))
        found.append(token)
        if token.type == "table_close":
            found.append(Token("html_block", "", 0, content="</section>\n"))
    return found


def _align(cell: Token) -> None:
    """Say by a class what the parser says by a style, which the page's policy forbids."""
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrSet("class", "align-" + style.removeprefix("text-align:"))
    if cell.type == "th_open":
        cell.attrSet("scope", "col")


def _scroll(table: list[Token], labels: Labels) -> Token:
    """Return the opening of the region that a wide table scrolls in, named by its headings."""
    names: list[str] = []
    for token in table:
        if token.type == "thead_close":
            break
        if token.type == "inline":
            names.append(plain_inline(token.children or []))
    columns = ", ".join(name for name in names if name)
    if len(columns) > _LABEL_LENGTH:
        columns = columns[: _LABEL_LENGTH - 1].rstrip() + "…"
    label = escape(labels.table.replace("{columns}", columns))
    opening = f'<section class="scroll" tabindex="0" aria-label="{label}">\n'
    return Token("html_block", "", 0, content=opening)
