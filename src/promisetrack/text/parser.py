"""The Markdown dialect of the project: CommonMark with tables and footnotes, no raw HTML.

The text is a stranger's. Two things are refused before the parser sees it, because its work on
them grows faster than their length: what is longer than `LIMIT`, and nesting without end.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from promisetrack.text.footnotes import RULES

LIMIT = 16 * 1024
"""Bytes of UTF-8 a field may have to be read as Markdown; beyond, it is shown as plain text."""

_BRACKETS = 20
_CONTAINERS = 8
_NOTES = 250
_CELLS = 12_000

_BRACKET = re.compile(r"[\[\]]")
_RULE = r"[ \t]*([-*])(?:[ \t]*\1)+[ \t]*$"  # a line across the page nests nothing
_START = re.compile(rf"^(?!{_RULE})[ \t>*+\-0-9.)]+", re.MULTILINE)
_MARKER = re.compile(r">|[*+\-.)](?=[ \t]|\Z)")
_TABLE = re.compile(r"^[ \t>|:\-]*\|[ \t>|:\-]*$", re.MULTILINE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def is_too_much(markdown: str) -> bool:
    """Tell whether a text is to be shown as it was typed, because parsing it would cost too much.

    So is one that is longer than `LIMIT`, that opens more than `_BRACKETS` brackets or
    `_CONTAINERS` quotations and lists inside one another, that has more than `_NOTES` footnotes
    or a table of more than `_CELLS` cells.
    """
    return (
        len(markdown.encode("utf-8", "replace")) > LIMIT
        or _open_brackets(markdown) > _BRACKETS
        or any(len(_MARKER.findall(start[0])) > _CONTAINERS for start in _START.finditer(markdown))
        or markdown.count("^[") + markdown.count("[^") > _NOTES
        or _cells(markdown) > _CELLS
    )


def _open_brackets(markdown: str) -> int:
    """Return how many brackets are open at once, at most."""
    deepest = depth = 0
    for bracket in _BRACKET.findall(markdown):
        depth = depth + 1 if bracket == "[" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _cells(markdown: str) -> int:
    """Return how many cells the widest table could have: every line could be a row of it."""
    columns = max((line[0].count("|") for line in _TABLE.finditer(markdown)), default=0)
    return columns * markdown.count("\n")


def has_scheme(url: str) -> bool:
    """Tell whether an address names its scheme, and so is not one of the tracker's own files."""
    return bool(_SCHEME.match(url))


def may_link(url: str) -> bool:
    """Tell whether an address may be linked: http, https, mailto, or without a scheme."""
    return bool(_ALLOWED.match(url)) or not _SCHEME.match(url)


@lru_cache(maxsize=1)
def reading() -> MarkdownIt:
    """Return the parser of what is shown: raw HTML is text, footnotes stand at the end."""
    parser = MarkdownIt("js-default", {"html": False}).use(footnote_plugin)
    parser.validateLink = may_link  # type: ignore[method-assign] # the documented way
    for rule, render in RULES.items():
        parser.add_render_rule(rule, render)
    return parser


@lru_cache(maxsize=1)
def inspecting() -> MarkdownIt:
    """Return the parser of what is examined: it names raw HTML; footnotes stay in their place."""
    parser = MarkdownIt("js-default", {"html": True}).use(footnote_plugin, move_to_end=False)
    parser.validateLink = may_link  # type: ignore[method-assign] # the documented way
    return parser
