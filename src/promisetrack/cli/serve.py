"""`promisetrack serve`: a preview of the working tree that follows every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell

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

    def pages() -> Mapping[str, bytes]:
        return _pages(root, today)

    with Preview(pages, root / "commitments", host=host, port=port) as preview:
        tell(_("preview at {address} (stop with Ctrl+C)"), address=preview.address)
        preview.run(on_rebuild=lambda: tell(_("the files changed; the preview is new")))
    return 0


def _pages(root: Path, today: str | None) -> dict[str, bytes]:
    from promisetrack.checks.runner import run
    from promisetrack.cli.sources import from_worktree, site_of
    from promisetrack.cli.tracker import asked_day
    from promisetrack.site.build import build

    material = from_worktree(root)
    day = asked_day(today, material.register)
    site = site_of(material, day, run(material.register, today=day))
    return {artifact.path: artifact.content for artifact in build(site)}
