"""Status schemes and assessment schemes: those that ship as data files, and a tracker's own.

One file of `schemes/` is one scheme, with its phases and its labels in the languages of the pages.
A tracker adds its own in tracker.yaml (`status_schemes`, `schemes`); it cannot redefine a shipped
one, so that the same name means the same everywhere. A scheme of its own that has faults counts
as absent here: the reader of tracker.yaml says what is wrong with it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError

from promisetrack.model.scale import AssessmentScheme, Dimension, Status, StatusScheme
from promisetrack.model.vocabulary import PHASE_RANKS, STATUS_RANKS

if TYPE_CHECKING:
    from promisetrack.model.tracker import Tracker

DEFAULT: Final = "default"
"""The id of the status scheme of plans that name none."""

UNKNOWN: Final = "unknown"
"""The status of what says nothing of itself; every scheme has it."""

_Scheme = TypeVar("_Scheme", StatusScheme, AssessmentScheme)


@cache
def shipped_status_schemes() -> Mapping[str, StatusScheme]:
    """Return the status schemes that ship, by id, sorted."""
    return {data["id"]: StatusScheme.model_validate(data) for data in _shipped("status")}


@cache
def shipped_assessment_schemes() -> Mapping[str, AssessmentScheme]:
    """Return the assessment schemes that ship, by id, sorted."""
    return {data["id"]: AssessmentScheme.model_validate(data) for data in _shipped("assessment")}


def status_schemes(tracker: Tracker | Mapping[str, Any] | None = None) -> dict[str, StatusScheme]:
    """Return all status schemes by id: those that ship, then the tracker's own."""
    own = _own(tracker, "status_schemes", StatusScheme)
    return {**own, **shipped_status_schemes()} if own else dict(shipped_status_schemes())


def assessment_schemes(
    tracker: Tracker | Mapping[str, Any] | None = None,
) -> dict[str, AssessmentScheme]:
    """Return all assessment schemes by id: those that ship, then the tracker's own."""
    own = _own(tracker, "schemes", AssessmentScheme)
    return {**own, **shipped_assessment_schemes()} if own else dict(shipped_assessment_schemes())


def status_scheme(
    name: str | None = None, tracker: Tracker | Mapping[str, Any] | None = None
) -> StatusScheme:
    """Return a status scheme; the default one where `name` is None or nobody knows it.

    `tracker` is tracker.yaml, as data or as a model. Whether a name is known is asked with
    `is_status_scheme`.
    """
    shipped = shipped_status_schemes()
    found = shipped.get(name or DEFAULT)
    if found is None:
        found = _own(tracker, "status_schemes", StatusScheme, only=name).get(name or DEFAULT)
    return found or shipped[DEFAULT]


def is_status_scheme(name: str, tracker: Tracker | Mapping[str, Any] | None = None) -> bool:
    """Whether a status scheme of that name exists."""
    return status_scheme(name, tracker).id == name


def assessment_scheme(
    name: str, tracker: Tracker | Mapping[str, Any] | None = None
) -> AssessmentScheme | None:
    """Return an assessment scheme, None where nobody knows it."""
    found = shipped_assessment_schemes().get(name)
    return found or _own(tracker, "schemes", AssessmentScheme, only=name).get(name)


def allowed_statuses(scheme: StatusScheme) -> tuple[str, ...]:
    """Return the statuses that may be written under a scheme; `unknown` is always one."""
    own = tuple(status.id for status in scheme.statuses)
    return own if UNKNOWN in own else (UNKNOWN, *own)


def phase_of(status: str, scheme: StatusScheme | None = None) -> str:
    """Return the phase of a status; of one that the scheme does not have, `unknown`."""
    found = _status(status, scheme)
    return found.phase if found else UNKNOWN


def status_label(status: str, scheme: StatusScheme | None = None) -> Any:
    """Return the label of a status as a Text; a status nobody knows is its own label."""
    found = _status(status, scheme) or _status(status, None)
    return found.label if found else status


