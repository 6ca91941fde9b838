"""`promisetrack new PLAN ID`: a new commitment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from promisetrack.cli.completing import plans
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from promisetrack.cli.prompts import Desk
    from promisetrack.register.drafting import Data
    from promisetrack.register.register import Register

_NEW = "not-started"


@click.command(cls=Command, help=_("Write a new commitment."))
@click.argument("plan", required=False, shell_complete=plans)
@click.argument("identity", metavar="[ID]", required=False)
@click.option("--title", metavar="TEXT", help=_("What is promised, in one line."))
@click.option("--lead", metavar="ORGANISATION", help=_("The id of the organisation in charge."))
@click.option("--due", metavar="DATE", help=_("The deadline, as precise as it was given."))
@click.option("--status", metavar="STATUS", help=_("Where it stands; default: not started."))
@click.option("--description", metavar="TEXT", help=_("The text of the promise, word for word."))
@click.option("--source", metavar="URL", help=_("The address where it was promised."))
@click.option("--number", metavar="TEXT", help=_("The number in the plan."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.pass_obj
def new(session: Session, /, plan: str | None, identity: str | None, **given: str | None) -> int:
    """Ask what a promise needs, check it, and write its file."""
    from promisetrack.cli.prompts import Desk
    from promisetrack.cli.tracker import asked_day, open_tree
    from promisetrack.cli.writing import settle
    from promisetrack.register.drafting import changed, ordered, path_of
    from promisetrack.source.format import formatted

    opened = open_tree(session)
    register = opened.register
    day = asked_day(given.pop("today"), register)
    desk = Desk(is_bare=not any(given.values()))
    plan = _plan(desk, register, plan)
    title = desk.text("--title", given["title"], say("What is promised, in one line"))
    identity = _identity(desk, register, identity, title)
    data = _asked(desk, register, plan, given)
    desk.finish()
    whole = {"id": identity, "title": title, "number": given["number"], **data}
    draft = changed(register, path_of(register, plan, str(identity)), ordered("commitment", whole))
    text, _faults = formatted(draft.new, "commitment", draft.path)
    plain = text.encode("utf-8") if text is not None else draft.new
    draft = replace(draft, new=_modeline(register, plan).encode("utf-8") + plain)
    what = say("new commitment")
    return settle(desk, opened, [draft], day=day, session=session, subject=(str(identity), what))


def _modeline(register: Register, plan: str) -> str:
    """Return the line that names the schema for editors, where the plan's file has one."""
    document = register.documents.get(register.plans[plan].path)
    first = document.text.split("\n", 1)[0] if document else ""
    is_one = first.startswith("# yaml-language-server:") and first.endswith("/plan.json")
    return first.replace("/plan.json", "/commitment.json") + "\n" if is_one else ""


def _plan(desk: Desk, register: Register, plan: str | None) -> str:
    from promisetrack.cli.writing import mind_the_unread, title_of
    from promisetrack.errors import PromisetrackError, UsageFault

    if not register.plans or (plan is not None and plan not in register.plans):
        mind_the_unread(register, "/plan.yaml")
    if not register.plans:
        raise PromisetrackError(
            say("this tracker has no plan yet"),
            say("write “commitments/PLAN/plan.yaml” with “id” and “title”"),
        )
    titles = {one: title_of(entry, register) for one, entry in register.plans.items()}
    only = next(iter(titles)) if len(titles) == 1 else None
    found = plan or only
    if found is None:
        found = desk.choice("PLAN", None, say("In which plan?"), titles)
    elif plan is None:
        desk.note("PLAN", found)
    desk.finish()
    if found not in titles:
        raise UsageFault(
            say("there is no plan “{plan}”", plan=str(found)),
            say("the plans are: {plans}", plans=", ".join(titles)),
        )
    return found


def _identity(
    desk: Desk, register: Register, identity: str | None, title: str | None
) -> str | None:
    from promisetrack.cli.answers import Reading, read_id
    from promisetrack.source.slugs import slug

    unread = {PurePosixPath(one).stem for one in register.unread}

    def read(answer: str) -> Reading:
        value, wrong = read_id(answer)
        if wrong is None and (value in register.commitments or value in unread):
            return None, say("there is a commitment “{id}” already", id=answer)
        return value, wrong

    offered = slug(title or "", longest=40) or None
    question = say("Its permanent name (id), in the file's name and in addresses")
    if identity is None and not desk.is_live:
        desk.missing.append("ID")
        return None
    return desk.text("ID", identity, question, default=offered, read=read)


def _asked(desk: Desk, register: Register, plan: str, given: dict[str, str | None]) -> Data:
    from promisetrack.cli.answers import read_url
    from promisetrack.cli.writing import statuses_of, words_of_statuses
    from promisetrack.register.register import Entry

    record = register.plans[plan]
    here = Entry("commitment", "", plan, "", (), {}, None)
    statuses = statuses_of(here, register)
    lead = _lead(desk, register, plan, given["lead"])
    due = desk.day("--due", given["due"], say("By when? (empty: no date was given)"))
    status = desk.choice(
        "--status",
        given["status"],
        say("Where does it stand?"),
        statuses,
        default=_NEW if _NEW in statuses else _waiting(here, register),
        is_required=desk.is_bare and desk.is_live,
        also=words_of_statuses(here, register),
    )
    description = desk.text(
        "--description",
        given["description"],
        say("The text of the promise, word for word"),
        is_required=False,
        is_long=True,
    )
    source = desk.text(
        "--source",
        given["source"],
        say("The address where it was promised (empty: none)"),
        read=read_url,
        is_required=False,
    )
    return {
        "description": description,
        "source": source,
        "lead": lead,
        "due": due,
        "status": status or (_NEW if _NEW in statuses else _waiting(here, register)),
        "milestones": record.data.get("milestones_template"),
    }


def _lead(desk: Desk, register: Register, plan: str, given: str | None) -> str | None:
    """Ask who is in charge; the authority of the plan is offered."""
    from promisetrack.cli.writing import organisations

    known = organisations(register)
    usual = register.plans[plan].data.get("authority")
    has_usual = usual in known
    return desk.choice(
        "--lead",
        given,
        say("Which organisation is in charge?")
        if has_usual
        else say("Which organisation is in charge? (empty: nobody is named)"),
        known,
        default=str(usual) if has_usual else None,
        is_required=has_usual and (desk.is_bare or not desk.is_live),
    )


def _waiting(here: object, register: Register) -> str:
    """Return the first status of the plan's scheme that says that nothing has begun."""
    from promisetrack.model.schemes import phase_of
    from promisetrack.register.computed import scheme_of

    scheme = scheme_of(here, register)  # type: ignore[arg-type] # an entry without a file
    waiting = (one.id for one in scheme.statuses if phase_of(one.id, scheme) == "waiting")
    return next(waiting, "unknown")
