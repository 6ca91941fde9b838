"""Making a repository from a history that was written down before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.edges.process import Runner

if TYPE_CHECKING:
    from pathlib import Path

_OUTPUT = "/build/\n"
"""What git shall not see: the site is made from the history and no part of it."""


def plant(folder: Path, history: bytes, *, branch: str) -> None:
    """Make a repository in `folder` from a stream of `git fast-import`, and check out `branch`.

    The folder is made where it is missing. No template, hook or setting of this machine plays a
    part, so that the same stream gives the same commits everywhere.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start = Runner(folder, environment=(("GIT_WORK_TREE", None), ("GIT_INDEX_FILE", None)))
    start.demand(
        "init", "--quiet", "--template=", "--object-format=sha1", f"--initial-branch={branch}"
    )
    start.demand("fast-import", "--quiet", "--force", told=history)
    start.demand("reset", "--quiet", "--hard", branch)
    own = folder / ".git" / "info"
    own.mkdir(exist_ok=True)
    (own / "exclude").write_text(_OUTPUT, encoding="utf-8")
