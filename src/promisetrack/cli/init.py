"""`promisetrack init DIR`: a new tracker, ready to push; or a copy of another with its history."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say, say_n
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.cli.founding import Program
    from promisetrack.register.starting import Answers

BRANCH = "main"
_ADDRESS = "https://…"
_TOGETHER = (".vscode", ".github", ".gitlab", ".gitea", ".forgejo")
"""Folders whose new files are told as one line."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a tracker is to lie: the folder, and the top of the repository that holds it.

    `is_own`: there is no repository yet, and the folder becomes one.
    """

    folder: Path
    top: Path
    is_own: bool
    branch: str = BRANCH

    @property
    def prefix(self) -> str:
        """The path of the folder in its repository, empty or ending in "/"."""
        inside = self.folder.resolve().relative_to(self.top).as_posix()
        return "" if inside == "." else f"{inside}/"


@click.command(cls=Command, help=_("Begin a new tracker, or take over another with its history."))
@click.argument("folder", metavar="DIR")
@click.option(
    "--from", "place", metavar="URL|DIR", help=_("Take over this tracker, with its history.")
)
@click.option("--title", metavar="TEXT", help=_("The name of the tracker."))
@click.option("--languages", metavar="L,L", help=_("Its languages, the first one first: fr,en."))
@click.option("--timezone", metavar="ZONE", help=_("Its time zone, such as Europe/Paris."))
@click.option("--publisher", metavar="TEXT", help=_("Who publishes it."))
@click.option("--contact", metavar="TEXT", help=_("An e-mail address or a page to write to."))
@click.option("--plan-title", metavar="TEXT", help=_("The name of the first plan."))
@click.option("--plan-kind", metavar="KIND", help=_("What kind of plan it is."))
@click.option("--forge", metavar="KIND", help=_("Where it will lie: github, gitlab, forgejo, …"))
@click.option("--forge-url", metavar="URL", help=_("The address of the repository there."))
@click.option(
    "--program",
    metavar="URL@COMMIT",
    help=_("The repository and version of promisetrack that the forge is to run."),
)
@click.pass_obj
def init(session: Session, /, folder: str, place: str | None, **given: str | None) -> int:
    """Write the first files, or fetch a whole repository into an empty folder."""
    from promisetrack.cli.interview import asked, program
    from promisetrack.cli.prompts import Desk

    target = Path(folder)
    if place is not None:
        _refuse_what_is_there(target)
        return _take_over(target, place, session)
    site = _site(target)
    desk = Desk(is_bare=not any(given.values()))
    answers = replace(asked(desk, given), branch=site.branch)
    found = program(desk, given["program"], answers)
    desk.finish()
    desk.end()
    return _begin(site, answers, found, session)


def _refuse_what_is_there(target: Path) -> None:
    from promisetrack.edges.drafts import is_empty

    if not is_empty(target):
        raise UsageFault(
            say("“{folder}” is there already, and is not an empty folder", folder=str(target)),
            say(
                "name a folder that does not exist yet, or an empty one; a repository that you "
                "have cloned may hold other files already"
            ),
        )


def _site(target: Path) -> Site:
    """Return where the tracker goes; a repository may hold other files, nothing else may."""
    from promisetrack.edges.start import branch_of, top_of

    if (target / "commitments").exists():
        raise UsageFault(
            say("“{folder}” holds a tracker already: nothing was written", folder=str(target)),
            say("“promisetrack new” writes a commitment into it"),
        )
    top = top_of(target)
    if top is None or (target.exists() and not target.is_dir()):
        _refuse_what_is_there(target)
        return Site(target, target.resolve(), is_own=True)
    return Site(target, top, is_own=False, branch=branch_of(top) or BRANCH)


def _take_over(target: Path, place: str, session: Session) -> int:
    from promisetrack.edges.start import holds_tracker, take_over

    take_over(place, target)
    if not holds_tracker(target):
        click.echo(
            words().text(say("the copy holds no “commitments/tracker.yaml”: it is no tracker")),
            err=True,
        )
    click.echo(words().text(say("copied with its history: {folder}", folder=str(target))))
    if not session.quiet:
        _say_next([*_go(target), "promisetrack check", f"git remote add origin {_ADDRESS}"])
    return 0


def _begin(site: Site, answers: Answers, program: Program | None, session: Session) -> int:
    from promisetrack.cli.founding import forge_part, tracker_part
    from promisetrack.edges.drafts import is_there, write
    from promisetrack.edges.start import begin

    wanted = {f"{site.prefix}{path}": text for path, text in tracker_part(answers).items()}
    wanted |= forge_part(answers, program, site.prefix)
    kept = sorted(path for path in wanted if is_there(site.top, path))
    files = {path: text for path, text in wanted.items() if path not in kept}
    site.folder.mkdir(parents=True, exist_ok=True)
    write(site.top, [(path, None, text.encode("utf-8")) for path, text in sorted(files.items())])
    if site.is_own:
        begin(site.folder, answers.branch)
    _tell(site, sorted(files), kept)
    if not session.quiet:
        _say_what_is_missing(answers, program)
        _say_next(_steps(site, answers))
    return 0


def _tell(site: Site, new: Sequence[str], kept: Sequence[str]) -> None:
    """Name the new files, those of editor and forge by their folder; and what was left alone."""
    here = os.path.relpath(site.top)
    shown = "" if here == "." else f"{here}/"
    counts: dict[str, int] = {}
    for path in new:
        inside = path.removeprefix(site.prefix)
        folder = inside.partition("/")[0]
        place = path[: len(path) - len(inside)] + folder + "/" if folder in _TOGETHER else path
        counts[place] = counts.get(place, 0) + 1
    for place, count in counts.items():
        path = f"{shown}{place}"
        many = say_n("new: {path} ({n} file)", "new: {path} ({n} files)", count, path=path)
        click.echo(words().text(many if place.endswith("/") else say("new: {path}", path=path)))
    for path in kept:
        click.echo(words().text(say("left as it was: {path}", path=f"{shown}{path}")))
    if f"{site.prefix}.gitignore" in kept:
        ask = say("add the line “/build/” to “.gitignore”: the site that is built is not recorded")
        click.echo(words().text(ask), err=True)


def _say_what_is_missing(answers: Answers, program: Program | None) -> None:
    """Say why the forge checks nothing yet, where that is so."""
    from promisetrack.cli.founding import WITH_WORKFLOWS, is_reachable

    if answers.forge is None:
        return
    if answers.forge not in WITH_WORKFLOWS:
        what = say("this forge gets no workflows: run “promisetrack check” before you accept")
    elif program is None:
        what = say(
            "the forge checks nothing yet: “continuous-integration.md”, in the documentation of "
            "promisetrack, has the lines to add"
        )
    elif not is_reachable(answers, program):
        what = say("the forge checks nothing yet: promisetrack must lie on the same forge")
    else:
        return
    click.echo(words().text(what), err=True)


def _steps(site: Site, answers: Answers) -> list[str]:
    """Return the commands that come next: who writes, the first record, the first push."""
    line = shlex.quote(words().text(say("Begin the tracker")))
    steps = [*_go(site.folder), "promisetrack new", *_introduction()]
    steps += ["git add ." if site.is_own or not site.prefix else "git add :/"]
    steps += [f"git commit -m {line}"]
    if site.is_own:
        steps.append(f"git remote add origin {answers.forge_url or _ADDRESS}")
    return [*steps, f"git push -u origin {answers.branch}" if site.is_own else "git push"]


def _introduction() -> list[str]:
    """Return how to tell git who writes, where git is not told yet."""
    from promisetrack.edges.process import own_settings

    try:
        known = own_settings(("user.name", "user.email"))
    except PromisetrackError:
        return []
    name, mail = (words().text(one) for one in (say("Your name"), say("you@example.org")))
    told = {
        "user.name": ("GIT_AUTHOR_NAME", name),
        "user.email": ("GIT_AUTHOR_EMAIL", mail),
    }
    return [
        f'git config --global {key} "{example}"'
        for key, (variable, example) in told.items()
        if key not in known and variable not in os.environ
    ]


def _go(target: Path) -> list[str]:
    return [] if target.as_posix() == "." else [f"cd {shlex.quote(str(target))}"]


def _say_next(lines: Sequence[str]) -> None:
    click.echo(words().text(say("What to do next:")), err=True)
    for line in lines:
        click.echo(f"  {line}", err=True)
