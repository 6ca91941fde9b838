"""By what the list of commitments is filtered and sorted; each name stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.model.vocabulary import PHASES, VOCABULARIES
from promisetrack.site.fields import Fields
from promisetrack.site.finding import statuses
from promisetrack.site.places import UNNAMED, places_of
from promisetrack.site.said import Said
from promisetrack.site.search.normal import fold
from promisetrack.site.survey import answerable, partners

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from promisetrack.diagnostic import Message
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

LABELS: Final[Mapping[str, Message]] = {
    "plan": say("Plan"),
    "theme": say("Theme"),
    "organisation": say("Organisation"),
    "status": say("Status"),
    "phase": say("Phase"),
    "place": say("Place"),
    "kind": say("Origin"),
}
"""What can be chosen from a list, in the order of the form."""

SIGNS: Final[Mapping[str, Message]] = {
    "late": say("Late"),
    "unproven": say("Said to be complete, no evidence linked"),
}
"""What is so or not."""

SORTS: Final[Mapping[str, Message]] = {
    "": say("As the plans number them"),
    "due": say("Deadline, the nearest first"),
    "news": say("Last report, the newest first"),
    "title": say("Title, from A to Z"),
}
"""Orders of the list; the first is that of the page."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value, as it stands in the address, its words, and how many commitments have it.

    `foreign` is the language of words that are not in that of the page, else empty.
    """

    value: str
    words: str
    count: int
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A list from which one value is chosen."""

    name: str
    label: str
    options: tuple[Option, ...]


def facets(desk: Desk) -> tuple[Facet, ...]:
    """Return the lists of choices; one that would part nothing is left out."""
    columns = _columns(desk)
    found = (
        Facet(name, desk.tongue.message(label), _options(desk, name, columns[name]))
        for name, label in LABELS.items()
    )
    shown = [one for one in found if len(one.options) > 1]
    counts = {one.name: len(one.options) for one in shown}
    is_double = counts.get("phase") == counts.get("status")
    return tuple(one for one in shown if not (is_double and one.name == "phase"))


def table(desk: Desk) -> dict[str, object]:
    """Return, for each commitment in the order of the list, by what it is found.

    A column holds places in `values`. `signs` and `sorts` name commitments by their place in the
    list; an order names all of them.
    """
    promises = desk.survey.promises
    columns = _columns(desk)
    values = {
        name: sorted({one for many in column for one in many}) for name, column in columns.items()
    }
    return {
        "count": len(promises),
        "values": values,
        "columns": {
            name: [[values[name].index(one) for one in many] for many in column]
            for name, column in columns.items()
        },
        "signs": {
            "late": _places(one.is_overdue for one in promises),
            "unproven": _places(one.is_unproven for one in promises),
        },
        "sorts": {
            "due": _order([_day(one.due) for one in promises]),
            "news": _order([_day(one.last_news, is_newest_first=True) for one in promises]),
            "title": _order([fold(str(desk.commitment(one).words)) for one in promises]),
        },
    }


def has_sign(desk: Desk, sign: str) -> bool:
    """Whether any commitment is late, or said to be complete without evidence."""
    if sign == "late":
        return any(one.is_overdue for one in desk.survey.promises)
    return any(one.is_unproven for one in desk.survey.promises)


def _columns(desk: Desk) -> dict[str, list[tuple[str, ...]]]:
    """Return the values of each facet for each commitment."""
    found: dict[str, list[tuple[str, ...]]] = {name: [] for name in LABELS}
    for one in desk.survey.promises:
        bodies = sorted({*answerable(one), *partners(one.fields)})
        found["plan"].append((one.entry.plan,) if one.entry.plan else ())
        found["theme"].append(tuple(dict.fromkeys(one.fields.strings("themes"))))
        found["organisation"].append(tuple(bodies))
        found["status"].append((one.standing.id,))
        found["phase"].append((one.phase,))
        spots = (name.removeprefix(UNNAMED) for name in places_of(one, desk))
        found["place"].append(tuple(dict.fromkeys(spots)))
        found["kind"].append(_kind(desk, one))
    return found


def _kind(desk: Desk, promise: Promise) -> tuple[str, ...]:
    """Return how a commitment came to be: its own origin, else the kind of its plan."""
    plan = desk.register.plans.get(promise.entry.plan or "")
    own = promise.fields.part("origin").string("kind")
    kind = own or (Fields(plan.data).string("kind") if plan else "")
    return (kind,) if kind in VOCABULARIES["origin-kind"] else ()


def _options(desk: Desk, name: str, column: list[tuple[str, ...]]) -> tuple[Option, ...]:
    counted: dict[str, int] = {}
    for value in (one for many in column for one in many):
        counted[value] = counted.get(value, 0) + 1
    if name == "status":
        return tuple(_option(one, word, counted[one]) for one, word, _ in statuses(desk))
    order = {"phase": PHASES, "kind": VOCABULARIES["origin-kind"], "plan": tuple(counted)}
    words = {one: _words(desk, name, one) for one in counted}
    values = order.get(name) or sorted(counted, key=lambda one: (fold(str(words[one])), one))
    return tuple(_option(one, words[one], counted[one]) for one in values if one in counted)


def _option(value: str, words: object, count: int) -> Option:
    foreign = words.language if isinstance(words, Said) and words.is_foreign else ""
    return Option(value, str(words), count, foreign)


def _words(desk: Desk, name: str, value: str) -> Said | str:
    if name in ("phase", "kind"):
        return desk.word("origin-kind" if name == "kind" else "phase", value)
    return desk.name(name, value)


def _places(flags: Iterable[bool]) -> list[int]:
    return [place for place, is_so in enumerate(flags) if is_so]


def _order(keys: Sequence[object]) -> list[int]:
    """Return the places of the list in the order of their keys; equal ones keep theirs."""
    return sorted(range(len(keys)), key=lambda place: keys[place])  # type: ignore[arg-type,return-value] # all of one type


def _day(day: date | None, *, is_newest_first: bool = False) -> tuple[bool, int]:
    """Return the key of a day; what has none stands at the end."""
    number = day.toordinal() if day else 0
    return day is None, -number if is_newest_first else number
