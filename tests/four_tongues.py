"""The example in four languages, two of them right to left and not reviewed: its site, built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests import golden_history, repositories

if TYPE_CHECKING:
    from tests.repositories import Repository

FOLDER = Path(__file__).parent / "tongues"
LANGUAGES = ("ar", "es", "fr", "en")


def repository(folder: Path) -> Repository:
    """Return the example as a real repository."""
    return repositories.build(folder, (FOLDER / "history.txt").read_text("utf-8"))


def site(folder: Path, *options: str) -> Path:
    """Build the example’s site below a folder, its error included, and return where it is."""
    return golden_history.build(
        repository(folder / "register").path, folder / "site", "--allow-errors", *options
    )
