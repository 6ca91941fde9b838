"""The register: every commitment, plan, organisation, theme and place at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from promisetrack.diagnostic import START, Fault, Route, Span
from promisetrack.model.routes import resolve, value_at

if TYPE_CHECKING:
    from promisetrack.files import SourceFile
    from promisetrack.source.document import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """One record and where it was written.

    `data` is the YAML's data; of a commitment, `assessments` already holds those of its
    `.assessments/` files, behind its own (`assessment_files`: path and number, in order).
    `record` is the frozen model, or None where the data do not fit it.
    """

    kind: str
    id: str
    plan: str | None
    path: str
    at: tuple[str | int, ...]
    data: Mapping[str, Any]
    record: Any
    assessment_files: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Everything a tracker says at one moment. The mappings are sorted by id.

    `unread` are the paths of files of records that could not be read, or not whole: what they
    hold is unknown, so nothing may be said to be missing there. `glimpsed` are records of such
    files, as far as they can be told; they are no part of the register.
    """

    tracker: Entry | None
    plans: Mapping[str, Entry]
    commitments: Mapping[str, Entry]
    organisations: Mapping[str, Entry]
    themes: Mapping[str, Entry]
    places: Mapping[str, Entry]
    entries: tuple[Entry, ...]
    documents: Mapping[str, Document]
    files: Mapping[str, SourceFile]
    faults: tuple[Fault, ...] = field(default=())
    unread: frozenset[str] = frozenset()
    glimpsed: tuple[Entry, ...] = ()

    def of_kind(self, kind: str) -> Mapping[str, Entry]:
        """Return the records of one kind by id."""
        found: dict[str, Mapping[str, Entry]] = {
            "plan": self.plans,
            "commitment": self.commitments,
            "organisation": self.organisations,
            "theme": self.themes,
            "place": self.places,
        }
        return found.get(kind, MappingProxyType({}))

    def place(
        self, entry: Entry, route: Route, *, on: Literal["key", "value"] = "value"
    ) -> tuple[str, Span]:
        """Return the file and the span of `route` in `entry`, or of its nearest ancestor."""
        at: tuple[str | int, ...] = ()
        for length in range(len(route), 0, -1):
            found = resolve(entry.data, route[:length])
            if found is not None:
                at = found
                on = on if length == len(route) else "value"
                break
        else:
            on = "key" if not route else on
        return self._span(entry, at, on)

    def place_at(
        self, entry: Entry, at: tuple[str | int, ...], *, on: Literal["key", "value"] = "value"
    ) -> tuple[str, Span]:
        """Return the same for a structural place: keys and list indexes."""
        there = 0
        while there < len(at) and _has(value_at(entry.data, at[:there]), at[there]):
            there += 1
        is_whole = there == len(at) or there == 0
        return self._span(entry, at[:there], ("key" if not at else on) if is_whole else "value")

    def place_within(
        self, entry: Entry, at: tuple[str | int, ...], start: int, end: int
    ) -> Span | None:
        """Return the span of some characters of the text at a place; None where it is not sure."""
        path, inside = _file_of(entry, at)
        document, text = self.documents.get(path), value_at(entry.data, at)
        if document is None or not isinstance(text, str):
            return None
        return document.locate_within(inside, text, start, end)

    def _span(
        self, entry: Entry, at: tuple[str | int, ...], on: Literal["key", "value"]
    ) -> tuple[str, Span]:
        path, at = _file_of(entry, at)
        document = self.documents.get(path)
        return path, document.locate(at, on=on) if document else START


def _has(here: object, step: str | int) -> bool:
    if isinstance(here, Mapping):
        return step in here
    return isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here)


def _file_of(entry: Entry, at: tuple[str | int, ...]) -> tuple[str, tuple[str | int, ...]]:
    """Return which file a structural place of the merged data comes from, and where in it."""
    if len(at) > 1 and at[0] == "assessments" and isinstance(at[1], int):
        total = len(entry.data.get("assessments", ()))
        index = at[1] - (total - sum(count for _, count in entry.assessment_files))
        for path, count in entry.assessment_files if index >= 0 else ():
            if index < count:
                return path, (index, *at[2:])
            index -= count
    return entry.path, (*entry.at, *at)
