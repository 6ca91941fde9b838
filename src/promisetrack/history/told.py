"""What a sentence about an event is made of: dates, amounts, names, in one reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.diagnostic import Message, say
from promisetrack.history.numbers import number
from promisetrack.history.values import is_void
from promisetrack.model.dates import interval, is_ongoing
from promisetrack.model.routes import resolve, value_at
from promisetrack.words.dates import show_date
from promisetrack.words.numbers import show_number, show_percent

if TYPE_CHECKING:
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names

Route: TypeAlias = tuple[str | int, ...]

_LONGEST = 90  # characters of a quoted name


@dataclass(frozen=True, slots=True)
class Told:
    """An event about to be told: the event, how things are called, and the record it is about.

    `data` is the record at about that time, where milestones and indicators have their titles.
    """

    event: Event
    names: Names
    data: Mapping[str, object] = field(default_factory=dict)
    plan: str | None = None

    @property
    def value(self) -> object:
        """The value after the event, or the one before where nothing is left."""
        return self.event.before if self.event.after is None else self.event.after

    @property
    def item(self) -> Mapping[str, object]:
        """The list item that was added, edited or removed."""
        return self.value if isinstance(self.value, Mapping) else {}

    def item_name(self) -> str:
        """Return the title of the item, else what names it on the route."""
        for key in ("title", "name", "label"):
            words = self.quoted(self.item.get(key))
            if words:
                return words
        return self.part_name(len(self.event.route))

    def part_name(self, depth: int = 2) -> str:
        """Return the title of the milestone, indicator … that the route enters."""
        place = resolve(self.data, self.event.route[:depth])
        found = value_at(self.data, place) if place else None
        title = found.get("title") if isinstance(found, Mapping) else None
        return self.quoted(title) or str(self.event.route[depth - 1])

    def quoted(self, value: object) -> str:
        """Return words fit to stand in quotation marks inside a sentence."""
        words = self.names.text(value) if isinstance(value, str | Mapping) else ""
        return words if len(words) <= _LONGEST else _begun(words)

    def field(self) -> str:
        """Return the name of the field."""
        return self.names.field(self.event.route)

    def day(self, key: str = "date") -> str:
        """Return a date of the item, without the word before it."""
        return self.show_day(self.item.get(key))

    def of_date(self) -> Message:
        """Return the date of the item after its name: “the update of June 30”."""
        return _of(self.item.get("date"), self.day())

    def on_date(self) -> Message:
        """Return the date of the item as the time of something."""
        grain, shown = _grain(self.item.get("date")), self.day()
        if grain == "day":
            return say("on {day}", day=shown)
        if grain == "month":
            return say("in {month}", month=shown)
        return say("in {year}", year=shown) if grain == "year" else say("“{words}”", words=shown)

    def show_day(self, value: object) -> str:
        """Return a date in words; what is no date as it was written."""
        found = interval(value)
        if found is not None:
            return show_date(found, self.names.language)
        if is_ongoing(value):
            return self.names.words.text(say("no end date"))
        if isinstance(value, Mapping) and not is_void(value.get("text")):
            return self.quoted(value.get("text"))
        return str(value) if isinstance(value, str) and value else "…"

    def by(self, key: str = "by") -> str:
        """Return who spoke."""
        return self.names.organisation(self.item.get(key) or "…")

    def amount(self, value: object) -> str:
        """Return an indicator's value with its unit."""
        value = value.get("value") if isinstance(value, Mapping) else value
        found = number(value)
        if found is None:
            return str(value) if not is_void(value) else "…"
        unit = self._unit()
        if unit == "%":
            return show_percent(found, self.names.language)
        shown = show_number(found, self.names.language)
        return f"{shown} {unit}" if unit else shown

    def _unit(self) -> str:
        place = resolve(self.data, (*self.event.route[:2], "unit"))
        return self.quoted(value_at(self.data, place)) if place else ""

    def share(self, value: object) -> str:
        """Return a share given in hundredths."""
        found = number(value)
        return "…" if found is None else show_percent(found, self.names.language)

    def from_to(self) -> tuple[Message, Message]:
        """Return both dates of a move: the year is said once where it is the same."""
        before, after = self.event.before, self.event.after
        old, new = self.show_day(before), self.show_day(after)
        was, now = interval(before), interval(after)
        if was and now and was.precision == now.precision == "day":
            year = was.start.year
            if year == now.start.year and was.start != now.start:
                old = re.sub(rf",? {year}$", "", old)
        return _from(before, old), _to(after, new)

    def on_day(self) -> Message:
        """Return the new date after “is set”."""
        return _to(self.event.after, self.show_day(self.event.after))

    def of_day(self) -> Message:
        """Return the old date after “the deadline”."""
        return _of(self.event.before, self.show_day(self.event.before))


def _grain(value: object) -> str:
    found = interval(value)
    if found is None:
        return "words"
    if found.precision in ("month", "year"):
        return found.precision
    return "day"


def _from(value: object, shown: str) -> Message:
    grain = _grain(value)
    if grain == "day":
        return say("from {day}", day=shown)
    if grain == "month":
        return say("from {month}", month=shown)
    return say("from {year}", year=shown) if grain == "year" else say("from “{words}”", words=shown)


def _begun(words: str) -> str:
    """Return the first words of a name that is too long to be quoted whole."""
    cut = words[:_LONGEST]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:.") + "…"


def _to(value: object, shown: str) -> Message:
    grain = _grain(value)
    if grain == "day":
        return say("to {day}", day=shown)
    if grain == "month":
        return say("to {month}", month=shown)
    return say("to {year}", year=shown) if grain == "year" else say("to “{words}”", words=shown)


def _of(value: object, shown: str) -> Message:
    grain = _grain(value)
    if grain == "day":
        return say("of {day}", day=shown)
    if grain == "month":
        return say("of {month}", month=shown)
    return say("of {year}", year=shown) if grain == "year" else say("“{words}”", words=shown)
