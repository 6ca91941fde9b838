"""Erasure with a trace: texts that the law wants removed are replaced wherever data is shown.

tracker.yaml names the file's version (`blob`), the key (`route`), a reason and a day (audit.md,
"Erasure by law"). In place of the text stands "[removed on …: reason]". The id of the blob stays,
in the repository's trees and in tracker.yaml: it shows that something stood there and was not
exchanged. No hash of the removed words themselves is given, because the words of a name or an
address can be guessed from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.model import routes
from promisetrack.model.text import pick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from promisetrack.diagnostic import Route

_KEPT: Final = frozenset(
    {"id", "about", "by", "date", "due", "kind", "lead", "phase", "plan", "start", "status", "type"}
)
"""Keys that say which record it is and where it stands; a removal without a route leaves them."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One removal: the version of a file, the key in it (empty: all its texts), why and when.

    A route may hold `*`. `reason` is a text as in YAML, perhaps in several languages.
    """

    blob: str
    route: Route
    reason: object
    date: str


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


def redact(
    data: object, blob: str, wanted: Sequence[Redaction], told: Callable[[Redaction], str]
) -> object:
    """Return the data of one version of a file without what was removed from it.

    `told` gives the words that stand in its place. The data itself is not changed; the same
    object comes back where nothing is removed.
    """
    for one in wanted:
        if one.blob != blob:
            continue
        words = told(one)
        for place in routes.expand(data, one.route):
            data = _replaced(data, place, words, is_whole=bool(one.route))
    return data


def extended(
    wanted: Sequence[Redaction], versions: Iterable[tuple[str, object]]
) -> tuple[Redaction, ...]:
    """Return the removals, also for every other version of the file that says the same there.

    `versions` are blobs and data of one file or record. Without this a text that is removed from
    one version would still be told by the versions before and after.
    """
    known = tuple(versions)
    found = dict.fromkeys(wanted)
    for one in wanted:
        gone = [_values(data, one.route) for blob, data in known if blob == one.blob]
        texts = {repr(value) for values in gone for value in values}
        for blob, data in known:
            if texts & {repr(value) for value in _values(data, one.route)}:
                found.setdefault(Redaction(blob, one.route, one.reason, one.date))
    return tuple(found)


def words_of(one: Redaction, languages: Sequence[str], default: str) -> Message:
    """Return what stands in the place of a removed text; pages, data and history say the same."""
    reason = pick(one.reason, languages, default).text
    return say("[removed on {date}: {reason}]", date=one.date, reason=reason)


def _route(written: object) -> Route:
    if isinstance(written, str):
        return routes.parse(written)
    if isinstance(written, list) and all(isinstance(part, str | int) for part in written):
        return tuple(written)
    return ()


def _values(data: object, route: Route) -> list[object]:
    return [routes.value_at(data, place) for place in routes.expand(data, route)]


def _replaced(data: object, place: routes.Place, words: str, *, is_whole: bool) -> object:
    """Return a copy of the data in which the texts at one place are other words."""
    if not place:
        return _emptied(data, words, is_whole=is_whole)
    step, rest = place[0], place[1:]
    if isinstance(data, Mapping):
        return {
            key: _replaced(value, rest, words, is_whole=is_whole) if key == step else value
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [
            _replaced(value, rest, words, is_whole=is_whole) if at == step else value
            for at, value in enumerate(data)
        ]
    return data


def _emptied(data: object, words: str, *, is_whole: bool, key: object = None) -> object:
    """Replace a text, or every text inside a map or list, whose shape stays for its readers."""
    if isinstance(data, Mapping):
        return {
            name: _emptied(value, words, is_whole=is_whole, key=name)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [_emptied(value, words, is_whole=is_whole, key=key) for value in data]
    is_kept = key in _KEPT or (key is not None and not isinstance(data, str))
    if is_kept or (key is None and not is_whole):
        return data
    return words
