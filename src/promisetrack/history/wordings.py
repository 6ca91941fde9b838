"""The words before and after an event, each on one line, for whoever shows them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.history.values import is_reordered, is_void, same
from promisetrack.words.numbers import show_number
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names

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
    """What stood and what stands, in words; `label` names the key inside an item."""

    before: str
    after: str
    label: str = ""


def sides(event: Event, names: Names) -> tuple[Sides, ...]:
    """Return the words that an event changed; nothing where its sentence says it all."""
    before, after = event.before, event.after
    if event.kind in SAID or is_reordered(before, after):
        return ()
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_one_text(event):
        return tuple(_by_key(event, before, after, names))
    if (is_void(before) or is_void(after)) and event.kind not in _TEXTS:
        return ()
    found = Sides(plain(before, names), plain(after, names))
    return (found,) if found.before != found.after else ()


def _by_key(
    event: Event, before: Mapping[str, object], after: Mapping[str, object], names: Names
) -> list[Sides]:
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if not same(old, new):
            shown = spoken(key, old, names), spoken(key, new, names)
            one = Sides(*shown, names.field((*event.route, key)))
            found += [one] if one.before != one.after else []
    return found


def _is_one_text(event: Event) -> bool:
    return event.kind in _TEXTS and all(
        isinstance(side, Mapping) and is_text(side) for side in (event.before, event.after)
    )


def spoken(key: str, value: object, names: Names, titles: Mapping[str, str] | None = None) -> str:
    """Return the value of a key in one line of words; what an id names is called by its name.

    `titles` are those of the pieces of evidence, by id.
    """
    many = value if isinstance(value, list) else [value]
    if key in _BODIES and not is_void(value):
        return listed((names.organisation(one) for one in many), names.language)
    if key == "evidence" and titles and not is_void(value):
        return listed(
            (_quoted(titles.get(str(one)), names) or str(one) for one in many), names.language
        )
    return plain(value, names)


def _quoted(title: str | None, names: Names) -> str:
    return names.words.text(say("“{words}”", words=title)) if title else ""


def plain(value: object, names: Names) -> str:
    """Return a value in one line of words."""
    if is_void(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return listed(filter(None, (plain(item, names) for item in value)), names.language)
    if isinstance(value, Mapping):
        said = names.text(value) if is_text(value) else ""
        pairs = ((key, plain(one, names)) for key, one in value.items())
        return said or listed((f"{key}: {shown}" for key, shown in pairs if shown), names.language)
    if isinstance(value, int | float):
        return show_number(value, names.language)
    return " ".join(str(value).split())


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
