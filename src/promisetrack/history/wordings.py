"""The words before and after an event, each on one line, for whoever shows them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.history.marks import Change, Show, as_written, change, is_marked
from promisetrack.history.marks import words as words_alone
from promisetrack.history.values import is_reordered, is_void, same
from promisetrack.model.text import pick
from promisetrack.words.numbers import show_number
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names, Route

SAID: Final = frozenset(
    {
        "deadline-set",
        "deadline-moved",
        "deadline-removed",
        "start-changed",
        "status-changed",
        "progress-changed",
        "owner-changed",
        "target-changed",
        "baseline-changed",
        "measurement-added",
        "commitment-added",
        "commitment-moved",
        "commitment-removed",
        "commitment-restored",
        "unreadable",
        "plan-added",
        "plan-removed",
    }
)
"""Kinds whose sentence already says both values."""

_TEXTS: Final = ("wording-changed", "translation-changed", "safeguard-changed")
"""Kinds whose value is shown also where there is only one."""


_BODIES: Final = frozenset({"by", "lead", "partners", "promised_by", "decided_by"})
"""Keys whose value names organisations by their ids."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What stood and what stands, in words; `label` names the key inside an item.

    `is_form`: the words are the same, and only marks of Markdown changed.
    """

    before: str
    after: str
    label: str = ""
    is_form: bool = False


def sides(event: Event, names: Names) -> tuple[Sides, ...]:
    """Return the words that an event changed; nothing where its sentence says it all."""
    before, after = event.before, event.after
    if event.kind in SAID or is_reordered(before, after):
        return ()
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_one_text(event):
        return tuple(_by_key(event, before, after, names))
    if (is_void(before) or is_void(after)) and event.kind not in _TEXTS:
        return ()
    return tuple(_sides(told(before, after, names, event.route)))


def _by_key(
    event: Event, before: Mapping[str, object], after: Mapping[str, object], names: Names
) -> list[Sides]:
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if not same(old, new):
            at = (*event.route, key)
            found += _sides(told(old, new, names, at), names.field(at))
    return found


def _sides(found: Change, label: str = "") -> list[Sides]:
    is_there = found.is_form or found.before != found.after
    return [Sides(found.before, found.after, label, found.is_form)] if is_there else []


def _is_one_text(event: Event) -> bool:
    return event.kind in _TEXTS and all(
        isinstance(side, Mapping) and is_text(side) for side in (event.before, event.after)
    )


def told(
    before: object,
    after: object,
    names: Names,
    at: Route,
    titles: Mapping[str, str] | None = None,
) -> Change:
    """Return both sides of what changed at a route, each in one line of words without marks.

    What an id names is called by its name; `titles` are those of the pieces of evidence, by id.
    """
    key = str(at[-1]) if at else ""

    def tell(show: Show) -> tuple[str, str]:
        old, new = (_spoken(key, one, names, titles) for one in (before, after))
        return (
            plain(before, names, at, show) if old is None else old,
            plain(after, names, at, show) if new is None else new,
        )

    return change(tell)


def _spoken(key: str, value: object, names: Names, titles: Mapping[str, str] | None) -> str | None:
    """Return what ids name; None for a value that is none."""
    many = value if isinstance(value, list) else [value]
    if key in _BODIES and not is_void(value):
        return listed((names.organisation(one) for one in many), names.language)
    if key == "evidence" and titles and not is_void(value):
        return listed(
            (_quoted(titles.get(str(one)), names) or str(one) for one in many), names.language
        )
    return None


def _quoted(title: str | None, names: Names) -> str:
    return names.words.text(say("“{words}”", words=title)) if title else ""


def plain(value: object, names: Names, at: Route = (), show: Show = words_alone) -> str:
    """Return a value in one line of words; `show` tells the texts in Markdown."""
    if is_void(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return listed(
            filter(None, (plain(item, names, (*at, ""), show) for item in value)), names.language
        )
    if isinstance(value, Mapping):
        said = _text(value, names, at, show) if is_text(value) else ""
        pairs = ((key, plain(one, names, (*at, key), show)) for key, one in value.items())
        return said or listed((f"{key}: {shown}" for key, shown in pairs if shown), names.language)
    if isinstance(value, int | float):
        return show_number(value, names.language)
    return _text(str(value), names, at, show)


def _text(value: object, names: Names, at: Route, show: Show) -> str:
    if isinstance(value, Mapping) and isinstance(value.get("text"), str):
        value = value["text"]
    text = pick(value, (names.language,), names.default).text
    return (show if is_marked(at) else as_written)(text)


def is_text(value: Mapping[str, object]) -> bool:
    """Whether a map is a Text: by language, or a marked translation."""
    if isinstance(value.get("text"), str) and not set(value) - {"text", "translated"}:
        return True
    return bool(value) and all(
        isinstance(key, str) and is_language(key) and len(key) <= 3 for key in value
    )


def is_language(key: str) -> bool:
    """Whether a key may be the code of a language."""
    return 2 <= len(key.partition("-")[0]) <= 3 and key.isascii() and key.islower()
