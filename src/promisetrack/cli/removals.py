"""What the law wants removed from a version: by its own tracker.yaml, and by a newer one.

An older version does not know what was removed since. Whoever builds it today, or tells its past,
must not publish that again: the newest version that is known here decides too. A manifest names
that version (`options.redactions_of`), so that the same pages can be built again elsewhere.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.cli.versions import tracker_at
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.edges.git import Repository
    from promisetrack.history.redact import Redaction


@dataclass(frozen=True, slots=True)
class Removals:
    """What is to be removed. `newer` is the version that wants more of it, or words it otherwise,
    than the tracker.yaml of the version that is told; empty where none does.
    """

    wanted: tuple[Redaction, ...] = ()
    newer: str = ""


NONE: Final = Removals()


def removals(
    tracker: Mapping[str, object], repository: Repository | None = None, newer: str = ""
) -> Removals:
    """Return what a version's tracker.yaml wants removed, and a newer version's, if any is named.

    Where both name the same place of the same file the newer one's reason and day are given.
    """
    own = _redactions(tracker)
    if repository is None or not newer:
        return Removals(own)
    from promisetrack.edges.moves import seen_at

    theirs = _redactions(tracker_at(seen_at(repository, newer), newer))
    if all(one in own for one in theirs):
        return Removals(own)
    places = {(one.blob, one.route) for one in theirs}
    rest = (one for one in own if (one.blob, one.route) not in places)
    return Removals((*theirs, *rest), newer)


def newest(repository: Repository, commit: str, published: str | None = None) -> str:
    """Return the newest version known here: HEAD, or what was published last where that goes on
    from HEAD. Empty where it is the given commit, or lies behind it.
    """
    from promisetrack.edges.log import is_ancestor

    found = commit
    with suppress(PromisetrackError):  # no branch is checked out, or none that has a commit
        found = repository.head()
    if published and published != found and is_ancestor(repository, found, published):
        found = published
    return "" if found == commit or is_ancestor(repository, found, commit) else found


def known_to(repository: Repository, commit: str, tracker: Mapping[str, object]) -> Removals:
    """Return all that is to be removed from a commit, as far as this repository knows."""
    from promisetrack.edges.log import log_tip
    from promisetrack.edges.mainline import LOG_BRANCH, last_source

    name = tracker.get("log")
    tip = log_tip(repository, name if isinstance(name, str) and name else LOG_BRANCH)
    last = last_source(repository, tip) if tip else None
    return removals(tracker, repository, newest(repository, commit, last))


def _redactions(tracker: Mapping[str, object]) -> tuple[Redaction, ...]:
    """Return what one tracker.yaml wants removed; hardly any asks for it."""
    if not tracker.get("redact"):
        return ()
    from promisetrack.history.redact import redactions

    return redactions(tracker)
