"""What a register owes to those who doubt it: what was published, rewritten, removed, set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from promisetrack.model.routes import show
from promisetrack.site.forge import forge_of
from promisetrack.site.parts import Lines, Link, Row, Rows, Section, Table
from promisetrack.site.story.telling import moment
from promisetrack.site.survey import first_language
from promisetrack.site.told import Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.history.events import Event
    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import When
    from promisetrack.site.past import Change
    from promisetrack.site.site import Publication

PUBLICATIONS: Final = "audit/publications.jsonl"
MANIFEST: Final = "audit/manifest.json"
NEWEST: Final = 20
"""Publications and changes of rules that the page shows; files and months have them all."""
SHORT: Final = 12


def log(desk: Desk) -> Section:
    """Return the publications, the newest first; honest where there is none."""
    found = desk.site.log
    title = desk.say("What was published, and when")
    if not found:
        return Section("log", title, answer=_no_log(desk))
    rows = tuple(_publication(desk, one) for one in reversed(found[-NEWEST:]))
    head = (desk.say("Number"), desk.say("As of"), desk.say("Version"), desk.say("Entry"))
    table = Table(desk.say("Publications, the newest first."), head, rows)
    more = desk.say(
        "All of them as data: {file}. The log itself is the branch {branch} of the repository.",
        file=Link("publications.jsonl", PUBLICATIONS),
        branch=code(desk.site.log_branch),
    )
    return Section(
        "log",
        title,
        (table, Lines((more,), is_small=True)),
        answer=desk.join((_how_many(desk), desk.say("This site comes after them."))),
    )


def rewrites(desk: Desk) -> Section | None:
    """Return the rewrites that the publisher owned up to; nothing without a log."""
    title = desk.say("Rewrites of the past")
    if not desk.site.log:
        return None
    found = [one for one in desk.site.log if one.reason or one.restarts]
    if not found:
        none = desk.say("Since the first publication no rewrite of the past has been declared.")
        return Section("rewrites", title, answer=none)
    answer = desk.say_n(
        "{n} rewrite of the past was declared, with its reason.",
        "{n} rewrites of the past were declared, each with its reason.",
        len(found),
    )
    rows = tuple(_rewrite(desk, one) for one in reversed(found))
    return Section("rewrites", title, (Rows(rows),), answer=answer)


def erased(desk: Desk) -> Section:
    """Return what the law made the register take out, never the words themselves."""
    found = desk.site.removals
    title = desk.say("Texts removed by law")
    if not found:
        return Section("erased", title, answer=desk.say("No text was removed."))
    answer = desk.say_n(
        "{n} text was removed. In its place stands when and why.",
        "{n} texts were removed. In their place stands when and why.",
        len(found),
    )
    newer = desk.site.options.redactions_of
    if newer:
        since = desk.say(
            "This version is older: what was removed since, as of version {commit}, is removed "
            "from it too.",
            commit=commit(desk, newer),
        )
        answer = desk.join((answer, since))
    source = first_language(desk.register, None)
    rows = tuple(
        Row(
            who=desk.say("Removed"),
            when=desk.date(one.date, source, is_short=True),
            title=desk.text(one.reason, source) or desk.say("No reason is given."),
            by=desk.say("Where: {route}", route=code(show(one.route) or "*")),
            notes=(desk.say("Version of the file: {blob}", blob=code(one.blob)),),
        )
        for one in found
    )
    return Section("erased", title, (Rows(rows),), answer=answer)


def gone(desk: Desk) -> Section:
    """Return how many commitments were taken out of the register, and the way to them."""
    found = desk.survey.gone
    title = desk.say("Removed commitments")
    if not found:
        return Section("gone", title, answer=desk.say("No commitment was removed."))
    answer = desk.say_n(
        "{n} commitment was removed from the register. Its page stays readable.",
        "{n} commitments were removed from the register. Their pages stay readable.",
        len(found),
    )
    link = Link(desk.say("Removed commitments"), desk.addresses.list_of("removed"))
    return Section("gone", title, (Lines((link,)),), answer=answer)


def set_aside(desk: Desk) -> Section:
    """Return the findings of checks that the register accepts, each with its reason."""
    found = [one for one in desk.site.diagnostics if one.suppressed is not None]
    title = desk.say("Checks set aside")
    if not found:
        return Section("aside", title, answer=desk.say("No check was set aside."))
    answer = desk.say_n(
        "{n} finding of the checks is accepted, with its reason.",
        "{n} findings of the checks are accepted, each with its reason.",
        len(found),
    )
    return Section("aside", title, (Rows(tuple(finding(desk, one) for one in found)),), answer)


def finding(desk: Desk, one: Diagnostic) -> Row:
    """Return what a check found, and why it is accepted where it is."""
    reason = desk.say("Reason: {reason}", reason=one.suppressed) if one.suppressed else ""
    notes = (code(f"{one.path}:{one.start.line}"), reason)
    return Row(
        who=code(one.check),
        title=desk.tongue.message(one.message),
        by=desk.tongue.message(one.help) if one.help else "",
        notes=tuple(note for note in notes if note),
    )


def rules(desk: Desk) -> Section | None:
    """Return the changes of what decides about others: policy, checks, templates, workflows."""
    past = desk.survey.past
    if not past.is_known:
        return None
    found = _changes_of_rules(desk)
    title = desk.say("Changes of the rules")
    if not found:
        none = desk.say("The rules are those of the first day.")
        return Section("rules", title, answer=none)
    answer = desk.say_n("The rules changed {n} time.", "The rules changed {n} times.", len(found))
    shown = tuple(moment(desk, one) for one in found[:NEWEST])
    return Section("rules", title, (Story(shown),), answer=answer)


def day(desk: Desk, written: str) -> When | None:
    """Return the day of a publication in full; None where it is none."""
    try:
        return desk.day(date.fromisoformat(written))
    except ValueError:
        return None


def code(text: str) -> Markup:
    """Return an id or a name as it is typed."""
    return Markup("<code>{}</code>").format(text)


def commit(desk: Desk, identity: str) -> object:
    """Return a commit's id, as a link where the forge is known."""
    forge = forge_of(desk.site)
    short = code(identity[:SHORT])
    return Link(short, url=forge.commit_at(identity)) if forge else short


