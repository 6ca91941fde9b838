"""Accessibility: `<lang>/accessibility/`: a statement made from what was tested, honest by default.

Its parts are those of the French RGAA and of EN 301 549: the level, what is not accessible, how the
statement was made, how to write, where to complain. A level needs an audit that tracker.yaml
names with its day and auditor. Addresses are those of tracker.yaml; none is invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site import access
from promisetrack.site.parts import Fact, Facts, Item, Lines, Link, Prose, Section
from promisetrack.site.publisher import ways
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.survey import first_language
from promisetrack.site.tested import last_run
from promisetrack.words.numbers import show_percent
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Return the accessibility statement."""
    desk = desk_of(edition, "accessibility")
    lede = desk.say("{claim}.", claim=access.claim(desk))
    sections = (_state(desk), _tests(desk), _limits(desk), _made(desk), _help(desk))
    yield sheet(desk, "accessibility", lede, sections)


def _state(desk: Desk) -> Section:
    lines = _audited(desk) or (
        desk.say(
            "Nobody has audited these pages against a standard (RGAA in France, "
            "EN 301 549 and WCAG elsewhere). As long as nobody has, the honest "
            "answer is: not compliant."
        ),
        desk.say(
            "That is no statement about faults: none is known, and none has been "
            "looked for by an independent body."
        ),
    )
    return Section("state", desk.say("Where it stands"), (Lines(lines), *_exceptions(desk)))


def _audited(desk: Desk) -> tuple[object, ...]:
    said = access.audit(desk)
    if said is None:
        return ()
    source = first_language(desk.register, None)
    date, by = desk.date(said.raw("audited"), source), desk.text(said.raw("by"), source)
    lines: list[object] = [
        desk.say("Audited by {auditor}: {date}.", auditor=by or "", date=date or "")
    ]
    if said.string("standard"):
        lines.append(desk.say("Standard: {standard}.", standard=said.string("standard")))
    if said.number("rate") is not None:
        share = show_percent(said.raw("rate"), desk.tongue.language)
        lines.append(desk.say("Criteria that are met: {share}.", share=share))
    if said.string("report"):
        lines.append(Link(desk.say("The report of the audit"), url=said.string("report")))
    return tuple(lines)


def _exceptions(desk: Desk) -> tuple[object, ...]:
    said = desk.text(access.stated(desk).raw("exceptions"), first_language(desk.register, None))
    others = desk.say(
        "Documents that are linked as evidence belong to others; they may not be "
        "accessible. Ask the publisher for another form."
    )
    own = Prose((Item(said, str(desk.say("What is not accessible"))),)) if said else None
    return tuple(one for one in (own, Lines((others,))) if one)


def _tests(desk: Desk) -> Section:
    run = last_run()
    seen = desk.say_n(
        "They look at {views} views: {n} kind of page, the fullest and the emptiest of an example, "
        "in {languages}, light and dark, {narrow} and {wide} pixels wide.",
        "They look at {views} views: {n} kinds of pages, the fullest and the emptiest of an "
        "example, in {languages}, light and dark, {narrow} and {wide} pixels wide.",
        run.kinds,
        views=desk.number(run.views),
        languages=listed((desk.tongue.name_of(one) for one in run.languages), desk.tongue.language),
        narrow=desk.number(min(run.widths)),
        wide=desk.number(max(run.widths)),
    )
    lines = [
        desk.say("The program that makes these pages is tested before each release."),
        seen,
        desk.say(
            "In none does the tester axe-core ({version}) find a fault; no text is out of sight, "
            "and no page has to be scrolled sideways, which is also true at 400 % zoom.",
            version=run.axe,
        ),
        desk.say(
            "All pages are valid HTML for two validators, the Nu Html Checker of the W3C and "
            "html-validate."
        ),
        desk.say(
            "The way from the first page to a commitment, its evidence, its history and the data "
            "is walked with the keyboard alone, and once more without scripts."
        ),
    ]
    if desk.site.shadow.is_used:
        lines.append(
            desk.say("This register has page templates of its own, which these tests did not see.")
        )
    return Section("tests", desk.say("What automatic tests cover"), (Lines(tuple(lines)),))


def _limits(desk: Desk) -> Section:
    lines = (
        desk.say("Automatic tests find only a part of what can be wrong."),
        desk.say(
            "Whether words are plain, an order makes sense and a description helps, only people "
            "can judge. Nobody has yet used these pages with a screen reader, a magnifier or "
            "voice control on behalf of this statement."
        ),
        desk.say(
            "Texts of the register (titles, promises, reports) are shown as they were written; no "
            "test knows whether they are easy to read."
        ),
    )
    return Section("limits", desk.say("What they cannot say"), (Lines(lines),))


def _made(desk: Desk) -> Section:
    lines = (
        desk.say(
            "These pages were made to be read by everyone: without a script, "
            "with a keyboard, enlarged, printed, in dark or forced colours, "
            "with a screen reader."
        ),
        desk.say(
            "A status is always a shape and a word, never a colour alone. Every "
            "drawing has its data as a table. Every text in another language says so."
        ),
    )
    facts = (
        Fact(str(desk.say("Date of this statement")), desk.day(desk.site.today)),
        Fact(str(desk.say("Techniques")), desk.say("HTML, CSS, SVG; scripts only add comfort")),
        Fact(str(desk.say("Tested with")), desk.say("the browser Chromium")),
    )
    return Section("made", desk.say("What was done"), (Lines(lines), Facts(facts, is_long=True)))


def _help(desk: Desk) -> Section:
    contact = Link(desk.say("How to write to us"), desk.addresses.plain("contact"))
    words = desk.say(
        "If something cannot be read or used, write to the publisher: it "
        "will be mended, and you will get an answer."
    )
    blocks: list[object] = [Lines((words, contact))]
    facts = ways(desk)
    if facts:
        blocks.append(Facts(facts, is_long=True))
    blocks += _remedy(desk)
    return Section("help", desk.say("Something does not work?"), tuple(blocks))


def _remedy(desk: Desk) -> list[object]:
    """Return where to complain, as the register states it, or that it does not."""
    said, source = access.stated(desk).part("remedy"), first_language(desk.register, None)
    name = desk.text(said.raw("name"), source)
    if name is None:
        absent = desk.say("The register does not state where to turn if nobody answers.")
        return [Lines((absent,), is_small=True)]
    found = [Fact(str(desk.say("Who hears complaints")), Link(name, url=said.string("url")))]
    for key, label in (("post", desk.say("By post")), ("phone", desk.say("By telephone"))):
        value = desk.text(said.raw(key), source)
        if value is not None:
            found.append(Fact(str(label), value))
    lead = desk.say("If you get no answer, you can turn to a body that hears complaints.")
    return [Lines((lead,)), Facts(tuple(found), is_long=True)]
