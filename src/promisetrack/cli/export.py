"""`promisetrack export`: a plan in another form, for people who work with that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell

if TYPE_CHECKING:
    from promisetrack.register.register import Register

FORMATS = ("bundle", "xlsx")


@click.command(
    cls=Command, help=_("Write a plan as a workbook, or the whole register in one file.")
)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("--plan", metavar="PLAN", help=_("The id of the plan; may be left out for one."))
@click.option("-o", "--output", metavar="PATH", help=_("Where to write; “-” is standard output."))
@click.pass_obj
def export(session: Session, form: str, *, plan: str | None, output: str | None) -> int:
    """Write the workbook of a plan, from the files as they lie here, or a bundle of all.

    A workbook tells no more than the pages do: what the law wants removed is not in it.
    """
    if form == "bundle":
        return _bundle(session, plan, output)
    from promisetrack.cli.sources import as_told
    from promisetrack.cli.tracker import open_tree
    from promisetrack.cli.workbook import spoken
    from promisetrack.exchange.xlsx_write import export as workbook

    opened = open_tree(session)
    chosen = _plan(opened.register, plan)
    words = spoken(session.language)
    commit = _commit(opened.root)
    register = as_told(opened.root, opened.register, commit)
    content = workbook(register, chosen, words, commit=commit)
    _deliver(content, output or f"{chosen}.{form}", is_quiet=session.quiet)
    return 0


def _bundle(session: Session, plan: str | None, output: str | None) -> int:
    """Write what is committed, with its history and the publication log: one file for verify."""
    from promisetrack.cli.sealing import log_branch
    from promisetrack.cli.sources import repository
    from promisetrack.cli.tracker import find
    from promisetrack.cli.versions import tracker_at
    from promisetrack.diagnostic import say
    from promisetrack.edges.bundle import bundle
    from promisetrack.edges.log import log_tip
    from promisetrack.errors import UsageFault

    if plan is not None:
        raise UsageFault(
            say("a bundle holds the whole register, not one plan"), say("leave --plan out")
        )
    root = find(session)
    repo = repository(root)
    head = repo.head()
    tracker = tracker_at(repo, head)
    log = log_branch(tracker)
    name, tip = repo.branch() or "main", log_tip(repo, log)
    content = bundle(repo, {name: head} | ({log: tip} if tip else {}), name)
    target = output or f"{root.resolve().name}.bundle"
    _deliver(content, target, is_quiet=session.quiet)
    if not session.quiet and target != "-":
        if tip is None:
            tell(_("it has no publication log yet: nothing was published from here"))
        tell(
            _("whoever has the file can check it offline: promisetrack verify {path}"), path=target
        )
        if tracker.get("redact"):
            tell(_("it holds every version, so also what pages do not show (redact)"))
    return 0


def _plan(register: Register, asked: str | None) -> str:
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault

    if asked is None and len(register.plans) == 1:
        return next(iter(register.plans))
    if asked in register.plans:
        return str(asked)
    message = (
        say("there is no plan “{plan}”", plan=asked)
        if asked
        else say("this tracker has several plans")
    )
    plans = ", ".join(register.plans)
    raise UsageFault(message, say("name one after --plan: {plans}", plans=plans))


def _commit(root: Path) -> str:
    """Return the version that the files stand on; nothing where there is no repository."""
    from promisetrack.edges.git import Repository
    from promisetrack.errors import PromisetrackError

    try:
        repo = Repository.open(root)
        return repo.head() if repo else ""
    except PromisetrackError:  # no commit yet
        return ""


def _deliver(content: bytes, target: str, *, is_quiet: bool) -> None:
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault

    if target == "-":
        click.echo(content, nl=False)
        return
    try:
        with Path(target).open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageFault(
            say(
                "there is a file “{path}” already, and somebody may have worked in it", path=target
            ),
            say("move it away, or name another after -o"),
        ) from None
    if not is_quiet:
        tell(_("written: {path}"), path=target)
