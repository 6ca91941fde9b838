"""The exceptions: only for what makes the tool unable to go on (exit 3) or wrongly used (exit 2).

Mistakes in data are never exceptions; they are `Diagnostic` values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message


class PromisetrackError(Exception):
    """The tool cannot go on. `message` says why, `help` what to do about it."""

    exit_code = 3

    def __init__(self, message: Message, help: Message | None = None) -> None:  # noqa: A002 - the same word as in Diagnostic
        super().__init__(message.text)
        self.message = message
        self.help = help


class UsageFault(PromisetrackError):  # noqa: N818 - a fault of the person, not of the program
    """What was asked for cannot be meant: exit 2."""

    exit_code = 2


class TemplateFault(PromisetrackError):  # noqa: N818 - a fault of a tracker's file, not of the program
    """A tracker's own template cannot be used: a finding, exit 1."""

    exit_code = 1
