"""A second process that does half of the work: a copy of this one, and a file between the two.

The file has no name and is gone with the last of the two. Whatever goes wrong in the other process,
this one does its half as well.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from promisetrack.artifact import Artifact

    Made: TypeAlias = tuple[str, str | None, Artifact]
    """Who made a file, its address where it is a page, and the file."""


@dataclass(slots=True)
class Beside:
    """Work that is being done; `close` ends it, whatever its state."""

    work: Callable[[], Iterable[Made]]
    _pid: int
    _file: IO[bytes]

    def results(self) -> Iterator[Made]:
        """Yield what the other process made; what it could not make is made here."""
        pid, self._pid = self._pid, 0
        with suppress(ChildProcessError):
            _, status = os.waitpid(pid, 0)
            if status == 0:
                self._file.seek(0)
                yield from _read(self._file)
                return
        yield from self.work()

    def close(self) -> None:
        """End the other process, if it still runs."""
        if self._pid:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
            self._pid = 0
        self._file.close()


def beside(work: Callable[[], Iterable[Made]]) -> Beside | None:
    """Begin work in a second process; None where none can be made."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return None
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed by `Beside.close`
    except OSError:
        return None
    own = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        file.close()
        return None
    if pid == 0:
        _work(work, file, own)
    return Beside(work, pid, file)


def _work(work: Callable[[], Iterable[Made]], file: IO[bytes], parent: int) -> None:
    """Do the work in the copy, and end there; a parent that is gone wants nothing any more."""
    code = 1
    try:
        for source, address, artifact in work():
            head = json.dumps([source, address, artifact.path, len(artifact.content)])
            file.write(f"{head}\n".encode() + artifact.content)
            if os.getppid() != parent:
                break
        else:
            file.flush()
            code = 0
    except BaseException:  # noqa: S110 - the parent does the same work again, and meets the same
        pass
    finally:
        os._exit(code)


def _read(file: IO[bytes]) -> Iterator[Made]:
    from promisetrack.artifact import Artifact

    while head := file.readline():
        source, address, path, size = json.loads(head)
        yield source, address, Artifact(path, file.read(size))
