"""Method: `<lang>/method/`: how to read a page, what words mean, how to check this site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.model.schemes import assessment_schemes, status_schemes
from promisetrack.model.vocabulary import PHASES
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Lines, Link, Page, Rows, Section, Table
from promisetrack.site.scales import standing_of
from promisetrack.site.trace import finding
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page on the method."""
    desk = edition.desk(edition.addresses.plain("method"))
    lede = desk.say(
        "Everything here comes from files that anyone can read, and nothing else. "
        "What the files do not say is shown as not said."
    )
    sections = (
        _reading(desk),
        _statuses(desk),
        _scales(desk),
        _computed(desk),
        _verify(desk),
        _faults(desk),
    )
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Method").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Method"),
            "lede": lede,
            "sections": tuple(part for part in sections if part),
        },
    )


def _reading(desk: Desk) -> Section:
    return Section(
        "reading",
        desk.say("How to read a page"),
        (
            Lines(
                (
                    desk.say(
                        "Each commitment has two views, of the same size: what the body "
                        "in charge says of itself, and what others say of it."
                    ),
                    desk.say(
                        "The register never takes sides: it gives the words, the date and "
                        "the evidence of each."
                    ),
                    desk.say(
                        "“No information” is never “not started”, and “no independent "
                        "view yet” is never a judgement."
                    ),
                )
            ),
        ),
        answer=desk.say("In the margin stands who speaks, and when; beside it, what is said."),
    )


def _statuses(desk: Desk) -> Section:
    """Return the statuses of the schemes that the plans of this register use."""
    tracker = desk.register.tracker
    every = status_schemes(tracker.data if tracker else None)
    used = {
        Fields(plan.data).string("status_scheme") or "default"
        for plan in desk.register.plans.values()
    }
    blocks: list[object] = []
    for name in sorted(used & set(every)) or ["default"]:
        scheme = every[name]
        rows = []
        for status in scheme.statuses:
            standing = standing_of(status.id, scheme)
            rows.append(
                (
                    desk.mark(standing).word,
                    desk.word("phase", standing.phase),
                    Markup("<code>{}</code>").format(status.id),
                )
            )
        blocks.append(
            Table(
                caption=desk.pen.pick(scheme.title, "en") or name,
                head=(desk.say("Status"), desk.say("Phase"), desk.say("Word in the data")),
                rows=tuple(rows),
            )
        )
    return Section(
        "statuses",
        desk.say("Status and phase"),
        tuple(blocks),
        answer=desk.say_n(
            "The words differ between plans; {n} phase makes them comparable.",
            "The words differ between plans; {n} phases make them comparable.",
            len(PHASES),
        ),
    )


def _scales(desk: Desk) -> Section | None:
    """Return the scales of those who have assessed something here."""
    tracker = desk.register.tracker
    every = assessment_schemes(tracker.data if tracker else None)
    used = {
        one.fields.string("scheme")
        for promise in desk.survey.promises
        for one in promise.judgements
    }
    blocks = []
    for name in sorted(used & set(every)):
        scheme = every[name]
        rows = tuple(
            (
                desk.pen.pick(dimension.label, "en") or dimension.id,
                desk.pen.links(desk.pen.pick(value.label, "en") for value in dimension.values),
            )
            for dimension in scheme.dimensions
        )
        blocks.append(
            Table(
                caption=desk.pen.pick(scheme.title, "en") or name,
                head=(desk.say("What is judged"), desk.say("Values")),
                rows=rows,
            )
        )
    if not blocks:
        return None
    return Section(
        "scales",
        desk.say("The scales of others"),
        tuple(blocks),
        answer=desk.say("Whoever assesses does so on a scale of their own; its words are kept."),
    )


def _computed(desk: Desk) -> Section:
    policy = (
        Fields(desk.register.tracker.data).part("policy") if desk.register.tracker else Fields({})
    )
    after = policy.string("stale_after") or "6 months"
    return Section(
        "computed",
        desk.say("What is computed"),
        (
            Lines(
                (
                    desk.say(
                        "Late: the last day of the deadline has passed, and the "
                        "commitment is neither complete nor closed. A deadline of “2026” "
                        "ends on 31 December 2026."
                    ),
                    desk.say(
                        "Without news: nothing was reported for longer than {span}.",
                        span=Markup("<code>{}</code>").format(after),
                    ),
                    desk.say(
                        "Sealed: the SHA-256 of the document was written down, so that a "
                        "change of it shows."
                    ),
                )
            ),
        ),
        answer=desk.say(
            "Lateness, silence and sums are computed on the day of this site, never "
            "written by hand."
        ),
    )


def _verify(desk: Desk) -> Section:
    return Section(
        "verify",
        desk.say("Check this site"),
        (
            Lines(
                (
                    desk.say(
                        "Every page names the version (commit) it was built from. The same "
                        "version gives the same bytes, to the last one."
                    ),
                    Link(desk.say("How to check this site"), desk.addresses.plain("audit")),
                )
            ),
        ),
        answer=desk.say("You need not trust this site: rebuild it and compare."),
    )


def _faults(desk: Desk) -> Section | None:
    faults = [
        one for one in desk.site.diagnostics if one.suppressed is None and one.level == "error"
    ]
    if not faults:
        return None
    return Section(
        "faults",
        desk.say("Errors that are not mended"),
        (Rows(tuple(finding(desk, one) for one in faults)),),
        answer=desk.say_n(
            "The files of this register have {n} error.",
            "The files of this register have {n} errors.",
            len(faults),
        ),
    )
