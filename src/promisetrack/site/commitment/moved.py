"""What moved: the goalpost ledger, drawn from the history of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.parts import Lines, Link, Section, Table
from promisetrack.site.past import changes_of, day_of
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
    from promisetrack.site.story.ledger import Rail
    from promisetrack.site.story.moves import Moves
    from promisetrack.site.survey import Promise

MOST = 4
"""Versions that are told below the drawing; all of them stand in the history."""
MOST_LINES = 12
"""Rows of the table, the newest: a page of first view stays small, the history has them all."""


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the ledger; nothing where the site is built without a history."""
    record = desk.survey.past.record(promise.id)
    if record is None or not record.events:
        return None
    moves = moves_of(record)
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
    """Return the newest versions that moved something, those without a reason first."""
    changes = list(reversed(changes_of(moves.all, record)))
    first = [one for one in changes if any(_is_silent(event) for event in one.events)]
    chosen = (first + [one for one in changes if one not in first])[:MOST]
    ordered = [one for one in changes if one in chosen]
    return Story(tuple(moment(desk, one, source=promise.source) for one in ordered))


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
    day = day_of(event.commit)
    reason: object = ""
    if event.amendment is not None:
        reason = desk.say("stated afterwards") if event.is_late else desk.say("stated")
    elif event.weakens:
        reason = desk.say("not stated")
    return (desk.day(day) if day else "", sentence_of(event, record, names), reason)
