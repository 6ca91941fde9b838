"""`promisetrack due`: what must be reported soon, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session

if TYPE_CHECKING:
    from datetime import date


@click.command(cls=Command, help=_("Say what must be reported soon, and by whom."))
@click.option(
    "--within",
    metavar="SPAN",
    default="30d",
    show_default=True,
    help=_("How far to look ahead: 30d, 6 weeks, 3 months."),
)
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help=_("How to print what was found."),
)
@click.pass_obj
def due(session: Session, *, within: str, today: str | None, form: str) -> int:
    """Read the working tree; what is late is always told."""
    from promisetrack.cli.past import names_of
    from promisetrack.cli.tracker import asked_day, open_tree
    from promisetrack.output.due import due as found
    from promisetrack.output.due_text import Sheet

    register = open_tree(session).register
    day = asked_day(today, register)
    until = _ahead(within, day)
    sheet = Sheet(found(register, day, until), names_of(register), day, until, session.colour)
    click.echo(sheet.markdown() if form == "markdown" else sheet.text(), nl=False)
    return 0


def _ahead(within: str, day: date) -> date:
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault
    from promisetrack.model.dates import parse_duration
    from promisetrack.source.dates import meant_duration

    span = parse_duration(meant_duration(within)) if within[:1].isdecimal() else None
    if span is None:
        raise UsageFault(
            say("“{text}” is not a length of time", text=within),
            say("write for example 30d, “6 weeks” or “3 months”"),
        )
    return span.after(day)
