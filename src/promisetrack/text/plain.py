"""Markdown as plain text: for descriptions, search, feeds and comparisons of wording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisetrack.text.parser import is_too_much, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_ENDS = {
    "th_close": " ",
    "td_close": " ",
    "tr_close": "\n",
    "table_close": "\n",
    "bullet_list_close": "\n",
    "ordered_list_close": "\n",
    "heading_close": "\n\n",
    "footnote_close": "\n",
    "hr": "\n\n",
}


def plain(markdown: str) -> str:
    """Return the words alone: paragraphs parted by an empty line, lists and rows line by line.

    Footnotes keep their place as `[1]` and stand at the end. Too long a text returns as it is.
    """
    if is_too_much(markdown):
        return markdown.strip()
    pieces = (_piece(token) for token in reading().parse(markdown, {}))
    lines = "".join(pieces).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def plain_inline(children: Sequence[Token]) -> str:
    """Return the words of inline tokens, on one line."""
    return "".join(_word(token) for token in children)


def _piece(token: Token) -> str:
    if token.type == "inline":
        return plain_inline(token.children or [])
    if token.type in ("fence", "code_block"):
        return token.content + "\n"
    if token.type == "footnote_open":
        return f"[{int(token.meta['id']) + 1}] "
    if token.type == "paragraph_close":
        return "\n" if token.hidden else "\n\n"
    return _ENDS.get(token.type, "")


def _word(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return plain_inline(token.children or [])
    if token.type == "footnote_ref":
        return f"[{int(token.meta['id']) + 1}]"
    return token.content
