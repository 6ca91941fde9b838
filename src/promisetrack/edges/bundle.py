"""One file with a register's whole history and its publication log: a bundle of git.

It is made from an empty repository that borrows the objects: no setting, hook or replaced object
of the repository itself has a part in it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.process import Runner
from promisetrack.edges.remote import FETCH_PATIENCE, empty_repository, fetch_all, objects_home
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.edges.git import Repository


def bundle(repository: Repository, branches: Mapping[str, str], head: str) -> bytes:
    """Return a bundle of these branches (name → commit); `head` is the one that HEAD names.

    It is fetched once before it is returned: what cannot be read again is a PromisetrackError.
    """
    with tempfile.TemporaryDirectory(prefix="promisetrack-") as name:
        folder = Path(name)
        git_dir = empty_repository(
            folder, repository.object_format, head, borrowing=objects_home(repository)
        )
        runner = Runner(git_dir, git_dir=git_dir, patience=FETCH_PATIENCE)
        refs = [f"refs/heads/{one}" for one in branches]
        for ref, commit in zip(refs, branches.values(), strict=True):
            runner.demand("update-ref", ref, commit)
        made = folder / "made.bundle"
        answer = runner.ask("bundle", "create", "--quiet", str(made), "HEAD", *refs)
        if answer.code != 0:
            why = answer.complaint
            raise PromisetrackError(say("the bundle could not be made: {why}", why=why))
        again = folder / "again"
        again.mkdir()
        fetch_all(str(made), again)
        return made.read_bytes()
