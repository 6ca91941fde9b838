"""What day it is: the one place that reads a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = "SOURCE_DATE_EPOCH"


def today(environ: Mapping[str, str], zone: str | None = None) -> date:
    """Return the day it is in a zone (a name of the IANA database; default UTC).

    SOURCE_DATE_EPOCH (reproducible-builds.org) replaces the clock: seconds since 1970 in UTC.
    Raises UsageFault when it is no number or the zone is unknown.
    """
    return now(environ, zone).date()


def now(environ: Mapping[str, str], zone: str | None = None) -> datetime:
    """Return the moment it is, to the second, told in a zone; SOURCE_DATE_EPOCH as in `today`."""
    place = zone_named(zone)
    claimed = environ.get(EPOCH, "")
    if not claimed:
        return datetime.now(place).replace(microsecond=0)
    try:
        if not (claimed.isascii() and claimed.isdecimal()):
            raise ValueError(claimed)
        return datetime.fromtimestamp(int(claimed), place)
    except (ValueError, OverflowError, OSError) as wrong:
        raise UsageFault(
            say("SOURCE_DATE_EPOCH is “{value}”, which is no moment", value=claimed),
            say("give seconds since 1970, such as 1767225600, or unset it"),
        ) from wrong


def zone_named(zone: str | None) -> tzinfo:
    """Return a time zone by its name in the IANA database; without a name, UTC."""
    if not zone or zone == "UTC":
        return UTC
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UsageFault(
            say("“{zone}” is no time zone", zone=zone),
            say("write it as a continent and a city, such as Europe/Paris"),
        ) from unknown
