"""A person at a terminal: a program in a pty, questions waited for, answers typed."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PATIENCE = 60.0
INTERRUPT = "\x03"
"""Ctrl-C, as an answer."""
_END = "\x04"
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def converse(
    command: Sequence[str],
    answers: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
) -> tuple[int, str]:
    """Run a command in a pty and type an answer at each “> ”; return its code and its screen.

    A question more than there are answers gets the end of the input.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(command[0], list(command), dict(environment))
    screen, waiting = b"", list(answers)
    asked = 0
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            screen += piece
        if screen.endswith(b"> ") and len(screen) > asked:
            asked = len(screen)
            answer = waiting.pop(0) if waiting else _END
            os.write(terminal, answer.encode() + (b"\n" if answer.isprintable() else b""))
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    text = _COLOURS.sub("", screen.decode("utf-8", "replace")).replace("\r\n", "\n")
    return os.waitstatus_to_exitcode(status), text
