"""The names of time zones, as the IANA database and CLDR write them: Europe/Paris, UTC."""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import get_global

_NEWER: Final = frozenset({"America/Coyhaique", "UTC"})
"""Names that the data of some versions of babel lack."""
_NOWHERE: Final = frozenset({"Etc/Unknown", "Canada/East-Saskatchewan", "US/Pacific-New"})
"""Names of CLDR that the IANA database does not have (any more)."""


@cache
def zones() -> frozenset[str]:
    """Return every name of a time zone, former names included."""
    return (frozenset(get_global("zone_territories")) | frozenset(get_global("zone_aliases"))) - (
        _NOWHERE
    ) | _NEWER


def is_zone(name: str) -> bool:
    """Tell whether a time zone has this name."""
    return name in zones()


def zone_of(name: object) -> tzinfo:
    """Return the time zone that tracker.yaml names; UTC where it names none that is known."""
    return ZoneInfo(name) if isinstance(name, str) and is_zone(name) else UTC


def zone_near(written: str) -> str | None:
    """Return the zone that is meant by other capitals or by a city alone: `paris`; else None."""
    wanted = "_".join(written.casefold().split()).rpartition("/")[2]
    cities: dict[str, str] = {}
    for name in sorted(
        zones(), key=lambda name: (name not in get_global("zone_territories"), name)
    ):
        cities.setdefault(name.casefold().rpartition("/")[2], name)
    return cities.get(wanted)
