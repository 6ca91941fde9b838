"""Marks of Markdown in a text that changed: readers compare words, not asterisks.

Where a link leads is no mark: where that changed it is shown behind the words, so that nothing
that a text says changes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from promisetrack.history.names import keys_of, node_inside
from promisetrack.model.kinds import KINDS
from promisetrack.model.structure import Alternatives, Node, structure_of

Show: TypeAlias = Callable[[str], str]
"""What is told of a text in Markdown, on one line."""

_MARKS: Final = re.compile(r"[*_`\[\]<>#|~\\!&]|^\s*(?:[-+=]|\d+[.)])", re.MULTILINE)
"""Without any of these a text is its own words."""

_SHARED: Final = {
    "plans": "plan",
    "organisations": "organisation",
    "themes": "theme",
    "places": "place",
}
"""Where routes of the tracker's own events lead, before the id of a record."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two sides of a change. `is_form`: the words are the same, and only their marks changed."""

    before: str
    after: str
    is_form: bool = False


def change(tell: Callable[[Show], tuple[str, str]]) -> Change:
    """Return what changed, given how both sides are told."""
    old, new = tell(addresses)
    before, after = tell(words if old == new else addressed)
    return Change(before, after, before == after and len(set(tell(as_written))) > 1)


def as_written(text: str) -> str:
    """Return a text with its marks, on one line."""
    return " ".join(text.split())


def words(text: str) -> str:
    """Return the words alone."""
    if not _MARKS.search(text):
        return as_written(text)
    from promisetrack.text.plain import plain

    return as_written(plain(text))


def addressed(text: str) -> str:
    """Return the words, and behind those of a link where it leads."""
    if not _MARKS.search(text):
        return as_written(text)
    from promisetrack.text.plain import plain

    return as_written(plain(text, has_addresses=True))


def paragraphs(text: str) -> str:
    """Return the same with its paragraphs, list items and rows on lines of their own."""
    if "\n" not in text and not _MARKS.search(text):
        return text
    from promisetrack.text.plain import plain

    return plain(text, has_addresses=True)


def addresses(text: str) -> str:
    """Return where the links and pictures of a text lead."""
    if not _MARKS.search(text):
        return ""
    from promisetrack.text.plain import addresses as found

    return " ".join(found(text))


@cache
def is_marked(route: tuple[str | int, ...]) -> bool:
    """Whether a text at a route is Markdown."""
    kind = "commitment"
    if route and route[0] in _SHARED and len(route) > len(("plans", "id")):
        kind, route = _SHARED[str(route[0])], route[2:]
    node: Node | None = structure_of(KINDS[kind])
    for step in route:
        keys = keys_of(node)
        if keys is None:
            node = node_inside(node)
        else:
            member = keys.members.get(str(step))
            node = member.node if member else None
        if _is_markdown(node):
            return True
    return False


def _is_markdown(node: Node | None) -> bool:
    if not isinstance(node, Alternatives):
        return False
    return node.name == "markdown" or any(_is_markdown(one) for one in node.options)
