"""What a source says now, and what a file says already, made one.

The source is the truth for what the importer writes: its values replace the present ones, its
new list items are added. Everything else in the file is someone's work and stays: keys that the
source does not speak of, list items that it does not have, translations put beside its texts.

Two things let go of the importer's own work when the source drops it: a key of
`Owner.keys`, and a list item that `Owner.made` recognises and to which nobody added anything.
And one thing stops it: a record's `x-keep`, a list of routes (`title`,
`milestones.us0113-1.title`) whose values are looked after by hand. A record that the source
dropped goes as a whole where everything in it is the importer's own (`is_wholly_made`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.exchange.imported import items
from promisetrack.source.match import name_of

if TYPE_CHECKING:
    from promisetrack.exchange.imported import Owner

KEEP = "x-keep"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a record the merge stands: its kinds of lists, and the route with ids."""

    kinds: tuple[str, ...] = ()
    route: str = ""

    def key(self, name: str) -> _Place:
        return _Place((*self.kinds, name), f"{self.route}.{name}".lstrip("."))

    def item(self, item: object) -> _Place:
        named = item.get("id", "") if isinstance(item, Mapping) else item
        return _Place(self.kinds, f"{self.route}.{named}")

    @property
    def kind(self) -> str:
        return ".".join(self.kinds)


def merged(old: Any, new: Any, owner: Owner) -> Any:
    """Return the data of the file after the import; `old` itself is left as it is."""
    if not isinstance(new, Mapping) or not isinstance(old, Mapping):
        return _Merge(owner, (), {}).value(old, new, _Place())
    routes = old.get(KEEP)
    keep = tuple(map(str, routes)) if isinstance(routes, list) else (str(routes),)
    return _with_cited(old, _Merge(owner, keep, old).value(old, new, _Place()))


