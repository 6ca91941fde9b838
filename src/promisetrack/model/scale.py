"""Scales of one's own: status schemes and assessment schemes, in tracker.yaml and as data files."""

from typing import Annotated

from pydantic import model_validator

from promisetrack.model.base import Record, key
from promisetrack.model.errors import missing_one_of
from promisetrack.model.forms import word
from promisetrack.model.values import Id, Markdown, Number, ScaleId, Text, Url


class Status(Record):
    """A status of a scheme."""

    id: Id = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    label: Text = key("Label", "How pages call it.", ...)
    phase: Annotated[str, word("phase")] = key(
        "Phase", "Where that stands: unknown, waiting, moving, done …", ...
    )


class StatusScheme(Record):
    """A list of statuses that a plan may use."""

    id: Id = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    title: Text = key("Title", "The name of the scheme.", ...)
    statuses: tuple[Status, ...] = key("Statuses", "The statuses, in order.", ...)


class Value(Record):
    """A value of a dimension."""

    id: ScaleId = key("Id", "The value as data write it.", ...)
    label: Text = key("Label", "How pages call it.", ...)
    phase: Annotated[str, word("phase")] | None = key(
        "Phase", "Where that stands: unknown, waiting, moving, done …"
    )


class PhaseFrom(Record):
    """From which number on a rating means a phase."""

    at_least: Number = key("At least", "The lowest number that means the phase.", ...)
    phase: Annotated[str, word("phase")] = key(
        "Phase", "Where that stands: unknown, waiting, moving, done …", ...
    )


class Dimension(Record):
    """One thing that is judged: by words (`values`), or by a number (`min`, `max`, `step`)."""

    id: ScaleId = key("Id", "The dimension as data write it.", ...)
    label: Text | None = key("Label", "How pages call it.")
    values: tuple[Value, ...] = key("Values", "The values that a rating may have, in order.", ())
    min: Number | None = key("Lowest", "The lowest number of a scale of numbers.")
    max: Number | None = key("Highest", "The highest number of a scale of numbers.")
    step: Number | None = key("Step", "The distance between two numbers of the scale.")
    unit: Text | None = key("Unit", "The unit of its values, such as % or trees.")
    phases: tuple[PhaseFrom, ...] = key(
        "Phases", "From which number on a rating means a phase.", ()
    )

    @model_validator(mode="after")
    def _is_a_scale(self) -> "Dimension":
        if not self.values and (self.min is None or self.max is None):
            missing_one_of(("values", "min", "max"))
        return self


class AssessmentScheme(Record):
    """A scale on which someone judges."""

    id: Id = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    title: Text = key("Title", "The name of the scheme.", ...)
    description: Markdown | None = key("Description", "What is judged, and by whom.")
    url: Url | None = key("Address", "Where to read about it.")
    dimensions: tuple[Dimension, ...] = key("Dimensions", "What is judged.", ...)
    completion: ScaleId | None = key(
        "Completion", "The dimension that says how far a promise has come."
    )
    no_rating: tuple[ScaleId, ...] = key(
        "No rating", "Values in data that mean that there is no rating.", ()
    )
