"""Why an event deserves a second look (interfaces.md, column `concern`); nothing else judges.

later, removed, lowered, stopped, rewritten weaken a promise; unproven only asks for evidence.
Wording is never judged by machine: it is shown word by word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.history.events import ITEMS, Event
from promisetrack.history.numbers import is_gap_smaller, is_less, number
from promisetrack.history.values import is_void, same
from promisetrack.model.dates import last_day
from promisetrack.model.routes import resolve, value_at
from promisetrack.model.schemes import phase_of, rank_of

if TYPE_CHECKING:
    from promisetrack.model.scale import StatusScheme

Data: TypeAlias = Mapping[str, object]

POSITIONS: Final = {
    "accepted": 5,
    "partially-accepted": 4,
    "modified": 4,
    "deferred": 3,
    "forwarded": 2,
    "declined": 1,
    "not-answered": 0,
}
"""How far an answer goes towards what was asked."""

AUTOMATION: Final = {"none": 0, "assisted": 1, "automated": 2}
PROTECTIONS: Final = frozenset({"human_review", "recourse", "offline_access"})
_NO: Final = (False, "no", "none")

REWRITABLE: Final = frozenset(
    f"{item}-edited"
    for item in (
        "measurement",
        "update",
        "assessment",
        "response",
        "question",
        "answer",
        "amendment",
    )
)
_REMOVALS: Final = frozenset({f"{item}-removed" for item in ITEMS} | {"commitment-removed"})
_WHAT_IS_SEEN: Final = ("url", "file", "sha256")


@dataclass(frozen=True, slots=True)
class Context:
    """What judging needs beside the record: the status scheme of its plan, None for the common
    one, as it stands in the version after the change."""

    scheme: StatusScheme | None = None


COMMON: Final = Context()


def judge(
    events: Iterable[Event], before: Data, after: Data, context: Context = COMMON
) -> tuple[Event, ...]:
    """Return the events of one change of one record, each with its concern."""
    change = _Change(tuple(events), before, after, context)
    return tuple(replace(event, concern=_concern(event, change)) for event in change.events)


@dataclass(frozen=True, slots=True)
class _Change:
    events: tuple[Event, ...]
    before: Data
    after: Data
    context: Context


def _concern(event: Event, change: _Change) -> str | None:
    if event.kind in _REMOVALS:
        return "removed"
    if event.kind in REWRITABLE:
        return "rewritten"
    if event.kind.startswith("deadline-"):
        return _of_deadline(event)
    judge_of = _JUDGES.get(event.kind)
    return judge_of(event, change) if judge_of else None


def _of_deadline(event: Event) -> str | None:
    was, now = last_day(event.before), last_day(event.after)
    if was is None:
        return None
    if now is None:
        return "removed"
    return "later" if now > was else None


def _of_status(event: Event, change: _Change) -> str | None:
    if event.route[-1] != "status":
        return None
    was, now = _status(event.before), _status(event.after)
    scheme = change.context.scheme
    if phase_of(now, scheme) == "stopped":
        return "stopped"
    new = rank_of(now, scheme)
    old = rank_of(was, scheme) or 0  # what was stopped or partial counts as not started
    is_raised = new is not None and new > old
    return "unproven" if is_raised and not _has_new_evidence(event, change) else None


def _status(value: object) -> str:
    return value if isinstance(value, str) and value else "unknown"


def _has_new_evidence(event: Event, change: _Change) -> bool:
    """Whether evidence came to the record, or to the milestone, in the same change."""
    own = (*event.route[:-1], "evidence")
    return any(
        one.kind == "evidence-added"
        or (len(own) > 1 and one.route == own and _has_gained(one.before, one.after))
        for one in change.events
    )


def _has_gained(before: object, after: object) -> bool:
    old = before if isinstance(before, list) else []
    return isinstance(after, list) and any(
        not any(same(one, other) for other in old) for one in after
    )


def _of_target(event: Event, change: _Change) -> str | None:
    """Lowered: what is promised between baseline and target shrinks or changes sign."""
    if event.route[-1] not in ("value", "target", "baseline"):
        return None
    old, new = (_indicator(data, event.route) for data in (change.before, change.after))
    target = number(_value(old, "target")), number(_value(new, "target"))
    baseline = number(_value(old, "baseline")), number(_value(new, "baseline"))
    if event.kind == "target-changed" and target[0] is not None and target[1] is None:
        return "lowered"
    better = new.get("better", old.get("better"))
    is_target = event.kind == "target-changed"
    is_weaker = is_gap_smaller(target, baseline, better=better, is_target=is_target)
    return "lowered" if is_weaker else None


def _indicator(data: Data, route: tuple[str | int, ...]) -> Data:
    place = resolve(data, route[:2])
    found = value_at(data, place) if place else None
    return found if isinstance(found, Mapping) else {}


def _value(indicator: Data, key: str) -> object:
    point = indicator.get(key)
    return point.get("value") if isinstance(point, Mapping) else point


def _of_evidence(event: Event, change: _Change) -> str | None:
    """Rewritten: what could be seen is another thing now; a first seal takes nothing away."""
    old, new = _mapping(event.before), _mapping(event.after)
    changed = (
        key
        for key in _WHAT_IS_SEEN
        if not is_void(old.get(key)) and not same(old.get(key), new.get(key))
    )
    return "rewritten" if any(changed) else None


def _of_budget_line(event: Event, change: _Change) -> str | None:
    old, new = (number(_mapping(side).get("planned")) for side in (event.before, event.after))
    return "lowered" if is_less(new, old) else None


def _of_answer(event: Event, change: _Change) -> str | None:
    old, new = (
        POSITIONS.get(str(_mapping(side).get("position"))) for side in (event.before, event.after)
    )
    return "lowered" if old is not None and (new or 0) < old else None


def _of_safeguard(event: Event, change: _Change) -> str | None:
    if event.route == ("safeguards", "automated_decision"):
        old, new = AUTOMATION.get(str(event.before)), AUTOMATION.get(str(event.after))
        return "lowered" if old is not None and new is not None and new > old else None
    is_protection = len(event.route) == 2 and event.route[1] in PROTECTIONS
    is_gone = not _says_no(event.before) and _says_no(event.after)
    return "lowered" if is_protection and is_gone else None


def _says_no(value: object) -> bool:
    return is_void(value) or any(same(value, no) for no in _NO)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


_JUDGES: Final[Mapping[str, Callable[[Event, _Change], str | None]]] = {
    "status-changed": _of_status,
    "target-changed": _of_target,
    "baseline-changed": _of_target,
    "evidence-edited": _of_evidence,
    "budget-line-edited": _of_budget_line,
    "request-changed": _of_answer,
    "answer-changed": _of_answer,
    "safeguard-changed": _of_safeguard,
}
