"""The kept outline of each kind of page: headings, landmarks, names.

It is what a screen reader offers to jump by. A change of it shows in a diff; `make golden` accepts
it after reading (tests/golden/README.md).
"""

from __future__ import annotations

import os
from difflib import unified_diff
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from tests import golden_history
from tests.browsing import kind_of
from tests.test_site_build import built, register, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCEPT = os.environ.get("PROMISETRACK_ACCEPT_GOLDEN") == "1"
KEPT = golden_history.FOLDER / "outline.txt"
LANDMARKS = {
    "header": "banner",
    "nav": "navigation",
    "main": "main",
    "aside": "complementary",
    "footer": "contentinfo",
    "form": "form",
}
NAMED = (
    "header, nav, main, aside, footer, form, section, table, svg[role=img], h1, h2, h3, h4, h5, h6"
)


@pytest.fixture(scope="module")
def outline() -> str:
    """Return the outlines of the fullest page of each kind, in English."""
    pages: dict[str, tuple[int, bytes]] = {}
    for path, content in built(site_of(register())).items():
        if path.endswith(".html") and kind_of(path)[0] in ("en", ""):
            kind = kind_of(path)[1]
            pages[kind] = max(pages.get(kind, (0, b"")), (len(content), content))
    return "\n".join(
        f"== {kind}\n" + "\n".join(lines(BeautifulSoup(content, "html.parser"))) + "\n"
        for kind, (_, content) in sorted(pages.items())
    )


def lines(page: BeautifulSoup) -> Iterator[str]:
    """Yield a line for each landmark, heading, table and drawing, indented by their nesting."""
    for tag in page.select(NAMED):
        line = _line(page, tag)
        if line:
            yield "  " * sum(1 for one in tag.parents if _is_landmark(page, one)) + line


def _is_landmark(page: BeautifulSoup, tag: Tag) -> bool:
    return tag.name in (*LANDMARKS, "section") and bool(_line(page, tag))


def _line(page: BeautifulSoup, tag: Tag) -> str:
    if tag.name[0] == "h" and tag.name[1:].isdigit():
        return f"{tag.name} {_words(tag)}"
    name = _name(page, tag)
    if tag.name == "table":
        return f"table “{name}”"
    if tag.name == "svg":
        return f"drawing “{name}”"
    if tag.name == "section":
        return f"region “{name}”" if name else ""
    role = str(tag.get("role") or LANDMARKS[tag.name])
    is_inner = tag.name in ("header", "footer") and tag.find_parent(["article", "section", "main"])
    return "" if is_inner else f"{role}{f' “{name}”' if name else ''}"


def _name(page: BeautifulSoup, tag: Tag) -> str:
    caption = tag.find("caption") if tag.name == "table" else None
    if isinstance(caption, Tag):
        return _words(caption)
    named = [page.find(id=one) for one in str(tag.get("aria-labelledby") or "").split()]
    words = " ".join(_words(one) for one in named if isinstance(one, Tag))
    return words or str(tag.get("aria-label") or "")


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_the_outline_is_the_one_that_was_accepted(outline: str) -> None:
    """Headings, landmarks and names of every kind of page are those that were accepted last."""
    if ACCEPT:
        KEPT.write_text(outline, "utf-8")
    kept = KEPT.read_text("utf-8")
    changes = unified_diff(kept.splitlines(), outline.splitlines(), "accepted", "now", lineterm="")
    assert outline == kept, "\n".join(("`make golden` accepts it:", *changes))


def test_headings_never_skip_a_level(outline: str) -> None:
    """Below a heading comes at most the next level, on every kind of page."""
    for page in outline.split("== ")[1:]:
        kind, _, text = page.partition("\n")
        levels = [int(line.strip()[1]) for line in text.splitlines() if line.strip()[:1] == "h"]
        assert levels[0] == 1, kind
        assert not [one for one, last in zip(levels[1:], levels, strict=False) if one > last + 1], (
            kind
        )


def test_landmarks_of_one_kind_have_names(outline: str) -> None:
    """Where a page has several regions of a kind, each has a name of its own."""
    for page in outline.split("== ")[1:]:
        kind, *rest = page.splitlines()
        marks = [line.strip() for line in rest if line.strip().startswith(("navigation", "region"))]
        assert len(marks) == len(set(marks)), kind
        assert not [one for one in marks if "“" not in one], kind
