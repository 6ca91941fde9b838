"""What others say: assessments on their own scale, the right of reply, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import anchor, is_web, item, milestone_link, proof
from promisetrack.site.parts import Link, Mark, Row, Rows, Section
from promisetrack.site.scales import ratings_of
from promisetrack.words.dates import show_lapse

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.said import Said
    from promisetrack.site.scales import Rating
    from promisetrack.site.survey import Judgement, Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return assessments with their replies, then questions with their answers."""
    fields = promise.fields
    responses = list(fields.parts("responses"))
    rows: list[Row] = []
    for judgement in reversed(promise.judgements):
        rows.append(_assessment(desk, promise, judgement))
        rows += _replies(desk, promise, responses, "assessment", judgement.fields)
    for question in _by_day(fields.parts("questions")):
        rows.append(_question(desk, promise, question))
        rows += [_answer(desk, promise, one) for one in question.parts("answers")]
        rows += _replies(desk, promise, responses, "question", question)
    rows += [_reply(desk, promise, one) for one in responses]
    if not rows:
        return None
    return Section(
        "views",
        desk.say("What others say, and the right of reply"),
        (Rows(tuple(rows)),),
        answer="" if promise.judgements else desk.say("No independent view yet."),
        short=desk.say("Views and replies"),
    )


def _assessment(desk: Desk, promise: Promise, judgement: Judgement) -> Row:
    fields = judgement.fields
    tracker = desk.register.tracker
    ratings = ratings_of(fields, tracker.data if tracker else None)
    others = rating_words(desk, judgement)
    about = milestone_link(desk, promise, fields.string("about"))
    interests = desk.text(fields.raw("interests"), promise.source)
    text = item(desk, fields, "text", "", promise.source)
    title = desk.pen.pick(ratings[0].scheme, "en") if ratings else None
    notes: tuple[object, ...] = (
        desk.say("About: {milestone}", milestone=about) if about else "",
        desk.say("Scale: {scheme}.", scheme=title or fields.string("scheme")),
        desk.pen.links(others),
        desk.say("Declared interests: {text}", text=interests) if interests else "",
        proof(desk, promise, fields),
    )
    return Row(
        id=anchor("assessment", fields.string("id") or f"{judgement.by}-{judgement.day}"),
        who=desk.organisation(judgement.by) if judgement.by else "",
        role=str(desk.say("assesses")),
        when=desk.date(fields.raw("date"), promise.source),
        mark=rating_mark(desk, judgement),
        items=(text,) if text else (),
        notes=tuple(note for note in notes if note),
    )


def rating_mark(desk: Desk, judgement: Judgement) -> Mark | None:
    """Return the shape and the assessor's own word."""
    rating = judgement.rating
    if rating is None:
        return None
    return Mark(rating.glyph, rating.tone, _value(desk, rating))


def _value(desk: Desk, rating: Rating) -> Said | Markup | str:
    """Return the assessor's own word; a number with the highest one of its scale."""
    if rating.number is not None and rating.most is not None:
        number, most = desk.number(rating.number), desk.number(rating.most)
        return desk.say("{value} of {max}", value=number, max=most)
    return desk.pen.pick(rating.label, "en") or rating.id


def rating_words(desk: Desk, judgement: Judgement) -> list[Markup]:
    """Return the other ratings of an assessment, each with its dimension."""
    tracker, main = desk.register.tracker, judgement.rating
    return [
        desk.say(
            "{dimension}: {value}",
            dimension=desk.pen.pick(one.dimension, "en") or one.dimension_id,
            value=_value(desk, one),
        )
        for one in ratings_of(judgement.fields, tracker.data if tracker else None)
        if main is None or one.dimension_id != main.dimension_id
    ]


def _replies(
    desk: Desk, promise: Promise, responses: list[Fields], kind: str, to: Fields
) -> list[Row]:
    """Take the responses to one assessment or question out of the list, as entries below it."""
    identity = to.string("id")
    found = [one for one in responses if identity and one.part("to").string(kind) == identity]
    for one in found:
        responses.remove(one)
    rows: list[Row] = []
    for one in found:
        rows.append(_reply(desk, promise, one))
        rows += _replies(desk, promise, responses, "response", one)
    return rows


def _reply(desk: Desk, promise: Promise, fields: Fields) -> Row:
    text = item(desk, fields, "text", "", promise.source)
    return Row(
        who=desk.organisation(fields.string("by")) if fields.has("by") else "",
        role=str(desk.say("replies")),
        when=desk.date(fields.raw("date"), promise.source),
        items=(text,) if text else (),
        notes=tuple(note for note in (proof(desk, promise, fields),) if note),
    )


def _question(desk: Desk, promise: Promise, fields: Fields) -> Row:
    text = item(desk, fields, "text", "", promise.source)
    asked = last_day(fields.raw("date"))
    merged, url = fields.string("merged_into"), fields.string("url")
    notes: list[object] = []
    marks = []
    is_open = not fields.parts("answers") and not merged
    if is_open and asked is not None:
        lapse = show_lapse(asked, desk.site.today, desk.tongue.language)
        words = desk.say("without an answer for {lapse}", lapse=lapse)
        owed = last_day(fields.raw("due"))
        is_late = owed is not None and owed < desk.site.today
        marks.append(desk.late_mark(words) if is_late else Mark("unknown", "waiting", words))
    due = desk.date(fields.raw("due"), promise.source)
    if is_open and due:
        notes.append(desk.say("An answer is owed by {date}.", date=due))
    if merged:
        target = f"{desk.pen.here}#{anchor('question', merged)}"
        known = any(one.string("id") == merged for one in promise.fields.parts("questions"))
        link = Link(desk.say("the same question"), target) if known else merged
        notes.append(desk.say("Answered with {question}.", question=link))
    if is_web(url):
        notes.append(Link(desk.say("Where it was asked"), url=url))
    return Row(
        id=anchor("question", fields.string("id") or str(asked)),
        who=desk.say("Question from the public"),
        when=desk.date(fields.raw("date"), promise.source),
        items=(text,) if text else (),
        marks=tuple(marks),
        notes=tuple(notes),
    )


def _answer(desk: Desk, promise: Promise, fields: Fields) -> Row:
    text = item(desk, fields, "text", "", promise.source)
    return Row(
        who=desk.organisation(fields.string("by")) if fields.has("by") else "",
        role=str(desk.say("answers")),
        when=desk.date(fields.raw("date"), promise.source),
        items=(text,) if text else (),
    )


def _by_day(parts: tuple[Fields, ...]) -> list[Fields]:
    return sorted(parts, key=lambda one: str(last_day(one.raw("date")) or ""))
