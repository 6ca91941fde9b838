"""A timeline as bytes that may be stored, from which each record is read when it is asked for.

Eight bytes say how long the frame is (all but the records), then come the frame and the records
one behind the other. Whoever asks for one commitment of a thousand reads one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from promisetrack.history.cache import record_from, restore, store
from promisetrack.history.stored import pack, unpack

if TYPE_CHECKING:
    from promisetrack.history.commits import Commit
    from promisetrack.history.outcome import Record, Timeline

_LENGTH: Final = 8


@dataclass(slots=True, eq=False)
class Kept(Mapping[str, "Record"]):
    """The records of a stored timeline by id, in their order."""

    content: bytes = field(repr=False)
    commits: list[Commit] = field(repr=False)
    places: dict[str, tuple[int, int]]
    _read: dict[str, Record] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Record:
        found = self._read.get(name)
        if found is None:
            start, end = self.places[name]
            found = record_from(unpack(memoryview(self.content)[start:end]), self.commits)
            self._read[name] = found
        return found

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def pack_timeline(timeline: Timeline) -> bytes:
    """Return a timeline as bytes. Raise ValueError for what no JSON can say."""
    frame = store(timeline)
    records = [(one[0], pack(one)) for one in frame.pop("records")]
    packed = pack({**frame, "sizes": [[name, len(one)] for name, one in records]})
    return b"".join((len(packed).to_bytes(_LENGTH), packed, *(one for _, one in records)))


def unpack_timeline(content: bytes) -> Timeline | None:
    """Return the timeline that `pack_timeline` packed; None where other code packed it.

    Raise ValueError, TypeError or LookupError for other bytes.
    """
    start = _LENGTH + int.from_bytes(content[:_LENGTH])
    frame = unpack(memoryview(content)[_LENGTH:start])
    places = {}
    for name, size in frame["sizes"]:
        places[name] = (start, start + size)
        start += size
    if start != len(content):
        raise ValueError("not all of a timeline")
    return restore(frame, lambda commits: Kept(content, commits, places))
