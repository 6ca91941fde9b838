"""Dates as commits claim them: any number of seconds, any zone, or neither."""

from __future__ import annotations

import re

_DAY = 86_400
_ERA = 146_097  # days in 400 years
_TO_1970 = 719_468  # days from 1 March of the year 0 to 1 January 1970
_CLAIM = re.compile(r"(-?\d{1,20})(?:\s+([+-])(\d{2})(\d{2}))?", re.ASCII)
_LAST_YEAR = 9999


def rfc3339(claim: str) -> tuple[str, int | None]:
    """Return a claimed date (`1709317258 -0500`) as RFC 3339, with its seconds since 1970.

    The zone is the claimed one; one that is missing or that no clock has gives the same moment
    in UTC with `-00:00`, which RFC 3339 section 4.3 reserves for an unknown offset. Years that
    RFC 3339 cannot write (before 0 or after 9999), and what is no date at all, stay as they
    were claimed; the seconds are None where there are none.
    """
    found = _CLAIM.fullmatch(claim.strip())
    if found is None:
        return claim.strip(), None
    seconds, sign, hours, minutes = found.groups()
    offset, zone = _zone(sign, hours, minutes)
    moment = int(seconds)
    year, month, day = _civil((moment + offset) // _DAY)
    if not 0 <= year <= _LAST_YEAR:
        return claim.strip(), moment
    hour, rest = divmod((moment + offset) % _DAY, 3600)
    minute, second = divmod(rest, 60)
    date = f"{year:04}-{month:02}-{day:02}"
    return f"{date}T{hour:02}:{minute:02}:{second:02}{zone}", moment


def _zone(sign: str | None, hours: str, minutes: str) -> tuple[int, str]:
    """Return the offset in seconds and as RFC 3339 writes it."""
    if sign is None or int(hours) > 23 or int(minutes) > 59:
        return 0, "-00:00"
    offset = int(hours) * 3600 + int(minutes) * 60
    return (-offset if sign == "-" else offset), f"{sign}{hours}:{minutes}"


def _civil(days: int) -> tuple[int, int, int]:
    """Return year, month, day of a count of days since 1970, in any year.

    Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    """
    era, day_of_era = divmod(days + _TO_1970, _ERA)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, day_of_year - (153 * shifted + 2) // 5 + 1
