"""Differences of lists: items are matched by natural key, whatever place they have.

Items that are equal are the same item, also where equal keys (`#2`) changed places; the others
are the same when their natural keys are. An edited or removed item is named as in the version
before, an added one as in the version after. Where the items that stayed changed their order, one
other-changed event on the list says so, with both lists whole. A list of things without keys (a
broken file, a list of lists) is compared as one value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from promisetrack.history.compare_values import OTHER, Out, Route, leave, whole
from promisetrack.history.events import Event
from promisetrack.history.fields import Field
from promisetrack.history.naming import item_names
from promisetrack.history.values import is_void, plain, same

Inner: TypeAlias = Callable[[Field, object, object, Route, Out], None]
Pairs: TypeAlias = list[tuple[int, int]]


def compare_items(
    field: Field,
    before: object,
    after: object,
    route: Route,
    out: Out,
    *,
    inner: Inner,
) -> None:
    """Add the events of a list of items; `inner` compares items that have fields of their own."""
    old, new = _items(before), _items(after)
    named = None if old is None or new is None else _names(old, new, route)
    if old is None or new is None or named is None:
        whole(OTHER, before, after, route, out)
        return
    start = len(out)
    pairs = match(old, new, *named)
    _edited(field, (old, new), pairs, (route, named[0]), out, inner)
    _removed(field, old, {i for i, _ in pairs}, (route, named[0]), out)
    _added(field, new, {j for _, j in pairs}, (route, named[1]), out)
    if [i for i, _ in pairs] != sorted(i for i, _ in pairs):
        out.append(Event(OTHER, route, plain(before), plain(after)))
    leave(after, route, out, start)


def match(
    old: list[object],
    new: list[object],
    old_names: tuple[str | int, ...],
    new_names: tuple[str | int, ...],
) -> Pairs:
    """Return which old item is which new one, in the order of the new list."""
    by_name = {name: place for place, name in enumerate(old_names)}
    found: dict[int, int] = {}
    for j, name in enumerate(new_names):
        i = by_name.get(name)
        if i is not None and same(old[i], new[j]):
            found[j] = i
    _match_equal(old, new, found)
    taken = set(found.values())
    for j, name in enumerate(new_names):
        i = by_name.get(name)
        if j not in found and i is not None and i not in taken:
            found[j] = i
            taken.add(i)
    return [(found[j], j) for j in sorted(found)]


def _match_equal(old: list[object], new: list[object], found: dict[int, int]) -> None:
    """Match what is equal although its name changed: `#2`, or the first language of a label."""
    free = sorted(set(range(len(old))) - set(found.values()))
    for j, item in enumerate(new):
        if j in found or not free:
            continue
        i = next((place for place in free if same(old[place], item)), None)
        if i is not None:
            found[j] = i
            free.remove(i)


def _items(value: object) -> list[object] | None:
    if isinstance(value, list):
        return value
    return [] if is_void(value) else None


def _names(
    old: list[object], new: list[object], route: Route
) -> tuple[tuple[str | int, ...], tuple[str | int, ...]] | None:
    """Return the natural keys of both lists; None where an item has none."""
    if any(item is None or isinstance(item, list) for item in (*old, *new)):
        return None
    named = item_names(old, route[-1]), item_names(new, route[-1])
    is_broken = any(isinstance(key, int) for side in named for key in side)
    return None if is_broken else named


def _edited(
    field: Field,
    sides: tuple[list[object], list[object]],
    pairs: Pairs,
    where: tuple[Route, tuple[str | int, ...]],
    out: Out,
    inner: Inner,
) -> None:
    route, names = where
    for i, j in pairs:
        before, after = sides[0][i], sides[1][j]
        if same(before, after):
            continue
        if _has_fields(field) and isinstance(before, dict) and isinstance(after, dict):
            inner(field, before, after, (*route, names[i]), out)
        else:
            whole(_kind(field, "edited"), before, after, (*route, names[i]), out)


def _removed(
    field: Field,
    old: list[object],
    kept: set[int],
    where: tuple[Route, tuple[str | int, ...]],
    out: Out,
) -> None:
    route, names = where
    for i, item in enumerate(old):
        if i not in kept:
            out.append(Event(_kind(field, "removed"), (*route, names[i]), item))


def _added(
    field: Field,
    new: list[object],
    kept: set[int],
    where: tuple[Route, tuple[str | int, ...]],
    out: Out,
) -> None:
    route, names = where
    last = max(kept, default=-1)
    for j, item in enumerate(new):
        if j not in kept:
            # Other lists have no kind that says “into a list”, so they always say the place.
            at = j if j < last or field.kind == "other" else None
            out.append(Event(_kind(field, "added"), (*route, names[j]), None, item, at=at))


def _has_fields(field: Field) -> bool:
    return bool(field.fields)


def _kind(field: Field, what: str) -> str:
    return OTHER if field.kind == "other" else f"{field.kind}-{what}"
