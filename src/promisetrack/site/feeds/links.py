"""Which feeds, calendars and data belong to a page: what its head and its actions lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.site.feeds.calendar import has_days
from promisetrack.site.feeds.groups import FOLDERS
from promisetrack.site.frame import tracker_title
from promisetrack.site.parts import Action, Actions, Link, Section
from promisetrack.site.past import is_addressable
from promisetrack.site.urls import (
    CALENDAR_ALL,
    FEED_ALL,
    badge,
    calendar,
    card,
    commitment_linked,
    feed,
)

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

ATOM, CALENDAR, LINKED = "application/atom+xml", "text/calendar", "application/ld+json"
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Alternate:
    """What a page is besides: its kind of file, its address, its name."""

    media: str
    address: str
    title: str


def alternates(desk: Desk) -> tuple[Alternate, ...]:
    """Return what the head of the desk's page leads to."""
    folder, identity = _place(desk)
    found = []
    if desk.survey.past.is_known:
        words = desk.say("Changes: {title}", title=tracker_title(desk))
        found.append(Alternate(ATOM, FEED_ALL, words.striptags()))
    if identity and folder in _KINDS and identity in desk.register.of_kind(_KINDS[folder]):
        found += _of_group(desk, _KINDS[folder], identity)
    if identity and folder == "commitments":
        found += _of_commitment(desk, identity)
    if folder == "deadlines" and has_days(desk.survey.promises):
        found.append(Alternate(CALENDAR, CALENDAR_ALL, desk.say("Deadlines").unescape()))
    return tuple(found)


def follow(desk: Desk, address: str) -> Section | None:
    """Return how to follow a list: `address` is that of a feed or a calendar."""
    if address == CALENDAR_ALL and has_days(desk.survey.promises):
        link = Link(desk.say("Put the deadlines in your calendar"), address)
        note = desk.say("The address of a calendar: moved deadlines move there too")
    elif address == FEED_ALL and desk.survey.past.is_known:
        link = Link(desk.say("Follow the changes"), address)
        note = desk.say("An Atom feed: each change as one sentence")
    else:
        return None
    return Section("follow", desk.say("Follow"), (Actions((Action(link, str(note)),)),))


def actions(desk: Desk, promise: Promise) -> list[Action]:
    """Return how to follow one commitment, and how to show it elsewhere."""
    if not is_addressable(promise.id):
        return []
    language, found = desk.tongue.language, []
    if desk.survey.past.is_known:
        found.append(
            Action(
                Link(desk.say("Follow this commitment"), feed("commitment", promise.id)),
                str(desk.say("An Atom feed: each change as one sentence")),
            )
        )
    return [
        *found,
        Action(
            Link(desk.say("Show it on your own site"), card(language, promise.id)),
            str(desk.say("A card for a frame: no script, no cookie, nobody is counted")),
        ),
        Action(
            Link(desk.say("Take its badge"), badge(promise.id)),
            str(desk.say("A picture that says where it stands, always up to date")),
        ),
    ]


def _of_group(desk: Desk, kind: str, identity: str) -> list[Alternate]:
    found, name = [], desk.name(kind, identity)
    if not is_addressable(identity):
        return []
    if desk.survey.past.is_known:
        words = desk.say("Changes: {title}", title=name)
        found.append(Alternate(ATOM, feed(kind, identity), words.striptags()))
    if kind == "plan" and has_days(desk.survey.of_plan(identity)):
        words = desk.say("Deadlines: {title}", title=name)
        found.append(Alternate(CALENDAR, calendar(identity), words.striptags()))
    return found


def _of_commitment(desk: Desk, identity: str) -> list[Alternate]:
    found = []
    promise = desk.survey.promise(identity)
    known = promise or next((one for one in desk.survey.gone if one.id == identity), None)
    if known is None or not is_addressable(identity):
        return []
    title = desk.title(known.fields, known.source, identity)
    if desk.survey.past.is_known:
        words = desk.say("Changes: {title}", title=title)
        found.append(Alternate(ATOM, feed("commitment", identity), words.striptags()))
    if promise:
        found.append(Alternate(LINKED, commitment_linked(identity), "schema.org"))
    return found


def _place(desk: Desk) -> tuple[str, str]:
    """Return the folder and the id of the desk's page, empty where it has none."""
    rest = desk.pen.here.removeprefix(desk.addresses.home()).split("/")
    return rest[0], rest[1] if len(rest) > 1 else ""
