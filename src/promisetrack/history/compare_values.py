"""Differences of single values: whole values, texts by language, deadlines.

Two kinds of difference change no word of what was said, wherever they stand inside a value: a
translation that is marked as one, and the order of a list. They get events of their own
(translation-changed, other-changed), so that nobody is said to have rewritten anything.

A Text may be a string or a map of language to text. Map against map, each language is compared
with itself. String against map is one event on the text itself, with both values whole: no words
changed when the string stands in the map as one of its unmarked languages.
"""

from __future__ import annotations

from typing import TypeAlias

from promisetrack.history.events import Event
from promisetrack.history.naming import is_marked
from promisetrack.history.values import ABSENT, is_reordered, is_void, plain, same
from promisetrack.model.dates import last_day

Route: TypeAlias = tuple[str | int, ...]
Out: TypeAlias = list[Event]

TRANSLATION = "translation-changed"
OTHER = "other-changed"


def whole(kind: str, before: object, after: object, route: Route, out: Out) -> None:
    """Add one event on the whole value, or the finer ones that change no word of it."""
    if is_void(before) and is_void(after):
        kind = OTHER
    soft = None if before is ABSENT or after is ABSENT else soft_changes(before, after, route)
    if soft is not None:
        out.extend(soft)
        return
    out.append(_event(kind, before, after, route))


def text(kind: str, before: object, after: object, route: Route, out: Out) -> None:
    """Add the events of a Text, language by language where both sides are maps."""
    old, new = _languages(before), _languages(after)
    if old is None or new is None:
        out.append(_event(_kind_of_words(kind, before, after), before, after, route))
        return
    start = len(out)
    for language in sorted(old.keys() | new.keys()):
        was, now = old.get(language, ABSENT), new.get(language, ABSENT)
        if not same(was, now):
            changed = _kind_of_entry(kind, was, now)
            out.append(_event(changed, was, now, (*route, language)))
    leave(after, route, out, start)


def deadline(before: object, after: object, route: Route, out: Out) -> None:
    """Add the event of a date that binds; what has no day counts as no date."""
    was, now = last_day(plain(before)), last_day(plain(after))
    if is_void(after) or (was and not now):
        kind = "deadline-removed"
    elif is_void(before) or (now and not was):
        kind = "deadline-set"
    else:
        kind = "deadline-moved"
    out.append(_event(kind, before, after, route))


def leave(after: object, route: Route, out: Out, start: int) -> None:
    """Say with the last event since `start` that the emptied list or map still stands there."""
    if after is ABSENT or not is_void(after) or len(out) == start:
        return
    last = out[-1]
    if last.leaves is None:
        out[-1] = Event(last.kind, last.route, last.before, last.after, last.at, (route, after))


def soft_changes(before: object, after: object, route: Route) -> list[Event] | None:
    """Return the events of a difference that changes no words, None where some words changed."""
    if is_reordered(before, after):
        return [_event(OTHER, before, after, route)]
    if not (isinstance(before, dict) and isinstance(after, dict)):
        if _is_same_words(before, after):
            return [_event(_kind_of_words(OTHER, before, after), before, after, route)]
        return None
    found: list[Event] = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, ABSENT), after.get(key, ABSENT)
        if same(was, now):
            continue
        inner = _soft_entry(was, now, (*route, key))
        if inner is None:
            return None
        found.extend(inner)
    return found


def _soft_entry(before: object, after: object, route: Route) -> list[Event] | None:
    if _kind_of_entry(OTHER, before, after) == TRANSLATION:
        return [_event(TRANSLATION, before, after, route)]
    if before is ABSENT or after is ABSENT:
        return None
    return soft_changes(before, after, route)


def _event(kind: str, before: object, after: object, route: Route) -> Event:
    if is_reordered(before, after):
        kind = OTHER
    leaves = (route, None) if after is None else None
    return Event(kind, route, plain(before), plain(after), leaves=leaves)


def _languages(value: object) -> dict[str, object] | None:
    if isinstance(value, dict):
        return value
    return {} if value is ABSENT or value is None else None


def _kind_of_entry(kind: str, before: object, after: object) -> str:
    """A change is one of translation only where every side that exists is marked."""
    sides = [side for side in (before, after) if side is not ABSENT]
    return TRANSLATION if all(is_marked(side) for side in sides) else kind


def _kind_of_words(kind: str, before: object, after: object) -> str:
    """Return the kind for a Text that was a string and became a map, or the reverse."""
    if not _is_same_words(before, after):
        return kind
    entries = before if isinstance(before, dict) else after
    is_marked_one = isinstance(entries, dict) and any(is_marked(one) for one in entries.values())
    return TRANSLATION if is_marked_one else OTHER


def _is_same_words(before: object, after: object) -> bool:
    """Whether a string stands unchanged as the only unmarked language of a map."""
    if isinstance(before, dict) == isinstance(after, dict):
        return False
    words, entries = (after, before) if isinstance(before, dict) else (before, after)
    if not (isinstance(words, str) and words and isinstance(entries, dict)):
        return False
    originals = [_said(entry) for entry in entries.values() if not is_marked(entry)]
    return originals == [words]


def _said(entry: object) -> object:
    return entry.get("text") if isinstance(entry, dict) else entry
