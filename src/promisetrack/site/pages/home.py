"""Home: `<lang>/`: the answer in one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.model.dates import last_day
from promisetrack.site import brief
from promisetrack.site.commitment.common import beginning
from promisetrack.site.fields import Fields
from promisetrack.site.finding import find
from promisetrack.site.frame import tracker_title
from promisetrack.site.listing import account, counts, milestone_account, tally
from promisetrack.site.pages.changes import by_record, silent_rows
from promisetrack.site.pages.deadlines import aim_rows, late_rows, missed_aims, sentence
from promisetrack.site.parts import (
    Lines,
    Link,
    Mark,
    Page,
    Pick,
    PickGroup,
    Picks,
    Row,
    Rows,
    Section,
)
from promisetrack.site.pictures import mini
from promisetrack.site.said import Said
from promisetrack.site.survey import first_language
from promisetrack.site.urls import COMMITMENTS_CSV, COMMITMENTS_JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Promise

SHOWN = 5


def pages(edition: Edition) -> Iterator[Page]:
    """Return the first page."""
    desk = edition.desk(edition.addresses.home())
    sections = (
        _standing(desk),
        _silent(desk),
        _late(desk),
        _farthest(desk),
        _unproven(desk),
        _news(desk),
        _find(desk),
    )
    totals = _counts(desk)
    entry = desk.register.tracker
    source = first_language(desk.register, None)
    yield Page(
        address=desk.pen.here,
        template="pages/home.html",
        title=desk.say(
            "{register}: {answer}",
            register=tracker_title(desk),
            answer=" ".join(str(one["words"]) for one in totals),
        ).striptags(),
        description=_description(desk),
        values={
            "counts": totals,
            "said": desk.pen.pick(Fields(entry.data).raw("description"), source) if entry else None,
            "lede": _lede(desk),
            "facts": brief.facts(desk),
            "sections": tuple(part for part in sections if part),
            "data_address": COMMITMENTS_JSON,
        },
    )


def _counts(desk: Desk) -> list[dict[str, object]]:
    """Return the sentence of three counts: how many, how many done, and what readers must know."""
    promises, late = desk.survey.promises, desk.survey.late
    found, missed = counts(promises), len(missed_aims(desk))
    every = desk.addresses.list_of("commitments")
    totals = [
        (desk.say_n("{n} commitment.", "{n} commitments.", len(promises)), every, ""),
        (desk.say_n("{n} complete.", "{n} complete.", found["done"]), _status(desk, "done"), ""),
    ]
    if late:
        words = desk.say_n("{n} late.", "{n} late.", len(late))
        totals.append((words, desk.addresses.list_of("deadlines"), "late"))
    elif missed:
        words = desk.say_n("{n} target not reached.", "{n} targets not reached.", missed)
        totals.append((words, f"{desk.addresses.list_of('deadlines')}#missed", "late"))
    else:
        words = desk.say_n("{n} in progress.", "{n} in progress.", found["moving"])
        totals.append((words, _status(desk, "moving"), ""))
    return [
        {"link": Link(words, address), "tone": tone, "words": words.unescape()}
        for words, address, tone in totals
    ]


def _status(desk: Desk, phase: str) -> str:
    """Return the list of the only status of a phase; of several, the list of statuses."""
    used = {one.standing.id for one in desk.survey.promises if one.phase == phase}
    if len(used) == 1:
        return desk.addresses.record("statuses", used.pop())
    return desk.addresses.list_of("statuses")


def _lede(desk: Desk) -> Markup:
    entry = desk.register.tracker
    whole = desk.say("What was promised, where it stands, who says so and on what evidence.")
    late = desk.say("A commitment is late when its deadline has passed and it is not complete.")
    if entry and Fields(entry.data).has("description"):
        return late if any(one.due for one in desk.survey.promises) else Markup("")
    return desk.join((whole, late))


def _description(desk: Desk) -> str:
    return account(desk, desk.survey.promises).striptags()


def _standing(desk: Desk) -> Section | None:
    promises = desk.survey.promises
    if not promises:
        return None
    judged = [one for one in promises if one.independent]
    note = (
        desk.say_n(
            "Others have assessed {n} commitment; the rest is not rated. Not rated is "
            "never “not started”.",
            "Others have assessed {n} commitments; the rest is not rated. Not rated is "
            "never “not started”.",
            len(judged),
        )
        if judged
        else desk.say(
            "No independent view yet: nobody else has assessed these commitments in this register."
        )
    )
    lines = Lines(
        tuple(one for one in (milestone_account(desk, promises), note) if one), is_small=True
    )
    return Section(
        "standing",
        desk.say("Where the commitments stand"),
        (tally(desk, promises), lines),
        answer=account(desk, promises),
    )


def _silent(desk: Desk) -> Section | None:
    """Return where goalposts moved farthest without a stated reason, then what is newest."""
    found = desk.survey.past.unexplained
    if not found:
        return None
    chosen = sorted(by_record(found), key=lambda one: -mini.weight(one[1][0]))[:SHOWN]
    every = Link(desk.say("All changes, word by word"), desk.addresses.list_of("changes"))
    return Section(
        "silent",
        desk.say("What moved without a stated reason"),
        (Rows(silent_rows(desk, chosen)), Lines((every,))),
        answer=desk.say_n(
            "{n} change made a promise weaker, and the register gives no reason for it.",
            "{n} changes made a promise weaker, and the register gives no reason for them.",
            len(found),
        ),
    )


def _late(desk: Desk) -> Section | None:
    late = desk.survey.late
    if not desk.survey.promises:
        return None
    blocks: list[object] = []
    if late:
        blocks.append(Rows(late_rows(desk, late[:SHOWN])))
    if late or any(one.due for one in desk.survey.promises):
        blocks.append(
            Lines((Link(desk.say("All deadlines"), desk.addresses.list_of("deadlines")),))
        )
    return Section("late", desk.say("What is late"), tuple(blocks), answer=sentence(desk))


def _farthest(desk: Desk) -> Section | None:
    """Return the targets past their date that are farthest from being reached."""
    found = missed_aims(desk)
    if not found:
        return None
    every = Link(
        desk.say("All targets past their date"), f"{desk.addresses.list_of('deadlines')}#missed"
    )
    half = sum((one.way or 0) < 0.5 for one in found)
    answer = desk.say_n(
        "{n} target is past its date, and no published value reaches it.",
        "{n} targets are past their date, and no published value reaches them.",
        len(found),
    )
    more = desk.say_n(
        "{n} has not come half of the way.", "{n} have not come half of the way.", half
    )
    return Section(
        "farthest",
        desk.say("Farthest from the goal"),
        (Rows(aim_rows(desk, found[:SHOWN])), Lines((every,))),
        answer=desk.join((answer, more if half else "")),
    )


def _unproven(desk: Desk) -> Section | None:
    found = [one for one in desk.survey.promises if one.is_unproven]
    if not found:
        return None
    rows = tuple(
        Row(
            who=desk.organisations(one.leads) if one.leads else desk.say("Nobody is named"),
            title=desk.commitment(one),
            marks=(Mark("silent", "late", desk.say("no evidence linked")),),
        )
        for one in found[:SHOWN]
    )
    return Section(
        "unproven",
        desk.say("Complete, without evidence"),
        (Rows(rows),),
        answer=desk.say_n(
            "{n} commitment is said to be complete with no link to anything.",
            "{n} commitments are said to be complete with no link to anything.",
            len(found),
        ),
    )


def _news(desk: Desk) -> Section | None:
    """Return the newest dated reports, one a commitment."""
    newest: list[tuple[str, str, Promise, Fields]] = []
    for promise in desk.survey.promises:
        dated = [
            (day.isoformat(), promise.id, promise, one)
            for one in promise.fields.parts("updates")
            if (day := last_day(one.raw("date"))) is not None
        ]
        if dated:
            newest.append(max(dated, key=lambda one: one[0]))
    if not newest:
        return None
    chosen = sorted(newest, key=lambda one: (one[0], one[1]), reverse=True)[:SHOWN]
    return Section(
        "news",
        desk.say("Latest reports"),
        (Rows(tuple(_report(desk, p, u) for _, _, p, u in chosen)),),
    )


def _report(desk: Desk, promise: Promise, update: Fields) -> Row:
    said = desk.pen.pick(update.raw("text"), promise.source)
    return Row(
        who=desk.organisation(update.string("by")) if update.has("by") else "",
        when=desk.date(update.raw("date"), promise.source, is_short=True),
        title=desk.commitment(promise),
        notes=(_first_words(said),) if said else (),
    )


def _first_words(said: Said) -> Said:
    """Return the beginning of a report as plain text: the whole stands on its own page."""
    from promisetrack.text.plain import plain

    words = Said(" ".join(plain(said.text).split()), said.language, said.is_foreign, said.origin)
    return beginning(words, 220)


def _find(desk: Desk) -> Section:
    data = PickGroup(
        desk.say("Take the data"),
        (
            Pick(Link(desk.say("Spreadsheet (CSV)"), COMMITMENTS_CSV)),
            Pick(Link("JSON", COMMITMENTS_JSON)),
            Pick(Link(desk.say("All data"), desk.addresses.plain("data"))),
        ),
    )
    groups = find(desk).groups
    return Section("find", desk.say("Find a commitment"), (Picks((*groups, data)),))
