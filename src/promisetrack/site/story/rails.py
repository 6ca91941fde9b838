"""The rails of a commitment: what moved in it, ready to be drawn, and in one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import beginning
from promisetrack.site.story.ledger import Hop, Rail, days_of
from promisetrack.site.story.moves import PAST, values_of
from promisetrack.words.dates import show_date, show_shift

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.history.events import Event
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.story.moves import Moves
    from promisetrack.site.survey import Promise

NAMED = 38
"""Characters of a title beside its rail."""


def rails_of(desk: Desk, promise: Promise, moves: Moves) -> tuple[Rail, ...]:
    """Return the rails: deadline and words always, the others where they moved."""
    found: list[Rail | None] = [_deadline(desk, promise, moves)]
    indicators = promise.fields.parts("indicators")
    for identity, events in moves.targets.items():
        found.append(_target(desk, promise, _by_id(indicators, identity), events))
    found.append(_words(desk, moves))
    if moves.past:
        found.append(_past(desk, moves))
    found.append(_gone(desk, moves))
    steps = [one.fields for one in promise.milestones]
    for identity, events in moves.milestones.items():
        fields = _by_id(steps, identity)
        name = _name(desk, promise, fields, identity)
        end = last_day(fields.raw("due")) if fields else None
        found.append(_hops(desk, events, name=name, end=end))
    return tuple(one for one in found if one is not None)


def _gone(desk: Desk, moves: Moves) -> Rail | None:
    """Return what was taken away besides: milestones, indicators, evidence."""
    other = (*PAST, "deadline-removed")
    events = tuple(e for e in moves.all if e.concern == "removed" and e.kind not in other)
    if not events:
        return None
    state = desk.say_n("{n} removed", "{n} removed", len(events))
    return Rail(desk.say("Milestones, indicators, evidence"), state, ticks=days_of(desk, events))


def _deadline(desk: Desk, promise: Promise, moves: Moves) -> Rail | None:
    name = desk.say("Deadline")
    if moves.deadline:
        return _hops(desk, moves.deadline, name=name, end=promise.due)
    if promise.due is None:
        return None
    day = show_date(promise.due, desk.tongue.language, form="short")
    return Rail(name, desk.say("unchanged: {date}", date=day), promise.due)


def _hops(desk: Desk, events: tuple[Event, ...], *, name: object, end: date | None) -> Rail:
    hops = tuple(
        Hop(last_day(one.before), last_day(one.after), desk.survey.past.day_of(one.commit))
        for one in events
    )
    known = [hop.before for hop in hops if hop.before]
    first, last = (known[0] if known else None), end or hops[-1].after
    moved = sum(hop.before is not None for hop in hops)
    state = desk.say_n("moved once", "moved {n} times", moved) if moved else ""
    if last is None:
        state = desk.say("removed")
    tone, labels = "hot", []
    if first and last and first != last:
        tone = "hot" if last > first else "good"
        labels.append((last, show_shift(first, last, desk.tongue.language)))
    return Rail(name, state, last, hops=hops, labels=tuple(labels), tone=tone)


def _target(desk: Desk, promise: Promise, fields: Fields | None, events: tuple[Event, ...]) -> Rail:
    steps: list[tuple[date, float, float]] = []
    for one in events:
        day, (old, new) = desk.survey.past.day_of(one.commit), values_of(one)
        if day and old is not None and new is not None:
            steps.append((day, float(old), float(new)))
    title = _name(desk, promise, fields, str(events[0].route[1]))
    name = desk.say("Target: {indicator}", indicator=title)
    is_lower = any(one.concern == "lowered" for one in events)
    tone = "hot" if is_lower else "good"
    old, new = values_of(events[0])[0], values_of(events[-1])[1]
    if old is None or new is None:
        return Rail(name, desk.say("changed"), ticks=days_of(desk, events), tone=tone)
    state = desk.say("from {before} to {after}", before=desk.number(old), after=desk.number(new))
    end = last_day(fields.part("target").raw("date")) if fields else None
    return Rail(name, state, end, steps=tuple(steps), tone=tone)


def _words(desk: Desk, moves: Moves) -> Rail:
    n = len(days_of(desk, moves.words))
    state = desk.say_n("changed once", "changed {n} times", n) if n else desk.say("unchanged")
    return Rail(desk.say("Words"), state, cuts=days_of(desk, moves.words), tone="")


def _past(desk: Desk, moves: Moves) -> Rail:
    n = len(moves.past)
    state = desk.say_n("{n} rewritten or removed", "{n} rewritten or removed", n)
    return Rail(desk.say("Past statements"), state, ticks=days_of(desk, moves.past))


def _name(desk: Desk, promise: Promise, fields: Fields | None, identity: str) -> str:
    if fields is None:
        return identity
    return beginning(desk.title(fields, promise.source, identity), NAMED).text


def _by_id(parts: object, identity: str) -> Fields | None:
    return next((one for one in parts if one.string("id") == identity), None)  # type: ignore[attr-defined] # fields
