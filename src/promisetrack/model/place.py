"""Where promises are kept: places.yaml, and how others name a place."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag, model_validator

from promisetrack.model.base import Record, key
from promisetrack.model.errors import missing_one_of
from promisetrack.model.forms import identifier, word
from promisetrack.model.values import MAP, SCALAR, Id, OwnId, Point, Text, Words, scalar_or_map


class Spot(Record):
    """A place that is named only here."""

    name: Text | None = key("Name", "The name of the place.")
    code: Words | None = key("Code", "The official code of the place, as text.")
    point: Point | None = key("Point", "Where it lies: latitude and longitude.")

    @model_validator(mode="after")
    def _has_a_name(self) -> "Spot":
        if self.name is None and self.code is None:
            missing_one_of(("name", "code"))
        return self


PlaceRef: TypeAlias = Annotated[
    Annotated[str, identifier("id-or-map"), Tag(SCALAR)] | Annotated[Spot, Tag(MAP)],
    Discriminator(scalar_or_map),
]
"""The id of a place of places.yaml, or a `Spot`."""


class Place(Record):
    """A place that commitments can name."""

    id: OwnId = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    name: Text = key("Name", "The name of the place.", ...)
    kind: Annotated[str, word("place-kind")] | None = key("Kind", "What kind of place it is.")
    code: Words | None = key("Code", "The official code of the place, as text.")
    scheme: Words | None = key("Scheme", "Whose code it is: insee, iris, qpv, local …")
    part_of: Id | None = key("Part of", "The id of the place that it lies in.")
    point: Point | None = key("Point", "Where it lies: latitude and longitude.")
    boundary: Words | None = key("Boundary", "The file or address of its outline (GeoJSON).")
