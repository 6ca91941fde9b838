"""The folder in which a new site grows, beside the old one and compared with it.

As long as every file is the same as in the old site, nothing is written: a build that changes
nothing touches nothing. From the first difference on, the new folder is made. It takes over what
is the same as hard links: ten thousand names are made in a tenth of the time of ten thousand
files, and nobody sees the difference, because a published file is replaced and never rewritten.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.swap import flush
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from promisetrack.artifact import Artifact

FILE_MODE = 0o644
FOLDER_MODE = 0o755
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")
"""Characters that no address needs: control characters, the backslash, halves of characters."""

_NO_LINKS = (errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_SEEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Stage:
    """A new site that grows in `new`; `old` is the site that it will replace."""

    def __init__(self, new: Path, old: Path, *, reserved: str) -> None:
        self.bytes = 0
        self.written = 0
        self._new = os.fspath(new)
        self._old = os.fspath(old)
        self._reserved = reserved
        self._paths: dict[str, bool] = {}  # whether it is the same as in the old site
        self._folders: set[str] = set()
        self._is_begun = False

    @property
    def files(self) -> int:
        """How many files the new site has so far."""
        return len(self._paths)

    def add(self, artifact: Artifact) -> None:
        """Take one file."""
        path = self._checked(artifact.path)
        is_same = _holds(f"{self._old}/{path}", artifact.content)
        if not is_same and not self._is_begun:
            self._begin()
        if self._is_begun and not (is_same and self._take_over(path)):
            self._write(path, artifact.content)
        self._paths[path] = is_same
        self.bytes += len(artifact.content)
        self.written += not is_same

    def gone(self) -> int:
        """Return how many files of the old site the new one does not have."""
        return sum(
            path not in self._paths and path != self._reserved for path in files_below(self._old)
        )

    def complete(self, marker: str, content: bytes) -> None:
        """Add what is still missing, and wait until the disk has it all."""
        if not self._is_begun:
            self._begin()
        self._write(marker, content)
        if not flush(self._new):
            for path in files_below(self._new):
                _flush_file(f"{self._new}/{path}")

    def _begin(self) -> None:
        """Make the new folder, with the files that were the same until now."""
        self._is_begun = True
        self._folder("")
        for path in self._paths:
            if not self._take_over(path):
                self._copy(path)

    def _take_over(self, path: str) -> bool:
        """Give a file of the old site to the new one; False where the disk has no hard links."""
        self._folder(os.path.dirname(path))  # noqa: PTH120 - text, ten thousand times
        try:
            os.link(f"{self._old}/{path}", f"{self._new}/{path}", follow_symlinks=False)
        except OSError as fault:
            if fault.errno in _NO_LINKS:
                return False
            raise
        return True

    def _copy(self, path: str) -> None:
        shutil.copyfile(f"{self._old}/{path}", f"{self._new}/{path}", follow_symlinks=False)
        os.chmod(f"{self._new}/{path}", FILE_MODE)  # noqa: PTH101 - text, ten thousand times

    def _write(self, path: str, content: bytes) -> None:
        self._folder(os.path.dirname(path))  # noqa: PTH120 - text, ten thousand times
        handle = os.open(f"{self._new}/{path}", _NEW, FILE_MODE)
        with os.fdopen(handle, "wb", buffering=0) as file:
            os.fchmod(handle, FILE_MODE)  # the umask has had its say
            left = memoryview(content)
            while left:
                left = left[file.write(left) :]

    def _folder(self, path: str) -> None:
        if path in self._folders:
            return
        if path:
            self._folder(os.path.dirname(path))  # noqa: PTH120 - text, ten thousand times
        whole = f"{self._new}/{path}"
        os.mkdir(whole)  # noqa: PTH102 - the same
        os.chmod(whole, FOLDER_MODE)  # noqa: PTH101 - the same
        self._folders.add(path)

    def _checked(self, path: str) -> str:
        """Return a path that stays inside the site and is new; fail on every other one."""
        parts = path.split("/")
        if (
            _ODD.search(path)
            or any(part in ("", ".", "..") for part in parts)
            or path == self._reserved
        ):
            raise PromisetrackError(say("the site may not hold a file named “{path}”", path=path))
        if path in self._paths:
            raise PromisetrackError(say("two pages want the same address: {path}", path=path))
        return path


def is_folder(path: Path) -> bool:
    """Whether it is a folder and no link to one."""
    return path.is_dir() and not path.is_symlink()


def files_below(folder: str, inside: str = "") -> Iterator[str]:
    """Yield the paths of all that is no folder below a folder; links are not followed."""
    try:
        entries = list(os.scandir(f"{folder}/{inside}"))
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(folder, f"{path}/")
        else:
            yield path


def _holds(path: str, content: bytes) -> bool:
    """Whether a file with exactly these bytes and the right mode lies there."""
    try:
        handle = os.open(path, _SEEN)
    except (OSError, ValueError):
        return False
    with os.fdopen(handle, "rb", buffering=0) as file:
        about = os.fstat(handle)
        if stat.S_IMODE(about.st_mode) != FILE_MODE or not stat.S_ISREG(about.st_mode):
            return False
        return about.st_size == len(content) and file.readall() == content


def _flush_file(path: str) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
