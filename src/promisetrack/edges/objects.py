"""Git objects: read through one `cat-file --batch`, and believed only when their hash is right.

An object's id is the hash of its kind, its size and its bytes. Git does not check it when it
reads, so a damaged or forged object would be answered without a word; here each one is hashed
again, and what is missing or wrong ends the reading with its name.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.edges.process import Runner, Stream

CHUNK = 1 << 20
TREE_MODE = 0o40000
ID_LENGTH = {"sha1": 40, "sha256": 64}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An object to be read: its id, its kind, and how much of it is kept (None: all)."""

    id: str
    kind: str = "blob"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class TreeItem:
    """One line of a tree: a name in bytes, a mode, and the object it names."""

    name: bytes
    mode: int
    id: str

    @property
    def is_tree(self) -> bool:
        """Whether it is a folder."""
        return self.mode == TREE_MODE


def hasher(object_format: str, kind: str, size: int) -> hashlib._Hash:
    """Return the hash of an object that is about to be fed with its `size` bytes."""
    made = hashlib.new(object_format, usedforsecurity=False)
    made.update(b"%s %d\0" % (kind.encode("ascii"), size))
    return made


def blob_id(content: bytes, object_format: str = "sha1") -> str:
    """Return the id that git gives to a file with these bytes."""
    made = hasher(object_format, "blob", len(content))
    made.update(content)
    return made.hexdigest()


def read_objects(
    runner: Runner, wanted: Iterable[Wanted], *, object_format: str
) -> Iterator[tuple[Wanted, bytes]]:
    """Yield the objects in the order asked for, each one checked against its id.

    With a `limit`, at most one byte more than it is kept: enough to see that there is more.
    """
    asked = tuple(wanted)
    if not asked:
        return
    words = ("cat-file", "--batch", "--buffer")
    with runner.stream(*words, lines=(one.id for one in asked)) as stream:
        for one in asked:
            yield one, _checked(stream.out, one, object_format)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads objects one after the other, where each one says which is next. See `reading`."""

    stream: Stream
    object_format: str

    def read(self, name: str, kind: str = "blob", *, limit: int | None = None) -> bytes:
        """Return an object, checked against its id; with a `limit` as in `read_objects`."""
        self.stream.ask(name)
        return _checked(self.stream.out, Wanted(name, kind, limit), self.object_format)

    def is_sound(self, name: str) -> bool:
        """Whether an object of any kind can be read and is what its name says."""
        self.stream.ask(name)
        header = self.stream.out.readline()
        kind = (*header.decode("ascii", "replace").split()[1:2], "")[0]
        try:
            _content_of(self.stream.out, header, Wanted(name, kind), self.object_format)
        except PromisetrackError:
            return False
        return True

    def tree(self, name: str) -> tuple[TreeItem, ...]:
        """Return the lines of a tree."""
        try:
            return tuple(parse_tree(self.read(name, "tree"), self.object_format))
        except ValueError as wrong:
            raise damaged(name) from wrong


@contextmanager
def reading(runner: Runner, object_format: str) -> Iterator[Reader]:
    """Start one git process for all that is read inside."""
    with runner.stream("cat-file", "--batch", lines=None) as stream:
        yield Reader(stream, object_format)


def _checked(out: IO[bytes], one: Wanted, object_format: str) -> bytes:
    """Read one answer; fail unless its bytes have the hash that names it."""
    return _content_of(out, out.readline(), one, object_format)


def _content_of(out: IO[bytes], header: bytes, one: Wanted, object_format: str) -> bytes:
    size = _announced(header, one)
    made = hasher(object_format, one.kind, size)
    content = _content(out, made, size=size, limit=one.limit)
    if content is None or out.read(1) != b"\n":
        raise damaged(one.id)
    if made.hexdigest() != one.id:
        raise lying(one.id)
    return content


def _announced(header: bytes, one: Wanted) -> int:
    """Return the size that git announces for the object; fail on every other answer."""
    words = header.decode("ascii", "replace").split()
    if len(words) == 2 and words[1] == "missing":
        raise missing(one.id)
    if len(words) != 3 or words[0] != one.id or not words[2].isdecimal():
        raise damaged(one.id)
    if words[1] != one.kind:
        raise lying(one.id)
    return int(words[2])


def _content(out: IO[bytes], made: hashlib._Hash, *, size: int, limit: int | None) -> bytes | None:
    """Read `size` bytes into the hash; return the first ones, None when there are not so many."""
    if limit is None or size <= limit:
        content = out.read(size)
        made.update(content)
        return content if len(content) == size else None
    kept = out.read(limit + 1)
    made.update(kept)
    left = size - len(kept)
    while left > 0 and (chunk := out.read(min(CHUNK, left))):
        made.update(chunk)
        left -= len(chunk)
    return kept if left == 0 else None


def parse_tree(content: bytes, object_format: str) -> Iterator[TreeItem]:
    """Yield the lines of a tree object: `mode SP name NUL id`, the id in bytes."""
    width = ID_LENGTH[object_format] // 2
    at = 0
    while at < len(content):
        space, end = content.find(b" ", at), content.find(b"\0", at)
        if not at < space < end or len(content) < end + 1 + width:
            raise ValueError("not a tree")
        mode = int(content[at:space], 8)
        yield TreeItem(content[space + 1 : end], mode, content[end + 1 : end + 1 + width].hex())
        at = end + 1 + width


def missing(name: str) -> PromisetrackError:
    """Return the error for an object that the repository names and does not hold."""
    return PromisetrackError(say("the object {id} is missing from the repository", id=name), _MEND)


def damaged(name: str) -> PromisetrackError:
    """Return the error for an object that cannot be read to its end."""
    return PromisetrackError(say("the object {id} of the repository is damaged", id=name), _MEND)


def lying(name: str) -> PromisetrackError:
    """Return the error for an object whose bytes do not have the hash that names it."""
    return PromisetrackError(
        say("the object {id} of the repository is not what its name says", id=name), _MEND
    )


_MEND = say("run “git fsck” to see what else is wrong, and make a fresh clone from a sound copy")
