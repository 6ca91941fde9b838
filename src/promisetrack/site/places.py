"""Which commitments are kept where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import anchor
from promisetrack.site.said import pick

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise

UNNAMED = "="
"""Before the name of a place that is named only in a commitment."""


def by_place(desk: Desk) -> dict[str, tuple[Promise, ...]]:
    """Return the commitments of each place, in the order of places.yaml, then by name."""
    found: dict[str, list[Promise]] = {}
    for promise in desk.survey.promises:
        for name in dict.fromkeys(places_of(promise, desk)):
            found.setdefault(name, []).append(promise)
    known = [name for name in desk.register.places if name in found]
    others = sorted(name for name in found if name not in desk.register.places)
    return {name: tuple(found[name]) for name in (*known, *others)}


def places_of(promise: Promise, desk: Desk) -> tuple[str, ...]:
    """Return the ids of a commitment's places; of those without one, their name or code."""
    ids = promise.fields.strings("places")
    spots = [_spot(one, promise.source, desk) for one in promise.fields.parts("places")]
    return (*ids, *(f"{UNNAMED}{name}" for name in spots if name))


def place_anchor(name: str) -> str:
    """Return the fragment of a place on the page of places."""
    return anchor("place", name.replace(UNNAMED, "x-", 1))


def _spot(fields: Fields, source: str, desk: Desk) -> str:
    said = pick(fields.raw("name"), desk.tongue.language, source)
    return said.text if said else fields.string("code")
