"""Everything that changed: `<lang>/changes/` and `<lang>/changes/<year>-<month>/`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from promisetrack.history.sentences import concern_label
from promisetrack.site.feeds.links import follow
from promisetrack.site.parts import Link, Page, Pick, PickGroup, Picks, Row, Rows, Section
from promisetrack.site.past import is_addressable
from promisetrack.site.pictures import mini
from promisetrack.site.story.telling import marks, moment, names_for, sentence_of
from promisetrack.site.told import Moment, Story
from promisetrack.site.tongue import inside
from promisetrack.site.trail import as_of, trail
from promisetrack.site.urls import FEED_ALL
from promisetrack.words.dates import show_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.history.events import Event
    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.past import Change
    from promisetrack.site.survey import Promise

MOST_EVENTS = 2
"""Events of one commitment that are told at once, where a month brought it several versions."""

MOST_TOLD = 3
"""Unexplained changes of one commitment that are told on the first page."""

NEWEST = 20
"""Commitments with unexplained changes on the first page; the rest stands in their months."""


def pages(edition: Edition) -> Iterator[Page]:
    """Return the list of months and a page for each; nothing where there is no history."""
    past = edition.survey.past
    if not past.months:
        return
    yield _index(edition)
    for month, changes in past.months.items():
        yield _month(edition.desk(edition.addresses.record("changes", month)), month, changes)


def month_name(desk: Desk, month: str) -> str:
    """Return « mars 2024 »."""
    return show_date(date.fromisoformat(f"{month}-01"), desk.tongue.language, precision="month")


def promise_of(desk: Desk, record: Record) -> Promise | None:
    """Return the commitment of a history, whether it is still there or not."""
    found = desk.survey.promise(record.id)
    return found or next((one for one in desk.survey.gone if one.id == record.id), None)


def title_of(desk: Desk, record: Record | None) -> object:
    """Return a link to a commitment's history; the register's name for what is none."""
    if record is None:
        return desk.say("The register itself")
    promise = promise_of(desk, record)
    if promise is None or not is_addressable(record.id):
        return record.id
    title = desk.title(promise.fields, promise.source, promise.id)
    return Link(title, desk.addresses.history(promise.id))


def by_record(
    found: tuple[tuple[Record, Event], ...],
) -> list[tuple[Record, tuple[Event, ...]]]:
    """Return unexplained changes commitment by commitment, that which moved farthest first."""
    records: dict[str, tuple[Record, list[Event]]] = {}
    for record, event in found:
        records.setdefault(record.id, (record, []))[1].append(event)
    return [
        (record, tuple(sorted(many, key=mini.weight, reverse=True)))
        for record, many in records.values()
    ]


def silent_rows(
    desk: Desk, found: Iterable[tuple[Record, tuple[Event, ...]]], *, most: int = 1
) -> tuple[Row, ...]:
    """Return commitments with unexplained changes: the farthest are told, the rest is counted."""
    chosen = tuple(found)
    scale = mini.longest(many[0] for _, many in chosen)
    rows = []
    for record, many in chosen:
        event, more = many[0], len(many) - most
        delta = mini.delta(desk, event, scale)
        promise = promise_of(desk, record)
        names = names_for(desk, promise.source if promise else "")
        day = desk.survey.past.day_of(event.commit)
        rows.append(
            Row(
                when=desk.day(day) if day else None,
                title=title_of(desk, record),
                by=sentence_of(event, record, names),
                marks=marks(desk, event)[:1],
                delta=delta.words if delta else "",
                mini=delta.drawing if delta else None,
                notes=(
                    *(sentence_of(one, record, names) for one in many[1:most]),
                    *((_more(desk, more),) if more > 0 else ()),
                ),
            )
        )
    return tuple(rows)


def _more(desk: Desk, n: int) -> object:
    return desk.say_n(
        "{n} more change has no stated reason.", "{n} more changes have no stated reason.", n
    )


def _index(edition: Edition) -> Page:
    desk = edition.desk(edition.addresses.list_of("changes"))
    past = desk.survey.past
    total = sum(len(one.events) for many in past.months.values() for one in many)
    silent = past.unexplained
    first = desk.say_n("{n} change is told here.", "{n} changes are told here.", total)
    second = (
        desk.say_n(
            "{n} made a promise weaker without a stated reason.",
            "{n} made a promise weaker without a stated reason.",
            len(silent),
        )
        if silent
        else desk.say("None made a promise weaker without a stated reason.")
    )
    lede = desk.join((first, second))
    sections = []
    if silent:
        sections.append(
            Section(
                "silent",
                desk.say("Weaker, without a stated reason"),
                (Rows(silent_rows(desk, by_record(silent)[:NEWEST], most=MOST_TOLD)),),
                answer=_kinds(desk, silent),
            )
        )
    sections.append(Section("months", desk.say("Month by month"), (_months(desk),)))
    own = follow(desk, FEED_ALL)
    sections += [own] if own else []
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Changes").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Changes"),
            "lede": lede,
            "sections": tuple(sections),
        },
    )


def _kinds(desk: Desk, silent: tuple[tuple[Record, Event], ...]) -> object:
    """Return how many changes of each concern there are."""
    counted = Counter(event.concern for _, event in silent if event.concern)
    parts = [
        desk.say(
            "{what}: {n}",
            what=desk.tongue.message(concern_label(concern)),
            n=desk.number(n),
        )
        for concern, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    ]
    return desk.say("{parts}.", parts=desk.pen.links(parts))


def _months(desk: Desk) -> Picks:
    years: dict[str, list[Pick]] = {}
    for month, changes in desk.survey.past.months.items():
        count = sum(len(one.events) for one in changes)
        link = Link(month_name(desk, month), desk.addresses.record("changes", month))
        years.setdefault(month[:4], []).append(Pick(link, count))
    return Picks(tuple(PickGroup(year, tuple(picks)) for year, picks in years.items()))


def _month(desk: Desk, month: str, changes: tuple[Change, ...]) -> Page:
    name = month_name(desk, month)
    events = [event for one in changes for event in one.events]
    weaker = sum(one.weakens for one in events)
    lede = desk.join(
        (
            desk.say_n("{n} change.", "{n} changes.", len(events)),
            desk.say_n(
                "{n} made a promise weaker or took something away.",
                "{n} made a promise weaker or took something away.",
                weaker,
            )
            if weaker
            else "",
        )
    )
    around = _around(desk, month)
    sections = [Section("list", desk.say("What changed"), (_story(desk, changes),))]
    if around:
        sections.append(Section("months", desk.say("Other months"), (Picks(around),)))
    return Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Changes: {month}", month=name).unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk, Link(desk.say("Changes"), desk.addresses.list_of("changes"))),
            "today": as_of(desk),
            "heading": desk.say("What changed in {month}", month=inside(name)),
            "lede": lede,
            "sections": tuple(sections),
        },
    )


def _story(desk: Desk, changes: tuple[Change, ...]) -> Story:
    """Return one entry a commitment, the one that changed last on top."""
    records: dict[str, list[Change]] = {}
    for one in changes:
        records.setdefault(one.record.id if one.record else "", []).append(one)
    return Story(tuple(_told(desk, many) for many in records.values()))


def _told(desk: Desk, changes: list[Change]) -> Moment:
    """Return what happened to one commitment; of several versions, what weighs most."""
    record = changes[0].record
    promise = promise_of(desk, record) if record else None
    source = promise.source if promise else ""
    moments = tuple(moment(desk, one, source=source) for one in changes)
    newest = replace(moments[0], title=title_of(desk, record))
    if len(moments) == 1:
        return newest
    told = [replace(one, words=(), notes=()) for part in moments for one in part.told]
    weighty = sorted(told, key=lambda one: not one.marks)[:MOST_EVENTS]
    return replace(newest, told=tuple(weighty), who="", notes=(), parts=moments)


def _around(desk: Desk, month: str) -> tuple[PickGroup, ...]:
    """Return links to the months before and after."""
    months = list(desk.survey.past.months)
    place = months.index(month)
    found = []
    for label, other in ((desk.say("Before"), place + 1), (desk.say("After"), place - 1)):
        if 0 <= other < len(months):
            link = Link(
                month_name(desk, months[other]), desk.addresses.record("changes", months[other])
            )
            found.append(PickGroup(label, (Pick(link),)))
    return tuple(found)
