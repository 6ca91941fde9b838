"""From events back to versions: the proof that the events say everything.

`apply` gives the next version's data from the one before and the events between them; `replay`
gives every version of a record from its events alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.history.events import RECORD_KINDS, Event, is_insertion
from promisetrack.history.naming import item_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Route: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A version: its commit and its data, None while the record is not there.

    Of an unreadable version `is_readable` is false and `data` is that of the last readable one.
    """

    commit: str
    data: dict[str, object] | None
    is_readable: bool = True


def replay(events: Iterable[Event]) -> tuple[Replayed, ...]:
    """Return the versions that a record had, one for each commit with events, oldest first."""
    versions: list[Replayed] = []
    data: dict[str, object] | None = None
    for commit, group in groupby(events, key=lambda event: event.commit):
        here = tuple(group)
        data = _next(data, here)
        is_readable = all(event.kind != "unreadable" for event in here)
        versions.append(Replayed(commit.id if commit else "", data, is_readable))
    return tuple(versions)


def _next(data: dict[str, object] | None, events: Sequence[Event]) -> dict[str, object] | None:
    for event in events:
        if event.kind in ("commitment-added", "commitment-restored"):
            return copy_map(event.after)
        if event.kind == "commitment-removed":
            return None
    return None if data is None else apply(data, events)


def apply(data: dict[str, object], events: Iterable[Event]) -> dict[str, object]:
    """Return the data after the events of one change; `data` itself stays as it is."""
    change = _Change(data)
    fine = [event for event in events if event.kind not in (*RECORD_KINDS, "unreadable")]
    found = [(event, change.open(event)) for event in fine]
    for event, place in found:
        change.put(event, place)
    change.settle()
    for event, _ in found:
        if event.leaves is not None:
            change.force(event.leaves[0], event.leaves[1])
    return change.data


def copy_map(value: object) -> dict[str, object]:
    """Return a deep copy of a map of plain data; an empty one of anything else."""
    copied = _copy(value)
    return copied if isinstance(copied, dict) else {}


def _copy(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_copy(inner) for inner in value]
    return value


@dataclass(slots=True)
class _List:
    """A list while it changes: its items by place before the change, and what comes in."""

    items: list[object]
    gone: set[int]
    new: list[tuple[int | None, object]]


class _Change:
    """The events of one change at work on a copy of the data.

    Every route is resolved against the version before, so that no event disturbs another.
    """

    def __init__(self, data: dict[str, object]) -> None:
        self.data = copy_map(data)
        self._lists: dict[int, _List] = {}
        self._names: dict[int, tuple[str | int, ...]] = {}
        self._emptied: list[Route] = []

    def open(self, event: Event) -> tuple[object, str | int]:
        """Return the map or list that an event changes, and the key or index in it."""
        here: object = self.data
        for depth, step in enumerate(event.route[:-1]):
            wants_list = is_insertion(event) and depth == len(event.route) - 2
            here = self._enter(
                here, step, event.route[depth - 1] if depth else None, wants_list=wants_list
            )
        step = event.route[-1]
        if isinstance(here, list) and not is_insertion(event):
            index = self._index(here, step, event.route[-2])
            return ({}, step) if index is None else (here, index)
        return here, step

    def put(self, event: Event, place: tuple[object, str | int]) -> None:
        """Do what one event says."""
        here, step = place
        if isinstance(here, list):
            self._put_item(event, here, step)
        elif isinstance(here, dict):
            if event.after is None:
                here.pop(step, None)
                self._emptied.append(event.route[:-1])
            else:
                here[str(step)] = _copy(event.after)

    def settle(self) -> None:
        """Take out and put in the items of lists, then drop what this change emptied."""
        for change in self._lists.values():
            _settle(change)
        for route in sorted(set(self._emptied), key=len, reverse=True):
            self._prune(route)

    def force(self, route: Route, value: object) -> None:
        """Set a value whatever stands there now."""
        here = self._at(route[:-1])
        if isinstance(here, dict):
            here[str(route[-1])] = _copy(value)
        elif here is None and len(route) > 1:  # what was around it has just been emptied
            self.force(route[:-1], {route[-1]: value})

    def _enter(
        self, here: object, step: str | int, name: str | int | None, *, wants_list: bool
    ) -> object:
        if isinstance(here, list):
            index = self._index(here, step, name)
            return {} if index is None else here[index]
        if not isinstance(here, dict):
            return {}
        inside = here.get(str(step))
        if isinstance(inside, dict | list) and (inside or isinstance(inside, list) == wants_list):
            return inside
        fresh: list[object] | dict[str, object] = [] if wants_list else {}
        here[str(step)] = fresh
        return fresh

    def _index(self, here: list[object], step: str | int, name: str | int | None) -> int | None:
        if id(here) not in self._names:
            self._names[id(here)] = item_names(here, name)
        names = self._names[id(here)]
        return names.index(step) if step in names else None

    def _put_item(self, event: Event, here: list[object], step: str | int) -> None:
        change = self._lists.setdefault(id(here), _List(here, set(), []))
        if is_insertion(event):
            change.new.append((event.at, event.after))
        elif event.after is None and isinstance(step, int):
            change.gone.add(step)
            self._emptied.append(event.route[:-1])
        elif isinstance(step, int):
            here[step] = _copy(event.after)

    def _prune(self, route: Route) -> None:
        """Drop the map or list at `route`, and those around it, where nothing is left in them."""
        while route:
            parent, here = self._at(route[:-1]), self._at(route)
            if not isinstance(parent, dict) or not isinstance(here, dict | list) or here:
                return
            del parent[str(route[-1])]
            route = route[:-1]

    def _at(self, route: Route) -> object:
        here: object = self.data
        for depth, step in enumerate(route):
            if isinstance(here, list):
                names = item_names(here, route[depth - 1] if depth else None)
                here = here[names.index(step)] if step in names else None
            else:
                here = here.get(str(step)) if isinstance(here, dict) else None
        return here


def _settle(change: _List) -> None:
    kept = [item for place, item in enumerate(change.items) if place not in change.gone]
    for at, item in sorted(change.new, key=lambda new: (new[0] is None, new[0] or 0)):
        kept.insert(len(kept) if at is None else at, _copy(item))
    change.items[:] = kept
