"""Reading what is to be imported, and writing the files of a tracker one by one, each whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LIMIT = 64 * 1024 * 1024
"""How many bytes of one source file are read."""


def read_files(source: Path) -> dict[str, bytes]:
    """Return the files of a folder by path, or the one file by its name; links are left out.

    Raises UsageFault where a file is larger than 64 MiB.
    """
    if source.is_file():
        return {source.name: _content(source)}
    found = sorted(path for path in source.rglob("*") if _is_plain(path))
    return {path.relative_to(source).as_posix(): _content(path) for path in found}


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write each text at its path below `root`: a reader sees the old file or the new one."""
    for path, text in sorted(texts.items()):
        target = root.joinpath(*PurePosixPath(path).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, text.encode("utf-8"))


def remove_files(root: Path, paths: Iterable[str]) -> None:
    """Remove files below `root`; one that is gone already is no fault."""
    for path in paths:
        root.joinpath(*PurePosixPath(path).parts).unlink(missing_ok=True)


def replace_file(target: Path, content: bytes) -> None:
    """Write a file whole beside its place and swap it in; its mode stays as it was."""
    handle, name = tempfile.mkstemp(prefix=".promisetrack-", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and ".git" not in path.parts


def _content(path: Path) -> bytes:
    if path.stat().st_size > LIMIT:
        raise UsageFault(
            say("“{path}” is larger than 64 MiB", path=str(path)),
            say("name the folder or the table that holds the plan, nothing around it"),
        )
    return path.read_bytes()
