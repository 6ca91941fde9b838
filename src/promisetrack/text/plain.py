"""Markdown as plain text: for descriptions, search, feeds and comparisons of wording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisetrack.text.parser import is_too_much, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def plain(markdown: str, *, has_addresses: bool = False) -> str:
    """Return the words alone: paragraphs parted by an empty line, lists and rows line by line.

    Footnotes keep their place as `[1]` and stand at the end. Too long a text returns as it is.
    With `has_addresses`, where a link or a picture leads stands behind its words.
    """
    if is_too_much(markdown):
        return markdown.strip()
    inline = _addressed if has_addresses else plain_inline
    pieces = (_piece(token, inline) for token in reading().parse(markdown, {}))
    lines = "".join(pieces).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def addresses(markdown: str) -> tuple[str, ...]:
    """Return where the links and pictures of a text lead, in order; of too long a text none."""
    if is_too_much(markdown):
        return ()
    return tuple(
        _address(token)
        for block in reading().parse(markdown, {})
        for token in block.children or ()
        if token.type in ("link_open", "image")
    )


def plain_inline(children: Sequence[Token]) -> str:
    """Return the words of inline tokens, on one line."""
    return "".join(_word(token) for token in children)


def _addressed(children: Sequence[Token]) -> str:
    """Return the words of inline tokens, with the addresses that the words do not say."""
    found: list[str] = []
    begun: list[tuple[int, str]] = []
    for token in children:
        if token.type == "link_open":
            begun.append((len(found), _address(token)))
        elif token.type == "link_close":
            start, address = begun.pop()
            is_said = "".join(found[start:]) == address.removeprefix("mailto:")
            found.append("" if is_said else f" ({address})")
        elif token.type == "image":
            found.append(f"{_word(token)} ({_address(token)})")
        else:
            found.append(_word(token))
    return "".join(found)


def _address(token: Token) -> str:
    return str(token.attrGet("src" if token.type == "image" else "href") or "")


def _piece(token: Token, inline: Callable[[Sequence[Token]], str]) -> str:
    if token.type == "inline":
        return inline(token.children or [])
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
