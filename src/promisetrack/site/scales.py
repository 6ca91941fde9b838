"""The words, phases, shapes and tones of statuses and of ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.model.schemes import (
    assessment_scheme,
    completion_of,
    dimension_of,
    phase_of,
    rating_label,
    rating_phase,
    status_label,
)
from promisetrack.site.fields import as_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.model.scale import StatusScheme
    from promisetrack.site.fields import Fields, Number

_BY_PHASE = {
    "unknown": "unknown",
    "waiting": "not-started",
    "moving": "in-progress",
    "done": "complete",
    "partial": "partial",
    "stopped": "on-hold",
    "declined": "declined",
}
_TONES = {
    "unknown": "unknown",
    "waiting": "waiting",
    "moving": "moving",
    "done": "done",
    "partial": "moving",
    "stopped": "stopped",
    "declined": "stopped",
}
_OWN = frozenset({"limited", "substantial", "withdrawn", "superseded", *_BY_PHASE.values()})

PHASE_OF = {glyph: phase for phase, glyph in _BY_PHASE.items() if phase != "unknown"}
"""The phase of a shape that several schemes share."""

ORDER = (
    "complete",
    "partial",
    "substantial",
    "limited",
    "in-progress",
    "not-started",
    "unknown",
    "on-hold",
    "superseded",
    "withdrawn",
    "declined",
)
"""The order of glyphs in tallies: from the fullest to what was given up."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something stands: a status, its label (a Text), its phase, its shape and tone."""

    id: str
    label: Any
    phase: str
    glyph: str
    tone: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What an assessor says in one dimension. `phase` is set in the dimension of completion.

    On a scale of numbers, `number` is the rating and `most` the highest one.
    """

    id: str
    label: Any
    dimension_id: str
    dimension: Any
    scheme: Any
    phase: str
    glyph: str
    tone: str
    number: Number | None = None
    most: Number | None = None


def standing_of(status: str, scheme: StatusScheme) -> Standing:
    """Return a status of a scheme with what pages show of it."""
    phase = phase_of(status, scheme)
    return Standing(
        status, status_label(status, scheme), phase, glyph_of(status, phase), _TONES[phase]
    )


def glyph_of(identity: str, phase: str) -> str:
    """Return the shape of a status: its own where it has one of its phase, else the phase's."""
    if identity in _OWN and phase != "unknown":
        return identity
    return _BY_PHASE[phase]


def tone_of(phase: str) -> str:
    """Return the tone of a phase."""
    return _TONES.get(phase, "unknown")


def ratings_of(fields: Fields, tracker: Mapping[str, Any] | None) -> tuple[Rating, ...]:
    """Return the ratings of an assessment, the dimension of completion first."""
    written = fields.part("ratings").data
    name = fields.string("scheme")
    scheme = assessment_scheme(name, tracker)
    if scheme is None:
        return tuple(
            Rating(str(value), str(value), str(key), str(key), name, "", "unknown", "unknown")
            for key, value in written.items()
        )
    completion = completion_of(scheme)
    phase = rating_phase(scheme, written) or ""
    found = []
    for key, value in written.items():
        dimension = dimension_of(scheme, str(key))
        is_main = completion is not None and completion.id == key
        own = phase if is_main else ""
        found.append(
            Rating(
                id=str(value),
                label=rating_label(dimension, value) if dimension else str(value),
                dimension_id=str(key),
                dimension=dimension.label if dimension else str(key),
                scheme=scheme.title,
                phase=own,
                glyph=glyph_of(str(value), own) if own else "unknown",
                tone=_TONES[own] if own else "unknown",
                number=as_number(value) if dimension and dimension.max is not None else None,
                most=as_number(dimension.max) if dimension else None,
            )
        )
    return tuple(sorted(found, key=lambda one: not one.phase))
