"""The shared time axis of the goalpost ledger: days to per cent of the width."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from promisetrack.words.dates import show_date

if TYPE_CHECKING:
    from collections.abc import Iterable

START, WIDTH = 1.0, 89.0
"""Per cent: behind the last post there is room for its flag."""
MOST_YEARS = 6
NEAR = 20.0
"""Per cent: two words closer than this would touch on a phone."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days between `first` and `last` on the width of the drawing."""

    first: date
    last: date
    is_rtl: bool
    language: str

    @classmethod
    def around(cls, days: Iterable[date], *, language: str, is_rtl: bool) -> Axis:
        """Return the axis that holds all days, and at least a month."""
        found = sorted(days)
        first, last = found[0], found[-1]
        return cls(first, max(last, first + timedelta(days=30)), is_rtl, language)

    def at(self, day: date) -> float:
        """Return where a day lies as it is read, from the start edge."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(START + min(max(share, 0.0), 1.0) * WIDTH, 2)

    def x(self, at: float) -> float:
        """Return the place in the drawing of what lies `at` per cent from the start edge."""
        return round(100 - at, 2) if self.is_rtl else at

    def anchor(self, at: float) -> str:
        """Return the side at which words hold: inwards at both edges."""
        return "end" if at > 78 else "start" if at < 14 else "middle"

    def years(self) -> tuple[tuple[float, str], ...]:
        """Return the beginnings of years and where they lie; the months of a short time."""
        first = date(self.first.year + (self.first > date(self.first.year, 1, 1)), 1, 1)
        years = list(range(first.year, self.last.year + 1))
        if not years:
            words = show_date(self.first, self.language, precision="month", form="short")
            return ((START, words),)
        step = -(-len(years) // MOST_YEARS)
        return tuple((self.at(date(year, 1, 1)), str(year)) for year in years[::step])


def spread(places: Iterable[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    """Return the words that have room, the first ones before the later ones."""
    found: list[tuple[float, str]] = []
    for at, words in places:
        if all(abs(at - other) >= NEAR for other, _ in found):
            found.append((at, words))
    return tuple(found)
