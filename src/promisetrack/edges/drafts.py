"""Writing what a command drafted: bytes, each file whole, and only over what was read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.folder import replace_file
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT = 64 * 1024 * 1024
"""How many bytes of a document are copied."""


def write(root: Path, drafts: Iterable[tuple[str, bytes | None, bytes]]) -> None:
    """Write files below `root`: path, what was read there (None: nothing), what is to be there.

    Raises PromisetrackError, before anything is written, where a file is no longer what was
    read, or where its folder is a link to somewhere else.
    """
    planned = [(_target(root, path), old, new) for path, old, new in drafts]
    for target, old, _ in planned:
        if _held(target) != old:
            raise PromisetrackError(
                say("“{path}” has changed meanwhile, so nothing was written", path=str(target)),
                say("call the command again: it reads the file anew"),
            )
        if _is_protected(target):
            raise _protected(target)
    made: list[Path] = []
    try:
        for target, old, new in planned:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, new)
            made += [target] if old is None else []
    except OSError as refused:
        for target in made:
            target.unlink(missing_ok=True)
        if isinstance(refused, PermissionError):
            raise _protected(planned[len(made)][0]) from refused
        raise


def rename(root: Path, old: str, new: str) -> None:
    """Rename a file below `root`; nothing is written over."""
    target = _target(root, new)
    if os.path.lexists(target):
        raise PromisetrackError(say("“{path}” is there already", path=str(target)))
    _target(root, old).rename(target)


def document(source: Path) -> tuple[bytes, str]:
    """Return the bytes of a document that is to be kept as evidence, and their SHA-256."""
    if not source.is_file():
        raise UsageFault(say("there is no file “{path}”", path=str(source)))
    if source.stat().st_size > LIMIT:
        raise UsageFault(
            say("“{path}” is larger than 64 MiB", path=str(source)),
            say("publish it on a website, and give its address"),
        )
    content = source.read_bytes()
    return content, hashlib.sha256(content).hexdigest()


def is_empty(folder: Path) -> bool:
    """Return whether there is nothing at a path, or an empty folder."""
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and not any(folder.iterdir())


def is_there(root: Path, path: str) -> bool:
    """Return whether anything lies at a path below `root`, a dead link included."""
    return os.path.lexists(root.joinpath(*PurePosixPath(path).parts))


def _target(root: Path, path: str) -> Path:
    target = root.joinpath(*PurePosixPath(path).parts)
    inside = target.parent.resolve()
    if not inside.is_relative_to(root.resolve()):
        raise PromisetrackError(
            say("“{path}” leads out of the tracker, so nothing was written", path=path)
        )
    return target


def _is_protected(target: Path) -> bool:
    """Return whether somebody marked the file as read-only: swapping it in would pass by that."""
    return target.is_file() and not target.stat().st_mode & 0o222


def _protected(target: Path) -> PromisetrackError:
    return PromisetrackError(
        say("“{path}” is protected against changes, so nothing was written", path=str(target)),
        say("take the protection away, or ask whoever set it"),
    )


def _held(target: Path) -> bytes | None:
    if not os.path.lexists(target):
        return None
    return target.read_bytes() if target.is_file() and not target.is_symlink() else b""
