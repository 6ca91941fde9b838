"""Milestones: a tree, as deep as the plan makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import anchor, proof, reason_of
from promisetrack.site.parts import Section, Step, Tree
from promisetrack.site.survey import partners
from promisetrack.words.dates import show_lapse
from promisetrack.words.numbers import show_percent

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Mark
    from promisetrack.site.said import Said
    from promisetrack.site.survey import Milestone, Promise

LONG = 110
"""Titles of more characters are set as text, not as headings: some plans have only sentences."""


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the tree of milestones."""
    if not promise.milestones:
        return None
    children = _children(promise.milestones)
    steps = tuple(_step(desk, promise, index, children) for index in children.get(-1, ()))
    return Section(
        "milestones",
        desk.say("Milestones"),
        (Tree(steps),),
        answer=answer(desk, promise),
    )


def answer(desk: Desk, promise: Promise) -> object:
    """Return how many milestones are reached, by whose account, and how many are late."""
    total = len(promise.milestones)
    done = sum(one.standing.phase == "done" for one in promise.milestones)
    late = sum(one.is_late for one in promise.milestones)
    if total == 1:
        first = desk.say("One milestone.")
    elif done == 0:
        first = desk.say_n(
            "{n} milestone, not yet complete.", "{n} milestones, none complete.", total
        )
    else:
        first = desk.say_n(
            "{n} of {total} milestones is complete, by the account of the body in charge.",
            "{n} of {total} milestones are complete, by the account of the body in charge.",
            done,
            total=desk.number(total),
        )
    second = desk.say_n("{n} is late.", "{n} are late.", late) if late else ""
    return desk.join((first, second))


def _children(milestones: tuple[Milestone, ...]) -> dict[int, list[int]]:
    """Return the indexes below each index; -1 are the roots. A circle is cut open at its start."""
    by_id = {one.id: index for index, one in reversed(list(enumerate(milestones))) if one.id}
    parents = {
        index: by_id.get(one.fields.string("part_of"), -1) for index, one in enumerate(milestones)
    }
    children: dict[int, list[int]] = {}
    for index in range(len(milestones)):
        parent = parents[index]
        if _is_circle(index, parents):
            parents[index] = parent = -1
        children.setdefault(parent, []).append(index)
    return children


def _is_circle(index: int, parents: dict[int, int]) -> bool:
    seen, at = {index}, parents[index]
    while at != -1:
        if at in seen:
            return True
        seen.add(at)
        at = parents[at]
    return False


def _step(desk: Desk, promise: Promise, index: int, children: dict[int, list[int]]) -> Step:
    one = promise.milestones[index]
    fields = one.fields
    title = desk.title(fields, promise.source, one.id or str(index + 1))
    return Step(
        anchor=anchor("milestone", one.id or str(index + 1)),
        number=fields.string("number"),
        title=title,
        mark=desk.mark(one.standing),
        is_long=len(title.text) > LONG,
        facts=tuple(fact for fact in _facts(desk, promise, one) if fact),
        late=_late(desk, one),
        said=_description(desk, promise, one),
        evidence=proof(desk, promise, fields),
        children=tuple(_step(desk, promise, child, children) for child in children.get(index, ())),
    )


def _description(desk: Desk, promise: Promise, one: Milestone) -> Said | None:
    fields = one.fields
    key = "summary" if fields.has("summary") else "description"
    return desk.text(fields.raw(key), promise.source)


def _facts(desk: Desk, promise: Promise, one: Milestone) -> tuple[object, ...]:
    fields, source = one.fields, promise.source
    due, completed = (
        desk.date(fields.raw("due"), source),
        desk.date(fields.raw("completed"), source),
    )
    written = fields.string("status_as_written")
    leads = [lead for lead in fields.strings("lead") if lead not in promise.leads]
    shared, start = partners(fields), desk.date(fields.raw("start"), source)
    reason = reason_of(desk, promise, fields)
    progress = fields.number("progress")
    return (
        desk.say("reported as “{words}”", words=written) if _is_other(written, one, desk) else "",
        desk.organisations(leads) if leads else "",
        desk.say("With {organisations}", organisations=desk.organisations(shared))
        if shared
        else "",
        desk.say("From {date}", date=start) if start else "",
        desk.say("Promised for {date}", date=due) if due else "",
        desk.say("Completed: {date}", date=completed) if completed else "",
        desk.say("Progress: {share}", share=show_percent(progress, desk.tongue.language))
        if progress is not None
        else "",
        desk.say("Reason: {reason}", reason=reason) if reason else "",
    )


def _is_other(written: str, one: Milestone, desk: Desk) -> bool:
    """Whether the source's own word says something that the status does not."""
    known = {one.standing.id.replace("-", " "), str(desk.mark(one.standing).word).lower()}
    return bool(written) and written.lower() not in known


def _late(desk: Desk, one: Milestone) -> Mark | None:
    due = last_day(one.fields.raw("due"))
    if not one.is_late or due is None:
        return None
    lapse = show_lapse(due, desk.site.today, desk.tongue.language)
    return desk.late_mark(desk.say("late: {lapse}", lapse=lapse))
