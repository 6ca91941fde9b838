"""What the public brought, and what it changed: questions, requests, ideas, meetings, errors."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.common import anchor, beginning
from promisetrack.site.contents import has
from promisetrack.site.parts import Fact, Facts, Item, Link, Row, Rows, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise

SHOWN = 6
_TAKEN_UP = ("accepted", "partially-accepted", "modified")
_FROM_THE_PUBLIC = frozenset({"resident", "group", "school", "association"})


def section(desk: Desk) -> Section | None:
    """Return what contributions changed; nothing where the register tells of none."""
    facts = tuple(one for one in _facts(desk) if one)
    if not facts:
        return None
    rows = sorted(_outcomes(desk), key=lambda one: one[0], reverse=True)[:SHOWN]
    blocks: list[object] = [Facts(facts)]
    if rows:
        blocks.append(Rows(tuple(row for _, row in rows)))
    return Section(
        "changed",
        desk.say("What contributions changed"),
        tuple(blocks),
        answer=desk.say("Counted from the register itself: what was asked, and what became of it."),
    )


def _facts(desk: Desk) -> Iterator[Fact | None]:
    yield _questions(desk)
    yield _requests(desk)
    yield _ideas(desk)
    yield _meetings(desk)
    yield _corrections(desk)


def _questions(desk: Desk) -> Fact | None:
    asked = [one for _, one in _each(desk, "questions") if not one.has("merged_into")]
    answered = sum(bool(one.parts("answers")) for one in asked)
    if not asked:
        return None
    value = desk.say_n("{n} question", "{n} questions", len(asked))
    note = desk.say_n("{n} answered", "{n} answered", answered)
    return Fact(str(desk.say("Asked")), value, note=note)


def _requests(desk: Desk) -> Fact | None:
    asked = [one for one in desk.survey.promises if one.fields.has("request")]
    if not asked:
        return None
    counted = Counter(one.fields.part("answer").string("position") for one in asked)
    taken = sum(counted[one] for one in _TAKEN_UP)
    words = desk.say_n("{n} request", "{n} requests", len(asked))
    page = desk.addresses.list_of("requests") if has(desk, "requests") else ""
    note = desk.say_n("{n} taken up, wholly or in part", "{n} taken up, wholly or in part", taken)
    return Fact(str(desk.say("Asked for")), Link(words, page), note=note)


def _ideas(desk: Desk) -> Fact | None:
    """Return the commitments that residents or their associations proposed."""
    found = [
        one
        for one in desk.survey.promises
        if one.fields.part("origin").part("proposed_by").string("kind") in _FROM_THE_PUBLIC
    ]
    if not found:
        return None
    done = sum(one.phase == "done" for one in found)
    value = desk.say_n("{n} commitment", "{n} commitments", len(found))
    note = desk.say_n("{n} complete", "{n} complete", done)
    return Fact(str(desk.say("Proposed by the public")), value, note=note)


def _meetings(desk: Desk) -> Fact | None:
    held = [one for _, one in _each(desk, "participation")]
    if not held:
        return None
    people = sum(int(n) for one in held if (n := one.number("participants")) is not None)
    value = desk.say_n("{n} occasion", "{n} occasions", len(held))
    note = desk.say_n("{n} person took part", "{n} people took part", people) if people else ""
    return Fact(str(desk.say("Took part")), value, note=note)


def _corrections(desk: Desk) -> Fact | None:
    found = [one for _, one in _each(desk, "amendments") if one.string("kind") == "correction"]
    if not found:
        return None
    value = desk.say_n("{n} correction", "{n} corrections", len(found))
    return Fact(str(desk.say("Errors mended")), value)


def _each(desk: Desk, key: str) -> Iterator[tuple[Promise, Fields]]:
    for promise in desk.survey.promises:
        for one in promise.fields.parts(key):
            yield promise, one


def _outcomes(desk: Desk) -> Iterator[tuple[str, Row]]:
    """Yield the answers to questions and what became of meetings, each with its day."""
    for promise, question in _each(desk, "questions"):
        for answer in question.parts("answers")[-1:]:
            yield _day(answer), _answered(desk, promise, question, answer)
    for promise, moment in _each(desk, "participation"):
        outcome = desk.text(moment.raw("outcome"), promise.source)
        if outcome:
            row = Row(
                who=desk.word("participation-kind", moment.string("kind")),
                when=desk.date(moment.raw("date"), promise.source, is_short=True),
                title=_link(desk, promise, "participation"),
                items=(Item(outcome, str(desk.say("What became of it:"))),),
            )
            yield _day(moment), row


def _answered(desk: Desk, promise: Promise, question: Fields, answer: Fields) -> Row:
    asked = desk.text(question.raw("text"), promise.source)
    said = desk.text(answer.raw("text"), promise.source)
    by = answer.string("by")
    place = anchor("question", question.string("id") or str(last_day(question.raw("date"))))
    return Row(
        who=desk.organisation(by) if by else "",
        role=str(desk.say("answers")),
        when=desk.date(answer.raw("date"), promise.source, is_short=True),
        title=_link(desk, promise, place),
        by=desk.say("“{words}”", words=beginning(asked, 160)) if asked else "",
        items=(Item(said),) if said else (),
    )


def _link(desk: Desk, promise: Promise, place: str) -> Link:
    link = desk.commitment(promise)
    return Link(link.words, f"{link.address}#{place}")


def _day(fields: Fields) -> str:
    return str(last_day(fields.raw("date")) or "")