def _no_log(desk: Desk) -> Markup:
    return desk.say(
        "Nothing has been entered into a publication log yet. Until then nobody can prove "
        "that the past was not rewritten before this site was built."
    )


def _how_many(desk: Desk) -> Markup:
    first = day(desk, desk.site.log[0].today)
    return desk.say_n(
        "{n} publication before this one, on {date}.",
        "{n} publications before this one, the first on {date}.",
        len(desk.site.log),
        date=first or "",
    )


def _publication(desk: Desk, one: Publication) -> tuple[object, ...]:
    known = day(desk, one.today)
    entry = desk.say("{id}, signed", id=commit(desk, one.entry)) if one.is_signed else None
    return (
        desk.number(one.n),
        known or one.today,
        commit(desk, one.source),
        entry or commit(desk, one.entry),
    )


def _rewrite(desk: Desk, one: Publication) -> Row:
    told = desk.say("Before publication {n}", n=desk.number(one.n))
    old = desk.say("The log began anew, in the place of {id}.", id=code(one.restarts))
    return Row(
        who=told,
        when=day(desk, one.today),
        title=one.reason or desk.say("No reason is given."),
        notes=(old,) if one.restarts else (),
    )


def _changes_of_rules(desk: Desk) -> list[Change]:
    """Return the changes of rules, the newest first."""
    found = (one for many in desk.survey.past.months.values() for one in many)
    ruling = (replace(one, events=_ruling(one.events)) for one in found if one.record is None)
    return [one for one in ruling if one.events]


def _ruling(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(one for one in events if one.kind == "rules-changed")
