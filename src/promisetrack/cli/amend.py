"""`promisetrack amend ID`: a promise changes, and the change says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from promisetrack.cli.completing import commitments
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from promisetrack.cli.prompts import Desk
    from promisetrack.register.drafting import Data
    from promisetrack.register.register import Entry, Register

_CHANGE = "change"
_SHOWN = 60
"""So many letters of a value are shown beside its name."""


@click.command(cls=Command, help=_("Change a promise, and say why: never quietly."))
@click.argument("identity", metavar="[ID]", required=False, shell_complete=commitments)
@click.option(
    "--set", "values", multiple=True, metavar="ROUTE=VALUE", help=_("A new value; again for more.")
)
@click.option(
    "--route", multiple=True, metavar="ROUTE", help=_("What you have changed in the file already.")
)
@click.option("--reason", metavar="TEXT", help=_("Why the promise changes."))
@click.option("--date", metavar="DATE", help=_("When it was decided; default: today."))
@click.option("--kind", metavar="KIND", help=_("change, or correction of a mistake."))
@click.option("--effect", metavar="EFFECT", help=_("weakens, strengthens, clarifies or neutral."))
@click.option("--decided-by", metavar="ORGANISATION", help=_("The organisation that decided."))
@click.option("--decision", metavar="ID", help=_("The id of the decision that says so."))
@click.option("--evidence", multiple=True, metavar="ID", help=_("Evidence for it; again for more."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.pass_obj
def amend(session: Session, /, identity: str | None, **given: Any) -> int:
    """Ask what changes and why, check it, and write both in one change."""
    from promisetrack.cli.prompts import Desk
    from promisetrack.cli.tracker import asked_day, open_tree
    from promisetrack.cli.writing import commitment_of, contents, settle
    from promisetrack.model.base import key_names
    from promisetrack.model.reports import Amendment
    from promisetrack.register.drafting import changed, with_item

    opened = open_tree(session)
    register = opened.register
    day = asked_day(given.pop("today"), register)
    desk = Desk(is_bare=not any(given.values()))
    entry = commitment_of(desk, register, identity)
    data = contents(register, entry)
    data, routes = _changes(desk, data, given["values"], given["route"])
    said = {**_said(desk, register, entry, given, day), "changes": routes}
    desk.finish()
    amendment = {key: said[key] for key in key_names(Amendment) if said.get(key)}
    draft = changed(register, entry.path, with_item(data, "amendments", amendment))
    what = say("{routes} changed", routes=", ".join(routes))
    return settle(desk, opened, [draft], day=day, session=session, subject=(entry.id, what))


def _said(desk: Desk, register: Register, entry: Entry, given: dict[str, Any], day: date) -> Data:
    """Ask for the reason of a change and who decided it."""
    from promisetrack.cli.update import evidence_from
    from promisetrack.cli.writing import organisations, vocabulary
    from promisetrack.register.drafting import compact

    reason = desk.text("--reason", given["reason"], say("Why?"), is_long=True)
    written = desk.day("--date", given["date"], say("When was it decided?"), today=day)
    kind = desk.choice(
        "--kind",
        given["kind"],
        say("What is it?"),
        vocabulary("amendment-kind"),
        default=_CHANGE,
        is_required=desk.is_bare,
    )
    effect = desk.choice(
        "--effect",
        given["effect"],
        say("What does it do to the promise? (empty: not said)"),
        vocabulary("amendment-effect"),
        is_required=False,
    )
    decided = desk.choice(
        "--decided-by",
        given["decided_by"],
        say("Which organisation decided? (empty: not said)"),
        organisations(register),
        is_required=False,
    )
    evidence = evidence_from(desk, register, entry, given["evidence"])
    return compact(
        {
            "date": written,
            "kind": kind,
            "effect": effect,
            "reason": reason,
            "decided_by": decided,
            "decision": given["decision"],
            "evidence": evidence,
        }
    )


def _changes(
    desk: Desk, data: Data, values: Sequence[str], routes: Sequence[str]
) -> tuple[Data, list[str]]:
    """Return the record with its new values, and the routes of all that changes."""
    if not values and not routes:
        if not desk.is_live:
            desk.missing.append("--set | --route")
            return data, []
        values = (_asked(desk, data),)
    found, named = data, list(routes)
    for one in values:
        route, equals, value = one.partition("=")
        if not equals:
            raise UsageFault(
                say("“{text}” is no change", text=one),
                say("write the field and its new value: --set due=2027-06-30"),
            )
        found = _set(found, route.strip(), value.strip())
        named.append(route.strip())
    return found, list(dict.fromkeys(named))


def _asked(desk: Desk, data: Data) -> str:
    """Ask which field changes, and its new value."""
    from promisetrack.cli.answers import read_date
    from promisetrack.model.routes import parse, resolve, value_at

    route = desk.choice("", None, say("What changes?"), _fields(data)) or ""
    at = resolve(data, parse(route)) or ()
    is_date = route.split(".")[-1] in ("due", "start")
    old = value_at(data, at)
    value = desk.text(
        "",
        None,
        say("The new value (now: {value})", value=str(old))
        if old is not None
        else say("The new value (now: none)"),
        read=read_date if is_date else None,
        is_long=isinstance(old, str) and "\n" in old,
    )
    change = f"{route}={value}"
    desk.note("--set", change)
    return change


def _fields(data: Data) -> dict[str, str]:
    """Return what can be changed by a question: route → words, with the value of today."""
    from promisetrack.model.routes import show

    keys = ("title", "description", "expected_result", "start", "due")
    routes: list[tuple[str, ...]] = [(key,) for key in keys if key in data]
    steps = [one for one in data.get("milestones") or () if isinstance(one, dict)]
    named = {str(one["id"]): one for one in steps if isinstance(one.get("id"), str)}
    for name, step in named.items():
        routes += [("milestones", name, key) for key in ("title", "due") if key in step]
    found: dict[str, str] = {}
    for route in routes:
        for whole, value in _spoken(data, route):
            found[show(whole)] = _in_words(whole, value, named)
    if "due" not in data:
        found["due"] = _in_words(("due",), "", named)
    return found


def _in_words(route: tuple[str, ...], value: str, steps: Mapping[str, Data]) -> str:
    """Return the name of what stands at a route, with its value: “Deadline: 2026-12-31”."""
    from promisetrack.checks.reading import first_words
    from promisetrack.model.commitment import Commitment
    from promisetrack.model.milestone import Milestone
    from promisetrack.model.structure import structure_of
    from promisetrack.words.languages import name_in

    speak = words()
    is_step = route[0] == "milestones"
    key, *language = route[2:] if is_step else route
    label = speak.gettext(structure_of(Milestone if is_step else Commitment).members[key].title)
    if language:
        label = f"{label} ({name_in(language[0], speak.language)})"
    short = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    if not is_step:
        return speak.text(say("{label}: {value}", label=label, value=short))
    step = first_words(steps[route[1]].get("title")) or route[1]
    return speak.text(
        say("Milestone “{step}”, {label}: {value}", step=step, label=label, value=short)
    )


def _spoken(data: Data, route: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Return the texts at a route: one, or one for each language."""
    from promisetrack.model.routes import resolve, value_at

    value = value_at(data, resolve(data, route) or ())
    if isinstance(value, str):
        return [(route, value)]
    if not isinstance(value, dict):
        return []
    return [((*route, key), one) for key, one in value.items() if isinstance(one, str)]


