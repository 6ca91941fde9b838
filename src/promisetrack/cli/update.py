"""`promisetrack update ID`: what the body in charge reports, and the status that goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from promisetrack.cli.completing import commitments
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from promisetrack.cli.prompts import Desk
    from promisetrack.diagnostic import Message
    from promisetrack.register.drafting import Data
    from promisetrack.register.register import Entry, Register

_WANT_REASON = ("stopped", "partial", "declined")


@click.command(cls=Command, help=_("Report on a commitment: what was done, and where it stands."))
@click.argument("identity", metavar="[ID]", required=False, shell_complete=commitments)
@click.option("--date", metavar="DATE", help=_("The day of the report; default: today."))
@click.option("--by", metavar="ORGANISATION", help=_("The id of the organisation that reports."))
@click.option("--about", metavar="MILESTONE", help=_("The id of the milestone that it is about."))
@click.option("--status", metavar="STATUS", help=_("Where it stands now; default: unchanged."))
@click.option("--as-written", metavar="TEXT", help=_("The body's own word for the status."))
@click.option("--progress", metavar="NUMBER", help=_("How much is done, from 0 to 100."))
@click.option("--text", metavar="TEXT", help=_("What was done."))
@click.option("--challenges", metavar="TEXT", help=_("What went wrong or is difficult."))
@click.option("--evidence", multiple=True, metavar="ID", help=_("Evidence for it; again for more."))
@click.option("--evidence-url", metavar="URL", help=_("The address of new evidence for it."))
@click.option("--evidence-title", metavar="TEXT", help=_("The title of that new evidence."))
@click.option("--reason", metavar="CODE", help=_("Why it was stopped, refused or closed in part."))
@click.option("--reason-text", metavar="TEXT", help=_("That reason in words."))
@click.option("--nothing-new", is_flag=True, help=_("Only say that somebody looked, today."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.pass_obj
def update(session: Session, /, identity: str | None, *, nothing_new: bool, **given: Any) -> int:
    """Ask for a report, check it, and write it together with the status."""
    from promisetrack.cli.prompts import Desk
    from promisetrack.cli.tracker import asked_day, open_tree
    from promisetrack.cli.writing import commitment_of, contents, settle
    from promisetrack.register.drafting import changed

    opened = open_tree(session)
    register = opened.register
    day = asked_day(given.pop("today"), register)
    desk = Desk(is_bare=not any(given.values()) and not nothing_new)
    entry = commitment_of(desk, register, identity)
    data = contents(register, entry)
    change = _looked if nothing_new else _report
    data, what = change(desk, register, entry, data, day, given)
    draft = changed(register, entry.path, data)
    return settle(desk, opened, [draft], day=day, session=session, subject=(entry.id, what))


def _looked(
    desk: Desk, register: Register, entry: Entry, data: Data, day: date, given: dict[str, Any]
) -> tuple[Data, Message]:
    from datetime import date as date_type

    from promisetrack.register.drafting import reviewed

    by = _by(desk, register, entry, given["by"]) if given["by"] or entry.data.get("lead") else None
    written = desk.day("--date", given["date"], say("On which day?"), today=day)
    desk.finish()
    when = (
        date_type.fromisoformat(written) if written and len(written) == len("2026-01-31") else day
    )
    return reviewed(data, when, by), say("looked at, nothing new")


def _report(
    desk: Desk, register: Register, entry: Entry, data: Data, day: date, given: dict[str, Any]
) -> tuple[Data, Message]:
    from promisetrack.register.drafting import compact, explained, part_of, reported

    about = milestone_from(desk, data, given["about"])
    written = desk.day("--date", given["date"], say("The day of the report"), today=day)
    by = _by(desk, register, entry, given["by"])
    status = _status(desk, register, entry, data, about, given["status"])
    phase = _phase(entry, register, status)
    progress = _progress(desk, given["progress"])
    text = desk.text("--text", given["text"], say("What was done"), is_long=True)
    challenges = desk.text(
        "--challenges",
        given["challenges"],
        say("What went wrong or is difficult"),
        is_required=False,
        is_long=True,
    )
    data, evidence = _evidence(desk, register, entry, data, given, day)
    told = part_of(data, about)
    is_told = "status_reason" in told and status in (None, told.get("status"))
    reason = _reason(desk, given, "" if is_told else phase)
    desk.finish()
    report = compact(
        {
            "date": written,
            "by": by,
            "about": about,
            "status": status,
            "text": text,
            "challenges": challenges,
            "evidence": evidence,
        }
    )
    found = reported(
        data, report, progress=progress, is_done=phase == "done", word=given["as_written"]
    )
    found = explained(found, {**reason, "date": written}, about=about) if reason else found
    return found, say("report of {date}", date=str(written))


def milestone_from(desk: Desk, data: Data, given: str | None) -> str | None:
    """Ask which milestone it is about; None where it is the whole commitment."""
    from promisetrack.checks.reading import first_words

    steps = {
        str(one["id"]): first_words(one.get("title")) or str(one["id"])
        for one in data.get("milestones") or ()
        if isinstance(one, dict) and "id" in one
    }
    if not steps and given is None:
        return None
    question = say("About which milestone? (empty: the whole commitment)")
    return desk.choice("--about", given, question, steps, is_required=False)


def _by(desk: Desk, register: Register, entry: Entry, given: str | None) -> str | None:
    from promisetrack.cli.writing import organisations

    plan = register.plans.get(entry.plan or "")
    usual = entry.data.get("lead") or (plan.data.get("authority") if plan else None)
    known = organisations(register)
    return desk.choice(
        "--by",
        given,
        say("Which organisation reports?"),
        known,
        default=str(usual) if usual in known else None,
    )


def _status(
    desk: Desk,
    register: Register,
    entry: Entry,
    data: Data,
    about: str | None,
    given: str | None,
) -> str | None:
    from promisetrack.cli.writing import statuses_of, words_of_statuses

    known = statuses_of(entry, register)
    steps = [one for one in data.get("milestones") or () if isinstance(one, dict)]
    holder = next((one for one in steps if one.get("id") == about), {}) if about else data
    now = holder.get("status", "unknown")
    if not desk.is_bare and given is None:
        return None
    return desk.choice(
        "--status",
        given,
        say("Where does it stand now?"),
        known,
        default=now if now in known else None,
        is_required=desk.is_live,
        also=words_of_statuses(entry, register),
    )


def _phase(entry: Entry, register: Register, status: str | None) -> str:
    from promisetrack.model.schemes import phase_of
    from promisetrack.register.computed import scheme_of

    return phase_of(status or "unknown", scheme_of(entry, register))


def _progress(desk: Desk, given: str | None) -> int | None:
    from promisetrack.cli.answers import read_number

    question = say("How much is done, from 0 to 100? (empty: not said)")
    found = desk.text("--progress", given, question, read=read_number(0, 100), is_required=False)
    return int(found) if found is not None else None


def evidence_from(desk: Desk, register: Register, entry: Entry, given: Sequence[str]) -> list[str]:
    """Ask which evidence shows it, of what the commitment has."""
    from promisetrack.cli.writing import evidence_of

    question = say("Which evidence shows it? Numbers or ids (empty: none of these)")
    return desk.several("--evidence", given, question, evidence_of(entry, register))


def _evidence(
    desk: Desk,
    register: Register,
    entry: Entry,
    data: Data,
    given: dict[str, Any],
    day: date,
) -> tuple[Data, list[str]]:
    """Return the record, with new evidence where an address was given, and the ids to cite."""
    from promisetrack.cli.answers import read_url
    from promisetrack.register.drafting import free_id, taken_ids, with_item
    from promisetrack.source.slugs import slug

    cited = evidence_from(desk, register, entry, given["evidence"])
    url = desk.text(
        "--evidence-url",
        given["evidence_url"],
        say("The address of new evidence (empty: none)"),
        read=read_url,
        is_required=False,
    )
    if url is None:
        return data, cited
    title = desk.text("--evidence-title", given["evidence_title"], say("Its title"))
    plan = register.plans.get(entry.plan or "")
    taken = taken_ids(data, plan.data if plan else {})
    identity = free_id(slug(title or "", longest=48) or "evidence", taken)
    item = {"id": identity, "title": title, "url": url, "accessed": day.isoformat()}
    return with_item(data, "evidence", item), [*cited, identity]


def _reason(desk: Desk, given: dict[str, Any], phase: str) -> Data:
    from promisetrack.cli.writing import vocabulary
    from promisetrack.register.drafting import compact

    if phase not in _WANT_REASON and not given["reason"] and not given["reason_text"]:
        return {}
    question = say("Why? (empty: no reason is given)")
    code = desk.choice(
        "--reason", given["reason"], question, vocabulary("reason-code"), is_required=False
    )
    text = desk.text(
        "--reason-text",
        given["reason_text"],
        say("The reason in words (empty: none)"),
        is_required=False,
    )
    return compact({"code": code, "text": text})
