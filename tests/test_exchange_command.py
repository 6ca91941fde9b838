"""`promisetrack import` from outside: what it writes, removes, and leaves alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from tests.importing import DATA, TRACKER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a tracker without plans, and the source beside it."""
    (tmp_path / "commitments").mkdir()
    (tmp_path / "commitments/tracker.yaml").write_text(TRACKER, "utf-8")
    shutil.copytree(DATA / "open-usa-gov/new", tmp_path / "source")
    return tmp_path


def importing(place: Path, *options: str) -> int:
    """Run the command, in English."""
    source = str(place / "source")
    line = ["-C", str(place), "--lang", "en", "import", "open-usa-gov", source, "--plan", "p"]
    return run([*line, *options])


def contents(place: Path) -> dict[str, str]:
    """Return the files of the tracker by path."""
    files = sorted((place / "commitments").rglob("*.yaml"))
    return {file.relative_to(place).as_posix(): file.read_text("utf-8") for file in files}


def test_a_dropped_commitment_is_removed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file goes and the command says so; nothing is removed by --dry-run."""
    assert importing(place) == 0
    before = contents(place)
    assert "commitments/p/us0124.yaml" in before
    (place / "source/_commitments/US0124.md").unlink()
    capsys.readouterr()
    assert importing(place, "--dry-run") == 0
    assert "removed: commitments/p/us0124.yaml\n" in capsys.readouterr().err
    assert contents(place) == before
    assert importing(place) == 0
    assert "removed: commitments/p/us0124.yaml\n" in capsys.readouterr().err
    assert "commitments/p/us0124.yaml" not in contents(place)


def test_importing_again_writes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second import of the same source says that nothing changed, and is right."""
    importing(place)
    before = contents(place)
    capsys.readouterr()
    assert importing(place) == 0
    assert capsys.readouterr().out == "nothing changed\n"
    assert contents(place) == before