def _set(data: Data, route: str, value: str) -> Data:
    """Set a value by its route; a list or a record is not set by words."""
    from promisetrack.cli.answers import read_date
    from promisetrack.model.base import key_names
    from promisetrack.model.commitment import Commitment
    from promisetrack.model.routes import parse, resolve, value_at
    from promisetrack.register.drafting import set_at, with_key

    parts = parse(route)
    if parts[-1:] in (("due",), ("start",)):
        meant, wrong = read_date(value)
        if wrong is not None:
            raise UsageFault(wrong)
        value = meant or value
    at = resolve(data, parts)
    if at is None and len(parts) == 1 and parts[0] in key_names(Commitment):
        return with_key(data, str(parts[0]), value, list(key_names(Commitment)))
    if at is None:
        above = resolve(data, parts[:-1]) if len(parts) > 1 else None
        if above is None or not isinstance(value_at(data, above), dict):
            raise UsageFault(
                say("there is no “{route}” in this commitment", route=route),
                say("write it as in the site's addresses, such as milestones.m1.due"),
            )
        return set_at(data, (*above, parts[-1]), value)
    old = value_at(data, at)
    if isinstance(old, dict | list):
        raise UsageFault(
            say("“{route}” is a list or a record", route=route),
            say("change it in the file, and name it with --route"),
        )
    new = _typed(value, old)
    if new == old or str(old) == value:
        raise UsageFault(
            say("“{route}” is {value} already", route=route, value=value),
            say("if the file says so because you changed it there, name it with --route"),
        )
    return set_at(data, at, new)


def _typed(value: str, old: object) -> object:
    """Return a number where a number stood."""
    if isinstance(old, bool) or not isinstance(old, int | float):
        return value
    try:
        return int(value)
    except ValueError:
        try:
            return float(value)
        except ValueError:
            return value
