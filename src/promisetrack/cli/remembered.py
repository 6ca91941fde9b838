"""What was told before: the same head and the same log give the same timeline.

A commit's id stands for everything before it, so what was told of a head stays true. A newer head
on the same main line needs only what came since; after a force push nothing of it is used.

An id does not say that its objects can still be read. A history with a missing or damaged object
is refused, so what is remembered counts only while the files that hold the objects are those from
which it was told (`edges.storage`, which says what that cannot notice); after a repack everything
is read and hashed again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from promisetrack.errors import PromisetrackError
from promisetrack.history.kept import pack_timeline, unpack_timeline
from promisetrack.history.stored import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from promisetrack.edges.cache import Cache
    from promisetrack.edges.git import Repository
    from promisetrack.edges.mainline import Step
    from promisetrack.history.timeline import Timeline

DECIDING: Final = ("model", "source", "register", "history", "edges", "cli")
"""The packages whose code decides what a timeline says."""

KEPT: Final = 4
"""Timelines that are kept: a few branches and days, not every head there was."""

TOUCHED: Final = 1000
"""Objects that are read once more because somebody touched their files; beyond it, all are."""

_KINDS: Final = ("timeline", "line", "log", "files")


class Remembered:
    """The timelines of one tracker in its cache."""

    def __init__(self, cache: Cache, repository: Repository) -> None:
        from promisetrack.edges.cache import code_digest
        from promisetrack.edges.storage import storage

        self.cache = cache
        self._repository = repository
        self._now = storage(repository.git_dir) if cache.is_open else None
        self._sound: dict[str, bool] = {} if self._now is None else {self._now.id: True}
        scope = json.dumps([repository.object_format, repository.prefix])
        name = hashlib.sha256(scope.encode()).hexdigest()[:16]
        code = code_digest(*DECIDING)
        self._told, self._lines, self._logs, self._files = (
            f"{kind}/{code}/{name}" for kind in _KINDS
        )

    def sources(self, tip: str, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        """Return the commits that the publication log names up to its tip; `read` finds them."""
        known = self._fact(self._logs, tip)
        if known is not None:
            return tuple(map(str, known))
        found = read(tip)
        if self._now is not None:
            self.cache.put(self._logs, [(tip, pack([self._now.id, list(found)]))])
            self._keep_files()
            self.cache.drop(self._logs, self.cache.keys(self._logs)[KEPT:])
        return found

    def key(self, head: str, sources: Sequence[str], removed: Sequence[object] = ()) -> str:
        """Return what decides about a timeline: the head, the published commits before it, and
        what the law wants removed.
        """
        told = "\n".join((head, *sources, *map(repr, removed)))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()

    def find(self, key: str) -> Timeline | None:
        """Return what was told under a key, None where that is not known."""
        return self._restored(key) if self._fact(self._lines, key) is not None else None

    def before(self, steps: Sequence[Step]) -> tuple[Timeline, int] | None:
        """Return the longest timeline that these steps continue, and how many of them it has."""
        keys = self.cache.keys(self._lines)
        facts = ((key, self._fact(self._lines, key)) for key in keys)
        known = sorted(
            ((int(str(fact[0])), str(fact[1]), key) for key, fact in facts if fact is not None),
            reverse=True,
        )
        digests = _digests(steps, {length for length, *_ in known})
        for length, line, key in known:
            found = self._restored(key) if digests.get(length) == line else None
            if found is not None and found.is_resumable:
                return found, length
        return None

    def keep(self, key: str, found: Timeline, steps: Sequence[Step]) -> None:
        """Remember what was told, and forget the oldest and what other code told.

        Without the steps that led to it nothing goes on from there.
        """
        if self._now is None:
            return
        line = _digests(steps, {len(steps)}).get(len(steps), "")
        try:
            packed = pack_timeline(found)
        except (ValueError, RecursionError, MemoryError):
            return
        self.cache.put(self._told, [(key, packed)])
        self.cache.put(self._lines, [(key, pack([self._now.id, [len(steps), line]]))])
        self._keep_files()
        old = self.cache.keys(self._told)[KEPT:]
        self.cache.drop(self._told, old)
        self.cache.drop(self._lines, old)
        for space in (self._told, self._lines, self._logs, self._files):
            self.cache.forget_others(space.partition("/")[0], space)

    def _keep_files(self) -> None:
        if self._now is not None:
            lines = "\n".join(self._now.lines()).encode("utf-8", "surrogateescape")
            self.cache.put(self._files, [(self._now.id, lines)])
            self.cache.drop(self._files, self.cache.keys(self._files)[2 * KEPT :])

    def _fact(self, space: str, key: str) -> list[object] | None:
        """Return what is kept under a key, where it was learned from files that are still there."""
        packed = self.cache.get(space, key)
        try:
            files, fact = unpack(packed) if packed is not None else (None, None)
        except (ValueError, TypeError):
            return None
        is_sound = isinstance(files, str) and isinstance(fact, list) and self._is_sound(files)
        return fact if is_sound else None

    def _is_sound(self, files: str) -> bool:
        """Whether all that was read when these files were there would be read now."""
        if files not in self._sound:
            self._sound[files] = self._is_unchanged(files)
        return self._sound[files]

    def _is_unchanged(self, files: str) -> bool:
        from promisetrack.edges.objects import reading
        from promisetrack.edges.storage import from_lines

        packed = self.cache.get(self._files, files)
        try:
            then = from_lines((packed or b"").decode("utf-8", "surrogateescape").split("\n"))
        except ValueError:
            return False
        touched = None if self._now is None else self._now.touched_since(then)
        if touched is None or len(touched) > TOUCHED:
            return False
        if not touched:
            return True
        repository = self._repository
        try:
            with reading(repository.runner, repository.object_format) as reader:
                return all(reader.is_sound(name) for name in sorted(touched))
        except PromisetrackError:  # git gave up on one of them
            return False

    def _restored(self, key: str) -> Timeline | None:
        packed = self.cache.get(self._told, key)
        try:
            return None if packed is None else unpack_timeline(packed)
        except (ValueError, TypeError, LookupError, RecursionError):
            return None


def _digests(steps: Sequence[Step], lengths: Iterable[int]) -> dict[int, str]:
    """Return a digest of the first so many steps, for each of the lengths."""
    wanted, found = set(lengths), {}
    made = hashlib.sha256()
    for number, step in enumerate(steps, start=1):
        line = step.line
        made.update(f"{line.id} {line.first_parent} {step.is_joined:d}\n".encode())
        if number in wanted:
            found[number] = made.hexdigest()
    return found
