"""Which files a repository's objects lie in, and whether they are still the same ones.

What was worked out from objects that were read and hashed stays true as long as nobody touched
the files that hold them. A file's change time (ctime) moves with every write, rename, touch or
change of rights and cannot be set back, so that size, times and inode of every pack and every
loose object say it without reading any of them. Not noticed is what changes no file's times:
bits that rot on the disk, and whoever writes to the disk below the file system or turns the
machine's clock back. `verify` therefore reads everything anew.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_DIGITS = frozenset("0123456789abcdef")
_PACKED = (".pack", ".idx")
_ALONE, _BORROWS = "alone", "borrows"
_FOLDERS = 20  # alternates of alternates; git follows five levels


@dataclass(frozen=True, slots=True)
class Storage:
    """The files of one moment: of each one its name, and its size, times and inode.

    `is_alone` is false where objects are borrowed from another repository (alternates).
    """

    packs: Mapping[str, str]
    loose: Mapping[str, str]
    is_alone: bool = True

    @property
    def id(self) -> str:
        """A digest of all of it."""
        return hashlib.sha256("\n".join(self.lines()).encode("utf-8", "replace")).hexdigest()

    def lines(self) -> tuple[str, ...]:
        """Return it as lines of text: packs, a line of its own, loose objects."""
        between = _ALONE if self.is_alone else _BORROWS
        return (*_lines(self.packs), between, *_lines(self.loose))

    def touched_since(self, earlier: Storage) -> frozenset[str] | None:
        """Return the objects that must be read anew before what was read earlier is believed.

        These are the loose ones whose file was touched (git itself touches a file that it would
        have written again). None means all: files are gone, or packs came, went or changed.
        New loose objects need nothing: git looks for an object in packs first, and one that was
        loose is still that file.
        """
        if self.packs != earlier.packs or not (self.is_alone and earlier.is_alone):
            return frozenset() if self == earlier else None
        if not earlier.loose.keys() <= self.loose.keys():
            return None
        changed = (name for name, file in earlier.loose.items() if self.loose[name] != file)
        return frozenset(name.replace("/", "") for name in changed)


def from_lines(lines: Sequence[str]) -> Storage:
    """Return what `Storage.lines` wrote. Raise ValueError for other lines."""
    is_alone = _ALONE in lines
    at = list(lines).index(_ALONE if is_alone else _BORROWS)
    return Storage(_read(lines[:at]), _read(lines[at + 1 :]), is_alone=is_alone)


def _read(lines: Iterable[str]) -> dict[str, str]:
    pairs = (line.partition(" ") for line in lines)
    return {name: file for name, _, file in pairs}


def _lines(found: Mapping[str, str]) -> list[str]:
    return sorted(f"{name} {file}" for name, file in found.items())


def storage(git_dir: Path) -> Storage | None:
    """Return the files that hold a repository's objects; None where they cannot be listed."""
    try:
        own = _common(git_dir) / "objects"
        folders = tuple(_with_alternates(own))
        packs: dict[str, str] = {}
        loose: dict[str, str] = {}
        for number, folder in enumerate(folders):
            mark = f"@{number}" if number else ""
            packs.update(_files(folder / "pack", mark, _PACKED))
            for inner in sorted(os.listdir(folder)):  # noqa: PTH208 - 256 names, no Path for each
                if len(inner) == 2 and _DIGITS.issuperset(inner):
                    loose.update(_files(folder / inner, mark))
    except (OSError, ValueError):
        return None
    return Storage(packs, loose, is_alone=len(folders) == 1)


def _common(git_dir: Path) -> Path:
    """Return the folder that all working trees of a repository share (gitrepository-layout)."""
    try:
        told = (git_dir / "commondir").read_bytes()
    except FileNotFoundError:
        return git_dir
    return git_dir / os.fsdecode(told.rstrip(b"\n"))


def _with_alternates(own: Path) -> Iterator[Path]:
    """Yield the folder and those from which it borrows. Raise ValueError where it is unclear."""
    waiting, seen = [own], set()
    while waiting:
        folder = waiting.pop()
        name = os.path.realpath(folder)
        if name in seen:
            continue
        seen.add(name)
        if len(seen) > _FOLDERS:
            raise ValueError("too many alternates")
        yield folder
        waiting += _alternates(folder)


def _alternates(folder: Path) -> Iterator[Path]:
    try:
        lines = (folder / "info" / "alternates").read_bytes().split(b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return
    for line in lines:
        if line.startswith(b'"'):
            raise ValueError("a quoted name")
        if line and not line.startswith(b"#") and (folder / os.fsdecode(line)).is_dir():
            yield folder / os.fsdecode(line)


def _files(folder: Path, mark: str, endings: tuple[str, ...] = ("",)) -> Iterator[tuple[str, str]]:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(endings):
                at = one.stat()
                times = f"{at.st_mtime_ns} {at.st_ctime_ns}"
                yield (
                    f"{folder.name}/{one.name}{mark}",
                    f"{at.st_size} {times} {at.st_ino} {at.st_dev}",
                )
