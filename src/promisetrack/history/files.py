"""The files of a tracker while its history is walked: which record each one holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.history.events import Reason
from promisetrack.history.reading import NOT_A_FILE, ROLES, Reader, Reading, is_regular
from promisetrack.register.layout import FOLDER, Place, classify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.history.commits import ChangeLike

HOME: Final = ""
"""The tracker's folder as it is today; other folders are where it lay before."""

NO_ID: Final = Reading(reason=Reason("missing-field", say("this version has no “id”")))


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of one version: where it lies, what it is, what it says.

    `data` are those of the last readable version at this path. `reason` says why the newest
    one cannot be read, None where it can. `path` is relative to the tracker's folder.
    """

    folder: str
    path: str
    place: Place
    data: object = None
    id: str | None = None
    reason: Reason | None = None
    blob: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether the newest version says something."""
        return self.reason is None


@dataclass(slots=True)
class Files:
    """The state of the tracker's files at one commit; `take` leads to the next."""

    read: Reader
    _filed: dict[str, Filed] = field(default_factory=dict)
    _by_id: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _trackers: set[str] = field(default_factory=set)
    _shared: set[str] = field(default_factory=set)
    folder: str = HOME

    def take(self, changes: Iterable[ChangeLike]) -> dict[str, tuple[Filed | None, Filed | None]]:
        """Apply what one commit changed; return each changed file of the tracker, old and new.

        Paths are those of the repository. When the tracker moved to another folder, every file
        of both places counts as changed.
        """
        changed: dict[str, tuple[Filed | None, Filed | None]] = {}
        for change in changes:
            found = locate(change.path)
            if found is not None:
                changed[change.path] = self._change(change, *found)
        folder = self._choose()
        if folder != self.folder:
            for path, filed in self._filed.items():
                if filed.folder in (folder, self.folder):
                    changed.setdefault(path, (filed, filed))
            self.folder = folder
        return changed

    def of_record(self, identity: str) -> tuple[Filed, ...]:
        """Return the readable commitment files with an id, by path: the first one counts."""
        found = self._holding(identity)
        return tuple(sorted((one for one in found if one.is_readable), key=lambda one: one.path))

    def is_blocked(self, identity: str) -> bool:
        """Whether a file in which this record stood, or should stand, cannot be read now."""
        return any(not one.is_readable for one in self._holding(identity))

    def blocked(self, stem: str) -> frozenset[str]:
        """Return the blobs that cannot be read now in the files named like a record."""
        found = self._holding(stem)
        return frozenset(
            one.blob for one in found if not one.is_readable and one.place.stem == stem
        )

    def _holding(self, identity: str) -> list[Filed]:
        paths = self._by_id.get((self.folder, identity), set())
        return [self._filed[path] for path in paths]

    def is_readable(self) -> bool:
        """Whether everything can be read."""
        return all(one.is_readable for one in self._filed.values())

    def assessments(self, filed: Filed) -> list[tuple[str, list[object]]]:
        """Return the lists kept beside a commitment, by path, as the register merges them."""
        stem = filed.path.rsplit("/", 1)[-1].removesuffix(".yaml")
        key = (filed.folder, _assessment_key(filed.place.plan, stem))
        found = (self._filed[path] for path in self._by_id.get(key, set()))
        lists = ((one.path, one.data) for one in found)
        return sorted((path, data) for path, data in lists if isinstance(data, list))

    def beside(self, place: Place) -> tuple[Filed, ...]:
        """Return the commitment files that an assessment file belongs to."""
        path = self._path_of(f"{FOLDER}/{place.plan}/{place.stem}.yaml")
        filed = self._filed.get(path)
        return () if filed is None else (filed,)

    def shared(self) -> tuple[Filed, ...]:
        """Return plans, organisations, themes, places and the tracker's own file, by path."""
        found = (self._filed[path] for path in self._shared)
        here = (one for one in found if one.folder == self.folder)
        return tuple(sorted(here, key=lambda one: one.path))

    def ids(self) -> set[str]:
        """Return every id that a commitment file has here."""
        return {
            name
            for (folder, name), paths in self._by_id.items()
            if folder == self.folder and paths and not name.startswith("/")
        }

    def _path_of(self, inside: str) -> str:
        return f"{self.folder}{inside}"

    def _change(
        self, change: ChangeLike, folder: str, inside: str
    ) -> tuple[Filed | None, Filed | None]:
        old = self._filed.get(change.path)
        new = None
        if change.new_blob is not None:
            new = self._reading(change, folder, inside, old)
        self._forget(change.path, old)
        if new is not None:
            self._remember(change.path, new)
        return old, new

    def _reading(self, change: ChangeLike, folder: str, inside: str, old: Filed | None) -> Filed:
        place = classify(inside)
        reading = NOT_A_FILE
        if is_regular(change.new_mode):
            reading = self.read(place.role, inside, change.new_blob or "")
        identity = _id_of(reading.data) if place.role == "commitment" else place.stem
        if place.role == "commitment" and reading.reason is None and identity is None:
            reading = NO_ID
        if reading.reason is None:
            return Filed(folder, inside, place, reading.data, identity)
        blob = change.new_blob or ""
        if old is None:
            return Filed(folder, inside, place, None, None, reading.reason, blob)
        return replace(old, reason=reading.reason, blob=blob)

    def _remember(self, path: str, filed: Filed) -> None:
        self._filed[path] = filed
        for name in _names(filed):
            self._by_id.setdefault((filed.folder, name), set()).add(path)
        if filed.place.role not in ("commitment", "assessment"):
            self._shared.add(path)
        if filed.place.role == "tracker":
            self._trackers.add(filed.folder)

    def _forget(self, path: str, filed: Filed | None) -> None:
        if filed is None:
            return
        del self._filed[path]
        self._shared.discard(path)
        for name in _names(filed):
            self._by_id[filed.folder, name].discard(path)
        if filed.place.role == "tracker":
            self._trackers.discard(filed.folder)

    def _choose(self) -> str:
        """Return the folder that is the tracker now: today's, unless only another one is there."""
        if HOME in self._trackers or not self._trackers:
            return HOME
        if any(paths for (folder, _), paths in self._by_id.items() if folder == HOME):
            return HOME
        return min(self._trackers)


def locate(path: str) -> tuple[str, str] | None:
    """Split a path into the tracker's folder and the rest, at the first folder `commitments/`.

    None where the file is no data.
    """
    before, found, after = f"/{path}".partition(f"/{FOLDER}/")
    if not found:
        return None
    inside = f"{FOLDER}/{after}"
    if classify(inside).role not in ROLES:
        return None
    return path[: len(path) - len(inside)] if before else HOME, inside


def _names(filed: Filed) -> tuple[str, ...]:
    """Return under which names a file is looked up: its record's id, or its assessments' place."""
    place = filed.place
    if place.role == "assessment":
        return (_assessment_key(place.plan, place.stem),)
    if place.role != "commitment":
        return ()
    stem = place.stem or ""
    named = filed.id if filed.id is not None else stem
    return (named,) if filed.is_readable else tuple(dict.fromkeys((named, stem)))


def _assessment_key(plan: str | None, stem: str | None) -> str:
    return f"/{plan}/{stem}"


def _id_of(data: object) -> str | None:
    identity = data.get("id") if isinstance(data, dict) else None
    return identity if isinstance(identity, str) and identity else None
