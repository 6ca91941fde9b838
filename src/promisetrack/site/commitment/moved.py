"""What moved: the goalpost ledger, drawn from the history of the record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from promisetrack.site.parts import Lines, Link, Section, Table
from promisetrack.site.story.excerpts import brief
from promisetrack.site.story.ledger import draw
from promisetrack.site.story.moves import moves_of
from promisetrack.site.story.rails import rails_of
from promisetrack.site.story.telling import moment, names_for, sentence_of
from promisetrack.site.told import Story
from promisetrack.words.dates import show_shift

if TYPE_CHECKING:
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk
    from promisetrack.site.past import Change
    from promisetrack.site.story.ledger import Rail
    from promisetrack.site.story.moves import Moves
    from promisetrack.site.survey import Promise
    from promisetrack.site.told import Moment

MOST = 3
"""Versions that are told below the drawing; all of them stand in the history."""
MOST_EVENTS = 3
"""Changes of one version that are told there, the weightiest."""
_PROMISED = frozenset({"deadline-moved", "deadline-removed", "target-changed"})
MOST_LINES = 12
"""Rows of the table, the newest: a page of first view stays small, the history has them all."""


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the ledger; nothing where the site is built without a history."""
    record = desk.survey.past.record(promise.id)
    if record is None or not record.events:
        return None
    moves = moves_of(record, desk.survey.past)
    title, short = desk.say("What moved"), desk.say("What moved")
    link = Lines(
        (Link(desk.say("Every change, word by word"), desk.addresses.history(promise.id)),)
    )
    if promise.fields.has("amendments"):
        explained = Link(desk.say("Changes with a stated reason"), f"{desk.pen.here}#amendments")
        link = Lines((*link.lines, explained))
    if not moves.all:
        return Section("moved", title, (link,), answer=_still(desk, promise, moves), short=short)
    rails = rails_of(desk, promise, moves)
    blocks: list[object] = []
    if moves.entered and rails:
        gist = desk.join(_gist(desk, one) for one in rails)
        name = desk.say("What moved in the promise")
        blocks.append(draw(desk, rails, entered=moves.entered, name=name, gist=gist.striptags()))
    blocks.append(_told(desk, promise, record, moves))
    blocks += [_table(desk, promise, record, moves), link]
    return Section(
        "moved", title, tuple(blocks), answer=answer(desk, promise, rails, moves), short=short
    )


def answer(desk: Desk, promise: Promise, rails: tuple[Rail, ...], moves: Moves) -> object:
    """Return what moved, in sentences that can be read alone."""
    parts: list[object] = [_deadline(desk, promise, rails, moves)]
    lowered = sum(any(e.concern == "lowered" for e in many) for many in moves.targets.values())
    if lowered:
        parts.append(desk.say_n("{n} target was lowered.", "{n} targets were lowered.", lowered))
    elif moves.targets:
        parts.append(desk.say_n("{n} target changed.", "{n} targets changed.", len(moves.targets)))
    if moves.words:
        parts.append(desk.say("The words of the promise changed."))
    if moves.milestones:
        parts.append(
            desk.say_n(
                "{n} milestone has another date.",
                "{n} milestones have another date.",
                len(moves.milestones),
            )
        )
    if moves.silent:
        parts.append(
            desk.say_n(
                "No reason is stated for {n} change.",
                "No reason is stated for {n} changes.",
                moves.silent,
            )
        )
    return desk.join(one for one in parts if one)


def _deadline(desk: Desk, promise: Promise, rails: tuple[Rail, ...], moves: Moves) -> object:
    if not moves.deadline:
        return desk.say("The deadline has not moved.") if promise.due else ""
    rail = rails[0]
    days = [hop.before for hop in rail.hops if hop.before]
    last = rail.end
    if last is None:
        return desk.say("The deadline was removed.")
    if not days or days[0] == last:
        return ""
    shift = show_shift(days[0], last, desk.tongue.language)
    return desk.say_n(
        "The deadline moved once: {shift}.",
        "The deadline moved {n} times: {shift} in all.",
        len(days),
        shift=shift,
    )


