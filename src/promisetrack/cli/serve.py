"""`promisetrack serve`: a preview of the working tree that follows every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell, words
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEFAULT_PORT = 8000


@click.command(cls=Command, help=_("Preview the site while you write."))
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, help=_("Port."))
@click.option("--host", default="127.0.0.1", help=_("Address to listen on."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.pass_obj
def serve(session: Session, *, port: int, host: str, today: str | None) -> int:
    """Serve the working tree from memory; nothing is written to the disk."""
    from promisetrack.cli.tracker import find
    from promisetrack.edges.preview import Preview

    root = find(session)
    folders = [root / name for name in ("commitments", "site_templates")]
    pages = Pages(root, today)
    watched = [one for one in folders if one.is_dir()]
    with Preview(pages.made, *watched, host=host, port=port) as preview:
        tell(_("preview at {address} (stop with Ctrl+C)"), address=preview.address)
        preview.run(on_rebuild=pages.tell)
    return 0


@dataclass(slots=True)
class Pages:
    """The pages of the working tree; while they cannot be made, those before stay."""

    root: Path
    today: str | None = None
    last: Mapping[str, bytes] | None = None
    fault: PromisetrackError | None = None

    def made(self) -> Mapping[str, bytes]:
        """Return the pages as the files lie there now. Raises only where there are none yet."""
        try:
            self.last, self.fault = _pages(self.root, self.today), None
        except PromisetrackError as fault:
            if self.last is None:
                raise
            self.fault = fault
        return self.last

    def tell(self) -> None:
        """Say that the preview is new, or what keeps it from being so."""
        if self.fault is None:
            tell(_("the files changed; the preview is new"))
            return
        speak = words().text
        help_ = self.fault.help
        for line in (self.fault.message, *([help_] if help_ else [])):
            click.echo(speak(line), err=True)
        tell(_("the preview shows the pages as they were before"))


def _pages(root: Path, today: str | None) -> dict[str, bytes]:
    from promisetrack.checks.runner import run
    from promisetrack.cli.sources import from_worktree, site_of
    from promisetrack.cli.tracker import asked_day
    from promisetrack.site.build import build
    from promisetrack.site.site import Options

    material = from_worktree(root)
    day = asked_day(today, material.register)
    found = run(material.register, today=day)
    site = site_of(material, day, found, Options(has_own_templates=True))
    return {artifact.path: artifact.content for artifact in build(site)}
