"""What the law wants removed from a tracker, found in its repository and ready to be applied.

The tracker.yaml of the version that is told decides: the same commit always says the same. A
removed version counts where it is part of the past of that commit, not where it merely lies in
somebody's copy of the repository, so that everybody gets the same pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from promisetrack.cli.versions import tracker_at as tracker_at
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.files import SourceFile
from promisetrack.history.erasure import Erasure, Found, erasure, named
from promisetrack.history.files import locate
from promisetrack.history.reading import read_version
from promisetrack.history.redact import redactions
from promisetrack.model.routes import show
from promisetrack.register.layout import classify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from promisetrack.edges.git import Repository
    from promisetrack.register.register import Register

_PATIENCE: Final = 900.0
"""Seconds in which git lists all objects of a very long past."""


def erasure_at(repository: Repository, commit: str) -> Erasure | None:
    """Return what a commit's tracker.yaml wants removed; None where that is nothing."""
    tracker = tracker_at(repository, commit)
    return _erasure(repository, commit, tracker, ()) if redactions(tracker) else None


def erasure_of(register: Register, repository: Repository | None, commit: str) -> Erasure | None:
    """Return the same for files that lie on a disk, where `commit` (or nothing) was before."""
    tracker = register.tracker.data if register.tracker else {}
    if not redactions(tracker):
        return None
    return _erasure(repository if commit else None, commit, tracker, register.files.values())


def _erasure(
    repository: Repository | None,
    commit: str,
    tracker: Mapping[str, object],
    files: Iterable[SourceFile],
) -> Erasure:
    wanted = redactions(tracker)
    here = {one.blob: one for one in files}
    found = {
        blob: _found(path, blob, here[blob].content)
        for blob, path in named(((one.blob, one.path) for one in here.values()), wanted).items()
    }
    if repository is not None:
        paths = named(_objects(repository, commit), wanted)
        for blob, content in repository.blobs(paths):
            found[blob] = _found(paths[blob], blob, content)
    return erasure(wanted, found, _languages(tracker))


def ensure_effective(found: Erasure | None) -> None:
    """Raise PromisetrackError where a removal names nothing, for its words would stay visible."""
    if found is None or not found.idle:
        return
    one = found.idle[0]
    raise PromisetrackError(
        say(
            "tracker.yaml wants “{route}” removed from the version {blob}, which has nothing there",
            route=show(one.route),
            blob=one.blob,
        ),
        say("correct the route under “redact”: what it was meant to remove would stay visible"),
    )


def _found(path: str, blob: str, content: bytes) -> Found:
    place = locate(path)
    role = classify(place[1] if place else path).role
    return Found(path, read_version(role, SourceFile(path, content, blob)).data)


def _languages(tracker: Mapping[str, object]) -> tuple[str, ...]:
    written = tracker.get("languages")
    return tuple(str(one) for one in written) if isinstance(written, list) else ()


def _objects(repository: Repository, commit: str) -> Iterator[tuple[str, str]]:
    """Yield every object in the past of a commit, with the path at which it is met first."""
    runner = replace(repository.runner, patience=_PATIENCE)
    for line in runner.demand("rev-list", "--objects", commit).splitlines():
        blob, _, path = line.decode("utf-8", "replace").partition(" ")
        yield blob, path
