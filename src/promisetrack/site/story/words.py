"""The words before and after an event, as pieces that pages strike and underline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from promisetrack.history.marks import Change, Show, as_written, change, is_marked
from promisetrack.history.values import same
from promisetrack.history.wordings import SAID, is_language, is_text, plain, told
from promisetrack.history.words import changed_words
from promisetrack.site.said import pick
from promisetrack.site.told import Piece, Words
from promisetrack.words.languages import direction

if TYPE_CHECKING:
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk

_SPOKEN = ("text", "reason", "challenges", "description", "shows", "outcome", "position")
"""What is shown of an item that came or went, below the sentence that names it."""
_KEY = "evidence"


def words_of(desk: Desk, event: Event, names: Names, record: Record | None) -> tuple[Words, ...]:
    """Return what changed word by word; nothing where the sentence says it all.

    `record` knows the titles of its evidence, also of what it has no longer.
    """
    if event.kind in SAID:
        return ()
    before, after = event.before, event.after
    if _is_map(before) and _is_map(after):
        return _maps(desk, event, names, _titles(event, record, names))
    if _is_map(before) or _is_map(after):
        return _item(desk, event, names)
    found = told(before, after, names, event.route)
    if not found.before and not found.after:
        return ()
    return (_words(desk, found, _language(event, names)),)


def compared(desk: Desk, found: Change, language: str) -> tuple[Words, Words]:
    """Return the first and the last wording: on the left what went, on the right what came."""
    pieces = [Piece(one.what, one.text) for one in changed_words(found.before, found.after)]
    left = tuple(one for one in pieces if one.what != "insert")
    right = tuple(one for one in pieces if one.what != "delete")
    return _marked(desk, left, "", language), _marked(desk, right, "", language)


def _titles(event: Event, record: Record | None, names: Names) -> dict[str, str]:
    """Return the titles of the evidence that a record has or had, by id, where they are needed."""
    if record is None or same(_map(event.before).get(_KEY), _map(event.after).get(_KEY)):
        return {}
    many = (record.data or {}).get(_KEY)
    came = (one for one in record.events if one.route[:1] == (_KEY,) and len(one.route) == 2)
    items = [side for one in came for side in (one.before, one.after)]
    added = next((one.after for one in record.events if one.kind == "commitment-added"), None)
    first = _map(added).get(_KEY)
    for known in (first, many):
        items += known if isinstance(known, list) else []
    return {
        str(one.get("id")): title
        for one in items
        if isinstance(one, Mapping) and (title := names.text(one.get("title")))
    }


def _maps(desk: Desk, event: Event, names: Names, titles: Mapping[str, str]) -> tuple[Words, ...]:
    """Return the keys of an item that differ, each with its words."""
    before, after = _map(event.before), _map(event.after)
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if not same(old, new) and (event.kind, key) != ("measurement-edited", "value"):
            at = (*event.route, str(key))
            one = told(old, new, names, at, titles)
            if titles and one.before == one.after:  # other pieces under the same title
                one = told(old, new, names, at)
            if one.before or one.after:
                found.append(_words(desk, one, names.default, names.field(at)))
    return tuple(found)


def _item(desk: Desk, event: Event, names: Names) -> tuple[Words, ...]:
    """Return the texts of an item that came or went."""
    is_gone = event.after is None
    data = _map(event.before if is_gone else event.after)
    if is_text(data):
        whole = told(event.before, event.after, names, event.route)
        return (_words(desk, whole, _language(event, names)),)
    found = []
    for key in _SPOKEN:
        value = data.get(key)
        text = plain(value, names, (*event.route, key)) if _is_texty(value) else ""
        if text:
            piece = Piece("delete" if is_gone else "equal", text)
            found.append(_marked(desk, (piece,), "", names.default))
    return tuple(found)


def words_changed(desk: Desk, found: Change, label: object = "") -> Words:
    """Return what changed between two texts in the language of the page, word by word."""
    if found.before == found.after:
        note = (
            desk.say("Only the formatting changed.")
            if found.is_form
            else desk.say("Only spaces or the ends of lines changed.")
        )
        return Words((Piece("equal", note.unescape()),), label)
    changed = changed_words(found.before, found.after)
    return Words(tuple(Piece(one.what, one.text) for one in changed), label)


def _words(desk: Desk, found: Change, language: str, label: object = "") -> Words:
    words = words_changed(desk, found, label)
    if found.before == found.after:
        return words
    return _marked(desk, words.pieces, label, language)


def _marked(desk: Desk, pieces: tuple[Piece, ...], label: object, language: str) -> Words:
    own = desk.tongue.language.partition("-")[0]
    if not language or language.partition("-")[0] == own:
        return Words(pieces, label)
    return Words(pieces, label, language, direction(language))


def _language(event: Event, names: Names) -> str:
    """Return the language of a text: that on its route, else the one it is written in."""
    last = event.route[-1] if event.route else ""
    if event.kind in ("wording-changed", "translation-changed") and isinstance(last, str):
        return last if is_language(last) else names.default
    return names.default


def _is_texty(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and is_text(value))


def _is_map(value: object) -> bool:
    return isinstance(value, Mapping)


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def wording(
    before: Mapping[str, object], after: Mapping[str, object], key: str, language: str
) -> Change:
    """Return a text of a record in its own language, before and after, in words without marks."""
    old, new = (pick(one.get(key), language, language) for one in (before, after))

    def tell(show: Show) -> tuple[str, str]:
        own = show if is_marked((key,)) else as_written
        return own(old.text if old else ""), own(new.text if new else "")

    return change(tell)
