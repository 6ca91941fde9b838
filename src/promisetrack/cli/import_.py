"""`promisetrack import`: bring in a plan that lives elsewhere, again and again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell, words

if TYPE_CHECKING:
    from promisetrack.exchange.formats import Change


@click.command(cls=Command, help=_("Bring in a plan that lives elsewhere."))
@click.argument("form", metavar="FORMAT")
@click.argument("source", type=click.Path(exists=True))
@click.option("--plan", required=True, metavar="PLAN", help=_("The id of the plan to write."))
@click.option("--select", metavar="SOURCE-PLAN", help=_("Take only this plan of the source."))
@click.option(
    "--detail", type=click.Path(exists=True, dir_okay=False), help=_("A second table with details.")
)
@click.option("--dry-run", is_flag=True, help=_("Say what would change, and write nothing."))
@click.option("--remove", is_flag=True, help=_("Also remove what a workbook no longer has."))
@click.option(
    "--prefer",
    type=click.Choice(["workbook", "tracker"]),
    help=_("Which of two changes of one cell of a workbook stays."),
)
@click.pass_obj
def import_(
    session: Session,
    form: str,
    source: str,
    *,
    plan: str,
    select: str | None,
    detail: str | None,
    dry_run: bool,
    remove: bool,
    prefer: str | None,
) -> int:
    """Convert the source and write what changed; what was added by hand stays."""
    if form == "xlsx":
        from promisetrack.cli.workbook import bring_back

        return bring_back(
            session, source, plan=plan, dry_run=dry_run, may_remove=remove, prefer=prefer
        )
    from promisetrack.cli.tracker import find
    from promisetrack.edges.folder import read_files, remove_files, write_files
    from promisetrack.exchange.formats import run_import

    root = find(session)
    changes = run_import(
        form,
        read_files(Path(source)),
        plan=plan,
        select=select,
        detail=Path(detail).read_bytes() if detail else None,
        existing=_texts(root),
    )
    if not dry_run:
        write_files(root, {one.path: one.new for one in changes if one.new is not None})
        remove_files(root, [one.path for one in changes if one.new is None])
    for change in changes:
        tell(_word(change), path=change.path)
    click.echo(_closing(len(changes), is_dry=dry_run))
    return 0


def _word(change: Change) -> str:
    if change.new is None:
        return _("removed: {path}")
    return _("new: {path}") if change.old is None else _("changed: {path}")


def _texts(root: Path) -> dict[str, str]:
    from promisetrack.edges.disk import read_tree

    return {
        file.path: file.content.decode("utf-8", "replace")
        for file in read_tree(root)
        if file.path.endswith(".yaml")
    }


def _closing(count: int, *, is_dry: bool) -> str:
    from promisetrack.diagnostic import say, say_n

    if not count:
        return words().text(say("nothing changed"))
    if is_dry:
        return words().text(say_n("{n} file would change", "{n} files would change", count))
    return words().text(say_n("{n} file changed", "{n} files changed", count))
