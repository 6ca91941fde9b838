"""What a checkout does to files: on Windows git may end their lines in CRLF, and keeps LF itself.

What git keeps is what counts: the same bytes for everyone, and what a site is built from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.edges.git import Repository
from promisetrack.edges.objects import blob_id
from promisetrack.errors import PromisetrackError
from promisetrack.files import EXECUTABLE, REGULAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from promisetrack.files import SourceFile

RECORDS = ".yaml"
WINDOWS = b"\r\n"


def ended_by_checkout(root: Path, files: Iterable[SourceFile]) -> frozenset[str]:
    """Return the paths of YAML files whose lines end in CRLF on the disk, and in LF in HEAD.

    A file that HEAD does not have, or no repository keeps, is what it is. Where git cannot be
    asked nobody is to blame: then all files with CRLF are returned. Git is not started where no
    file has CRLF.
    """
    ended = {
        one.path: one.content
        for one in files
        if one.path.endswith(RECORDS)
        and one.mode in (REGULAR, EXECUTABLE)
        and WINDOWS in one.content
    }
    if not ended:
        return frozenset()
    try:
        repo = Repository.open(root)
        return frozenset() if repo is None else frozenset(_kept_with_lf(repo, ended))
    except PromisetrackError:
        return frozenset(ended)


def _kept_with_lf(repo: Repository, ended: dict[str, bytes]) -> Iterator[str]:
    held = {one.path: one.blob for one in repo.listing(repo.head()) if one.path in ended}
    doubtful: dict[str, list[str]] = {}
    for path, blob in held.items():
        plain = ended[path].replace(WINDOWS, b"\n")
        if blob_id(plain, repo.object_format) == blob:
            yield path
        elif blob_id(ended[path], repo.object_format) != blob:
            doubtful.setdefault(blob, []).append(path)
    for blob, content in repo.blobs(sorted(doubtful)):
        if WINDOWS not in content:
            yield from doubtful[blob]
