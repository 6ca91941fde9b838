"""Where a tracker lay before it was moved to another folder of its repository.

A commit moved the tracker here when, against its first parent, our `commitments/tracker.yaml`
appears and that of another folder disappears. Other trackers of the same repository stay theirs.
Where several disappear at once, ours is the one whose file has the same bytes, else the one with
most files in common with ours; where none has any, and there are several, we came from nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from promisetrack.edges.names import COMMITMENTS, TRACKER, readable
from promisetrack.edges.walk import _DIFF as DIFF
from promisetrack.edges.walk import _NOTHING as NOTHING
from promisetrack.edges.walk import RawChange, Walker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from promisetrack.edges.commits import CommitLine
    from promisetrack.edges.git import Repository
    from promisetrack.edges.walk import CommitChange

_OWN = f"{COMMITMENTS}/{TRACKER}"
MOVES_LIMIT = 100
"""How often a tracker is followed; a repository made to exhaust its readers moves it for ever."""


@dataclass(frozen=True, slots=True)
class Home:
    """A folder where the tracker lay (`""` or ending in `/`) up to the commit that moved it."""

    prefix: str
    until: str


def earlier_homes(repository: Repository, made: Sequence[CommitChange]) -> tuple[Home, ...]:
    """Return where the tracker lay before, the last place first.

    `made` is what the commits of the main line changed, oldest first.
    """
    found: list[Home] = []
    here, changes = repository.prefix, made
    while len(found) < MOVES_LIMIT:
        at = _appears(changes)
        origin = None if at is None else _origin(repository, changes[at], here)
        if at is None or origin is None:
            break
        found.append(Home(origin, changes[at].commit.id))
        lines = [one.commit for one in made[: at + 1]]
        here = origin
        changes = made[: at + 1] if origin == repository.prefix else _at(repository, origin, lines)
        changes = changes[:-1]  # the commit that moved it away cannot be the one that brought it
    return tuple(found)


def with_homes(
    repository: Repository, homes: Iterable[Home], made: Iterable[CommitChange]
) -> Iterator[CommitChange]:
    """Yield these changes with those in the tracker's earlier folders, up to each move."""
    told = tuple(made)
    more: dict[str, list[RawChange]] = {one.commit.id: [] for one in told}
    last: dict[str, int] = {}
    places = {one.commit.id: place for place, one in enumerate(told)}
    for home in homes:
        if home.prefix != repository.prefix:
            place = places.get(home.until, len(told) - 1)
            last[home.prefix] = max(place, last.get(home.prefix, 0))
    for prefix, place in sorted(last.items()):
        lines = [one.commit for one in told[: place + 1]]
        for one in _at(repository, prefix, lines):
            more[one.commit.id] += _outside(repository.prefix, prefix, one.entries)
    for one in told:
        own = {entry.path for entry in one.entries}
        extra = [entry for entry in more[one.commit.id] if entry.path not in own]
        entries = tuple(sorted((*one.entries, *extra), key=_by_path)) if extra else one.entries
        yield replace(one, entries=entries)


def everything_at(
    repository: Repository, commit: str, homes: Iterable[Home] = ()
) -> tuple[RawChange, ...]:
    """Return all files of the tracker in a commit, as if it had added them.

    With those in earlier folders, by their paths as seen from today's.
    """
    found: dict[str, RawChange] = {}
    for prefix in dict.fromkeys((repository.prefix, *(home.prefix for home in homes))):
        added = (
            RawChange(one.path, None, one.mode, None, one.blob)
            for one in placed(repository, prefix).listing(commit)
            if one.path.startswith(f"{COMMITMENTS}/")
        )
        is_here = prefix == repository.prefix
        for entry in added if is_here else _outside(repository.prefix, prefix, added):
            found.setdefault(entry.path, entry)
    return tuple(sorted(found.values(), key=_by_path))


