"""A map of places: outlines and points from the register's own files, no tiles, no third party.

Degrees are drawn as they lie (equirectangular, the width scaled by the cosine of the middle
latitude): right for a town or a country, not for the whole Earth. The list below says the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, isfinite, radians
from typing import TYPE_CHECKING, ClassVar, Final

from promisetrack.site.commitment.chart import nice_step
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Section
from promisetrack.site.places import UNNAMED, place_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

SIZE, EDGE = 600.0, 30.0
"""Units of the longer side of the drawing, and the margin around what is drawn."""
PIN: Final = 38.0
"""Units that a pin takes."""
MOST_POINTS: Final = 4000
"""Corners of all outlines together; what has more is not drawn, only listed."""

DEGREE: Final = 111.2
"""Kilometres of a degree of latitude."""

Spot = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with a number that stands in the list too."""

    x: float
    y: float
    number: int
    name: str
    address: str
    true_x: float
    true_y: float


@dataclass(frozen=True, slots=True)
class Map:
    """Outlines as paths, places as numbered pins; `names` is the key to the numbers."""

    shape: ClassVar[str] = "map"
    width: float
    height: float
    outlines: tuple[str, ...]
    pins: tuple[Pin, ...]
    caption: object
    gist: object
    scale: float
    scale_words: object


def section(desk: Desk, found: Mapping[str, tuple[Promise, ...]]) -> Section | None:
    """Return the map of the places that have commitments; nothing where none lies anywhere."""
    spots = {name: spot for name in found if (spot := _point(desk, name, found[name]))}
    outlines = [ring for name in found for ring in _rings(desk, name)]
    if sum(map(len, outlines)) > MOST_POINTS:
        outlines = []
    if len(spots) < 2 and not outlines:
        return None
    plane = _Plane.around([*spots.values(), *(spot for ring in outlines for spot in ring)])
    places = _apart([plane.at(spot) for spot in spots.values()])
    pins = tuple(
        Pin(
            *at, number, _name(desk, name), f"{desk.pen.here}#{place_anchor(name)}", *plane.at(spot)
        )
        for number, ((name, spot), at) in enumerate(zip(spots.items(), places, strict=True), 1)
    )
    without = len(found) - len(spots)
    note = desk.say_n(
        "{n} place is in the list only: the register does not say where it lies.",
        "{n} places are in the list only: the register does not say where they lie.",
        without,
    )
    block = Map(
        width=plane.width,
        height=plane.height,
        outlines=tuple(plane.path(ring) for ring in outlines),
        pins=pins,
        caption=desk.say("North is up. The numbers are those of the names."),
        scale=plane.bar(),
        scale_words=desk.say("{n} km", n=desk.number(plane.kilometres())),
        gist=desk.say_n("A map of {n} place.", "A map of {n} places.", len(spots)),
    )
    return Section("map", desk.say("Map"), (block,), answer=note if without else "")


def _apart(places: list[Spot]) -> list[Spot]:
    """Return where pins stand so that none hides another: a later one steps towards the middle."""
    found: list[Spot] = []
    for start, y in places:
        x, step = start, PIN if start < SIZE / 2 else -PIN
        while any(abs(x - other) < PIN and abs(y - high) < PIN for other, high in found):
            x += step
        found.append((round(x, 1), y))
    return found


def _name(desk: Desk, name: str) -> str:
    if name in desk.register.places:
        return desk.name("place", name).text
    return name.removeprefix(UNNAMED)


def _point(desk: Desk, name: str, promises: tuple[Promise, ...]) -> Spot | None:
    """Return where a place lies: its point, else the middle of its outline."""
    entry = desk.register.places.get(name)
    if entry is None:
        spots = (
            _spot(part.raw("point"))
            for promise in promises
            for part in promise.fields.parts("places")
            if name.removeprefix(UNNAMED) in (part.string("code"), str(part.raw("name")))
        )
        return next((one for one in spots if one), None)
    own = _spot(entry.data.get("point"))
    rings = _rings(desk, name)
    if own or not rings:
        return own
    longest = max(rings, key=len)
    middle = [sum(axis) / len(longest) for axis in zip(*longest, strict=True)]
    return middle[0], middle[1]


