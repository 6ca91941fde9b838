"""What is measured: indicators with baseline, target and measurements."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.evidence import Source
from promisetrack.model.forms import word
from promisetrack.model.place import PlaceRef
from promisetrack.model.values import Date, Id, Markdown, Number, Text


class Reading(Record):
    """A value at a date: where an indicator starts, or where it is meant to arrive."""

    date: Date | None = key("Date", "The date of the value.")
    value: Number | None = key("Value", "The value, a number in the unit of the indicator.")


class Measurement(Record):
    """A value that was measured."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "The date of the value.", ...)
    value: Number = key("Value", "The value, a number in the unit of the indicator.", ...)
    about: Id | None = key("About", "The id of the milestone that it is about.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())
    text: Markdown | None = key("Text", "What to know about the value.")


class Indicator(Record):
    """A figure that shows whether the promise has an effect."""

    id: Id = key("Id", "Its permanent name, unique in the commitment.", ...)
    title: Text = key("Title", "What is measured, in one line.", ...)
    unit: Text | None = key("Unit", "The unit of its values, such as % or trees.")
    milestone: Id | None = key("Milestone", "The id of the milestone that it belongs to.")
    better: Annotated[str, word("better")] | None = key(
        "Better", "Whether higher or lower is better; else baseline and target say so."
    )
    baseline: Reading | None = key("Baseline", "The value at the start.")
    target: Reading | None = key("Target", "The value that was promised, and by when.")
    measurements: tuple[Measurement, ...] = key("Measurements", "The values measured since.", ())
    source: Source | None = key("Source of the values", "Where the values are published.")
    method: Markdown | None = key("Method", "How the value is measured.")
    places: tuple[PlaceRef, ...] = key(
        "Places", "Where: ids of places.yaml, or name, code and point.", ()
    )
