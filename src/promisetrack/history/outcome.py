"""What a walk along the main line found, as plain values.

Nothing here needs the walk itself, so that a timeline told before can be read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from promisetrack.history.commits import Commit
    from promisetrack.history.events import Event


_LOST: Final = frozenset({"milestone-removed", "indicator-removed"})


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that happened to one commitment.

    `first` is the commit that brought it; `removed` the one that took it away, None while it is
    there. `path` is where it lies, or lay last. `data` is its last readable version.
    """

    id: str
    path: str
    plan: str | None
    first: str
    removed: str | None
    events: tuple[Event, ...]
    data: dict[str, object] | None

    def named(self) -> dict[str, object]:
        """Return the last version together with the milestones and indicators that it lost.

        By it a sentence calls things: what was removed later had its title when it was changed.
        """
        found = dict(self.data or {})
        for event in self.events:
            if event.kind in _LOST and len(event.route) == 2 and isinstance(event.before, Mapping):
                key, identity = str(event.route[0]), event.before.get("id")
                items = found.get(key)
                kept = items if isinstance(items, list) else []
                if all(not isinstance(one, Mapping) or one.get("id") != identity for one in kept):
                    found[key] = [*kept, event.before]
        return found


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, by commitment (sorted by id) and to the tracker itself.

    `head` is the newest commit; `commits` the main line, oldest first; `joined` the commits that
    are compared with a source published before instead of their first parent. `is_resumable`
    says that every file at the head can be read, so that `timeline.resume` may go on from there.
    """

    head: str
    commits: tuple[Commit, ...]
    commitments: Mapping[str, Record]
    tracker: tuple[Event, ...]
    joined: frozenset[str] = frozenset()
    is_resumable: bool = True
