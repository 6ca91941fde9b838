"""The cases of `beside_cases`, in a process of their own, in which no other test left a thread."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).with_name("beside_cases.py")


def test_half_of_the_work_may_be_done_by_another_process() -> None:
    """Its results arrive, its end is made up for, its faults are met, and it can be ended."""
    alone = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:randomly"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *alone, str(CASES)],
        cwd=CASES.parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
