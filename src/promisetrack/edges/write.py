"""Writing single files of a tracker: each one as a whole, none outside the tracker."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ENDING = ".promisetrack-new"


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write files by their paths below a folder, in UTF-8; missing folders are made.

    All of them are written beside their places before the first one takes its place, so that a
    full disk changes nothing. A file that was there keeps its mode. What is no regular file, or
    lies behind a link, is never written to.
    """
    places = {path: _place(root, path) for path in sorted(texts)}
    made: list[tuple[Path, Path]] = []
    try:
        for path, place in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            made.append((place.with_name(f".{place.name}{_ENDING}"), place))
            _write(*made[-1], texts[path].encode("utf-8"))
        for beside, place in made:
            beside.replace(place)
    except OSError as fault:
        why = fault.strerror or str(fault)
        name = os.path.relpath(made[-1][1], root) if made else str(root)
        raise PromisetrackError(
            say("{path} cannot be written: {why}", path=name, why=why),
            say("make room on the disk, or give yourself the right to write there"),
        ) from fault
    finally:
        for beside, _ in made:
            beside.unlink(missing_ok=True)


def _place(root: Path, path: str) -> Path:
    """Return where a file belongs; fail on a path that leads out of the folder."""
    parts = path.split("/")
    place = root
    is_odd = any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts)
    for part in () if is_odd else parts:
        place = place / part
        is_odd = is_odd or place.is_symlink()
    if is_odd or (place.exists() and not place.is_file()):
        raise PromisetrackError(
            say("{path} cannot be written: it is not a regular file of the tracker", path=path)
        )
    return place


def _write(beside: Path, place: Path, content: bytes) -> None:
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o644)
        file.write(content)
        file.flush()
        os.fsync(handle)
