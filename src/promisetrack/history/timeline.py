"""The timeline: every version of every record along the main line, and what happened between.

The walk takes plain values: links of the chain, oldest first, and a reader of blobs. At each link
only what changed is looked at, so that a long history costs what its changes cost.

Identity is the id in the file: paths, plans and the tracker's folder may change. Where several
files of one commit have the same id, the first by path is the record, as in the register; the
others are told under `id#2`, `id#3`, so that nothing is lost. A version that cannot be read, or
that has no id, is an event of the record named like its file; the record itself stays as it was
last read, also one of another name that stood in that file, and the next readable version is
compared with that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.history.concerns import Context
from promisetrack.history.events import Event, Reason
from promisetrack.history.files import Filed, Files
from promisetrack.history.outcome import Timeline
from promisetrack.history.records import Story, Version, merged
from promisetrack.history.shared import Shared, rule_files, shared_events, snapshot
from promisetrack.model.schemes import status_scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.history.commits import Commit, Inside, Link
    from promisetrack.history.reading import Reader

__all__ = ["Timeline", "Walk", "between", "resume", "timeline"]

Changed: TypeAlias = Mapping[str, tuple[Filed | None, Filed | None]]
"""The files that a commit changed, by path in the repository: before and after."""


def timeline(chain: Iterable[Link], read: Reader) -> Timeline:
    """Return the history along a chain of links, oldest first."""
    walk = Walk(read)
    for link in chain:
        walk.take(link)
    return walk.timeline()


def between(base: Iterable[Link], change: Link, read: Reader) -> Timeline:
    """Return only what one link did to the state that the links before it made.

    For `diff`: `base` is one link that adds all files of the base, `change` leads to the head.
    """
    walk = Walk(read)
    for link in base:
        walk.take(link)
    walk.forget()
    walk.take(change)
    found = walk.timeline()
    changed = {name: record for name, record in found.commitments.items() if record.events}
    return replace(found, commitments=MappingProxyType(changed))


def resume(told: Timeline, base: Link, read: Reader) -> Walk:
    """Return a walk that stands at the head of a timeline; `base` adds all files of that head.

    Going on from there reads the files of that head once and then only what came after; it gives
    what a cold walk gives. A timeline with an unreadable file at its head is not resumable: which
    record such a file held is known only to the walk that saw it.
    """
    walk = Walk(read)
    walk.take(base)
    walk.forget()
    walk.restore(told)
    return walk


@dataclass(slots=True)
class Walk:
    """The walk along the main line: take the links in order, then ask for the timeline."""

    read: Reader
    _stories: dict[str, Story] = field(default_factory=dict)
    _tracker: list[Event] = field(default_factory=list)
    _commits: list[Commit] = field(default_factory=list)
    _joined: set[str] = field(default_factory=set)
    _shared: Shared = field(default_factory=Shared)
    _files: Files = field(init=False)
    _copies: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = Files(self.read)

    def take(self, link: Link) -> None:
        """Go one commit further."""
        self._commits.append(link.commit)
        if link.is_joined:
            self._joined.add(link.commit.id)
        changed = self._files.take(link.changes)
        self._tell_tracker(link, changed)
        near = _by_stem(changed) if link.inside else {}
        touched = sorted(self._touched(changed))
        for identity in touched:
            self._tell_record(identity, link, near)
        for path, (old, new) in sorted(changed.items()):
            if new is not None and new != old and new.reason is not None:
                self._tell_unreadable(path, new, new.reason, link)
        for identity in touched:
            if identity in self._stories:
                self._stories[identity].blocked = self._files.blocked(identity)

    def forget(self) -> None:
        """Drop what was told so far; the state stays."""
        self._tracker.clear()
        for story in self._stories.values():
            story.events.clear()
            story.concerns.clear()

    def timeline(self) -> Timeline:
        """Return what was found so far."""
        records = {name: self._stories[name].record() for name in sorted(self._stories)}
        head = self._commits[-1].id if self._commits else ""
        return Timeline(
            head,
            tuple(self._commits),
            MappingProxyType(records),
            tuple(self._tracker),
            frozenset(self._joined),
            self._files.is_readable(),
        )

    def restore(self, told: Timeline) -> None:
        """Take over what an earlier walk told up to the state that is here now."""
        self._commits, self._tracker = list(told.commits), list(told.tracker)
        self._joined = set(told.joined)
        for name, record in told.commitments.items():
            self._stories.setdefault(name, Story(name)).restore(record)

    def _touched(self, changed: Changed) -> set[str]:
        names: set[str] = set()
        for side in _sides(changed):
            near: Sequence[Filed] = ()
            if side.place.role == "commitment":
                near = (side,)
            elif side.place.role == "assessment":
                near = self._files.beside(side.place)
            names |= {name for one in near for name in (one.id, one.place.stem) if name}
        return names

    def _tell_tracker(self, link: Link, changed: Changed) -> None:
        is_first = len(self._commits) == 1  # it sets the rules, it changes none
        events = [] if is_first else rule_files(link.changes)
        if any(_is_shared(side) for side in _sides(changed)):
            before, self._shared = self._shared, snapshot(self._files.shared())
            news = [new for old, new in changed.values() if new and new != old and _is_shared(new)]
            events = [*shared_events(before, self._shared, news), *events]
        self._tracker.extend(replace(event, commit=link.commit) for event in events)

    def _tell_record(self, identity: str, link: Link, near: Mapping[str, set[str]]) -> None:
        holders = self._files.of_record(identity)
        for number in range(max(1, len(holders), self._copies.get(identity, 0))):
            name = identity if number == 0 else f"{identity}#{number + 1}"
            filed = holders[number] if number < len(holders) else None
            self._tell_copy(name, filed, link, near)
        self._copies[identity] = len(holders)

    def _tell_copy(
        self, name: str, filed: Filed | None, link: Link, near: Mapping[str, set[str]]
    ) -> None:
        story = self._stories.get(name)
        if filed is None and (story is None or self._files.is_blocked(name)):
            return  # never there, or where it stood something unreadable stands now
        if story is None:
            story = self._stories[name] = Story(name)
        version = None if filed is None else self._version(filed)
        before = story.path
        context = self._context(filed.place.plan) if filed is not None else Context()
        events = story.step(version, link.commit, context)
        paths = near.get(_stem(before), set()) | near.get(_stem(story.path), set())
        story.add(events, link.commit, _inside(link.inside, paths))

    def _tell_unreadable(self, path: str, filed: Filed, reason: Reason, link: Link) -> None:
        via = _inside(link.inside, {path})
        if filed.place.role == "assessment":
            for name in {one.id for one in self._files.beside(filed.place) if one.id}:
                event = Event("unreadable", ("assessments",), reason=reason)
                self._stories[name].add([event], link.commit, via)
        elif filed.place.role == "commitment":
            name = filed.place.stem or ""
            story = self._stories.setdefault(name, Story(name))
            story.add(story.unreadable(filed, reason), link.commit, via)

    def _version(self, filed: Filed) -> Version:
        data = filed.data if isinstance(filed.data, dict) else {}
        lists = self._files.assessments(filed)
        return Version(merged(data, lists), filed.path, filed.place.plan)

    def _context(self, plan: str | None) -> Context:
        found = self._shared.plans.get(plan or "", {})
        name = found.get("status_scheme")
        return Context(status_scheme(name if isinstance(name, str) else None, self._shared.tracker))


def _sides(changed: Changed) -> Iterable[Filed]:
    return (side for sides in changed.values() for side in sides if side is not None)


def _is_shared(filed: Filed) -> bool:
    return filed.place.role not in ("commitment", "assessment")


def _by_stem(changed: Changed) -> dict[str, set[str]]:
    """Return which changed files belong together: a commitment's own and those beside it."""
    found: dict[str, set[str]] = {}
    for path, sides in changed.items():
        for side in sides:
            if side is not None:
                found.setdefault(_stem(side.path), set()).add(path)
    return found


def _stem(path: str) -> str:
    """`commitments/p/x.yaml` and `commitments/p/x.assessments/y.yaml` belong to one record."""
    before, found, _ = path.partition(".assessments/")
    return before if found else path.removesuffix(".yaml")


def _inside(commits: Iterable[Inside], paths: set[str]) -> tuple[Commit, ...]:
    return tuple(one.commit for one in commits if one.paths & paths)