def _still(desk: Desk, promise: Promise, moves: Moves) -> object:
    if moves.entered is None:
        return desk.say("Neither the deadline nor the words have changed.")
    if promise.due is None:
        return desk.say("The words have not changed since {date}.", date=desk.day(moves.entered))
    return desk.say(
        "Neither the deadline nor the words have changed since {date}.",
        date=desk.day(moves.entered),
    )


def _gist(desk: Desk, rail: Rail) -> object:
    return desk.say("{name}: {state}.", name=rail.name, state=rail.state or desk.say("changed"))


def _told(desk: Desk, promise: Promise, record: Record, moves: Moves) -> Story:
    """Return the versions that moved most, those without a reason first, the newest on top."""
    changes = list(reversed(desk.survey.past.changes(moves.all, record)))
    weighty = sorted(changes, key=_weight, reverse=True)[:MOST]
    ordered = [one for one in changes if one in weighty]
    return Story(tuple(_moment(desk, promise, one) for one in ordered))


def _moment(desk: Desk, promise: Promise, change: Change) -> Moment:
    """Return one version by what it moved most; how much more there is, is said."""
    weighty = sorted(change.events, key=_weight_of, reverse=True)[:MOST_EVENTS]
    shown = replace(change, events=tuple(one for one in change.events if one in weighty))
    found = moment(desk, shown, source=promise.source)
    told = tuple(replace(one, words=tuple(map(brief, one.words))) for one in found.told)
    found = replace(found, told=told)
    more = len(change.events) - len(shown.events)
    if not more:
        return found
    words = desk.say_n(
        "{n} more change in this version.", "{n} more changes in this version.", more
    )
    return replace(found, notes=(words, *found.notes))


def _weight(change: Change) -> tuple[bool, int]:
    """Return how much a version moved: what was promised before what was only reported, and of
    rewritten words their number, so that a comma does not hide a sentence.
    """
    is_silent = any(_is_silent(event) for event in change.events)
    return is_silent, sum(_weight_of(event) for event in change.events)


def _weight_of(event: Event) -> int:
    if event.kind in _PROMISED or event.kind == "milestone-removed":
        return 100
    if event.kind == "wording-changed":
        return 60
    return min(len(_tokens(event.before) ^ _tokens(event.after)), 50)


def _tokens(value: object) -> set[str]:
    """Return the words of a report, a measurement, a text."""
    if isinstance(value, dict):
        return {word for one in value.values() for word in _tokens(one)}
    return set(str(value or "").split())


def _is_silent(event: Event) -> bool:
    return event.weakens and event.amendment is None


def _table(desk: Desk, promise: Promise, record: Record, moves: Moves) -> Table:
    names = names_for(desk, promise.source)
    shown = moves.all[-MOST_LINES:]
    caption = desk.say("Everything that moved")
    if len(shown) < len(moves.all):
        caption = desk.say(
            "The newest {n} of {total} changes; the history has all of them",
            n=desk.number(len(shown)),
            total=desk.number(len(moves.all)),
        )
    return Table(
        caption=caption,
        head=(desk.say("Date"), desk.say("What changed"), desk.say("Reason")),
        rows=tuple(_line(desk, one, record, names) for one in reversed(shown)),
        is_folded=True,
    )


def _line(desk: Desk, event: Event, record: Record, names: Names) -> tuple[object, ...]:
    day = desk.survey.past.day_of(event.commit)
    reason: object = ""
    if event.amendment is not None:
        reason = desk.say("stated afterwards") if event.is_late else desk.say("stated")
    elif event.weakens:
        reason = desk.say("not stated")
    return (desk.day(day) if day else "", sentence_of(event, record, names), reason)
