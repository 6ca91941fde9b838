"""The versions of a tracker's files: parsed once, by several processes, and kept in the cache.

A version that was parsed before is not parsed again, but its bytes are read and hashed all the
same, so that an object that is missing or damaged is noticed whatever the cache holds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.files import SourceFile
from promisetrack.history.files import locate
from promisetrack.history.reading import is_regular, read_version
from promisetrack.history.stored import pack_reading, unpack_reading
from promisetrack.register.layout import classify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from promisetrack.edges.cache import Cache
    from promisetrack.edges.git import Repository
    from promisetrack.history.commits import ChangeLike
    from promisetrack.history.reading import Reading

Key: TypeAlias = tuple[str, str]
"""(role, blob): together with the code they decide what is read."""
Held: TypeAlias = "tuple[Key, Reading]"

READERS: Final = ("model", "source", "register", "history")
"""The packages whose code decides what a version says."""

SERIAL: Final = 200
"""So many new versions are parsed sooner here than by another process."""
TRACKER: Final = "commitments/tracker.yaml"
_KIND: Final = "reading"

PIECE: Final = 64
"""Versions that travel together."""
AHEAD: Final = 48
"""Pieces under way: about 3,000 versions, which bounds the memory."""


@dataclass(slots=True)
class Versions:
    """Answers `read` for the links that were announced, in their order, each version once.

    A version is let go after its last use, so that a long history does not fill the memory.
    """

    repository: Repository
    cache: Cache
    _uses: Counter[Key] = field(default_factory=Counter)
    _new: dict[Key, None] = field(default_factory=dict)
    _held: dict[Key, Reading] = field(default_factory=dict)
    _coming: tuple[Iterator[Held], Iterator[Held]] = (iter(()), iter(()))

    def announce(self, changes: Iterable[Sequence[ChangeLike]]) -> int:
        """Learn which versions these changes of commits, in order, lead to.

        Return how many of them are not in the cache.
        """
        self._uses = Counter(key for some in changes for key in _wanted(some))
        known = self.cache.known(self._space(), map(_named, self._uses))
        self._new = dict.fromkeys(key for key in self._uses if _named(key) not in known)
        return len(self._new)

    def begin(self, pool: ProcessPoolExecutor | None = None) -> None:
        """Begin to read: with a pool its processes parse while this one does other things."""
        self.cache.forget_others(_KIND, self._space())
        old = [key for key in self._uses if key not in self._new]
        new = tuple(self._new)
        parsed = self._parsed(new) if pool is None else self._parsed_there(new, pool)
        self._coming = (self._remembered(old), self._kept(parsed))

    def read(self, role: str, path: str, blob: str) -> Reading:
        """Return what a version says; asked in the order of the links."""
        key = (role, blob)
        coming = self._coming[key in self._new]
        while key not in self._held:
            found = next(coming, None)
            if found is None:
                raise missing_object(blob)
            self._held[found[0]] = found[1]
        self._uses[key] -= 1
        return self._held[key] if self._uses[key] > 0 else self._held.pop(key)

    def _parsed(self, keys: Sequence[Key]) -> Iterator[tuple[Key, bytes]]:
        return ((key, parse((key, content))) for key, content in self._blobs(keys))

    def _parsed_there(
        self, keys: Sequence[Key], pool: ProcessPoolExecutor
    ) -> Iterator[tuple[Key, bytes]]:
        """Have the other processes parse; go on alone where one of them is killed."""
        from promisetrack.edges.workers import in_order

        blobs = self._blobs(keys)
        pieces = iter(lambda: tuple(islice(blobs, PIECE)), ())
        return self._answered(keys, in_order(pool, parse_all, pieces, ahead=AHEAD))

    def _answered(
        self, keys: Sequence[Key], answers: Iterator[list[tuple[Key, bytes]]]
    ) -> Iterator[tuple[Key, bytes]]:
        from concurrent.futures import BrokenExecutor

        done = 0
        try:
            for piece in answers:
                yield from piece
                done += len(piece)
        except BrokenExecutor:
            yield from self._parsed(keys[done:])

    def _blobs(self, keys: Sequence[Key]) -> Iterator[tuple[Key, bytes]]:
        blobs = self.repository.blobs(blob for _, blob in keys)
        return ((key, content) for key, (_, content) in zip(keys, blobs, strict=True))

    def _remembered(self, keys: Sequence[Key]) -> Iterator[Held]:
        """Yield what the cache holds; what is not sound there is parsed again."""
        blobs = self._blobs(keys)
        while piece := tuple(islice(blobs, PIECE)):
            found = dict(self.cache.get_many(self._space(), (_named(key) for key, _ in piece)))
            for key, content in piece:
                reading = _unpacked(found.get(_named(key)))
                if reading is not None:
                    yield key, reading
                else:
                    yield from self._kept(iter([(key, parse((key, content)))]))

    def _kept(self, parsed: Iterator[tuple[Key, bytes]]) -> Iterator[Held]:
        """Yield what was parsed, and put it into the cache."""
        while piece := tuple(islice(parsed, PIECE)):
            self.cache.put(self._space(), ((_named(key), packed) for key, packed in piece))
            for key, packed in piece:
                yield key, unpack_reading(packed)

    def _space(self) -> str:
        return space_of(self.repository)


def space_of(repository: Repository) -> str:
    """Return where the readings of a repository's files are kept."""
    from promisetrack.edges.cache import code_digest

    return f"{_KIND}/{repository.object_format}/{code_digest(*READERS)}"


def tracker_at(
    repository: Repository, commit: str, cache: Cache | None = None
) -> Mapping[str, object]:
    """Return what tracker.yaml says in a commit; nothing where it cannot be read.

    As everywhere the bytes are read and hashed; a cache only spares parsing them.
    """
    file = repository.file(commit, TRACKER)
    if file is None or not is_regular(file.mode):
        return {}
    key = ("tracker", file.blob)
    reading = None
    if cache is not None:
        reading = _unpacked(cache.get(space_of(repository), _named(key)))
    if reading is None:
        packed = parse((key, file.content))
        reading = unpack_reading(packed)
        if cache is not None:
            cache.put(space_of(repository), [(_named(key), packed)])
    return reading.data if isinstance(reading.data, dict) else {}


def _wanted(changes: Iterable[ChangeLike]) -> Iterator[Key]:
    for change in changes:
        found = locate(change.path) if change.new_blob else None
        if found is not None and is_regular(change.new_mode):
            yield classify(found[1]).role, str(change.new_blob)


def _named(key: Key) -> str:
    return "/".join(key)


def parse_all(piece: Sequence[tuple[Key, bytes]]) -> list[tuple[Key, bytes]]:
    """Parse some versions: the work of the other processes."""
    return [(one[0], parse(one)) for one in piece]


def parse(one: tuple[Key, bytes]) -> bytes:
    """Return what a version says, packed."""
    (role, blob), content = one
    return pack_reading(read_version(role, SourceFile("", content, blob)))


def _unpacked(packed: bytes | None) -> Reading | None:
    try:
        return None if packed is None else unpack_reading(packed)
    except (ValueError, RecursionError):
        return None


def missing_object(blob: str) -> PromisetrackError:
    """Return the error for a version that git never told of."""
    return PromisetrackError(say("the object {id} is missing from the repository", id=blob))
