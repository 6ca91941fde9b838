"""Erasure with a trace: texts that the law wants removed are replaced wherever data is shown.

tracker.yaml names the file's version (`blob`), the key (`route`), a reason and a day (audit.md,
"Erasure by law"). In place of the text stands "[removed on …: reason]". The id of the blob stays,
in the repository's trees and in tracker.yaml: it shows that something stood there and was not
exchanged. No hash of the removed words themselves is given, because the words of a name or an
address can be guessed from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.diagnostic import Message, say
from promisetrack.model import routes
from promisetrack.model.text import pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.diagnostic import Route

_KEPT: Final = frozenset(
    {
        "id", "about", "by", "date", "due", "kind", "language", "lead", "phase", "plan", "start",
        "status", "translated", "type",
    }
)  # fmt: skip
"""Keys that say which record it is and where it stands; a removal around them leaves them."""

_TEXT: Final = frozenset({"text"})
"""In a translation the words stand under this key."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One removal: the version of a file, the key in it (empty: all its texts), why and when.

    A route may hold `*`. `reason` is a text as in YAML, perhaps in several languages.
    """

    blob: str
    route: Route
    reason: object
    date: str


Told: TypeAlias = Callable[[Redaction, str], str]
"""The words in the place of a removed text, in a language; an empty one is the tracker's first."""


def redactions(tracker: Mapping[str, object]) -> tuple[Redaction, ...]:
    """Return what tracker.yaml wants removed; items that cannot be understood are left out."""
    written = tracker.get("redact")
    found = []
    for one in written if isinstance(written, list) else ():
        if not isinstance(one, Mapping) or not isinstance(one.get("blob"), str):
            continue
        found.append(
            Redaction(
                one["blob"].lower(),
                _route(one.get("route")),
                one.get("reason", ""),
                str(one.get("date", "")),
            )
        )
    return tuple(found)


def redact(data: object, blob: str, wanted: Sequence[Redaction], told: Told) -> object:
    """Return the data of one version of a file without what was removed from it.

    `told` gives the words that stand in its place. The data itself is not changed; the same
    object comes back where nothing is removed.
    """
    for one in wanted:
        if one.blob == blob:
            for place in routes.expand(data, one.route):
                data = changed_at(data, place, _emptying(one, told))
    return data


def leaves(data: object, one: Redaction) -> Iterator[tuple[Route, object]]:
    """Yield what a removal takes away from a version: each text or number, and where it stands."""
    for place in routes.expand(data, one.route):
        for at, value in _beneath(routes.value_at(data, place), place):
            if not _is_kept(at, place, value, is_whole=bool(one.route)):
                yield routes.natural(data, at), value


def words_of(one: Redaction, languages: Sequence[str], default: str) -> Message:
    """Return what stands in the place of a removed text; pages, data and history say the same."""
    reason = pick(one.reason, languages, default).text
    return say("[removed on {date}: {reason}]", date=one.date, reason=reason)


def changed_at(
    data: object, place: routes.Place, change: Callable[[object, routes.Place], object]
) -> object:
    """Return a copy of the data in which every value beneath one place is what `change` says.

    `change` takes a value that is neither map nor list, and its place beneath `place`.
    """
    if not place:
        return _mapped(data, (), change)
    step, rest = place[0], place[1:]
    if isinstance(data, Mapping):
        return {
            key: changed_at(value, rest, change) if key == step else value
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [
            changed_at(value, rest, change) if at == step else value
            for at, value in enumerate(data)
        ]
    return data


def language_at(place: routes.Place) -> str:
    """Return the key under which a text's words may be told apart by language; maybe none is."""
    steps = [step for step in place if step not in _TEXT]
    return str(steps[-1]) if steps else ""


def _route(written: object) -> Route:
    if isinstance(written, str):
        return routes.parse(written)
    if isinstance(written, list) and all(isinstance(part, str | int) for part in written):
        return tuple(written)
    return ()


def _emptying(one: Redaction, told: Told) -> Callable[[object, routes.Place], object]:
    def emptied(value: object, at: routes.Place) -> object:
        if _is_kept(at, (), value, is_whole=bool(one.route)):
            return value
        return told(one, language_at((*one.route, *at)))

    return emptied


def _is_kept(at: routes.Place, start: routes.Place, value: object, *, is_whole: bool) -> bool:
    """Whether a value beneath a removed place stays: names and days of records do.

    Of a whole file only texts go; of a key that was named, numbers too, such as a point's.
    """
    inner = [step for step in at[len(start) :] if isinstance(step, str)]
    if value is None or (inner and inner[-1] in _KEPT):
        return True
    return not is_whole and (not isinstance(value, str) or not inner)


def _beneath(data: object, at: routes.Place) -> Iterator[tuple[routes.Place, object]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _beneath(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _beneath(value, (*at, index))
    else:
        yield at, data


def _mapped(
    data: object, at: routes.Place, change: Callable[[object, routes.Place], object]
) -> object:
    if isinstance(data, Mapping):
        return {key: _mapped(value, (*at, key), change) for key, value in data.items()}
    if isinstance(data, list):
        return [_mapped(value, (*at, index), change) for index, value in enumerate(data)]
    return change(data, at)
