"""SHA-256 of the files of a tracker in a commit: what git's own SHA-1 does not give."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.edges.git import SUBMODULE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.edges.git import Repository
    from promisetrack.files import SourceFile


@dataclass(frozen=True, slots=True)
class Digest:
    """A file of a commit: its path, git's mode, its size in bytes and their SHA-256.

    Of a link it is the target that is hashed, of a submodule the name of its commit.
    """

    path: str
    mode: str
    size: int
    sha256: str


class Digester:
    """Hashes the files of one commit after the other; each blob is read once."""

    def __init__(self, repository: Repository, known: Iterable[SourceFile] = ()) -> None:
        """`known` are files whose bytes are at hand, whole."""
        self._repository = repository
        self._blobs = {
            one.blob: (len(one.content), hashlib.sha256(one.content).hexdigest())
            for one in known
            if one.blob
        }

    def of(self, commit: str) -> tuple[Digest, ...]:
        """Return the files below `commitments/` and `site_templates/`, paths in byte order."""
        entries = self._repository.listing(commit)
        wanted = dict.fromkeys(
            one.blob for one in entries if one.mode != SUBMODULE and one.blob not in self._blobs
        )
        for name, content in self._repository.blobs(wanted):
            self._blobs[name] = (len(content), hashlib.sha256(content).hexdigest())
        return tuple(Digest(one.path, one.mode, *self._blob(one.mode, one.blob)) for one in entries)

    def _blob(self, mode: str, name: str) -> tuple[int, str]:
        if mode == SUBMODULE:
            return len(name), hashlib.sha256(name.encode()).hexdigest()
        return self._blobs[name]
