"""Finding and opening the tracker that a command is about."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.cli.shell import Session
    from promisetrack.register.register import Register


@dataclass(frozen=True, slots=True)
class Opened:
    """A tracker in the working tree, and where it lies in its repository.

    `prefix` is the path from the repository's root to the tracker, empty or ending in "/".
    """

    root: Path
    prefix: str
    register: Register


def find(session: Session) -> Path:
    """Return the folder that holds `commitments/`."""
    from promisetrack.edges.disk import find_root

    if session.folder is not None:
        asked = Path(session.folder)
        if (asked / "commitments").is_dir():
            return asked
        _refuse_bare(asked.resolve())
        raise PromisetrackError(
            say("“{folder}” is not a tracker: it has no folder “commitments”", folder=str(asked)),
            say("name the folder that holds “commitments” after -C"),
        )
    found = find_root(Path.cwd())
    if found is None:
        _refuse_bare(Path.cwd())
        raise PromisetrackError(
            say("there is no tracker here: no “commitments/tracker.yaml” in this folder or above"),
            say("go to the folder that holds “commitments”, or name it after -C"),
        )
    return found


def _refuse_bare(folder: Path) -> None:
    """Say that a repository without files is one: what it holds is only in its versions."""
    if all((folder / name).exists() for name in ("HEAD", "objects", "refs")):
        raise PromisetrackError(
            say(
                "“{folder}” is a bare repository: it keeps versions, but no files",
                folder=str(folder),
            ),
            say(
                "make a copy with files: git clone {folder} COPY; then go to COPY",
                folder=str(folder),
            ),
        )


def open_tree(session: Session) -> Opened:
    """Read the working tree."""
    from promisetrack.edges.disk import read_tree
    from promisetrack.register.load import load

    root = find(session)
    return Opened(root, prefix_of(root), load(read_tree(root)))


def prefix_of(root: Path) -> str:
    """Return the path of the tracker within its repository; empty where there is none."""
    here = root.resolve()
    for parent in (here, *here.parents):
        if (parent / ".git").exists():
            inside = here.relative_to(parent).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def asked_day(text: str | None, register: Register | None = None) -> date:
    """Return the day that `--today` names, else today in the tracker's zone."""
    from promisetrack.edges.clock import today

    if text is None:
        return today(os.environ, _zone(register))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(
            say("“{text}” is not a date", text=text),
            say("write year, month and day, for example 2026-01-31"),
        ) from None


def _zone(register: Register | None) -> str | None:
    """Return the tracker's time zone; None for one that is no zone, which is a finding."""
    from promisetrack.words.zones import is_zone

    if register is None or register.tracker is None:
        return None
    zone = register.tracker.data.get("timezone")
    return zone if isinstance(zone, str) and is_zone(zone) else None


def selected(paths: Sequence[str], root: Path) -> tuple[str, ...] | None:
    """Return the given files and folders as paths in the tracker; None where none was given."""
    if not paths:
        return None
    return tuple(_inside(Path(path), root) for path in paths)


def _inside(path: Path, root: Path) -> str:
    for candidate in (path, root / path):
        if candidate.exists() or candidate.is_symlink():
            absolute = candidate.parent.resolve() / candidate.name
            if absolute.is_relative_to(root.resolve()):
                return PurePosixPath(absolute.relative_to(root.resolve())).as_posix()
            raise UsageFault(
                say("“{path}” lies outside the tracker “{root}”", path=str(path), root=str(root))
            )
    raise UsageFault(
        say("there is no file “{path}”", path=str(path)),
        say("paths are looked up from this folder, then from the tracker's"),
    )
