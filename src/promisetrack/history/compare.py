"""What differs between two versions of a record, as events (interfaces.md, the table).

A pure function of two values of plain data: nothing else decides which events there are. What an
event means for the promise (`concern`) is decided in `concerns`, and needs the status scheme.

The events partition the difference: each says the whole value before and after at its route, and
`replay.apply` gives the new version from the old one. Whatever the table of fields cannot say
exactly (a list that became a text, and such) is said by one other-changed event on the key.
"""

from __future__ import annotations

from promisetrack.history.compare_items import compare_items
from promisetrack.history.compare_values import Out, deadline, leave, text, whole
from promisetrack.history.events import Event
from promisetrack.history.fields import COMMITMENT, Field
from promisetrack.history.replay import apply
from promisetrack.history.values import ABSENT, is_void, plain, same


def differences(
    before: dict[str, object], after: dict[str, object], table: Field = COMMITMENT
) -> tuple[Event, ...]:
    """Return the events that lead from one version's data to the next, without concerns."""
    events: Out = []
    changed = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, ABSENT), after.get(key, ABSENT)
        if not same(old, new):
            changed.append(key)
            _field(_of(table, key), old, new, (key,), events)
    if events:
        events.extend(_unsaid(before, after, events, changed))
    return tuple(events)


def _unsaid(
    before: dict[str, object], after: dict[str, object], events: Out, changed: list[str]
) -> list[Event]:
    """Return one whole event for every key that the events would not restore."""
    result = apply({key: before[key] for key in changed if key in before}, events)
    return [
        _whole_key(key, before.get(key, ABSENT), after.get(key, ABSENT))
        for key in changed
        if not same(result.get(key, ABSENT), after.get(key, ABSENT))
    ]


def _whole_key(key: str, before: object, after: object) -> Event:
    leaves = ((key,), after) if is_void(after) and after is not ABSENT else None
    return Event("other-changed", (key,), plain(before), plain(after), leaves=leaves)


def _of(table: Field, key: str) -> Field:
    if table.way == "free":
        return table
    return table.fields.get(key) or table.rest or table


def _field(
    field: Field, before: object, after: object, route: tuple[str | int, ...], out: Out
) -> None:
    if is_void(before) and is_void(after):
        whole("other-changed", before, after, route, out)
    elif field.way == "deadline":
        deadline(before, after, route, out)
    elif field.way == "text":
        text(field.kind, before, after, route, out)
    elif field.way == "items":
        compare_items(field, before, after, route, out, inner=_map)
    elif _can_descend(field, before, after):
        _map(field, before, after, route, out)
    else:
        whole(field.kind, before, after, route, out)


def _can_descend(field: Field, before: object, after: object) -> bool:
    """Key by key: two maps, or one that came or went where its parts have kinds of their own."""
    if field.way == "whole":
        return False
    if isinstance(before, dict) and isinstance(after, dict):
        return True
    if field.way == "free":
        return False
    return (isinstance(before, dict) and is_void(after)) or (
        isinstance(after, dict) and is_void(before)
    )


def _map(
    field: Field, before: object, after: object, route: tuple[str | int, ...], out: Out
) -> None:
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    start = len(out)
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key, ABSENT), new.get(key, ABSENT)
        if not same(was, now):
            _field(_of(field, key), was, now, (*route, key), out)
    leave(after, route, out, start)
