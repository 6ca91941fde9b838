"""What was worked out before, in one SQLite file that may be deleted at any time.

A cache never decides: whatever is wrong with the file (damaged, locked, of another program, on a
full or read-only disk), the work is simply done again. Each value carries a digest of itself, so
that a flipped bit is a value that is not there. A file that came with the repository, or lies
behind a link, is a stranger's and is not opened.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from promisetrack.edges.git import Repository

FOLDER = ("build", "cache")
FORMAT = 1
"""The number of the tables below; a file of another number is emptied."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept ("
    "space TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, value BLOB NOT NULL, "
    "PRIMARY KEY (space, key))"
)
LIBRARIES = ("pyyaml", "pydantic", "pydantic-core", "ruamel-yaml")
_NOTED = re.compile(r"([A-Za-z0-9._-]+?)-([0-9][^-]*)(?:-[^-]+)*\.(?:dist|egg)-info")

_AT_ONCE = 500  # keys in one question: SQLite allows 999 variables
_PAGES = (
    "PRAGMA journal_mode=OFF",  # a half-written file is found out by its digests
    "PRAGMA synchronous=OFF",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)


@dataclass(slots=True)
class Cache:
    """Values by space and key. Make it with `open_cache`; without a file it remembers nothing."""

    path: Path | None = None
    _base: sqlite3.Connection | None = field(default=None, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether anything can be remembered."""
        return self._base is not None

    def get(self, space: str, key: str) -> bytes | None:
        """Return what was kept under a key, None where nothing sound is."""
        return next((value for _, value in self.get_many(space, (key,))), None)

    def get_many(self, space: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the keys of these under which something is kept, and what; in any order."""
        words = "SELECT key, digest, value FROM kept WHERE space = ? AND key IN ({})"
        for key, digest, value in self._ask(words, space, tuple(keys)):
            if isinstance(value, bytes) and _digest(space, key, value) == digest:
                yield key, value

    def known(self, space: str, keys: Iterable[str]) -> frozenset[str]:
        """Return the keys of these under which something is kept, sound or not."""
        words = "SELECT key FROM kept WHERE space = ? AND key IN ({})"
        return frozenset(key for (key,) in self._ask(words, space, tuple(keys)))

    def keys(self, space: str) -> tuple[str, ...]:
        """Return all keys of a space, those that were kept last first."""
        words = "SELECT key FROM kept WHERE space = ? AND key NOT IN ({}) ORDER BY rowid DESC"
        return tuple(key for (key,) in self._ask(words, space, ("",)))

    def put(self, space: str, values: Iterable[tuple[str, bytes]]) -> None:
        """Keep values; whatever goes wrong, the work goes on without."""
        if self._base is None:
            return
        words = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)"
        rows = ((space, key, _digest(space, key, value), value) for key, value in values)
        try:
            with self._base:
                self._base.executemany(words, rows)
        except (sqlite3.Error, sqlite3.Warning, OverflowError):
            self.close()

    def drop(self, space: str, keys: Iterable[str]) -> None:
        """Forget values."""
        if self._base is None:
            return
        try:
            with self._base:
                rows = ((space, key) for key in keys)
                self._base.executemany("DELETE FROM kept WHERE space = ? AND key = ?", rows)
        except (sqlite3.Error, sqlite3.Warning):
            self.close()

    def forget_others(self, kind: str, space: str) -> None:
        """Forget the spaces of a kind (`kind/…`) but one: those that other code filled."""
        if self._base is None:
            return
        words = "DELETE FROM kept WHERE space >= ? AND space < ? AND space != ?"
        try:
            with self._base:
                self._base.execute(words, (f"{kind}/", f"{kind}0", space))
        except (sqlite3.Error, sqlite3.Warning):
            self.close()

    def close(self) -> None:
        """Let the file go; from now on nothing is remembered."""
        base, self._base = self._base, None
        if base is not None:
            with suppress(sqlite3.Error):
                base.close()

    def _ask(self, words: str, space: str, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            question = words.format(",".join("?" * len(some)))
            try:
                rows = self._base.execute(question, (space, *some)).fetchall() if self._base else []
            except (sqlite3.Error, sqlite3.Warning, OverflowError, MemoryError):
                self.close()
                return
            yield from rows


def open_cache(repository: Repository, name: str = "history") -> Cache:
    """Return the cache of a repository's tracker: `build/cache/NAME.sqlite` in its folder.

    One that remembers nothing where there is no working tree, where the file cannot be used, and
    where the repository itself brings files for that place.
    """
    if repository.toplevel is None or _is_brought(repository):
        return Cache()
    root = repository.toplevel / repository.prefix
    path = root.joinpath(*FOLDER, f"{name}.sqlite")
    try:
        if not _is_own(root, path):
            return Cache()
        path.parent.mkdir(parents=True, exist_ok=True)
        return _opened(path)
    except (OSError, sqlite3.Error, sqlite3.Warning):
        return Cache()


def _opened(path: Path) -> Cache:
    try:
        return Cache(path, _connected(path))
    except sqlite3.OperationalError:
        return Cache()  # locked, or the disk does not let us write
    except sqlite3.DatabaseError:
        path.unlink()  # no database, or a broken one: begin anew
        return Cache(path, _connected(path))


def _connected(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=0)
    try:
        for words in _PAGES:
            base.execute(words)
        if base.execute("PRAGMA user_version").fetchone() != (FORMAT,):
            base.execute("DROP TABLE IF EXISTS kept")
        with base:
            base.execute("BEGIN IMMEDIATE")
            base.execute(_TABLE)
            base.execute(f"PRAGMA user_version={FORMAT:d}")
    except BaseException:
        base.close()
        raise
    return base


def _is_own(root: Path, path: Path) -> bool:
    """Whether no link leads to the file, and it is one where it is there."""
    places = [root.joinpath(*FOLDER[:n]) for n in range(1, len(FOLDER) + 1)]
    for place in (*places, path):
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            return True
        if not (stat.S_ISREG(mode) if place == path else stat.S_ISDIR(mode)):
            return False
    return path.lstat().st_nlink == 1


def _is_brought(repository: Repository) -> bool:
    """Whether the version that is checked out holds files where the cache would lie."""
    words = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD", "--")
    told = repository.runner.ask(*words, *_alike(repository))
    inside = "/".join(FOLDER).encode()
    start = len(repository.prefix.encode("utf-8", "surrogateescape"))
    return any(path[start:].lower().startswith(inside) for path in told.out.split(b"\0"))


def _alike(repository: Repository) -> list[str]:
    """Return the spellings of the folder that a disk without capitals would take for it."""
    top = FOLDER[0]
    return [f"{repository.prefix}{word}" for word in (top, top.capitalize(), top.upper())]


def _digest(space: str, key: object, value: bytes) -> bytes:
    made = hashlib.blake2b(f"{space}\0{key}\0".encode("utf-8", "replace"), digest_size=16)
    made.update(value)
    return made.digest()


@cache
def code_digest(*packages: str) -> str:
    """Return a digest of the program's own files in these packages.

    It is part of the keys: whatever is changed in the code that works values out, the values of
    before are not found any more. The same goes for Python and the libraries that read.
    """
    made = hashlib.sha256(libraries().encode())
    for package in packages:
        for name, one in sorted(_own_files(files("promisetrack") / package, package)):
            made.update(f"{name}\0".encode() + hashlib.sha256(one.read_bytes()).digest())
    return made.hexdigest()


@cache
def libraries() -> str:
    """Return the versions of Python and of the libraries that read YAML and say what it may be.

    They are taken from the names of the folders in which installers note them, because asking
    the libraries, or the notes, costs more than all the rest of what is asked here.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for one in sorted(Path(place).iterdir()):
                noted = _NOTED.fullmatch(one.name)
                library = re.sub(r"[-_.]+", "-", noted[1]).lower() if noted else ""
                if noted and library in LIBRARIES:
                    found.setdefault(library, noted[2])
    return " ".join([sys.version, *(f"{one}=={found.get(one)}" for one in LIBRARIES)])


def _own_files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _own_files(one, f"{name}/{one.name}")
        elif one.name.endswith((".py", ".toml")):
            yield f"{name}/{one.name}", one
