"""Beginning a tracker's repository: an empty one, or a copy of another with its whole history."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from promisetrack.diagnostic import say
from promisetrack.edges.process import Runner
from promisetrack.edges.remote import FETCH_PATIENCE, fetch_all
from promisetrack.errors import PromisetrackError

_CONFIG = "[core]\n\trepositoryformatversion = {version}\n\tbare = false\n\tfilemode = true\n"


def top_of(folder: Path) -> Path | None:
    """Return the top of the repository that holds a folder, or would; None where none does."""
    here = folder.resolve()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), None)


def branch_of(top: Path) -> str | None:
    """Return the branch that is checked out at the top of a repository; None where none is."""
    git_dir = top / ".git"
    try:
        if git_dir.is_file():  # a working tree beside another one
            git_dir = top / git_dir.read_text("utf-8").partition("gitdir: ")[2].strip()
        head = (git_dir / "HEAD").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return head.strip().partition("ref: refs/heads/")[2] or None


def begin(folder: Path, branch: str) -> None:
    """Make an empty repository in a folder that none holds, git installed or not."""
    git_dir = folder.resolve() / ".git"
    for name in ("objects/info", "objects/pack", "refs/heads"):
        (git_dir / name).mkdir(parents=True)
    (git_dir / "config").write_text(_CONFIG.format(version=0), "utf-8")
    (git_dir / "HEAD").write_text(f"ref: refs/heads/{branch}\n", "utf-8")


def take_over(place: str, folder: Path) -> None:
    """Copy a repository with its whole history into a folder that is empty or not there.

    `place` is a folder, a bundle or an address. No hook, filter or setting of it comes along; the
    place is remembered as the remote “upstream”.
    """
    parent = folder.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".promisetrack-", dir=parent) as draft:
        held = fetch_all(place, Path(draft))
        git_dir = Path(held.git_dir)
        _as_own(git_dir, place)
        whole = Path(draft) / "tracker"
        whole.mkdir()
        git_dir.rename(whole / ".git")
        _check_out(whole)
        if folder.is_dir():
            folder.rmdir()
        whole.rename(folder)


def _as_own(git_dir: Path, place: str) -> None:
    address = place if "://" in place or not Path(place).exists() else str(Path(place).resolve())
    runner = Runner(git_dir, git_dir=git_dir)
    config = str(git_dir / "config")
    for key, value in (
        ("core.bare", "false"),
        ("remote.upstream.url", address),
        ("remote.upstream.fetch", "+refs/heads/*:refs/remotes/upstream/*"),
    ):
        runner.demand("config", "--file", config, key, value)


def _check_out(folder: Path) -> None:
    own = (("GIT_INDEX_FILE", None),)  # files that are checked out are those of an index
    runner = Runner(folder, git_dir=folder / ".git", environment=own, patience=FETCH_PATIENCE)
    answer = runner.ask("-c", "core.symlinks=false", "reset", "--hard", "--quiet")
    if answer.code != 0:
        raise PromisetrackError(
            say("the files of the copy could not be written: {why}", why=answer.complaint)
        )


def holds_tracker(folder: Path) -> bool:
    """Return whether a folder, or one folder below it, holds `commitments/tracker.yaml`."""
    name = os.path.join("commitments", "tracker.yaml")  # noqa: PTH118 - a pattern, no path
    return (folder / name).is_file() or any(folder.glob(f"*/{name}"))
