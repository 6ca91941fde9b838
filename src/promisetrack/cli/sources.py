"""What a site is made from: a commit's blobs, or for a preview the working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from datetime import date
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


def from_commit(root: Path, at: str | None = None) -> tuple[Register, SourceInfo, date | None]:
    """Read HEAD, or the version that `at` names, and the day on which that one is judged."""
    from promisetrack.cli.past import point
    from promisetrack.register.load import load
    from promisetrack.site.site import SourceInfo

    repo = repository(root)
    commit, day = point(repo, at)
    text = next(iter(repo.commit_texts([commit])))
    source = SourceInfo(
        commit=commit,
        tree=text.tree,
        claimed_time=text.date,
        prefix=repo.prefix,
        is_worktree=False,
        changed_files=len(repo.status()) if at is None else 0,
    )
    return load(repo.read(commit)), source, day


def from_worktree(root: Path) -> tuple[Register, SourceInfo]:
    """Read the files as they lie on the disk."""
    from promisetrack.cli.tracker import prefix_of
    from promisetrack.edges.disk import read_tree
    from promisetrack.register.load import load
    from promisetrack.site.site import SourceInfo

    source = SourceInfo(
        commit="",
        prefix=prefix_of(root),
        is_worktree=True,
    )
    return load(read_tree(root)), source


def languages_of(register: Register) -> tuple[str, ...]:
    """Return the tracker's languages that the pages can speak, the default one first.

    A language can be spoken when there is a catalogue of the site in it; English needs none.
    """
    written = register.tracker.data.get("languages") if register.tracker else None
    asked = written if isinstance(written, list) else []
    known = {"en", *_with_catalogue()}
    return tuple(dict.fromkeys(one for one in asked if one in known)) or ("en",)


def _with_catalogue() -> set[str]:
    from promisetrack.resources import site_templates

    catalogues = (site_templates() / "locales").glob("*/LC_MESSAGES/site.po")
    return {path.parent.parent.name for path in catalogues}
