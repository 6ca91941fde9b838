"""What a site is made from: a commit's blobs, or for a preview the working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from pathlib import Path

    from promisetrack.edges.git import Repository
    from promisetrack.register.register import Register
    from promisetrack.site.site import SourceInfo


def repository(root: Path) -> Repository:
    """Return the tracker's repository, whole."""
    from promisetrack.edges.git import Repository

    found = Repository.open(root)
    if found is None:
        raise PromisetrackError(
            say("“{folder}” is not in a git repository", folder=str(root)),
            say("“build --worktree” makes a preview without git; “git init” makes a repository"),
        )
    found.ensure_complete()
    return found


def from_head(root: Path) -> tuple[Register, SourceInfo]:
    """Read the commit that is checked out."""
    from promisetrack.register.load import load
    from promisetrack.site.site import SourceInfo

    repo = repository(root)
    commit = repo.head()
    text = next(iter(repo.commit_texts([commit])))
    source = SourceInfo(
        commit=commit,
        tree=text.tree,
        claimed_time=text.date,
        prefix=repo.prefix,
        is_worktree=False,
        changed_files=len(repo.status()),
    )
    return load(repo.read(commit)), source


def from_worktree(root: Path) -> tuple[Register, SourceInfo]:
    """Read the files as they lie on the disk."""
    from promisetrack.cli.tracker import prefix_of
    from promisetrack.edges.disk import read_tree
    from promisetrack.register.load import load
    from promisetrack.site.site import SourceInfo

    source = SourceInfo(
        commit=None,
        tree=None,
        claimed_time=None,
        prefix=prefix_of(root),
        is_worktree=True,
        changed_files=0,
    )
    return load(read_tree(root)), source
