"""`promisetrack assess ID`: what someone else judges, on a scale of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from promisetrack.cli.completing import commitments
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.cli.prompts import Desk
    from promisetrack.model.scale import AssessmentScheme, Dimension
    from promisetrack.register.drafting import Data, Draft
    from promisetrack.register.register import Entry, Register


@click.command(cls=Command, help=_("Write down what someone else judges of a commitment."))
@click.argument("identity", metavar="[ID]", required=False, shell_complete=commitments)
@click.option("--date", metavar="DATE", help=_("The day of the assessment; default: today."))
@click.option("--by", metavar="ORGANISATION", help=_("The id of the organisation that judges."))
@click.option("--about", metavar="MILESTONE", help=_("The id of the milestone that it is about."))
@click.option("--scheme", metavar="SCHEME", help=_("The scale, such as ogp-irm-2021."))
@click.option(
    "--rating", multiple=True, metavar="DIMENSION=VALUE", help=_("A rating; again for more.")
)
@click.option("--text", metavar="TEXT", help=_("Why it was judged so."))
@click.option("--interests", metavar="TEXT", help=_("What ties them to the body in charge."))
@click.option("--evidence", multiple=True, metavar="ID", help=_("Evidence for it; again for more."))
@click.option("--beside", is_flag=True, help=_("Write it into a file of that organisation's own."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.pass_obj
def assess(session: Session, /, identity: str | None, *, beside: bool, **given: Any) -> int:
    """Ask for an assessment, check it, and write it."""
    from promisetrack.cli.prompts import Desk
    from promisetrack.cli.tracker import asked_day, open_tree
    from promisetrack.cli.update import evidence_from, milestone_from
    from promisetrack.cli.writing import commitment_of, contents, organisations, settle
    from promisetrack.register.drafting import compact

    opened = open_tree(session)
    register = opened.register
    day = asked_day(given.pop("today"), register)
    desk = Desk(is_bare=not any(given.values()))
    entry = commitment_of(desk, register, identity)
    data = contents(register, entry)
    about = milestone_from(desk, data, given["about"])
    by = desk.choice(
        "--by", given["by"], say("Which organisation judges?"), organisations(register)
    )
    written = desk.day("--date", given["date"], say("The day of the assessment"), today=day)
    scheme = _scheme(desk, register, given["scheme"])
    ratings = _ratings(desk, scheme, given["rating"]) if scheme else {}
    text = desk.text(
        "--text", given["text"], say("Why it was judged so"), is_required=False, is_long=True
    )
    interests = desk.text(
        "--interests",
        given["interests"],
        say("What ties those who judge to the body in charge (empty: nothing is said)"),
        is_required=False,
    )
    evidence = evidence_from(desk, register, entry, given["evidence"])
    desk.finish()
    judged = compact(
        {
            "by": by,
            "date": written,
            "scheme": scheme.id if scheme else None,
            "about": about,
            "ratings": ratings,
            "text": text,
            "interests": interests,
            "evidence": evidence,
        }
    )
    draft = _draft(register, entry, data, judged, is_beside=beside)
    what = say("assessment of {date} by {by}", date=str(written), by=str(by))
    return settle(desk, opened, [draft], day=day, session=session, subject=(entry.id, what))


def _scheme(desk: Desk, register: Register, given: str | None) -> AssessmentScheme | None:
    from promisetrack.model.schemes import assessment_schemes
    from promisetrack.model.text import pick

    tracker = register.tracker.data if register.tracker else None
    known = assessment_schemes(tracker)
    titles = {one: pick(scheme.title, (words().language,), "en").text or one
              for one, scheme in known.items()}  # fmt: skip
    found = desk.choice("--scheme", given, say("On which scale?"), titles)
    return known[found] if found else None


def _ratings(desk: Desk, scheme: AssessmentScheme, given: Sequence[str]) -> Data:
    """Return a rating for each dimension that is rated; numbers as numbers."""
    from promisetrack.errors import UsageFault
    from promisetrack.model.schemes import dimension_of

    found: Data = {}
    for one in given:
        name, equals, value = one.partition("=")
        dimension = dimension_of(scheme, name)
        if not equals or dimension is None:
            known = ", ".join(each.id for each in scheme.dimensions)
            raise UsageFault(
                say("“{rating}” is no rating of “{scheme}”", rating=one, scheme=scheme.id),
                say("write “dimension=value”; the dimensions are: {words}", words=known),
            )
        found[name] = _rated(desk, dimension, value)
    if not given and desk.is_live:
        return _asked_ratings(desk, scheme)
    if not found:
        desk.missing.append("--rating")
    return found


def _asked_ratings(desk: Desk, scheme: AssessmentScheme) -> Data:
    """Ask for each dimension, until one is rated."""
    from dataclasses import replace

    asking = replace(desk, is_bare=True)
    while True:
        rated = {one.id: _rated(asking, one, None) for one in scheme.dimensions}
        found = {name: value for name, value in rated.items() if value is not None}
        for name, value in found.items():
            desk.note("--rating", f"{name}={value}")
        if found:
            return found
        click.echo(words().text(say("at least one rating is needed")), err=True)


def _rated(desk: Desk, dimension: Dimension, given: str | None) -> str | int | None:
    from promisetrack.cli.answers import read_number
    from promisetrack.model.text import pick

    reader = (words().language,)
    title = pick(dimension.label, reader, "en").text or dimension.id
    question = say("{dimension} (empty: not rated)", dimension=title)
    option = "--rating" if given else ""
    if dimension.values:
        choices = {one.id: pick(one.label, reader, "en").text for one in dimension.values}
        return desk.choice(option, given, question, choices, is_required=False)
    limits = read_number(int(dimension.min or 0), int(dimension.max or 100))
    answer = desk.text(option, given, question, read=limits, is_required=False)
    return int(answer) if answer is not None else None


def _draft(register: Register, entry: Entry, data: Data, judged: Data, *, is_beside: bool) -> Draft:
    from promisetrack.register.drafting import assessments_path, changed, with_item

    if not is_beside:
        return changed(register, entry.path, with_item(data, "assessments", judged))
    path = assessments_path(entry, str(judged["by"]))
    document = register.documents.get(path)
    held = document.data if document is not None and isinstance(document.data, list) else []
    return changed(register, path, [*held, judged])
