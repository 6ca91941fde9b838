"""The tracker's own files on the site: copied, linked, and never run by a browser."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from promisetrack.files import LINK, SourceFile
from promisetrack.register.load import load
from promisetrack.site import files as copying
from promisetrack.site.build import build
from promisetrack.site.files import ASIDE, FILE_LIMIT, shelf_of
from promisetrack.site.site import Options, Site

if TYPE_CHECKING:
    from promisetrack.register.register import Register

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
RECORD = """id: one
title: One
status: in-progress
description: |
  Before: ![The square in 2025](files/place.png), the plan: [drawing](files/plan%20vert.svg),
  the next plan's: ![Over there](q/files/place.png), nobody's: ![Nothing](files/none.png)
  and [out](../tracker.yaml).
evidence:
  - id: minutes
    title: Minutes
    file: files/été/minutes n°1.pdf
    kind: minutes
  - id: page
    title: A page
    file: page.html
  - id: film
    title: A film
    file: files/film.mp4
"""


def register(**more: SourceFile) -> Register:
    """Return a register of two plans with files."""
    texts = {
        "tracker.yaml": "title: T\nlanguages:\n  - en\n  - fr\n",
        "p/plan.yaml": "id: p\ntitle: P\nkind: programme\n",
        "p/one.yaml": RECORD,
        "q/plan.yaml": "id: q\ntitle: Q\nkind: programme\n",
    }
    own = {
        "p/files/place.png": PNG,
        "p/files/plan vert.svg": SVG,
        "p/files/été/minutes n°1.pdf": b"%PDF-1.7",
        "p/files/page.html": b"<script>alert(1)</script>",
        "p/files/evil.svg": SCRIPT,
        "p/files/film.mp4": b"\0" * (FILE_LIMIT + 1),
        "q/files/place.png": PNG + b"q",
    }
    contents = {name: text.encode() for name, text in texts.items()} | own
    files = [SourceFile(f"commitments/{name}", content) for name, content in contents.items()]
    return load([*files, *more.values()])


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """Return the files of the site."""
    made = build(Site(register(), ("en", "fr"), date(2026, 1, 31), options=Options()))
    return {one.path: one.content for one in made}


def test_files_of_plans_are_copied(site: dict[str, bytes]) -> None:
    """Each has an address by its plan and its name, byte for byte; what is too large has none."""
    found = {path: content for path, content in site.items() if path.startswith("files/")}
    assert found == {
        "files/p/place.png": PNG,
        "files/p/plan vert.svg": SVG,
        "files/p/été/minutes n°1.pdf": b"%PDF-1.7",
        "files/p/page.html.bin": b"<script>alert(1)</script>",
        "files/p/evil.svg.bin": SCRIPT,
        "files/q/place.png": PNG + b"q",
    }


def test_evidence_leads_to_the_copies(site: dict[str, bytes]) -> None:
    """Every piece links to its file; what browsers would run is kept under its own name instead."""
    page = BeautifulSoup(site["fr/commitments/one/index.html"], "html.parser")
    here = "../../../"
    found = {tag.get_text(): tag for tag in page.select("#evidence a")}
    minutes, html = found["Minutes"], found["A page"]
    assert unquote(str(minutes["href"])) == f"{here}files/p/été/minutes n°1.pdf"
    assert str(minutes["href"]).isascii()
    assert not minutes.has_attr("download")
    assert html["href"] == f"{here}files/p/page.html{ASIDE}"
    assert html["download"] == "page.html"
    assert "A film" not in found
    assert "20" in page.select_one("#evidence").get_text()  # type: ignore[union-attr] # it is there


def test_pictures_of_texts_are_shown(site: dict[str, bytes]) -> None:
    """An image of the own plan and of another; where there is no file, its words stay."""
    page = BeautifulSoup(site["en/commitments/one/index.html"], "html.parser")
    shown = {str(tag["alt"]): str(tag["src"]) for tag in page.select("main img")}
    assert shown == {
        "The square in 2025": "../../../files/p/place.png",
        "Over there": "../../../files/q/place.png",
    }
    links = {tag.get_text(): tag.get("href") for tag in page.select("main a")}
    assert links["drawing"] == "../../../files/p/plan%20vert.svg"
    text = page.select_one("main").get_text()  # type: ignore[union-attr] # it is there
    assert "Nothing" in text
    assert "out" in text
    assert not [one for one in links.values() if one and "tracker.yaml" in str(one)]
    assert "img-src &#39;self&#39;" in site["en/index.html"].decode()


ODD = {
    "link": SourceFile("commitments/p/files/x.pdf", b"/etc/passwd", "", LINK),
    "pointer": SourceFile(
        "commitments/p/files/x.pdf", b"version https://git-lfs.github.com/spec/v1\noid x\n"
    ),
    "name": SourceFile("commitments/p/files/a\\b.pdf", b"%PDF"),
    "large": SourceFile("commitments/p/files/x.pdf", b"\0" * (FILE_LIMIT + 1)),
}


@pytest.mark.parametrize("why", ODD)
def test_what_cannot_be_copied_says_why(why: str) -> None:
    """Links, pointers, odd names and too large files stay away from the site, with their reason."""
    one = ODD[why]
    shelf = shelf_of(register(one=one))
    assert shelf.left[one.path] == why
    assert one.path not in shelf.addresses


def test_a_text_that_the_law_wants_removed_is_not_copied() -> None:
    """A blob under `redact` is left out, whatever name the file has."""
    blob = "ab" * 20
    tracker = f"title: T\nredact:\n  - blob: {blob}\n    date: 2026-01-01\n    reason: law\n"
    secret = SourceFile("commitments/p/files/list.csv", b"a,b", blob)
    found = shelf_of(load([SourceFile("commitments/tracker.yaml", tracker.encode()), secret]))
    assert (found.left, dict(found.addresses)) == ({secret.path: "removed"}, {})


def test_all_files_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond it the rest stays in the repository, in the order of the paths."""
    monkeypatch.setattr(copying, "ALL_LIMIT", len(SCRIPT) + 5)
    shelf = shelf_of(register())
    assert list(shelf.addresses) == ["commitments/p/files/evil.svg"]
    assert set(shelf.left.values()) == {"many", "large"}
