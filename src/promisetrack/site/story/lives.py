"""How long each value of a record stood: every version at once, each value written once.

The versions come from the events alone (`history.replay`), so that what a page shows of a past day
is what its events say, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import orjson

from promisetrack.history.naming import item_names
from promisetrack.history.replay import replay
from promisetrack.history.values import same
from promisetrack.model.commitment import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from promisetrack.history.commits import Commit
    from promisetrack.history.records import Record

_FIRST = ("title", "status", "status_as_written", "due", "start", "lead", "summary", "description")
_LAST = ("number", "identifiers", "tags")
_ORDER = (
    *_FIRST,
    *(key for key in Commitment.model_fields if key not in (*_FIRST, *_LAST)),
    *_LAST,
)
"""What readers look for first comes first, the names of other registers last."""

_SHORT_KEYS = frozenset({"id", "by", "at", "to", "due", "url", "tax", "for"})
"""Keys of the model that look like the code of a language."""


class Item(str):
    """A step of a path that names an item of a list; any other step is a key."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A record after one commit. `since` is the first day on which it is the one that counts.

    `digest` is the SHA-256 of its data as JSON with sorted keys and no spaces; empty while the
    record is not there.
    """

    commit: Commit | None
    since: date | None
    digest: str
    changes: int
    is_there: bool
    is_readable: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A value from the version `first` until before the version `end`; None: it still stands."""

    value: object
    first: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """One place of a record and the values that stood there, oldest first."""

    path: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Lives:
    """All versions of a record, oldest first, and every value that any of them holds."""

    versions: tuple[Version, ...]
    lives: tuple[Life, ...]


def lives_of(record: Record, since: Mapping[str, date]) -> Lives:
    """Return the lives of a record's values; `since` is the first day of each commit."""
    weaving, versions = _Weaving(), []
    told = [len(tuple(many)) for _, many in groupby(record.events, key=lambda one: one.commit)]
    commits = {one.commit.id: one.commit for one in record.events if one.commit}
    for place, one in enumerate(replay(record.events)):
        weaving.take(place, one.data or {})
        versions.append(
            Version(
                commit=commits.get(one.commit),
                since=since.get(one.commit),
                digest=digest(one.data) if one.data is not None else "",
                changes=told[place],
                is_there=one.data is not None,
                is_readable=one.is_readable,
            )
        )
    return Lives(tuple(versions), weaving.lives())


def digest(data: Mapping[str, object]) -> str:
    """Return the SHA-256 of a record's data, whatever order its keys are written in."""
    return sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


@dataclass(slots=True)
class _Weaving:
    """The values that stand now, by their place; a part of the record that is as before costs
    one comparison."""

    before: Mapping[str, object] = field(default_factory=dict)
    standing: dict[tuple[str, ...], tuple[int, object]] = field(default_factory=dict)
    past: dict[tuple[str, ...], list[Span]] = field(default_factory=dict)
    order: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    def take(self, place: int, data: Mapping[str, object]) -> None:
        for key in dict.fromkeys((*self.before, *data)):
            is_kept = key in self.before and key in data
            if is_kept and same(self.before[key], data[key]):
                continue
            now = dict(_leaves((key,), data[key])) if key in data else {}
            self._part(place, key, now)
        self.before = data

    def _part(self, place: int, key: str, now: dict[tuple[str, ...], object]) -> None:
        order = self.order.setdefault(key, [])
        for path in order:
            first, value = self.standing.get(path, (0, None))
            if path in self.standing and not (path in now and same(now[path], value)):
                self.past.setdefault(path, []).append(Span(value, first, place))
                del self.standing[path]
        at = 0
        for path, value in now.items():
            if path in self.past or path in self.standing:
                at = order.index(path) + 1
            else:
                order.insert(at, path)
                at += 1
            self.standing.setdefault(path, (place, value))

    def lives(self) -> tuple[Life, ...]:
        keys = sorted(self.order, key=lambda one: (_rank(one), one))
        return tuple(
            Life(path, (*self.past.get(path, ()), *self._still(path)))
            for key in keys
            for path in self.order[key]
        )

    def _still(self, path: tuple[str, ...]) -> tuple[Span, ...]:
        if path not in self.standing:
            return ()
        first, value = self.standing[path]
        return (Span(value, first, None),)


def _rank(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _leaves(path: tuple[str, ...], value: object) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what is shown as one value: a text, a date, a number, a list of words."""
    if isinstance(value, dict) and value and not is_text(value) and not _is_date(path, value):
        for key, inner in value.items():
            yield from _leaves((*path, str(key)), inner)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        names = item_names(value, path[-1])
        for name, inner in zip(names, value, strict=True):
            yield from _leaves((*path, Item(name)), inner)
    else:
        yield path, value


def is_text(value: Mapping[str, object]) -> bool:
    """Whether a map is a Text: by language, or a marked translation."""
    if isinstance(value.get("text"), str) and not set(value) - {"text", "translated"}:
        return True
    return bool(value) and all(isinstance(key, str) and _is_language(key) for key in value)


def _is_date(path: tuple[str, ...], value: Mapping[str, object]) -> bool:
    is_item = isinstance(path[-1], Item)
    return not is_item and "date" in value and not set(value) - {"date", "text"}


def _is_language(key: str) -> bool:
    code = key.partition("-")[0]
    return code not in _SHORT_KEYS and 2 <= len(code) <= 3 and code.isascii() and code.islower()
