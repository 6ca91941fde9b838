"""A preview and a register with errors say so on every page, and in the data."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.site import Site, SourceInfo
from tests import golden_history

if TYPE_CHECKING:
    from pathlib import Path

COMMIT = "9f2c41e7a0" * 4
FILES = (
    SourceFile("commitments/tracker.yaml", b"title: T\nlanguages:\n  - en\n  - fr\n"),
    SourceFile("commitments/p/plan.yaml", b"id: p\ntitle: P\nkind: programme\n"),
    SourceFile("commitments/p/one.yaml", b"id: one\ntitle: One\nstatus: in-progress\n"),
)


def made(source: SourceInfo) -> dict[str, bytes]:
    """Return a small site."""
    site = Site(load(FILES), ("en", "fr"), date(2026, 1, 31), source=source)
    return {one.path: one.content for one in build(site)}


@pytest.mark.parametrize("commit", [COMMIT, ""])
def test_every_page_of_a_preview_says_so(commit: str) -> None:
    """The first page, the page for unknown addresses and the cards of other sites too."""
    pages = made(SourceInfo(commit, is_worktree=True, changed_files=1))
    silent = [
        path
        for path, content in pages.items()
        if path.endswith(".html") and not any(w in content for w in (b"Preview", "Aperçu".encode()))
    ]
    assert silent == []
    assert "404.html" in pages
    assert "embed/fr/one/index.html" in pages


def test_the_data_of_a_preview_names_no_source() -> None:
    """Uncommitted data is not said to be a commit's; the commit that it differs from is told."""
    pages = made(SourceInfo(COMMIT, is_worktree=True, changed_files=1))
    told = {"commit": None, "preview": True, "changed_from": COMMIT}
    for path in ("commitments.json", "commitments/one.json", "tracker.json"):
        assert json.loads(pages[f"data/v1/{path}"])["source"] == told
    named = [path for path, content in pages.items() if COMMIT.encode() in content]
    assert not [path for path in named if path.endswith(("catalog.jsonld", "one.jsonld"))]
    real = made(SourceInfo(COMMIT))
    assert json.loads(real["data/v1/commitments.json"])["source"] == {"commit": COMMIT}


def test_an_unreadable_record_leaves_no_dead_link(tmp_path: Path) -> None:
    """With --allow-errors the history of a broken file does not lead to data that is not there."""
    tracker = golden_history.repository(tmp_path / "town")
    (tracker.path / "commitments/mandat/cantine.yaml").write_text("id: cantine\ntitle: [\n")
    tracker.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qam", "slip")
    words = ["-q", "-C", str(tracker.path), "build", "--allow-errors", "--today", "2026-01-31"]
    assert run([*words, "-o", str(tmp_path / "site")]) == 0
    page = (tmp_path / "site/fr/commitments/cantine/history/index.html").read_text("utf-8")
    assert not (tmp_path / "site/data/v1/commitments/cantine.json").exists()
    assert "data/v1/commitments/cantine.json" not in page
