"""`promisetrack build`: the site, from what is committed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from promisetrack.cli.sources import Material
    from promisetrack.diagnostic import Diagnostic
    from promisetrack.edges.stopwatch import Stopwatch
    from promisetrack.register.register import Register
    from promisetrack.site.build import Other, Work
    from promisetrack.site.shadow import Shadow
    from promisetrack.site.site import Site

REFUSED = 1
MANY = 60
"""Commitments from which on a second process saves more time than it takes."""


@click.command(cls=Command, help=_("Build the site from what is committed."))
@click.option(
    "-o", "--output", metavar="DIR", help=_("Where to write the site; default: build/site.")
)
@click.option("--worktree", is_flag=True, help=_("A preview of the files as they lie here."))
@click.option("--at", metavar="REV|DATE", help=_("The site as of a version or a day."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.option("--base-url", metavar="URL", help=_("The address at which the site will be read."))
@click.option("--allow-errors", is_flag=True, help=_("Build in spite of errors, and list them."))
@click.option("--portable", is_flag=True, help=_("Addresses that open from a folder too."))
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 64),
    help=_("How many processes may work at once."),
)
@click.option(
    "--trust-templates",
    is_flag=True,
    help=_("Run the register's own templates with --at and in a pull request too: they are code."),
)
@click.option("--profile", is_flag=True, help=_("Say how long each stage took, and the memory."))
@click.pass_obj
def build(
    session: Session,
    *,
    output: str | None,
    worktree: bool,
    at: str | None,
    today: str | None,
    base_url: str | None,
    allow_errors: bool,
    portable: bool,
    jobs: int | None,
    trust_templates: bool,
    profile: bool,
) -> int:
    """Build beside the output and swap: a reader sees the old site or the new one."""
    from promisetrack.checks.runner import run
    from promisetrack.cli.sealing import seal
    from promisetrack.cli.sources import site_of
    from promisetrack.cli.tracker import asked_day, find
    from promisetrack.diagnostic import say
    from promisetrack.edges.publish import publish
    from promisetrack.edges.stopwatch import Stopwatch
    from promisetrack.site.build import build as pages
    from promisetrack.site.site import Options

    watch, root = Stopwatch(), find(session)
    _require_address(base_url)
    target = _target(root, output)
    material = _read(root, at, is_worktree=worktree)
    watch.lap(say("the files and their history are read"))
    register = material.register
    day = material.day if material.day and today is None else asked_day(today, register)
    found = run(register, today=day)
    watch.lap(say("checks"))
    if _errors(found) and not allow_errors:
        return _refuse(found, root, register, session=session, day=day)
    is_trusted = trust_templates or (at is None and not is_proposal(os.environ))
    site = site_of(material, day, found, Options(base_url or "", portable, is_trusted))
    report = publish(target, seal(material, site, pages(site, beside=_helper(jobs, register))))
    watch.lap(say("pages are made and written"))
    if not session.quiet:
        _tell_outcome(target, report.files, site)
    if profile:
        _tell_profile(watch)
    return 0


def _tell_profile(watch: Stopwatch) -> None:
    from promisetrack.diagnostic import say
    from promisetrack.edges.stopwatch import peak_memory

    speak = words()
    for stage, seconds in (*watch.laps, (say("in all"), watch.total)):
        click.echo(f"{seconds:8.2f} s  {speak.text(stage)}", err=True)
    most = speak.text(say("of memory at most, in this process"))
    click.echo(f"{peak_memory() / 2**20:8.0f} MiB  {most}", err=True)


def _read(root: Path, at: str | None, *, is_worktree: bool) -> Material:
    from promisetrack.cli.sources import from_commit, from_worktree
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault

    if is_worktree and at is not None:
        raise UsageFault(
            say("--worktree and --at exclude one another"),
            say("the working tree is what lies here now; leave one of the two out"),
        )
    return from_worktree(root) if is_worktree else from_commit(root, at)


def _errors(found: tuple[Diagnostic, ...]) -> int:
    return sum(one.level == "error" and one.suppressed is None for one in found)


def _refuse(
    found: tuple[Diagnostic, ...],
    root: Path,
    register: Register,
    *,
    session: Session,
    day: date,
) -> int:
    from promisetrack.cli.check import show
    from promisetrack.cli.tracker import Opened, prefix_of
    from promisetrack.diagnostic import say

    errors = tuple(one for one in found if one.level == "error" and one.suppressed is None)
    opened = Opened(root, prefix_of(root), register)
    click.echo(show(errors, opened, form="text", day=day.isoformat(), session=session), err=True)
    click.echo(
        words().text(say("the site was not built; --allow-errors builds it and lists them")),
        err=True,
    )
    return REFUSED


def _helper(jobs: int | None, register: Register) -> Callable[[Work], Other | None] | None:
    """Return the way to a second process, where that is allowed and there is work for it."""
    from promisetrack.edges.beside import beside
    from promisetrack.edges.workers import processors

    is_worth_it = jobs is not None or len(register.commitments) >= MANY
    return beside if is_worth_it and (jobs or processors()) > 1 else None


def _require_address(base_url: str | None) -> None:
    """Refuse what cannot be the address of a site: every citation would lead nowhere."""
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault

    if base_url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", base_url):
        raise UsageFault(
            say("“{url}” cannot be the address of a site", url=base_url),
            say("write it as in a browser: https://promises.example/folder/"),
        )


def _target(root: Path, output: str | None) -> Path:
    """Return where the site goes; never among the files that it is made from."""
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault

    target = Path(output) if output else root / "build" / "site"
    whole = target.resolve()
    sources = [(root / name).resolve() for name in ("commitments", "site_templates")]
    if ".git" in whole.parts or any(whole.is_relative_to(one) for one in sources):
        raise UsageFault(
            say("“{folder}” lies among the files of the register itself", folder=str(target)),
            say("name a folder outside of them, for example build/site"),
        )
    return target


def is_proposal(environment: Mapping[str, str]) -> bool:
    """Whether continuous integration builds what somebody proposes: GitHub, Gitea, GitLab."""
    event = environment.get("GITHUB_EVENT_NAME", "")
    return event.startswith("pull_request") or "CI_MERGE_REQUEST_IID" in environment


def _tell_templates(shadow: Shadow) -> None:
    """Say which of the register's own templates were not used, and why."""
    from promisetrack.output.escape import visible

    if shadow.is_ignored:
        tell(_("the register's own templates were not used: they are code (--trust-templates)"))
    for path in shadow.idle:
        tell(
            _("{path} changes nothing: “promisetrack theme” lists what can be changed"),
            path=visible(path),
        )


