"""`data/v1/places.geojson`: where the promises are kept (RFC 7946; WGS 84)."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.site.data.records import as_json, head
from promisetrack.site.data.resource import GEOJSON, Resource
from promisetrack.site.data.tables import original, text_in
from promisetrack.site.fields import Fields
from promisetrack.site.survey import first_language
from promisetrack.site.urls import PLACES_GEOJSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise, Survey

_KEYS = ("kind", "code", "scheme", "part_of", "boundary")


def files(site: Site, survey: Survey) -> Iterator[Artifact]:
    """Return the places as GeoJSON; one without a point has no geometry."""
    promises = sorted(survey.promises, key=lambda one: one.id)
    features = [*_listed(site, promises), *_spots(site, promises)]
    collection = {"type": "FeatureCollection", **head(site), "features": features}
    yield Artifact(PLACES_GEOJSON, as_json(collection))


def resources(site: Site) -> tuple[Resource, ...]:
    """Return what the file is."""
    return (
        Resource(
            PLACES_GEOJSON,
            "places",
            say("Places"),
            say("Where the promises are kept, with the commitments of each place, for maps."),
            GEOJSON,
        ),
    )


def _listed(site: Site, promises: list[Promise]) -> Iterator[dict[str, Any]]:
    """Places of places.yaml, with the commitments that name them."""
    source = first_language(site.register, None)
    for identity, entry in site.register.places.items():
        fields = Fields(entry.data)
        properties = {
            "id": identity,
            **_names(fields, site.languages, source),
            **{name: fields.string(name) for name in _KEYS if fields.has(name)},
            "commitments": [
                one.id for one in promises if identity in _named(one.fields.items("places"))
            ],
        }
        yield {"id": identity, **_feature(fields, properties)}


def _spots(site: Site, promises: list[Promise]) -> Iterator[dict[str, Any]]:
    """Places that only one commitment names."""
    for promise in promises:
        for fields in promise.fields.parts("places"):
            names = _names(fields, site.languages, promise.source)
            code = {"code": fields.string("code")} if fields.has("code") else {}
            yield _feature(fields, {**names, **code, "commitments": [promise.id]})


def _feature(fields: Fields, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": _point(fields), "properties": properties}


def _named(places: tuple[Any, ...]) -> frozenset[str]:
    return frozenset(one for one in places if isinstance(one, str))


def _names(fields: Fields, languages: tuple[str, ...], source: str) -> dict[str, str]:
    """Return the name as it was written, and in each language in which it is known."""
    value = fields.raw("name")
    known = {f"name_{one}": text_in(value, one, source) for one in languages}
    found = {"name": original(value, source), **known}
    return {key: name for key, name in found.items() if name}


def _point(fields: Fields) -> dict[str, Any] | None:
    """Return a point: longitude first, as GeoJSON wants it; None where there is none on Earth."""
    value = fields.raw("point")
    if not isinstance(value, Mapping):
        return None
    lon, lat = _degrees(value.get("lon"), 180), _degrees(value.get("lat"), 90)
    if lon is None or lat is None:
        return None
    return {"type": "Point", "coordinates": [lon, lat]}


def _degrees(value: object, limit: int) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        return None
    return value if abs(value) <= limit else None
