"""A built site as it lies on a disk, read as a stranger's: bounded, no links followed."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from promisetrack.edges.publish import MARKER, MARKER_CONTENT
from promisetrack.edges.stage import files_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Trouble: TypeAlias = Literal["missing", "odd", "unreachable"]
"""Why a file was not read: it is not there; it is a link, a folder or a device; nobody answers."""

NAMES_LIMIT = 1_000_000
_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was found: its size and the SHA-256 of its bytes, or why it was not read.

    `is_longer` says that it goes on beyond what was asked for; its size and hash then mean nothing.
    """

    path: str
    size: int = 0
    sha256: str = ""
    trouble: Trouble | None = None
    is_longer: bool = False


@dataclass(frozen=True, slots=True)
class FolderSite:
    """A site in a folder."""

    folder: Path

    def read(self, path: str, limit: int) -> bytes | Trouble:
        """Return the bytes of a file, at most one more than `limit`; else why there are none."""
        handle = self._open(path)
        if isinstance(handle, str):
            return handle
        with os.fdopen(handle, "rb") as file:
            try:
                return file.read(limit + 1)
            except OSError:
                return "unreachable"

    def look(self, wanted: Iterable[tuple[str, int]]) -> Iterator[Seen]:
        """Yield what these files are, given their expected sizes, in the order asked for."""
        for path, size in wanted:
            yield self._seen(path, size)

    def names(self) -> tuple[str, ...] | None:
        """Return every file of the site, sorted; None where there are more than anybody reads."""
        found = []
        for path in files_below(os.fspath(self.folder)):
            if path == MARKER and self.read(path, len(MARKER_CONTENT)) == MARKER_CONTENT:
                continue
            found.append(os.fsencode(path).decode("utf-8", "backslashreplace"))
            if len(found) > NAMES_LIMIT:
                return None
        return tuple(sorted(found))

    def _seen(self, path: str, size: int) -> Seen:
        handle = self._open(path)
        if isinstance(handle, str):
            return Seen(path, trouble=handle)
        made, count = hashlib.sha256(), 0
        with os.fdopen(handle, "rb", buffering=0) as file:
            try:
                while chunk := file.read(_CHUNK):
                    count += len(chunk)
                    if count > size:
                        return Seen(path, count, is_longer=True)
                    made.update(chunk)
            except OSError:
                return Seen(path, trouble="unreachable")
        return Seen(path, count, made.hexdigest())

    def _open(self, path: str) -> int | Trouble:
        """Open a regular file; no part of its path may be a link."""
        place = self.folder
        for part in path.split("/")[:-1]:
            place = place / part
            if place.is_symlink():
                return "odd"
        try:
            handle = os.open(self.folder / path, _FLAGS)
        except (FileNotFoundError, NotADirectoryError):
            return "missing"
        except OSError as fault:
            return "odd" if os.path.islink(self.folder / path) else _trouble(fault)  # noqa: PTH114 - no error for odd names
        except ValueError:
            return "missing"
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return handle
        os.close(handle)
        return "odd"


def _trouble(fault: OSError) -> Trouble:
    return "missing" if fault.errno in (36, 63) else "unreachable"  # a name that is too long
