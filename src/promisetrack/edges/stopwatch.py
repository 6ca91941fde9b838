"""How long the stages of a command take, and how much memory it needs."""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message

_KIB: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes of the unit in which the system counts memory: macOS says bytes, others KiB."""


@dataclass(slots=True)
class Stopwatch:
    """Measures one stage after the other, in seconds of the clock on the wall."""

    laps: list[tuple[Message, float]] = field(default_factory=list)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, stage: Message) -> None:
        """Note the time since the stage before as that of `stage`."""
        now = time.perf_counter()
        self.laps.append((stage, now - self._since))
        self._since = now

    @property
    def total(self) -> float:
        """The seconds of all stages."""
        return sum(seconds for _, seconds in self.laps)


def peak_memory() -> int:
    """Return the bytes of memory that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
