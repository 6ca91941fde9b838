"""`promisetrack explain CHECK` and `promisetrack checks`."""

from __future__ import annotations

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words


@click.command(cls=Command, help=_("Explain one check, with an example."))
@click.argument("name")
@click.pass_obj
def explain(session: Session, name: str) -> int:
    """Print what a check is for and an example of the fault and of its remedy."""
    from promisetrack.checks.explain import as_text

    click.echo(as_text(name, words=words(), colour=session.colour), nl=False)
    return 0


@click.command(cls=Command, help=_("List all checks."))
@click.pass_obj
def checks(session: Session) -> int:
    """Print every check: its code, level, name and one sentence."""
    from promisetrack.checks.explain import list_as_text

    click.echo(list_as_text(words=words(), colour=session.colour), nl=False)
    return 0
