"""What a new tracker must know of itself: the questions of `init`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.cli.shell import words
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from promisetrack.cli.founding import Program
    from promisetrack.cli.prompts import Desk
    from promisetrack.register.starting import Answers

_ZONES = {"fr": "Europe/Paris"}


def asked(desk: Desk, given: dict[str, str | None]) -> Answers:
    """Ask who publishes what, in which languages, and where."""
    from promisetrack.cli.answers import read_languages
    from promisetrack.cli.writing import vocabulary
    from promisetrack.register.starting import Answers
    from promisetrack.source.slugs import slug

    own = words().language
    publisher = desk.text("--publisher", given["publisher"], say("Who publishes it?"))
    title = desk.text(
        "--title",
        given["title"],
        say("The name of the tracker"),
        default=words().text(say("Commitments of {publisher}", publisher=publisher or "")),
    )
    languages = desk.text(
        "--languages",
        given["languages"],
        say("Its languages, the first one first"),
        default=own,
        read=read_languages,
    )
    plan_title = desk.text("--plan-title", given["plan_title"], say("The name of the first plan"))
    kind = desk.choice(
        "--plan-kind",
        given["plan_kind"],
        say("What kind of plan is it?"),
        vocabulary("origin-kind"),
        default="programme",
    )
    contact, forge, forge_url = _where(desk, given)
    codes = tuple((languages or own).split(","))
    return Answers(
        title=title or "",
        languages=codes,
        timezone=given["timezone"] or _ZONES.get(codes[0], "UTC"),
        publisher=publisher or "",
        publisher_id=slug(publisher or "", longest=48) or "publisher",
        plan=_plan_id(slug(plan_title or "", longest=40)),
        plan_title=plan_title or "",
        plan_kind=kind or "programme",
        contact=contact,
        forge=forge,
        forge_url=forge_url,
    )


def _where(desk: Desk, given: dict[str, str | None]) -> tuple[str | None, str | None, str | None]:
    """Ask where to write, and where the repository will lie."""
    from promisetrack.cli.answers import read_url
    from promisetrack.cli.writing import vocabulary

    contact = desk.text(
        "--contact",
        given["contact"],
        say("An e-mail address or a page to write to (empty: none)"),
        is_required=False,
    )
    known = vocabulary("forge-kind")
    url = given["forge_url"]
    guess = next((one for one in known if url and one in url), None)
    forge = desk.choice(
        "--forge",
        given["forge"] or guess,
        say("On which forge will it lie? (empty: not known yet)"),
        known,
        is_required=url is not None,
    )
    if forge is None:
        return contact, None, None
    url = desk.text(
        "--forge-url",
        url,
        say("The address of the repository there (empty: not known yet)"),
        read=read_url,
        is_required=False,
    )
    return contact, forge, url


def program(desk: Desk, given: str | None, answers: Answers) -> Program | None:
    """Return where the forge fetches the program; asked for where the installer did not note it."""
    from promisetrack.cli.founding import WITH_WORKFLOWS, own_program, program_of, read_program

    if answers.forge not in WITH_WORKFLOWS:
        return None
    found = desk.text(
        "--program",
        given or own_program(),
        say("Where the forge fetches promisetrack, as URL@COMMIT (empty: not known yet)"),
        read=read_program,
        is_required=False,
    )
    return program_of(found) if found else None


def _plan_id(made: str) -> str:
    """Return an id for the first plan: its words, or `plan-1` where they name another folder."""
    from promisetrack.model.forms import RESERVED

    return "plan-1" if not made or made in RESERVED else made