def _tell_languages(site: Site) -> None:
    """Say in which of the tracker's languages there are no pages."""
    from promisetrack.output.escape import visible
    from promisetrack.words.script import listed

    asked = site.register.tracker.data.get("languages") if site.register.tracker else None
    listing = asked if isinstance(asked, list) else []
    mute = [one for one in listing if isinstance(one, str) and one not in site.languages]
    if mute:
        tell(
            _("the site has no pages in {languages}: nobody has put its words into it yet"),
            languages=visible(listed(mute, words().language)),
        )


def _tell_outcome(target: Path, files: int, site: Site) -> None:
    from promisetrack.diagnostic import say_n
    from promisetrack.site.site import SourceInfo

    _tell_templates(site.shadow)
    _tell_languages(site)
    speak, source = words().text, site.source or SourceInfo("")
    if source.is_worktree and not source.commit:
        tell(_("this preview has no history: nothing here is kept in git yet"))
    if source.changed_files and not source.is_worktree:
        message = say_n(
            "{n} changed file is not in this site: commit it first",
            "{n} changed files are not in this site: commit them first",
            source.changed_files,
        )
        click.echo(speak(message), err=True)
    click.echo(
        speak(say_n("{n} file in {folder}", "{n} files in {folder}", files, folder=str(target)))
    )
