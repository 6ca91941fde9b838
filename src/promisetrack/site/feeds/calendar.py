"""`calendar/all.ics`, `calendar/<plan>.ics`: the deadlines of commitments and of milestones.

iCalendar (RFC 5545, RFC 7986) in the default language of the tracker. A deadline is an event of a
whole day: of a partial date (`2026-Q2`) the last day, with the words as they were written. The
name of an event stays when its date moves; its SEQUENCE says how often it has moved.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from promisetrack.artifact import Artifact
from promisetrack.model.dates import interval
from promisetrack.site.feeds.names import name, plain, root
from promisetrack.site.frame import tracker_title
from promisetrack.site.past import is_addressable
from promisetrack.site.urls import CALENDAR_ALL, absolute, calendar
from promisetrack.words.script import listed
from promisetrack.words.typography import mend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from icalendar import Event as Day

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.fields import Fields
    from promisetrack.site.scales import Standing
    from promisetrack.site.survey import Promise

_PRODUCT: Final = "-//promisetrack//promisetrack//EN"
_MOVES: Final = ("deadline-moved", "deadline-set", "deadline-removed")


def files(editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """Return the calendars; one without a single day is not made (RFC 5545, 3.6)."""
    edition = editions[0]
    desk = edition.desk(CALENDAR_ALL)
    days = {one.id: tuple(_days(desk, one)) for one in edition.survey.promises}
    register = str(tracker_title(desk))
    every = [day for one in edition.survey.promises for day in days[one.id]]
    if every:
        yield Artifact(CALENDAR_ALL, _calendar(desk, register, every))
    for plan in edition.site.register.plans:
        own = [day for one in edition.survey.of_plan(plan) for day in days[one.id]]
        if own and is_addressable(plan):
            title = f"{desk.name('plan', plan)} ({register})"
            yield Artifact(calendar(plan), _calendar(desk, title, own))


def has_days(promises: Iterable[Promise]) -> bool:
    """Whether any of the commitments, or of their milestones, has a deadline with a day."""
    return any(
        interval(part.raw("due"))
        for one in promises
        for part in (one.fields, *(step.fields for step in one.milestones))
    )


def _calendar(desk: Desk, title: str, days: Iterable[Day]) -> bytes:
    from icalendar import Calendar  # where nothing has a day it need not be loaded

    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    language = {"LANGUAGE": desk.tongue.language}
    found.add("name", _text(desk, title), parameters=language)
    found.add("x-wr-calname", _text(desk, title))  # what older programs read
    found.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for day in days:
        found.add_component(day)
    return bytes(found.to_ical())


def _days(desk: Desk, promise: Promise) -> Iterator[Day]:
    title = desk.title(promise.fields, promise.source, promise.id)
    found = _day(desk, promise, promise.fields, promise.standing, title, ("due",))
    if found:
        yield found
    for place, one in enumerate(promise.milestones):
        step = desk.title(one.fields, promise.source, one.id)
        words = desk.say("{milestone} (milestone of “{title}”)", milestone=step, title=title)
        route = ("milestones", one.id or str(place), "due")
        found = _day(desk, promise, one.fields, one.standing, words.unescape(), route)
        if found:
            yield found


def _day(
    desk: Desk,
    promise: Promise,
    fields: Fields,
    standing: Standing,
    title: object,
    route: tuple[str, ...],
) -> Day | None:
    due = interval(fields.raw("due"))
    if due is None:
        return None
    from icalendar import Event

    event, site = Event(), desk.site
    event.add("uid", name(root(site), promise.id, *route))
    event.add("dtstamp", _stamp(desk))
    event.add("sequence", _moves(desk, promise, route))
    event.add("dtstart", due.end)
    language = {"LANGUAGE": desk.tongue.language}
    event.add("summary", _text(desk, title), parameters=language)
    event.add("description", _text(desk, _what(desk, promise, fields, standing)), language)
    event.add("transp", "TRANSPARENT")
    if site.options.base_url:
        page = desk.addresses.commitment(promise.id)
        event.add("url", absolute(site.options.base_url, page))
    return event


def _what(desk: Desk, promise: Promise, fields: Fields, standing: Standing) -> str:
    """Return the deadline in its own words, where things stand, and who answers for it."""
    when = desk.date(fields.raw("due"), promise.source)
    leads = fields.strings("lead") or promise.leads
    who = listed((str(desk.name("organisation", one)) for one in leads), desk.tongue.language)
    lines = [
        desk.say("Deadline as written: {date}", date=when.words if when else ""),
        desk.say("Status, by the body in charge: {status}", status=desk.mark(standing).word),
        desk.say("In charge: {organisations}", organisations=who) if who else None,
    ]
    return "\n".join(one.striptags() for one in lines if one)


def _stamp(desk: Desk) -> datetime:
    """Return the moment of the version, as it claims; of a preview, the day of the site."""
    source = desk.site.source
    try:
        return datetime.fromisoformat(source.claimed_time if source else "").astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.combine(desk.site.today, time(), UTC)


def _moves(desk: Desk, promise: Promise, route: tuple[str, ...]) -> int:
    record = desk.survey.past.record(promise.id)
    events = record.events if record else ()
    return sum(one.kind in _MOVES and one.route == route for one in events)


def _text(desk: Desk, words: object) -> str:
    return mend(plain(words), desk.tongue.language)
