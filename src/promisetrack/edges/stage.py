"""The folder in which a new site grows, beside the old one and compared with it.

As long as every file is the same as in the old site, nothing is written: a build that changes
nothing touches nothing. From the first difference on, the new folder is made. It takes over what
is the same as hard links, which nobody can tell from copies, because a published file is replaced
and never rewritten. What a build that died has left there is used as far as it is the very file
of the old site, and cleared as far as it is not.
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
    """A new site that grows in `new`; `old` is the site that it will replace.

    What lies in `new` already is kept only where it is the very file of the old site.
    """

    def __init__(self, new: Path, old: Path, *, reserved: str) -> None:
        self.bytes = 0
        self.written = 0
        self._new = os.fspath(new)
        self._old = os.fspath(old)
        self._reserved = reserved
        self._paths: dict[str, int] = {}  # the file's number on the disk in the old site, or 0
        self._parents: set[str] = set()  # every folder that the paths need
        self._folders: set[str] = set()  # those that are there
        self._is_begun = False
        self._is_used = False

    @property
    def files(self) -> int:
        """How many files the new site has so far."""
        return len(self._paths)

    def add(self, artifact: Artifact) -> None:
        """Take one file."""
        path = self._checked(artifact.path)
        number = _number_of(f"{self._old}/{path}", artifact.content)
        if not number and not self._is_begun:
            self._begin()
        if self._is_begun and not (number and self._take_over(path, number)):
            self._write(path, artifact.content)
        self._paths[path] = number
        self.bytes += len(artifact.content)
        self.written += not number

    def gone(self) -> int:
        """Return how many files of the old site the new one does not have at all."""
        told = (path for path in files_below(self._old) if path != self._reserved)
        return sum(path not in self._paths for path in told)

    def complete(self, marker: str, content: bytes) -> None:
        """Add what is still missing, and wait until the disk has it all."""
        if not self._is_begun:
            self._begin()
        self._write(marker, content)
        if self._is_used:
            self._prune("")
        if not flush(self._new):
            for path in files_below(self._new):
                _flush_file(f"{self._new}/{path}")

    def _begin(self) -> None:
        """Make the new folder, with the files that were the same until now."""
        self._is_begun = True
        self._folder("")
        for path, number in self._paths.items():
            if not self._take_over(path, number):
                self._copy(path)

    def _take_over(self, path: str, number: int) -> bool:
        """Give a file of the old site to the new one; False where the disk has no hard links."""
        self._folder(os.path.dirname(path))  # noqa: PTH120 - text, ten thousand times
        place = f"{self._new}/{path}"
        if self._is_used:
            if _has_number(place, number):
                return True
            _clear(place)
        try:
            os.link(f"{self._old}/{path}", place, follow_symlinks=False)
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
        if self._is_used:
            _clear(f"{self._new}/{path}")
        handle = os.open(f"{self._new}/{path}", _NEW, FILE_MODE)
        with os.fdopen(handle, "wb", buffering=0) as file:
            os.fchmod(handle, FILE_MODE)  # the umask has had its say
            left = memoryview(content)
            while left:
                left = left[file.write(left) :]

    def _folder(self, path: str) -> None:
        """Make sure of a folder, not of a link to one: a link would lead out of the site."""
        if path in self._folders:
            return
        if path:
            self._folder(os.path.dirname(path))  # noqa: PTH120 - text, ten thousand times
        whole = f"{self._new}/{path}".rstrip("/")
        try:
            os.mkdir(whole)  # noqa: PTH102 - text, ten thousand times
        except FileExistsError:
            self._is_used = True
            if not stat.S_ISDIR(os.lstat(whole).st_mode):
                os.unlink(whole)  # noqa: PTH108 - the same
                os.mkdir(whole)  # noqa: PTH102 - the same
        os.chmod(whole, FOLDER_MODE)  # noqa: PTH101 - the same
        self._folders.add(path)

    def _prune(self, inside: str) -> None:
        """Remove what a used folder holds beyond the new site."""
        for entry in list(os.scandir(f"{self._new}/{inside}")):
            path = f"{inside}{entry.name}"
            if path in self._folders:
                self._prune(f"{path}/")
            elif path not in self._paths and path != self._reserved:
                _clear(entry.path)

    def _checked(self, path: str) -> str:
        """Return a path that stays inside the site and is new; fail on every other one."""
        parts = path.split("/")
        if _ODD.search(path) or any(part in ("", ".", "..") for part in parts):
            raise PromisetrackError(say("the site may not hold a file named “{path}”", path=path))
        folder = os.path.dirname(path)  # noqa: PTH120 - text, ten thousand times
        if path in self._paths or path == self._reserved or path in self._parents:
            raise _taken(path)
        while folder and folder not in self._parents:
            if folder in self._paths:
                raise _taken(folder)
            self._parents.add(folder)
            folder = os.path.dirname(folder)  # noqa: PTH120 - the same
        return path


def _taken(path: str) -> PromisetrackError:
    return PromisetrackError(say("two pages want the same address: {path}", path=path))


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


def _number_of(path: str, content: bytes) -> int:
    """Return the number of the file with exactly these bytes and the right mode, else 0."""
    try:
        handle = os.open(path, _SEEN)
    except (OSError, ValueError):
        return 0
    try:
        about = os.fstat(handle)
        if stat.S_IMODE(about.st_mode) != FILE_MODE or not stat.S_ISREG(about.st_mode):
            return 0
        is_same = about.st_size == len(content) and os.read(handle, len(content) + 1) == content
        return about.st_ino if is_same else 0
    finally:
        os.close(handle)


def _has_number(path: str, number: int) -> bool:
    try:
        return os.lstat(path).st_ino == number
    except OSError:
        return False


def _clear(path: str) -> None:
    """Remove whatever lies there; a file is never written over, it may be the old site's too."""
    if not os.path.lexists(path):
        return
    if stat.S_ISDIR(os.lstat(path).st_mode):
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108 - text, ten thousand times


def _flush_file(path: str) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