def place_of(repository: Repository, commit: str) -> str:
    """Return the folder in which the tracker lay in a commit of its past; today's by default.

    For a commit beside the main line it is the last place before today's that holds a tracker
    there.
    """
    head = repository.head()
    if commit == head or _has_tracker(repository, commit):
        return repository.prefix
    chain = repository.main_line(head)
    places = {line.id: place for place, line in enumerate(chain)}
    homes = earlier_homes(repository, tuple(repository.changes(chain)))
    if commit not in places:
        held = (one.prefix for one in homes if _has_tracker(placed(repository, one.prefix), commit))
        return next(held, repository.prefix)
    here = repository.prefix
    for home in homes:
        if places[commit] >= places[home.until]:
            break
        here = home.prefix
    return here


def seen_at(repository: Repository, commit: str) -> Repository:
    """Return the repository as seen from the folder in which the tracker lay in a commit."""
    place = place_of(repository, commit)
    return repository if place == repository.prefix else placed(repository, place)


def placed(repository: Repository, prefix: str) -> Repository:
    """Return the repository as it is seen from another folder in it, without a working tree:
    what lies in that folder on the disk is no longer the tracker.
    """
    walker = Walker(repository.runner, repository.object_format, prefix, set())
    return replace(repository, toplevel=None, prefix=prefix, _walker=walker)


def _has_tracker(repository: Repository, commit: str) -> bool:
    return repository.file(commit, _OWN) is not None


def _appears(made: Sequence[CommitChange]) -> int | None:
    """Return the place of the last commit in which the tracker's own file is new."""
    for place in range(len(made) - 1, -1, -1):
        for entry in made[place].entries:
            if entry.path == _OWN and entry.old_blob is None:
                return place
    return None


def _origin(repository: Repository, change: CommitChange, here: str) -> str | None:
    """Return the folder that the tracker left in the commit in which it came to `here`."""
    gone = _removals(repository, change.commit) if change.commit.first_parent else {}
    places = {path[: -len(_OWN)]: blob for path, blob in gone.items()}
    places.pop(here, None)
    ours = {entry.path: entry.new_blob for entry in change.entries if entry.new_blob}
    alike = sorted(place for place, blob in places.items() if blob == ours.get(_OWN))
    if len(places) <= 1 or len(alike) == 1:
        return next(iter(alike or places), None)
    shared = {
        place: _in_common(repository, place, change.commit, set(ours.values()))
        for place in alike or sorted(places)
    }
    best = max(shared.values())
    return min(place for place, count in shared.items() if count == best) if best else None


def _in_common(
    repository: Repository, place: str, commit: CommitLine, ours: set[str | None]
) -> int:
    made = _at(repository, place, [commit])
    return sum(
        entry.old_blob in ours
        for one in made
        for entry in one.entries
        if entry.path.startswith(f"{COMMITMENTS}/")
    )


def _at(
    repository: Repository, prefix: str, lines: Sequence[CommitLine]
) -> tuple[CommitChange, ...]:
    return tuple(placed(repository, prefix).changes(lines))


def _removals(repository: Repository, line: CommitLine) -> dict[str, str]:
    """Return the trackers' own files that a commit took away anywhere, with what they held."""
    asked = f"{line.id} {line.first_parent}"
    gone: dict[str, str] = {}
    with repository.runner.stream(*DIFF, "--", lines=(asked,)) as stream:
        fields = stream.fields()
        for field in fields:
            if field.startswith(b":"):
                _, mode, blob, *_ = field[1:].decode("ascii").split(" ")
                path = readable(next(fields, b""))
                if mode == NOTHING and f"/{path}".endswith(f"/{_OWN}"):
                    gone[path] = blob
    return gone


def _outside(here: str, prefix: str, entries: Iterable[RawChange]) -> Iterator[RawChange]:
    """Yield what lies in an earlier folder, with the path that it has seen from today's."""
    for entry in entries:
        if not entry.path.startswith("/"):
            path = prefix + entry.path
            seen = path[len(here) :] if path.startswith(here) else f"/{path}"
            yield replace(entry, path=seen)


def _by_path(entry: RawChange) -> bytes:
    return entry.path.encode("utf-8", "surrogateescape")
