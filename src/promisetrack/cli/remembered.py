"""Timelines that were told before: the same head and the same log give the same timeline.

A commit's id stands for everything before it, so what was told of a head stays true. A newer head
on the same main line needs only what came since; after a force push nothing of it is used.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from promisetrack.history.cache import restore, store
from promisetrack.history.stored import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.edges.cache import Cache
    from promisetrack.edges.git import Repository
    from promisetrack.edges.mainline import Step
    from promisetrack.history.timeline import Timeline

DECIDING: Final = ("model", "source", "register", "history", "edges", "cli")
"""The packages whose code decides what a timeline says."""

KEPT: Final = 4
"""Timelines that are kept: a few branches and days, not every head there was."""


class Remembered:
    """The timelines of one tracker in its cache."""

    def __init__(self, cache: Cache, repository: Repository, sources: Sequence[str]) -> None:
        from promisetrack.edges.cache import code_digest

        self._cache = cache
        self._sources = tuple(sources)
        scope = json.dumps([repository.object_format, repository.prefix])
        name = hashlib.sha256(scope.encode()).hexdigest()[:16]
        code = code_digest(*DECIDING)
        self._told, self._lines = f"timeline/{code}/{name}", f"line/{code}/{name}"

    def find(self, head: str) -> Timeline | None:
        """Return what was told of this head, None where that is not known."""
        return self._restored(self._key(head))

    def before(self, steps: Sequence[Step]) -> tuple[Timeline, int] | None:
        """Return the longest timeline that these steps continue, and how many of them it has."""
        kept = self._cache.get_many(self._lines, self._cache.keys(self._lines))
        known = sorted(((*_line_from(packed), key) for key, packed in kept), reverse=True)
        digests = _digests(steps, {length for length, *_ in known})
        for length, line, key in known:
            found = self._restored(key) if digests.get(length) == line else None
            if found is not None and found.is_resumable:
                return found, length
        return None

    def keep(self, found: Timeline, steps: Sequence[Step]) -> None:
        """Remember what was told, and forget the oldest."""
        key = self._key(found.head)
        line = _digests(steps, {len(steps)})[len(steps)]
        try:
            packed = pack(store(found))
        except (ValueError, RecursionError, MemoryError):
            return
        self._cache.put(self._told, [(key, packed)])
        self._cache.put(self._lines, [(key, pack([len(steps), line]))])
        old = self._cache.keys(self._told)[KEPT:]
        self._cache.drop(self._told, old)
        self._cache.drop(self._lines, old)

    def _restored(self, key: str) -> Timeline | None:
        packed = self._cache.get(self._told, key)
        try:
            return None if packed is None else restore(unpack(packed))
        except (ValueError, TypeError, LookupError, RecursionError):
            return None

    def _key(self, head: str) -> str:
        return hashlib.sha256("\n".join((head, *self._sources)).encode()).hexdigest()


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


def _line_from(packed: bytes) -> tuple[int, str]:
    try:
        length, line = unpack(packed)
    except (ValueError, TypeError):
        return 0, ""
    return length, line
