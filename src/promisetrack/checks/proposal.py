"""A proposed change: what it starts from and what it does to promises (`check --base`).

Two sets of files go in, those of the base and those of the working tree; nobody asks git here.
What did not change is not read again, and where a file differs only in its line ends, as a
checkout may make it, nothing changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.files import LINK, SourceFile
from promisetrack.history.commits import Commit, FileChange, Link, day_of
from promisetrack.history.reading import Reader, Reading, read_version
from promisetrack.history.timeline import Timeline, between, timeline
from promisetrack.register.layout import FOLDER, classify
from promisetrack.register.load import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from promisetrack.history.events import Event
    from promisetrack.history.records import Record
    from promisetrack.register.register import Register

Key: TypeAlias = tuple[str, str]
"""A kind of record and an id: ids are unique among records of their kind."""

TRACKER: Final = f"{FOLDER}/tracker.yaml"
_BASE: Final = Commit("base")
_LISTS: Final = {"organisations": "organisation", "themes": "theme", "places": "place"}


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that stood in the register once: its last data, and when it was removed."""

    data: Mapping[str, object]
    commit: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change from a base to what lies in the working tree.

    `base` holds tracker.yaml and the files that changed, as they were; `before` the commitments of
    the base by id; `changes` what happened between. `replaced` are files that have other bytes
    now. `has_rules` says whether the base is a tracker at all: its rules then judge the change.
    `gone` are records removed in the history up to the base.
    """

    base: Register
    before: Mapping[str, Record]
    changes: Timeline
    replaced: frozenset[str] = frozenset()
    has_rules: bool = True
    gone: Mapping[Key, Gone] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def added(self) -> frozenset[Key]:
        """The records that the change adds."""
        commitments = {
            ("commitment", name)
            for name, record in self.changes.commitments.items()
            if any(event.kind == "commitment-added" for event in record.events)
        }
        others = {key for event in self.changes.tracker for key, data in _came(event) if data}
        left = {key for event in self.changes.tracker for key, data in _left(event) if data}
        return frozenset(commitments | (others - left))


def propose(
    base: Iterable[SourceFile], files: Iterable[SourceFile], *, register: Register | None = None
) -> Proposal:
    """Return what the step from the files of the base to `files` means.

    Paths are those of the tracker's folder; one outside begins with `/` and is relative to the
    repository's root. `register` is that of `files`, where it was loaded already.
    """
    old, new = ({one.path: one for one in side} for side in (base, files))
    changed = {path for path in old.keys() | new.keys() if differs(old.get(path), new.get(path))}
    read = _reader([*new.values(), *old.values()], register)
    first = Link(_BASE, None, [_change(None, one) for one in old.values()])
    second = Link(
        Commit(""), "base", [_change(old.get(path), new.get(path)) for path in sorted(changed)]
    )
    was = [one for path, one in old.items() if path in changed or path == TRACKER]
    return Proposal(
        base=load(one for one in was if one.path.startswith(f"{FOLDER}/")),
        before=timeline([first], read).commitments,
        changes=between([first], second, read),
        replaced=frozenset(path for path in changed if path in old and path in new),
        has_rules=TRACKER in old,
    )


def gone_from(past: Timeline, zone: tzinfo) -> Mapping[Key, Gone]:
    """Return the records that a history removed and did not bring back; days are the zone's."""
    found: dict[Key, Gone] = {}
    for name, record in past.commitments.items():
        if record.removed is not None and record.data is not None:
            last = [event for event in record.events if event.kind == "commitment-removed"][-1:]
            found["commitment", name] = Gone(record.data, record.removed, _day(last, zone))
    standing: dict[Key, int] = {}
    for event in past.tracker:
        for key, _ in _came(event):
            standing[key] = standing.get(key, 0) + 1
        for key, data in _left(event):
            standing[key] = standing.get(key, 0) - 1
            commit = event.commit.id if event.commit else ""
            found[key] = Gone(data, commit, _day([event], zone))
    return MappingProxyType({key: one for key, one in found.items() if standing.get(key, 0) <= 0})


def differs(old: SourceFile | None, new: SourceFile | None) -> bool:
    """Return whether two versions of a file say something else; line ends alone do not count."""
    if old is None or new is None:
        return old is not new
    if (old.mode == LINK) != (new.mode == LINK) or not old.mode or not new.mode:
        return True
    if old.blob and old.blob == new.blob:
        return False
    if old.content == new.content:
        return bool(old.blob and new.blob)  # only the beginning of a very long file is at hand
    return b"\0" in new.content or _lines(old.content) != _lines(new.content)


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _change(old: SourceFile | None, new: SourceFile | None) -> FileChange:
    one = new or old
    assert one is not None  # noqa: S101 - a change has at least one side
    return FileChange(one.path, _name(old), _name(new), new.mode if new else None)


def _name(file: SourceFile | None) -> str | None:
    """Return git's id of a file, or where nobody knows it, another name for its bytes."""
    if file is None:
        return None
    return file.blob or hashlib.sha256(file.content).hexdigest()


def _reader(files: Iterable[SourceFile], register: Register | None) -> Reader:
    """Return a reader over bytes at hand that reads nothing twice."""
    held = {_name(file): file for file in files}
    known: dict[tuple[str, str], Reading] = {}
    for path, document in register.documents.items() if register else ():
        name = _name(register.files.get(path)) if register else None
        known[classify(path).role, name or ""] = Reading(document.data)

    def read(role: str, path: str, blob: str) -> Reading:
        found = known.get((role, blob))
        if found is None:
            file = SourceFile(path, held[blob].content, blob)
            found = known[role, blob] = read_version(role, file)
        return found

    return read


def _came(event: Event) -> Iterator[tuple[Key, Mapping[str, object]]]:
    yield from _whole(event, event.after if event.before is None else None)


def _left(event: Event) -> Iterator[tuple[Key, Mapping[str, object]]]:
    yield from _whole(event, event.before if event.after is None else None)


def _whole(event: Event, data: object) -> Iterator[tuple[Key, Mapping[str, object]]]:
    """Yield the plan, organisation, theme or place that came or went with an event."""
    if len(event.route) != 2 or not isinstance(data, Mapping):
        return
    name = data.get("id")
    kind = "plan" if event.kind.startswith("plan-") else _LISTS.get(str(event.route[0]))
    if kind is not None and isinstance(name, str):
        yield (kind, name), data


def _day(events: Iterable[Event], zone: tzinfo) -> str:
    days = (day_of(one.commit, zone) for one in events if one.commit)
    return next((day.isoformat() for day in days if day), "")
