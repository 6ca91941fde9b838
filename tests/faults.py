"""Faults at system calls: `strace` lets the n-th call of a process fail, or kills it there.

A plain run is traced first; each of its calls that touches a folder is a point. A point is named
by the call and by how many of its kind the process made until then, which is the same every time.
https://man7.org/linux/man-pages/man1/strace.1.html ("Tampering")
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.conftest import missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KINDS: Final = {"kill": "signal=KILL", "error": "error=EIO", "full": "error=ENOSPC"}
"""What may happen at a point: the process dies, the disk fails, the disk is full."""

_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Point:
    """The n-th call of a kind."""

    call: str
    n: int


def need_strace() -> str:
    """Return the program, or skip (fail where nothing may be skipped)."""
    found = shutil.which("strace")
    if found is None:
        missing("strace", "faults at system calls are put there by it")
    return str(found)


def traced(command: Sequence[str], log: Path, *options: str) -> int:
    """Run a command under strace and return its exit code; negative where a signal ended it."""
    words = [need_strace(), "-qq", "-y", "-s", "0", "-o", str(log), "-e", "trace=%file,%desc"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*words, *options, *command], check=False, capture_output=True, env=environment
    )
    return done.returncode


def points(command: Sequence[str], log: Path, touching: str) -> list[Point]:
    """Run a command once as it is, and return its calls that name a place."""
    assert traced(command, log) == 0
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        call = _CALL.match(line)
        if call is None:
            continue
        seen[call[1]] += 1
        if touching in line:
            found.append(Point(call[1], seen[call[1]]))
    return found


def fault(command: Sequence[str], log: Path, point: Point, kind: str) -> tuple[int, str]:
    """Run a command with a fault; return its exit code and the call that was hit, if any was."""
    code = traced(command, log, "-e", f"inject={point.call}:{KINDS[kind]}:when={point.n}")
    lines = log.read_text("utf-8", "replace").splitlines()
    if kind == "kill":
        hit = next((one for one in reversed(lines) if _CALL.match(one)), "")
        return code, hit if "killed by SIGKILL" in lines[-1] else ""
    return code, next((one for one in lines if "(INJECTED)" in one), "")


def python(program: str, *words: str) -> list[str]:
    """Return the command of a small program in this Python."""
    return [sys.executable, "-c", program, *words]
