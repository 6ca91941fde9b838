"""How footnotes are drawn: numbered links that name where they lead, ids unique on the page.

The environment of a rendering holds `prefix` (of ids) and `labels`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token


def _reference(_: Any, tokens: Sequence[Token], place: int, __: Any, environment: Any) -> str:
    number, again = _number(tokens[place])
    prefix, label = environment["prefix"], environment["labels"].note.replace("{n}", str(number))
    return (
        f'<sup class="footnote-ref"><a href="#{prefix}fn{number}" id="{prefix}fnref{number}{again}"'
        f' role="doc-noteref" aria-label="{escape(label)}">{number}</a></sup>'
    )


def _block_open(_: Any, __: Any, ___: int, ____: Any, environment: Any) -> str:
    return f'<ol class="footnotes" aria-label="{escape(environment["labels"].notes)}">\n'


def _block_close(*_: Any) -> str:
    return "</ol>\n"


def _open(_: Any, tokens: Sequence[Token], place: int, __: Any, environment: Any) -> str:
    number, _again = _number(tokens[place])
    return f'<li id="{environment["prefix"]}fn{number}">'


def _close(*_: Any) -> str:
    return "</li>\n"


def _back(_: Any, tokens: Sequence[Token], place: int, __: Any, environment: Any) -> str:
    number, again = _number(tokens[place])
    prefix, label = environment["prefix"], environment["labels"].back.replace("{n}", str(number))
    # The variation selector asks for a letter: without it some systems draw an emoji.
    return (
        f' <a href="#{prefix}fnref{number}{again}" class="footnote-backref"'
        f' role="doc-backlink" aria-label="{escape(label)}">↩\ufe0e</a>'
    )


def _number(token: Token) -> tuple[int, str]:
    """Return a note's number, and what tells its second and later references apart."""
    again = int(token.meta.get("subId", 0))
    return int(token.meta["id"]) + 1, f"-{again + 1}" if again > 0 else ""


RULES: dict[str, Callable[..., str]] = {
    "footnote_ref": _reference,
    "footnote_block_open": _block_open,
    "footnote_block_close": _block_close,
    "footnote_open": _open,
    "footnote_close": _close,
    "footnote_anchor": _back,
}
