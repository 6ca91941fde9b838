"""What date somebody meant: from the ways in which people write dates to the one that is read."""

from __future__ import annotations

import re

from promisetrack.model.dates import parse_date, parse_duration
from promisetrack.source.labels import plain

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_UNITS = {
    name: unit
    for unit, names in {
        "day": "day days d jour jours j",
        "week": "week weeks w semaine semaines",
        "month": "month months mois",
        "year": "year years y an ans annee annees",
    }.items()
    for name in names.split()
}
_LONGEST = 60


def meant_dates(written: str) -> tuple[str, ...]:
    """Return the dates that somebody may have meant, likeliest first; two for `03/04/2025`."""
    if len(written) > _LONGEST:
        return ()
    found = (*_by_numbers(written.strip()), *_by_parts(plain(written)), *_by_words(plain(written)))
    return tuple(dict.fromkeys(one for one in found if parse_date(one)))


def meant_duration(written: str) -> str | None:
    """Return the duration that somebody meant: `6 mois` is `6 months`."""
    found = re.fullmatch(r"(\d{1,4}) ?([a-z]+)", plain(written[:_LONGEST]))
    if found is None or found[2] not in _UNITS:
        return None
    count, unit = int(found[1]), _UNITS[found[2]]
    meant = f"{count} {unit}" + ("" if count == 1 else "s")
    return meant if parse_duration(meant) else None


def _by_numbers(text: str) -> list[str]:
    found = re.match(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?:[T ]\d\d:\d\d.*)?$", text)
    if found:
        year, month, day = found[1], found[2], found[3]
        return [_iso(year, month, day)] if day else [f"{year}-{month:0>2}"]
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text)
    if found:  # day first, as in most of the world; then month first
        return [_iso(found[3], found[2], found[1]), _iso(found[3], found[1], found[2])]
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text)
    if found:
        return [f"{found[2]}-{found[1]:0>2}"]
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    return [_iso(found[1], found[2], found[3])] if found else []


def _by_parts(text: str) -> list[str]:
    """Quarters and half-years: `Q4 2025`, `T4 2025`, `4e trimestre 2025`, `S1 2025`."""
    year = re.search(r"\b(\d{4})\b", text)
    part = re.search(r"\b([qts])([1-4])\b", text)
    if year and part:
        return [f"{year[1]}-{'S' if part[1] == 's' else 'Q'}{part[2]}"]
    named = re.search(r"\b([1-4])(?:er|e|eme|st|nd|rd|th)? (trimestre|quarter|semestre)\b", text)
    if year and named:
        return [f"{year[1]}-{'S' if named[2] == 'semestre' else 'Q'}{named[1]}"]
    return []


def _by_words(text: str) -> list[str]:
    words = text.split()
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [word for word in words if re.fullmatch(r"\d{1,2}(?:er|st|nd|rd|th)?", word)]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return []
    if len(words) != len(months) + len(years) + len(days):
        return []
    day = re.sub(r"\D", "", days[0]) if days else ""
    return [_iso(years[0], str(months[0]), day)] if day else [f"{years[0]}-{months[0]:02}"]


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"
