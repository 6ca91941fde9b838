"""Finding the repository around a folder, without believing what its settings say of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.process import Answer, Runner, cannot_read, own_word
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUESTION = (
    "rev-parse", "--show-object-format", "--is-shallow-repository", "--absolute-git-dir",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Where a repository is and how it stores its objects."""

    git_dir: Path
    toplevel: Path | None
    prefix: str
    object_format: str
    is_shallow: bool
    runner: Runner


def discover(folder: Path, *, trusted: Sequence[str] = ()) -> Found | None:
    """Return the repository that holds a folder, None where none does.

    Another user's repository is opened only when `trusted` or the user's own git configuration
    (safe.directory) vouches for it.
    """
    here = folder.resolve()
    if not here.is_dir() or not os.access(here, os.X_OK):
        raise PromisetrackError(
            say("{folder} is not a folder that can be opened", folder=str(here))
        )
    runner = Runner(here, trusted=tuple(trusted))
    answer = runner.ask(*_QUESTION)
    if _is_of_another(answer):
        runner = Runner(here, trusted=(*own_word(), *trusted))
        answer = runner.ask(*_QUESTION)
    if answer.code != 0:
        if "not a git repository (or any" in answer.err:
            return None
        raise _refused(here, answer)
    object_format, shallow, rest = answer.out.split(b"\n", 2)
    git_dir = Path(os.fsdecode(rest.removesuffix(b"\n")))
    toplevel = _working_tree(here, git_dir)
    return Found(
        git_dir=git_dir,
        toplevel=toplevel,
        prefix=_prefix(here, toplevel),
        object_format=object_format.decode("ascii"),
        is_shallow=shallow == b"true",
        runner=runner.at(git_dir),
    )


def _is_of_another(answer: Answer) -> bool:
    return answer.code != 0 and (
        "dubious ownership" in answer.err or "unsafe repository" in answer.err
    )


def _refused(here: Path, answer: Answer) -> PromisetrackError:
    if not _is_of_another(answer):
        return cannot_read(answer.complaint)
    top = next((one for one in (here, *here.parents) if os.path.lexists(one / ".git")), here)
    return PromisetrackError(
        say("the repository in {folder} belongs to another user", folder=str(top)),
        say(
            "if you trust them, run: git config --global --add safe.directory {folder}",
            folder=str(top),
        ),
    )


def _working_tree(here: Path, git_dir: Path) -> Path | None:
    """Return the folder whose `.git` leads to this repository; None in a bare one.

    `core.worktree` and `core.bare` are not asked: a repository cannot point us elsewhere.
    """
    for folder in (here, *here.parents):
        if _leads_to(folder / ".git") == git_dir.resolve():
            return folder
    return None


def _leads_to(git: Path) -> Path | None:
    if git.is_dir():
        return git.resolve()
    try:
        with git.open("rb") as file:
            line = file.read(8192)
    except OSError:
        return None
    if not line.startswith(b"gitdir:"):
        return None
    return (git.parent / os.fsdecode(line[len(b"gitdir:") :].strip())).resolve()


def _prefix(here: Path, toplevel: Path | None) -> str:
    if toplevel is None or here == toplevel:
        return ""
    return here.relative_to(toplevel).as_posix() + "/"
