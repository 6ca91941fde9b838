"""A tracker's files on the disk, exactly as they lie there.

Links are not followed. What is neither a file, a folder nor a link is never opened: reading a
pipe would wait for ever, reading a device could do anything.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.machine import refusal
from promisetrack.edges.names import COMMITMENTS, TEMPLATES, TRACKER, limit_of, readable
from promisetrack.edges.objects import CHUNK, blob_id, hasher
from promisetrack.errors import PromisetrackError
from promisetrack.files import EXECUTABLE, LINK, REGULAR, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

OTHER = ""
"""The mode of what is neither a file nor a link."""


@dataclass(frozen=True, slots=True)
class Lying:
    """Something that lies in a folder: its path there in bytes, and what the disk says of it."""

    path: bytes
    where: bytes
    mode: str
    size: int


def find_root(start: Path) -> Path | None:
    """Return this folder or the nearest parent that holds `commitments/tracker.yaml`."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / COMMITMENTS / TRACKER).is_file():
            return folder
    return None


def read_tree(
    root: Path,
    *,
    paths: Sequence[Path] | None = None,
    folders: Sequence[str] = (COMMITMENTS,),
    object_format: str = "sha1",
) -> tuple[SourceFile, ...]:
    """Return every file below `commitments/` with its bytes and git's id, in byte order.

    With `paths` (files or folders, relative to the working directory or absolute) only what
    lies there. Of a file beyond its limit (`names.limit_of`) one byte more than that is kept.
    A file or folder that may not be read is a PromisetrackError with its name.
    """
    found = [one for folder in folders for one in _walk(root, folder.encode("utf-8"))]
    if paths is not None:
        chosen = [_inside(root, path) for path in paths]
        found = [one for one in found if _is_chosen(one.path, chosen)]
    found.sort(key=lambda one: one.path)
    return tuple(_read(one, object_format) for one in found)


def changed_files(
    root: Path, held: Mapping[str, tuple[str, str]], *, object_format: str
) -> tuple[str, ...]:
    """Return the paths of a tracker whose bytes are not those `held`: (mode, blob)."""
    lying = chain.from_iterable(_walk(root, one.encode()) for one in (COMMITMENTS, TEMPLATES))
    found = {readable(one.path): one for one in lying}
    changed = {path for path in held if path not in found and held[path][0] != "160000"}
    for path, one in found.items():
        mode, blob = held.get(path, ("", ""))
        is_same_kind = (mode == LINK) == (one.mode == LINK) and one.mode != OTHER
        if not is_same_kind or not _has_blob(one, blob, object_format):
            changed.add(path)
    return tuple(sorted(changed))


def _walk(root: Path, folder: bytes) -> Iterator[Lying]:
    """Yield what lies in a folder and below it; a link to a folder is a link."""
    top = os.path.join(os.fsencode(root), folder)  # noqa: PTH118 - names in bytes, not text
    try:
        about = os.lstat(top)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise _unreadable(folder, fault) from fault
    if not stat.S_ISDIR(about.st_mode):
        yield Lying(folder, top, _mode(about.st_mode), about.st_size)
        return
    pending = [(folder, top)]
    while pending:
        path, where = pending.pop()
        try:
            with os.scandir(where) as entries:
                for entry in entries:
                    inside = path + b"/" + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((inside, entry.path))
                    else:
                        seen = entry.stat(follow_symlinks=False)
                        yield Lying(inside, entry.path, _mode(seen.st_mode), seen.st_size)
        except OSError as fault:
            raise _unreadable(path, fault) from fault


def _mode(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return LINK
    if not stat.S_ISREG(mode):
        return OTHER
    return EXECUTABLE if mode & stat.S_IXUSR else REGULAR


def _read(one: Lying, object_format: str) -> SourceFile:
    path = readable(one.path)
    if one.mode == OTHER:
        return SourceFile(path, b"", "", OTHER)
    try:
        if one.mode == LINK:
            content = os.readlink(one.where)  # noqa: PTH115 - names in bytes
            return SourceFile(path, content, blob_id(content, object_format), LINK)
        kept, blob = _bytes(one, limit_of(path), object_format)
    except OSError as fault:
        raise _unreadable(one.path, fault) from fault
    return SourceFile(path, kept, blob, one.mode)


def _bytes(one: Lying, limit: int, object_format: str) -> tuple[bytes, str]:
    """Return the first bytes of a file, one more than the limit at most, and the id of all."""
    with open(_handle(one.where), "rb", buffering=0) as file:
        kept = file.read(limit + 1)
        if len(kept) <= limit:
            return kept, blob_id(kept, object_format)
        made = hasher(object_format, "blob", os.fstat(file.fileno()).st_size)
        made.update(kept)
        while chunk := file.read(CHUNK):
            made.update(chunk)
    return kept, made.hexdigest()


def _handle(where: bytes) -> int:
    """Open a file that was a regular one a moment ago, and make sure that it still is."""
    handle = os.open(where, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, "it is no longer a regular file")
    return handle


def _has_blob(one: Lying, blob: str, object_format: str) -> bool:
    """Whether the bytes on the disk are the blob's, as they are or with `\\n` for `\\r\\n`."""
    if not blob:
        return False
    file = _read(one, object_format)
    if file.blob == blob or one.mode == LINK:
        return file.blob == blob
    is_whole = len(file.content) == one.size
    return is_whole and blob_id(file.content.replace(b"\r\n", b"\n"), object_format) == blob


def _inside(root: Path, path: Path) -> bytes:
    """Return a path relative to the root, links in its folders followed, not in its name."""
    whole = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
    try:
        return os.fsencode(whole.relative_to(root.resolve()))
    except ValueError as outside:
        raise PromisetrackError(
            say("{path} does not lie in the tracker’s folder", path=readable(os.fsencode(path)))
        ) from outside


def _is_chosen(path: bytes, chosen: Sequence[bytes]) -> bool:
    return any(one == b"." or path == one or path.startswith(one + b"/") for one in chosen)


def _unreadable(path: bytes, fault: OSError) -> PromisetrackError:
    return PromisetrackError(
        say("{path} cannot be read: {why}", path=readable(path), why=refusal(fault)),
        say("give yourself the right to read it, or move it out of the tracker’s folder"),
    )
