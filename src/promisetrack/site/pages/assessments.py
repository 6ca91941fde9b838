"""All assessments: `<lang>/assessments/`: what others say, beside what the bodies say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import milestone_link
from promisetrack.site.commitment.independent import rating_mark, rating_words
from promisetrack.site.contents import has
from promisetrack.site.folds import shortened
from promisetrack.site.parts import Link, Row, Section
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.survey import Judgement, Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of assessments, where there are any."""
    if not has(edition, "assessments"):
        return
    desk = desk_of(edition, "assessments")
    found = [(promise, one) for promise in desk.survey.promises for one in promise.judgements]
    found.sort(key=lambda one: (str(one[1].day or ""), one[0].id), reverse=True)
    assessed = [one for one in desk.survey.promises if one.judgements]
    differ = [one for one in assessed if one.independent and _phase(one.independent) != one.phase]
    lede = desk.join(
        (
            desk.say_n(
                "Others have assessed {n} commitment of {total}.",
                "Others have assessed {n} commitments of {total}.",
                len(assessed),
                total=desk.number(len(desk.survey.promises)),
            ),
            desk.say_n(
                "For {n} they do not say the same as the body in charge.",
                "For {n} they do not say the same as the body in charge.",
                len(differ),
            )
            if differ
            else "",
        )
    )
    rows = shortened(desk, tuple(_row(desk, promise, one) for promise, one in found))
    sections = (Section("list", desk.say("Assessments, newest first"), rows),)
    yield sheet(desk, "assessments", lede, sections)


def _phase(judgement: Judgement) -> str:
    return judgement.rating.phase if judgement.rating else ""


def _row(desk: Desk, promise: Promise, judgement: Judgement) -> Row:
    fields = judgement.fields
    title = desk.title(promise.fields, promise.source, promise.id)
    official = desk.say(
        "The body in charge says: {status}", status=desk.mark(promise.standing).word
    )
    others = rating_words(desk, judgement)
    part = milestone_link(desk, promise, fields.string("about"))
    about = desk.say("About: {milestone}", milestone=part) if part else ""
    return Row(
        who=desk.organisation(judgement.by) if judgement.by else "",
        when=desk.date(fields.raw("date"), promise.source),
        title=Link(title, f"{desk.addresses.commitment(promise.id)}#views"),
        mark=rating_mark(desk, judgement),
        notes=tuple(one for one in (about, desk.pen.links(others), official) if one),
    )