def _with_cited(old: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Put evidence back that the source dropped and that somebody cites in what they added."""
    cited = set(_cited(new))
    there = {str(one.get("id")) for one in items(new, "evidence")}
    lost = [one for one in items(old, "evidence") if str(one.get("id")) in cited - there]
    return {**new, "evidence": [*(new.get("evidence") or ()), *lost]} if lost else new


def _cited(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _cited(value, name)
    elif _is_list(data):
        for value in data:
            yield from _cited(value, key)
    elif key == "evidence" and isinstance(data, str):
        yield data


def is_wholly_made(record: Mapping[str, Any], owner: Owner) -> bool:
    """Tell whether the importer made a record and everything in it: nobody added anything."""
    return owner.made("", record, record) and _is_own(record, owner, record, _Place())


def _is_own(value: Any, owner: Owner, record: Mapping[str, Any], place: _Place) -> bool:
    if _is_list(value):
        return all(
            not isinstance(item, Mapping)
            or (owner.made(place.kind, item, record) and _is_own(item, owner, record, place))
            for item in value
        )
    if not isinstance(value, Mapping):
        return True
    own = owner.keys.get(f"{place.kind}.*".lstrip("."), frozenset())
    return all(
        key in own and _is_own(inside, owner, record, place.key(key))
        for key, inside in value.items()
    )


@dataclass(frozen=True, slots=True)
class _Merge:
    owner: Owner
    keep: tuple[str, ...]
    record: Mapping[str, Any]

    def value(self, old: Any, new: Any, place: _Place) -> Any:
        if place.route in self.keep and old is not None:
            return old
        if isinstance(new, Mapping) and isinstance(old, Mapping):
            return self._map(old, new, place)
        if _is_list(new) and _is_list(old):
            return self._list(old, new, place)
        if isinstance(new, str) and isinstance(old, Mapping) and self.owner.language in old:
            return {**old, self.owner.language: _spoken(old[self.owner.language], new)}
        return old if _says_the_same(old, new) else new

    def _map(self, old: Mapping[str, Any], new: Mapping[str, Any], place: _Place) -> dict[str, Any]:
        alone = self.owner.also(place.kind, old, new)
        gone = self.owner.keys.get(place.kind, frozenset()) | alone
        kept = {}
        for key, value in old.items():
            inside = place.key(key)
            if key in new or inside.route in self.keep:
                kept[key] = value
            elif key not in gone:
                left = self._left(value, inside)
                if left or not value:
                    kept[key] = left
        both = {
            key: value
            if key in alone or key not in old
            else self.value(old[key], value, place.key(key))
            for key, value in new.items()
        }
        return _in_order(kept, both)

    def _list(self, old: Sequence[Any], new: Sequence[Any], place: _Place) -> list[Any]:
        partners = _partners(old, new)
        result: list[Any] = []
        placed: set[int] = set()
        for at, item in enumerate(old):
            found = partners.get(at)
            if found is not None:
                # What the source puts before this item, and what is new, comes first.
                for before in range(found):
                    if before not in placed and before not in partners.values():
                        result.append(new[before])
                        placed.add(before)
                result.append(self.value(item, new[found], place.item(item)))
                placed.add(found)
            elif not self._is_dropped(item, place):
                result.append(item)
        for at, item in enumerate(new):
            if at not in placed:
                result.insert(_place_by_date(item, result), item)
        return result

    def _left(self, value: Any, place: _Place) -> Any:
        """Return what stays of a value of which the source says nothing any more."""
        if not _is_list(value):
            return value
        return [item for item in value if not self._is_dropped(item, place)]

    def _is_dropped(self, item: object, place: _Place) -> bool:
        """Tell whether the importer made the item, the source lost it, and nobody added to it."""
        if not self.owner.made(place.kind, item, self.record):
            return False
        if not isinstance(item, Mapping):
            return True
        own = self.owner.keys.get(f"{place.kind}.*", frozenset())
        return all(key in own for key in item)


def _place_by_date(item: object, among: Sequence[object]) -> int:
    """Return where a new item belongs: before the first that is later, else at the end."""
    date = _date(item)
    later = (at for at, one in enumerate(among) if date and _date(one) > date)
    return next(later, len(among))


def _date(item: object) -> str:
    date = item.get("date") if isinstance(item, Mapping) else None
    return date if isinstance(date, str) else ""


def _partners(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Return, for the places of old items, the places of the new items that continue them."""
    found: dict[int, int] = {}
    for test in (_has_same_identifier, _has_same_name):
        for at, item in enumerate(old):
            if at not in found:
                match = next(
                    (n for n, one in enumerate(new) if n not in found.values() and test(item, one)),
                    None,
                )
                if match is not None:
                    found[at] = match
    return found


def _has_same_identifier(old: object, new: object) -> bool:
    return not _identifiers(old).isdisjoint(_identifiers(new))


def _identifiers(item: object) -> set[tuple[str, str]]:
    """Return what names an item outside of the tracker; the address of a link names it too."""
    if not isinstance(item, Mapping):
        return set()
    names = {
        (str(one["scheme"]), str(one["id"]))
        for one in items(item, "identifiers")
        if {"scheme", "id"} <= one.keys()
    }
    return names | {("url", str(item["url"]))} if "url" in item else names


def _has_same_name(old: object, new: object) -> bool:
    if name_of(old) is None or name_of(new) is None:
        return old == new
    return name_of(old) == name_of(new)


def _in_order(kept: Mapping[str, Any], both: Mapping[str, Any]) -> dict[str, Any]:
    """Return the old keys in their order; each new one behind the one that precedes it."""
    order = list(kept)
    before: str | None = None
    for key in both:
        if key not in kept:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return {key: both.get(key, kept.get(key)) for key in order}


def _spoken(old: Any, new: str) -> Any:
    if isinstance(old, Mapping):
        return old if _says_the_same(old.get("text"), new) else {**old, "text": new}
    return old if _says_the_same(old, new) else new


def _says_the_same(old: Any, new: Any) -> bool:
    """Compare texts without the line break at their end, which nobody sees."""
    if isinstance(old, str) and isinstance(new, str):
        return old.rstrip("\n") == new.rstrip("\n")
    # A plain `1.10` or `2023` in the file is read as a number here; the model wants text.
    return type(old) is type(new) and bool(old == new)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
