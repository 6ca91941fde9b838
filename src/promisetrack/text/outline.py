"""What is in a Markdown text, and on which of its lines: links, images, raw HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.text.parser import inspecting, is_too_much
from promisetrack.text.plain import plain_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_SNIPPET = 60


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address, its words, and its line, counted from 1 in the Markdown text."""

    url: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its address, the words that stand for it, and its line, counted from 1."""

    url: str
    text: str
    line: int


def links_in(markdown: str) -> tuple[Link, ...]:
    """Return the links in the order they were written: http, https, mailto and relative ones."""
    found = []
    for siblings, place, line in _inline(markdown):
        token = siblings[place]
        if token.type == "link_open":
            words = plain_inline(_until_close(siblings[place + 1 :]))
            found.append(Link(str(token.attrGet("href") or ""), words, line))
    return tuple(found)


def images_in(markdown: str) -> tuple[Image, ...]:
    """Return the images in the order they were written."""
    return tuple(
        Image(str(token.attrGet("src") or ""), plain_inline(token.children or []), line)
        for siblings, place, line in _inline(markdown)
        if (token := siblings[place]).type == "image"
    )


def raw_html_in(markdown: str) -> tuple[tuple[int, str], ...]:
    """Return each piece of raw HTML: its line, counted from 1, and how it begins.

    Raw HTML is not read as HTML: pages show it as text.
    """
    found = [
        (line, _snippet(siblings[place].content))
        for siblings, place, line in _inline(markdown)
        if siblings[place].type == "html_inline"
    ]
    if not is_too_much(markdown):
        found += [
            ((token.map or [0])[0] + 1, _snippet(token.content))
            for token in inspecting().parse(markdown, {})
            if token.type == "html_block"
        ]
    return tuple(sorted(found, key=lambda piece: piece[0]))


def _snippet(html: str) -> str:
    first = html.strip().split("\n")[0]
    return first if len(first) <= _SNIPPET else first[: _SNIPPET - 1] + "…"


def _inline(markdown: str) -> Iterator[tuple[Sequence[Token], int, int]]:
    """Yield each inline token, by its siblings and its place among them, with its line."""
    if is_too_much(markdown):
        return
    environment: dict[str, Any] = {}
    for token in inspecting().parse(markdown, environment):
        if token.type == "inline":
            line = (token.map or [0])[0] + 1
            yield from _walk(token.children or [], line, environment)


def _walk(
    siblings: Sequence[Token], line: int, environment: dict[str, Any]
) -> Iterator[tuple[Sequence[Token], int, int]]:
    for place, token in enumerate(siblings):
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "footnote_ref":
            note = environment["footnotes"]["list"].get(token.meta["id"], {})
            yield from _walk(note.get("tokens", ()), line, environment)
        yield siblings, place, line


def _until_close(siblings: Sequence[Token]) -> Sequence[Token]:
    # Links do not stand inside links: the first end is this one's.
    for place, token in enumerate(siblings):
        if token.type == "link_close":
            return siblings[:place]
    return siblings
