"""The register in one minute: what a reader should know before anything else, in short facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.site.contents import has
from promisetrack.site.listing import counts
from promisetrack.site.pages.changes import month_name
from promisetrack.site.pages.deadlines import late_steps, missed_aims
from promisetrack.site.parts import Fact, Facts, Link
from promisetrack.site.story.telling import who

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk

_RANKS = {"waiting": 0, "moving": 1, "partial": 2, "done": 3}
"""How far a phase says that a promise has come; others are neither more nor less."""


def facts(desk: Desk) -> Facts:
    """Return the facts of the first page."""
    found = (
        _official(desk),
        _others(desk),
        _late(desk),
        _month(desk),
        _silent(desk),
        _updated(desk),
        _check(desk),
    )
    return Facts(tuple(one for one in found if one))


def _official(desk: Desk) -> Fact | None:
    found = counts(desk.survey.promises)
    stopped = found["stopped"] + found["declined"]
    parts = (
        (found["done"], desk.say_n("{n} complete", "{n} complete", found["done"])),
        (found["moving"], desk.say_n("{n} in progress", "{n} in progress", found["moving"])),
        (found["waiting"], desk.say_n("{n} not started", "{n} not started", found["waiting"])),
        (
            found["partial"],
            desk.say_n("{n} closed in part", "{n} closed in part", found["partial"]),
        ),
        (stopped, desk.say_n("{n} stopped", "{n} stopped", stopped)),
        (
            found["unknown"],
            desk.say_n("{n} without information", "{n} without information", found["unknown"]),
        ),
    )
    said = desk.pen.links(_glued(words) for n, words in parts if n)
    link = Link(said, desk.addresses.list_of("statuses"))
    return Fact(str(desk.say("The bodies in charge say")), link) if said else None


def _glued(words: str) -> str:
    """Keep a number on the line of what it counts."""
    return words.replace(" ", "\u00a0", 1)


def _others(desk: Desk) -> Fact | None:
    """Return how many are assessed, and how far others see what the bodies in charge see."""
    if not desk.survey.promises:
        return None
    label = str(desk.say("Others say"))
    judged = [
        (one.phase, one.independent.rating.phase)
        for one in desk.survey.promises
        if one.independent and one.independent.rating
    ]
    if not judged:
        return Fact(label, desk.say("nobody has assessed them yet"))
    ranked = [
        _RANKS[other] - _RANKS[own] for own, other in judged if own in _RANKS and other in _RANKS
    ]
    less, more = sum(one < 0 for one in ranked), sum(one > 0 for one in ranked)
    value: object = desk.say_n("{n} assessed", "{n} assessed", len(judged))
    if has(desk, "assessments"):
        value = Link(Markup(value), desk.addresses.list_of("assessments"))  # noqa: S704 - a sentence
    notes = (
        desk.say_n("{n} seen as less far", "{n} seen as less far", less) if less else "",
        desk.say_n("{n} seen as farther", "{n} seen as farther", more) if more else "",
    )
    return Fact(label, value, note=desk.pen.links(_glued(one) for one in notes if one))


def _late(desk: Desk) -> Fact | None:
    """Return what is past its date: commitments, milestones, targets."""
    late, steps, aims = len(desk.survey.late), len(late_steps(desk)), len(missed_aims(desk))
    parts = (
        (late, desk.say_n("{n} commitment", "{n} commitments", late)),
        (steps, desk.say_n("{n} milestone", "{n} milestones", steps)),
        (aims, desk.say_n("{n} target", "{n} targets", aims)),
    )
    said = desk.pen.links(_glued(words) for n, words in parts if n)
    page = desk.addresses.list_of("deadlines")
    label = str(desk.say("Past their date"))
    if not said:
        return Fact(label, Link(desk.say("nothing"), page))
    return Fact(
        label, Markup('<span class="late">{}</span>').format(desk.pen.show(Link(said, page)))
    )


def _month(desk: Desk) -> Fact | None:
    months = desk.survey.past.months
    if not months:
        return None
    now = f"{desk.site.today:%Y-%m}"
    newest = next(iter(months))
    month = now if now in months else newest
    events = [event for change in months[month] for event in change.events]
    weaker = sum(one.weakens for one in events)
    words = desk.say_n("{n} change", "{n} changes", len(events))
    label = desk.say("This month") if month == now else desk.say("Last changes")
    notes = (
        month_name(desk, month) if month != now else "",
        desk.say_n("{n} for the worse", "{n} for the worse", weaker) if weaker else "",
    )
    return Fact(
        str(label),
        Link(words, desk.addresses.record("changes", month)),
        note=desk.pen.links(one for one in notes if one),
    )


def _silent(desk: Desk) -> Fact | None:
    past = desk.survey.past
    if not past.is_known:
        return None
    n = len(past.unexplained)
    label = str(desk.say("Weaker, without a stated reason"))
    if not n:
        return Fact(label, desk.say("nothing"))
    link = Link(desk.say_n("{n} change", "{n} changes", n), f"{desk.pen.here}#silent")
    return Fact(label, Markup('<span class="late">{}</span>').format(desk.pen.show(link)))


def _updated(desk: Desk) -> Fact | None:
    """Return the last change of the register and who made it; without a history the last news."""
    timeline = desk.survey.past.timeline
    months = desk.survey.past.months
    label = str(desk.say("Last update"))
    last = next((one for many in months.values() for one in many if one.commit), None)
    if timeline and last and last.commit:
        day = last.day
        by = who(desk, last.commit, last.events)
        note = desk.say("by {name}", name=by) if by else ""
        return Fact(label, desk.day(day) if day else "", note=note)
    dated = [one for one in desk.survey.promises if one.last_news]
    newest = max(dated, key=lambda one: (str(one.last_news), one.id), default=None)
    return Fact(label, desk.date(newest.news, newest.source)) if newest else None


def _check(desk: Desk) -> Fact:
    page = (
        desk.addresses.plain("audit")
        if has(desk, "audit")
        else f"{desk.addresses.plain('method')}#verify"
    )
    return Fact(
        str(desk.say("Is it true?")),
        Link(desk.say("How to check this site"), page),
        note=desk.say("As of {date}", date=desk.day(desk.site.today)),
    )
