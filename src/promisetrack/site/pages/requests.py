"""Requests and answers: `<lang>/requests/`: what was asked, answered, and became of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.request import position_mark
from promisetrack.site.contents import has
from promisetrack.site.folds import shortened
from promisetrack.site.listing import late_mark
from promisetrack.site.parts import Link, Mark, Row, Section
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.tongue import inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of requests, where there are any."""
    if not has(edition, "requests"):
        return
    desk = desk_of(edition, "requests")
    asked = [one for one in desk.survey.promises if one.fields.has("request") or _has(one)]
    plans = dict.fromkeys(one.entry.plan or "" for one in asked)
    sections = tuple(
        Section(
            f"plan-{plan}" if plan else "plan",
            desk.pen.show(desk.plan(plan)) if plan else desk.say("Without a plan"),
            shortened(
                desk, tuple(_row(desk, one) for one in asked if (one.entry.plan or "") == plan)
            ),
        )
        for plan in plans
    )
    yield sheet(desk, "requests", _lede(desk, asked), sections)


def _has(promise: Promise) -> bool:
    return promise.fields.has("answer")


def _lede(desk: Desk, asked: list[Promise]) -> Markup:
    counted = Counter(
        one.fields.part("answer").string("position") or "not-answered" for one in asked
    )
    parts = [
        desk.say("{what}: {n}", what=inside(desk.word("answer-position", one)), n=desk.number(n))
        for one, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    ]
    first = desk.say_n("{n} request.", "{n} requests.", len(asked))
    return desk.join((first, desk.say("Answers: {parts}.", parts=desk.pen.links(parts))))


def _row(desk: Desk, promise: Promise) -> Row:
    request, answer = promise.fields.part("request"), promise.fields.part("answer")
    title = desk.title(promise.fields, promise.source, promise.id)
    notes: list[object] = []
    by = answer.string("by")
    if by and answer.has("date"):
        notes.append(desk.say("Answered by {organisation}", organisation=desk.organisation(by)))
    notes.append(
        desk.say("What became of it: {status}", status=inside(desk.mark(promise.standing).word))
    )
    marks = (answer_late(desk, promise), late_mark(desk, promise))
    said = desk.text(request.raw("text"), promise.source)
    return Row(
        who=promise.fields.string("number"),
        when=desk.date(answer.raw("date"), promise.source, is_short=True),
        title=Link(title, f"{desk.addresses.commitment(promise.id)}#request"),
        by=desk.say("“{words}”", words=_unquoted(said.text)) if said else "",
        mark=position_mark(desk, answer.string("position") or "not-answered"),
        marks=tuple(one for one in marks if one),
        notes=tuple(notes),
    )


def answer_late(desk: Desk, promise: Promise) -> Mark | None:
    """Return the flag of an answer that was owed by now and is not there."""
    answer = promise.fields.part("answer")
    owed = last_day(answer.raw("due"))
    if owed is None or answer.has("date") or owed >= desk.site.today:
        return None
    return desk.late_mark(desk.say("an answer was owed by {date}", date=desk.day(owed)))


def _unquoted(text: str) -> str:
    """Return words without the quotation marks that they were written in."""
    return text.strip().strip('«»“”"').strip()
