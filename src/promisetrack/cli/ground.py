"""The repository in which a site is checked: here, elsewhere or in a bundle, and its log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message
    from promisetrack.edges.git import Repository

_TRACKER = "commitments/tracker.yaml"


@dataclass(frozen=True, slots=True)
class Ground:
    """A repository, where it came from, and the tips of its log and of its official branch.

    `divided` is set where the log here and that of origin part: the message says so.
    """

    repository: Repository
    origin: str
    log_branch: str
    tip: str | None
    divided: Message | None = None


def open_ground(place: str, folder: Path, *, branch: str | None) -> Ground:
    """Open or fetch a repository. Raises PromisetrackError where it cannot be read whole."""
    from promisetrack.edges.git import Repository
    from promisetrack.edges.remote import fetch_all

    path = Path(place)
    repository = Repository.open(path) if "://" not in place and path.is_dir() else None
    if repository is None:
        repository = fetch_all(place, folder)
    repository.ensure_complete()
    repository = _placed(repository, branch)
    name = _log_name(repository, branch)
    tip, divided = _tip(repository, name)
    return Ground(repository, place, name, tip, divided)


def _placed(repository: Repository, branch: str | None) -> Repository:
    """Return the repository with the tracker's place in it: as given, else as found."""
    from promisetrack.edges.git import Repository
    from promisetrack.edges.places import trackers_in

    commit = anchor(repository, branch)
    if commit is None or any(one.path == _TRACKER for one in repository.listing(commit)):
        return repository
    found = trackers_in(repository, commit)
    if not found:
        return repository
    return Repository.open(repository.git_dir, prefix=found[0]) or repository


def anchor(repository: Repository, branch: str | None) -> str | None:
    """Return the newest commit of the official branch as far as it is known without a log."""
    from promisetrack.edges.log import branch_tips

    for name in (branch, head_branch(repository)):
        tips = branch_tips(repository, name) if name else (None, None)
        if any(tips):
            return tips[1] or tips[0]
    try:
        return repository.head()
    except PromisetrackError:
        return None


def head_branch(repository: Repository) -> str | None:
    """Return the branch that the remote calls its own, else the one that is checked out."""
    words = ("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    answer = repository.runner.ask(*words)
    if answer.code == 0:
        return answer.out.decode("utf-8", "replace").strip().removeprefix("refs/remotes/origin/")
    return repository.branch()


def _log_name(repository: Repository, branch: str | None) -> str:
    from promisetrack.cli.erasure import tracker_at
    from promisetrack.cli.sealing import log_branch
    from promisetrack.edges.mainline import LOG_BRANCH

    commit = anchor(repository, branch)
    return log_branch(tracker_at(repository, commit)) if commit else LOG_BRANCH


def _tip(repository: Repository, name: str) -> tuple[str | None, Message | None]:
    from promisetrack.edges.log import branch_tips, log_tip

    try:
        return log_tip(repository, name), None
    except PromisetrackError as two:
        return branch_tips(repository, name)[1], two.message