def rank_of(status: str, scheme: StatusScheme | None = None) -> int | None:
    """Return how far a status says that a promise has come; None where it says no such thing.

    Ranks compare two statuses of one record: a higher one claims more.
    """
    if (scheme is None or scheme.id == DEFAULT) and status in STATUS_RANKS:
        return STATUS_RANKS[status]
    return PHASE_RANKS.get(phase_of(status, scheme))


def completion_of(scheme: AssessmentScheme) -> Dimension | None:
    """Return the dimension that says how far a promise has come: the named one, else the first
    that knows phases.
    """
    for dimension in scheme.dimensions:
        if scheme.completion == dimension.id:
            return dimension
    with_phases = (d for d in scheme.dimensions if d.phases or any(v.phase for v in d.values))
    return next(with_phases, None)


def dimension_of(scheme: AssessmentScheme, name: str) -> Dimension | None:
    """Return a dimension of a scheme, None where it has none of that name."""
    return next((dimension for dimension in scheme.dimensions if dimension.id == name), None)


def is_rating(scheme: AssessmentScheme, value: object) -> bool:
    """Whether a value is a rating at all, and not one of those that say that there is none."""
    return value is not None and value not in scheme.no_rating


def is_allowed(dimension: Dimension, value: object) -> bool:
    """Whether a dimension has the value: one of its words, or a number on its scale."""
    if isinstance(value, str):
        return any(value == known.id for known in dimension.values)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if dimension.min is None or dimension.max is None:
        return False
    return dimension.min <= value <= dimension.max and _is_on_step(dimension, value)


def rating_label(dimension: Dimension, value: object) -> Any:
    """Return the label of a rating as a Text; a number or an unknown word is its own label."""
    found = next((known for known in dimension.values if known.id == value), None)
    return found.label if found else str(value)


def rating_phase(scheme: AssessmentScheme, ratings: Mapping[str, Any]) -> str | None:
    """Return the phase that an assessment sees; None where it rates no completion."""
    dimension = completion_of(scheme)
    value = ratings.get(dimension.id) if dimension else None
    if dimension is None or not is_rating(scheme, value):
        return None
    if isinstance(value, str):
        return next((known.phase for known in dimension.values if known.id == value), None)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    reached = [step for step in dimension.phases if step.at_least <= value]
    return max(reached, key=lambda step: step.at_least).phase if reached else None


def _is_on_step(dimension: Dimension, value: float) -> bool:
    if not dimension.step or dimension.min is None:
        return True
    steps = (value - dimension.min) / dimension.step
    return abs(steps - round(steps)) < 1e-9


def _status(status: str, scheme: StatusScheme | None) -> Status | None:
    statuses = (scheme or shipped_status_schemes()[DEFAULT]).statuses
    return next((known for known in statuses if known.id == status), None)


def _shipped(kind: str) -> list[dict[str, Any]]:
    folder = files("promisetrack.model") / "schemes"
    found = []
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            if data.pop("kind") == kind:
                found.append(data)
    return sorted(found, key=lambda data: str(data["id"]))


def _own(
    tracker: Tracker | Mapping[str, Any] | None,
    key: str,
    model: type[_Scheme],
    *,
    only: str | None = None,
) -> dict[str, _Scheme]:
    """Return the tracker's own schemes that have no faults, by id; `only` spares the others."""
    if tracker is None:
        return {}
    listed = tracker.get(key) if isinstance(tracker, Mapping) else getattr(tracker, key)
    found: dict[str, _Scheme] = {}
    for one in listed if isinstance(listed, list | tuple) else ():
        if only is not None and isinstance(one, Mapping) and one.get("id") != only:
            continue
        try:
            scheme = model.model_validate(one)
        except ValidationError:
            continue
        found.setdefault(scheme.id, scheme)
    return found
