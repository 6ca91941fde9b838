"""`promisetrack diff`: what a change means, for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session

if TYPE_CHECKING:
    from promisetrack.history.names import Names
    from promisetrack.history.timeline import Timeline

DIFFERENT = 1
HEAD = "HEAD"


@click.command(cls=Command, help=_("Say what a change means, for a pull request."))
@click.argument("base")
@click.argument("head", default=HEAD)
@click.option("--exit-code", is_flag=True, help=_("Exit with 1 where something differs."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help=_("How to print what was found."),
)
@click.pass_obj
def diff(session: Session, base: str, head: str, *, exit_code: bool, form: str) -> int:
    """Compare HEAD with the point from which it left BASE; `BASE..HEAD` says the same."""
    from promisetrack.cli.past import fork_point, names_at, read_change
    from promisetrack.cli.sources import repository
    from promisetrack.cli.tracker import find
    from promisetrack.history.serialise import difference
    from promisetrack.history.stored import written

    repo = repository(find(session))
    base, head = _sides(base, head)
    newer = repo.resolve(head)
    older = fork_point(repo, repo.resolve(base), newer)
    found = read_change(repo, older, newer)
    if form == "json":
        plain = difference(found, base=older, head=newer)
        click.echo(written(plain))
    else:
        names = names_at(repo, newer)
        click.echo(_told(found, names, form=form, colour=session.colour), nl=False)
    return DIFFERENT if exit_code and (found.commitments or found.tracker) else 0


def _sides(base: str, head: str) -> tuple[str, str]:
    """Return both versions; git's `BASE..HEAD` and `BASE...HEAD` are understood.

    No name of a version holds two dots (https://git-scm.com/docs/git-check-ref-format).
    """
    if head != HEAD:
        return base, head
    left, dots, right = base.partition("..")
    return (left or HEAD, right.removeprefix(".") or HEAD) if dots else (base, head)


def _told(found: Timeline, names: Names, *, form: str, colour: bool) -> str:
    from promisetrack.output.story import diff_markdown, diff_text

    if form == "markdown":
        return diff_markdown(found.commitments, found.tracker, names=names)
    return diff_text(found.commitments, found.tracker, names=names, colour=colour)