def _spot(value: object) -> Spot | None:
    if not isinstance(value, Mapping):
        return None
    return _degrees((value.get("lon"), value.get("lat")))


def _degrees(pair: object) -> Spot | None:
    if not isinstance(pair, list | tuple) or len(pair) < 2:
        return None
    lon, lat = pair[0], pair[1]
    for one, limit in ((lon, 180), (lat, 90)):
        if isinstance(one, bool) or not isinstance(one, int | float):
            return None
        if not isfinite(one) or abs(one) > limit:
            return None
    return float(lon), float(lat)


def _rings(desk: Desk, name: str) -> list[list[Spot]]:
    """Return the outlines of a place, where `boundary` names a GeoJSON file of the register."""
    entry = desk.register.places.get(name)
    path = Fields(entry.data).string("boundary") if entry else ""
    files = desk.register.files
    file = files.get(path) or files.get(f"commitments/{path}")
    if file is None:
        return []
    try:
        data = json.loads(file.content)
    except (ValueError, RecursionError):
        return []
    return [ring for geometry in _geometries(data, 0) for ring in _outline(geometry)]


def _geometries(data: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the geometries of any GeoJSON object (RFC 7946)."""
    if not isinstance(data, Mapping) or depth > 4:
        return
    many = data.get("features") or data.get("geometries")
    if isinstance(many, list):
        for one in many:
            yield from _geometries(one, depth + 1)
    elif isinstance(data.get("geometry"), Mapping):
        yield from _geometries(data["geometry"], depth + 1)
    elif "coordinates" in data:
        yield data


def _outline(geometry: Mapping[str, object]) -> list[list[Spot]]:
    kind, given = geometry.get("type"), geometry.get("coordinates")
    polygons = [given] if kind == "Polygon" else given if kind == "MultiPolygon" else []
    found = []
    for polygon in polygons if isinstance(polygons, list) else ():
        for ring in polygon if isinstance(polygon, list) else ():
            spots = [_degrees(one) for one in ring] if isinstance(ring, list) else []
            known = [one for one in spots if one]
            if len(known) > 3 and len(known) == len(spots):
                found.append(known)
    return found


@dataclass(frozen=True, slots=True)
class _Plane:
    west: float
    north: float
    scale: float
    squeeze: float
    width: float
    height: float

    @classmethod
    def around(cls, spots: list[Spot]) -> _Plane:
        lons, lats = [one[0] for one in spots], [one[1] for one in spots]
        squeeze = max(cos(radians((max(lats) + min(lats)) / 2)), 0.05)
        wide, high = (max(lons) - min(lons)) * squeeze, max(lats) - min(lats)
        scale = (SIZE - 2 * EDGE) / (max(wide, high) or 1.0)
        return cls(
            min(lons),
            max(lats),
            scale,
            squeeze,
            round(wide * scale + 2 * EDGE, 1),
            round(high * scale + 2 * EDGE, 1),
        )

    def at(self, spot: Spot) -> Spot:
        x = (spot[0] - self.west) * self.squeeze * self.scale + EDGE
        y = (self.north - spot[1]) * self.scale + EDGE
        return round(x, 1), round(y, 1)

    def kilometres(self) -> float | int:
        """Return the length of the bar of the scale: about a quarter of the width."""
        found = nice_step(self.width / self.scale * DEGREE)
        return int(found) if found >= 1 else found

    def bar(self) -> float:
        """Return the same in units of the drawing."""
        return round(self.kilometres() / DEGREE * self.scale, 1)

    def path(self, ring: list[Spot]) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in map(self.at, ring)) + "z"
