"""What the law wants removed from a tracker, found in its repository and ready to be applied.

The tracker.yaml of the version that is told decides, and that of a newer one (`cli/removals.py`).
A removed version counts where it is part of the past of these commits, not where it merely lies
in somebody's copy of the repository, so that everybody gets the same pages.
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
from promisetrack.model.routes import show
from promisetrack.register.layout import classify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from promisetrack.cli.removals import Removals
    from promisetrack.edges.git import Repository
    from promisetrack.register.register import Register

_PATIENCE: Final = 900.0
"""Seconds in which git lists all objects of a very long past."""


def erasure_at(repository: Repository, commit: str, asked: Removals) -> Erasure | None:
    """Return what is to be removed from a commit; None where that is nothing."""
    if not asked.wanted:
        return None
    return _erasure(repository, (commit, asked.newer), asked, tracker_at(repository, commit))


def erasure_of(
    register: Register, repository: Repository | None, commit: str, asked: Removals
) -> Erasure | None:
    """Return the same for files that lie on a disk, where `commit` (or nothing) was before."""
    if not asked.wanted:
        return None
    tracker = register.tracker.data if register.tracker else {}
    files, commits = register.files.values(), (commit, asked.newer)
    return _erasure(repository if commit else None, commits, asked, tracker, files)


def _erasure(
    repository: Repository | None,
    commits: Sequence[str],
    asked: Removals,
    tracker: Mapping[str, object],
    files: Iterable[SourceFile] = (),
) -> Erasure:
    wanted = asked.wanted
    here = {one.blob: one for one in files}
    found = {
        blob: _found(path, blob, here[blob].content)
        for blob, path in named(((one.blob, one.path) for one in here.values()), wanted).items()
    }
    if repository is not None:
        paths = named(_objects(repository, commits), wanted)
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


def _objects(repository: Repository, commits: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every object in the past of commits, with the path at which it is met first."""
    runner = replace(repository.runner, patience=_PATIENCE)
    for line in runner.demand("rev-list", "--objects", *filter(None, commits)).splitlines():
        blob, _, path = line.decode("utf-8", "replace").partition(" ")
        yield blob, path
