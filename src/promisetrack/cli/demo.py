"""`promisetrack demo`: a tracker with real data and its real history, ready to look at."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell, words

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.cli.sources import Material

DEFAULT = "promisetrack-demo"


@click.command(
    cls=Command, help=_("Make a tracker with real data and its real history, and open its site.")
)
@click.argument("folder", metavar="[DIR]", default=DEFAULT, type=click.Path(file_okay=False))
@click.option("--no-open", is_flag=True, help=_("Do not open the site in the browser."))
@click.option(
    "--today", metavar="DATE", help=_("Judge as on this day; default: the day of the last change.")
)
@click.pass_obj
def demo(session: Session, *, folder: str, no_open: bool, today: str | None) -> int:
    """Plant the history that travels with the program, and build its site."""
    from promisetrack.demo import BRANCH, history
    from promisetrack.edges.plant import plant

    root = Path(folder)
    _ensure_free(root)
    plant(root, history(), branch=BRANCH)
    page = _build(root, today)
    if not no_open:
        from promisetrack.edges.browser import show

        show(page, os.environ)
    if session.quiet:
        click.echo(str(page))
    else:
        _tell_outcome(root, page)
    return 0


def _ensure_free(root: Path) -> None:
    from promisetrack.diagnostic import say
    from promisetrack.errors import PromisetrackError

    if root.is_symlink() or (root.exists() and any(root.iterdir())):
        raise PromisetrackError(
            say("“{folder}” is not an empty folder", folder=str(root)),
            say("name another folder after “demo”: it will be made"),
        )


def _build(root: Path, today: str | None) -> Path:
    """Build the site so that it opens from its folder; return its first page."""
    from promisetrack.checks.runner import run
    from promisetrack.cli.sealing import seal
    from promisetrack.cli.sources import from_commit, site_of
    from promisetrack.cli.tracker import asked_day
    from promisetrack.edges.publish import publish
    from promisetrack.site.build import build as pages
    from promisetrack.site.site import Options

    material = from_commit(root)
    day = asked_day(today, material.register) if today else _last_day(material)
    found = run(material.register, today=day)
    site = site_of(material, day, found, Options(is_portable=True))
    target = root / "build" / "site"
    publish(target, seal(material, site, pages(site)))
    return target / "index.html"


def _last_day(material: Material) -> date:
    """Return the day of the last change: a tracker that rests would be late with everything."""
    from promisetrack.cli.moments import zone
    from promisetrack.cli.tracker import asked_day
    from promisetrack.history.commits import Commit, day_of

    repository, source = material.repository, material.source
    last = Commit(source.commit, source.claimed_time)
    day = day_of(last, zone(repository, source.commit)) if repository else None
    return day or asked_day(None, material.register)


def _tell_outcome(root: Path, page: Path) -> None:
    from promisetrack.diagnostic import say

    speak = words().text
    click.echo(speak(say("its site: {page}", page=page.resolve().as_uri())))
    tell(_("the tracker with its history: {folder}"), folder=str(root))
    tell(_("look around: promisetrack -C {folder} history us0113"), folder=quote(str(root)))
