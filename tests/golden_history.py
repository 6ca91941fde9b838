"""The small tracker whose whole site is compared, and whose data the tests read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests import repositories

if TYPE_CHECKING:
    from tests.repositories import Repository

FOLDER = Path(__file__).parent / "golden"
TODAY = "2026-01-31"


def repository(folder: Path) -> Repository:
    """Return the golden history as a real repository."""
    return repositories.build(folder, (FOLDER / "history.txt").read_text("utf-8"))


def build(tracker: Path, output: Path, *options: str, **environment: str) -> Path:
    """Build the site of a tracker as a person would, and return where it is."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "promisetrack", "--quiet", "-C", str(tracker), "build"]
    subprocess.run(
        [*command, "--today", TODAY, "--output", str(output), *options],
        check=True,
        env=plain | environment,
    )
    return output
