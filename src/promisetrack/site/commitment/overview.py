"""The top of a commitment's page: the answer, the two views, the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site import listing
from promisetrack.site.commitment.aimed import by_values, dated
from promisetrack.site.commitment.common import reason_of
from promisetrack.site.commitment.independent import rating_mark
from promisetrack.site.listing import late_mark
from promisetrack.site.parts import Fact, Facts, Link, Mark, View
from promisetrack.site.survey import answerable
from promisetrack.site.tongue import inside
from promisetrack.words.dates import show_lapse
from promisetrack.words.numbers import show_percent

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

QUOTED = 180
"""Longer words of an assessor are read in full below; above stands where to find them."""


def lede(desk: Desk, promise: Promise) -> Markup:
    """Return three sentences: who answers for it, where it stands, when it is due."""
    return desk.join((_who(desk, promise), _where(desk, promise), _when(desk, promise)))


def _who(desk: Desk, promise: Promise) -> object:
    if not promise.leads:
        others = sorted(answerable(promise))
        if not others:
            return desk.say("No body is named as being in charge.")
        return desk.say(
            "In charge, milestone by milestone: {organisations}.",
            organisations=desk.organisations(others),
        )
    if len(promise.leads) > 1:
        return desk.say(
            "In charge: {organisations}.", organisations=desk.organisations(promise.leads)
        )
    return desk.say("In charge: {organisation}.", organisation=desk.organisation(promise.leads[0]))


def _where(desk: Desk, promise: Promise) -> object:
    total = len(promise.milestones)
    done = sum(one.standing.phase == "done" for one in promise.milestones)
    word = desk.mark(promise.standing).word
    if total > 1:
        if promise.phase == "unknown":
            return desk.say(
                "Nothing is said of the whole; milestones said to be complete: {done} of {total}.",
                total=desk.number(total),
                done=desk.number(done),
            )
        return desk.say_n(
            "By its own account: {status}, {n} of {total} milestones complete.",
            "By its own account: {status}, {n} of {total} milestones complete.",
            done,
            status=inside(word),
            total=desk.number(total),
        )
    if promise.phase == "unknown":
        found = by_values(desk, promise)
        if found:
            return desk.join((desk.say("No body says where it stands."), found))
        return desk.say("Nothing is said of where the commitment stands.")
    return desk.say("By its own account: {status}.", status=inside(word))


def _when(desk: Desk, promise: Promise) -> object:
    due = desk.date(promise.fields.raw("due"), promise.source)
    if due is None:
        return dated(desk, promise) or desk.say("No deadline is stated.")
    if promise.is_overdue and promise.due is not None:
        lapse = show_lapse(promise.due, desk.site.today, desk.tongue.language)
        return desk.say("The deadline, {date}, passed {lapse} ago.", date=due, lapse=lapse)
    return desk.say("Deadline: {date}.", date=due)


def views(desk: Desk, promise: Promise) -> tuple[View, View]:
    """Return what the body in charge says, and what others say."""
    return _official(desk, promise), _independent(desk, promise)


def _official(desk: Desk, promise: Promise) -> View:
    written = promise.fields.string("status_as_written")
    mark = desk.mark(promise.standing)
    words: object = ""
    if written and written.lower() not in {
        str(mark.word).lower(),
        promise.standing.id.replace("-", " "),
    }:
        words = desk.say("In its own word: “{word}”.", word=written)
    reason = _reason(desk, promise)
    progress = promise.fields.number("progress")
    share = (
        desk.say("Progress: {share}.", share=show_percent(progress, desk.tongue.language))
        if progress is not None
        else ""
    )
    source: object = desk.say("No dated report.")
    if promise.last_news:
        source = desk.say(
            "Last news: {date}. {link}",
            date=desk.date(promise.news, promise.source) or "",
            link=Link(desk.say("Reports"), f"{desk.pen.here}#updates")
            if promise.fields.has("updates")
            else "",
        )
    elif promise.fields.has("updates"):
        source = desk.say(
            "Reports without a date. {link}",
            link=Link(desk.say("Reports"), f"{desk.pen.here}#updates"),
        )
    return View(
        desk.say("The body in charge says"),
        mark,
        desk.join((words, share, _parts(desk, promise), _values(desk, promise), reason)),
        source,
        _shapes(desk, promise),
    )


def _shapes(desk: Desk, promise: Promise) -> tuple[Mark, ...]:
    """Return the shapes of the milestones, where nothing is said of the whole."""
    return listing.dots(desk, promise) if promise.phase == "unknown" else ()


def _parts(desk: Desk, promise: Promise) -> object:
    """Return the count of milestones, where nothing is said of the whole."""
    total = len(promise.milestones)
    if promise.phase != "unknown" or not total:
        return ""
    done = sum(one.standing.phase == "done" for one in promise.milestones)
    return desk.say(
        "{done} of {total} milestones complete.", done=desk.number(done), total=desk.number(total)
    )


def _values(desk: Desk, promise: Promise) -> object:
    """Return how far the published values have come, where nothing else is said."""
    if promise.phase != "unknown" or promise.milestones:
        return ""
    found = by_values(desk, promise)
    link = Link(desk.say("Figures"), f"{desk.pen.here}#figures")
    return desk.join((found, desk.pen.show(link))) if found else ""


def _reason(desk: Desk, promise: Promise) -> object:
    """Return why something stopped or was closed in part; say so where no reason is given."""
    reason = promise.fields.part("status_reason")
    if not reason.data:
        is_wanted = promise.phase in ("stopped", "partial", "declined")
        return desk.say("No reason is stated.") if is_wanted else ""
    shown = reason_of(desk, promise, promise.fields)
    return desk.say("Reason: {reason}", reason=shown) if shown else ""


def _independent(desk: Desk, promise: Promise) -> View:
    judgement = promise.independent
    if judgement is None:
        if promise.judgements:
            words = desk.say("They judge other things than completion.")
            link = Link(desk.say("Their views"), f"{desk.pen.here}#views")
            return View(desk.say("Others say"), _none(desk), words, link)
        return View(
            desk.say("Others say"),
            _none(desk),
            "",
            desk.say("Nobody has assessed this commitment in this register."),
        )
    text = desk.text(judgement.fields.raw("text"), promise.source)
    is_short = text is not None and len(text.text) <= QUOTED
    quoted = desk.say("“{words}”", words=text) if is_short else ""
    when = desk.date(judgement.fields.raw("date"), promise.source)
    return View(
        desk.say("{organisation} says", organisation=desk.organisation(judgement.by)),
        rating_mark(desk, judgement) or _none(desk),
        quoted,
        desk.say(
            "{date}. {link}",
            date=when or "",
            link=Link(desk.say("Views and replies"), f"{desk.pen.here}#views"),
        ),
    )


def _none(desk: Desk) -> Mark:
    return Mark("unknown", "unknown", desk.say("No independent view yet"))


def facts(desk: Desk, promise: Promise) -> Facts:
    """Return who, when, of which plan and theme, and the last news."""
    fields, source = promise.fields, promise.source
    found: list[Fact] = []
    if promise.leads or fields.has("promised_by"):
        promised = fields.strings("promised_by") or promise.leads
        label = desk.say("Promised by") if fields.has("promised_by") else desk.say("In charge")
        found.append(Fact(str(label), desk.organisations(promised)))
    due = desk.date(fields.raw("due"), source)
    if due:
        start = desk.date(fields.raw("start"), source)
        note = desk.say("begun or due to begin: {date}", date=start) if start else ""
        found.append(Fact(str(desk.say("Deadline")), due, late_mark(desk, promise), note))
    else:
        found.append(Fact(str(desk.say("Deadline")), desk.say("not stated")))
    if promise.entry.plan:
        number = fields.string("number")
        found.append(
            Fact(
                str(desk.say("Plan")),
                desk.plan(promise.entry.plan),
                note=desk.say("number {number}", number=number) if number else "",
            )
        )
    if promise.last_news:
        stale = Mark(
            "stale", "late", desk.say("no news for {lapse}", lapse=_silence(desk, promise))
        )
        found.append(
            Fact(
                str(desk.say("Last news")),
                desk.date(promise.news, promise.source),
                mark=stale if promise.is_stale else None,
            )
        )
    themes = fields.strings("themes")
    if themes and len(found) < 4:
        links = desk.pen.links(desk.theme(one) for one in themes)
        found.append(Fact(str(desk.say("Theme")), links))
    return Facts(tuple(found))


def _silence(desk: Desk, promise: Promise) -> str:
    if promise.last_news is None:
        return ""
    return show_lapse(promise.last_news, desk.site.today, desk.tongue.language)
