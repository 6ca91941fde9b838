"""From files to a register: the same for a working tree and for any commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from promisetrack.model.kinds import KINDS
from promisetrack.model.routes import value_at
from promisetrack.model.shape import Shape, shape_of
from promisetrack.register.astray import (
    judged,
    not_a_list,
    of_somebody_else,
    orphan,
    stray,
    with_role,
)
from promisetrack.register.layout import Place, classify
from promisetrack.register.register import Entry, Register
from promisetrack.source.document import Document, read
from promisetrack.source.glimpse import glimpse
from promisetrack.source.guard import not_a_file
from promisetrack.source.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from promisetrack.diagnostic import Fault
    from promisetrack.files import SourceFile
    from promisetrack.source.build import At

TEMPLATES = "site_templates/"
_ONE_RECORD = ("tracker", "plan", "commitment")


Cleaning: TypeAlias = Callable[[str, str, object], object]
"""(path, blob, data) → what the data may still say where the law wants a text removed."""


def load(files: Iterable[SourceFile], clean: Cleaning | None = None) -> Register:
    """Read every file and return the register with all faults; one bad file hides no other.

    With `clean` the register never holds what was removed by law, and no fault speaks of it.
    """
    by_path = {file.path: file for file in sorted(files, key=lambda file: file.path)}
    loading = _Loading(clean)
    for file in by_path.values():
        loading.take(file, classify(file.path), by_path)
    return loading.register(by_path)


@dataclass(slots=True)
class _Loading:
    clean: Cleaning | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    assessments: dict[tuple[str | None, str | None], list[Document]] = field(default_factory=dict)
    removed: dict[str, object] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    glimpsed: list[Entry] = field(default_factory=list)

    def take(self, file: SourceFile, place: Place, files: Mapping[str, SourceFile]) -> None:
        if file.path.startswith(TEMPLATES):
            return  # the site's, which looks at them itself
        refused = not_a_file(file)
        if place.role in ("stray", "evidence-file", "links"):
            if refused is not None:
                self.faults.append(refused)
            elif place.role == "stray":
                self._stray(file.path, files)
            return
        if place.role == "assessment" and judged(place) not in files:
            self.faults.append(orphan(file.path, place, files))
        self._read(file, place)

    def _stray(self, path: str, files: Mapping[str, SourceFile]) -> None:
        self.faults.append(stray(path))
        right = f"{path.removesuffix('.yml')}.yaml"
        if right != path and right not in files and classify(right).role in KINDS:
            self.unread.add(right)

    def _read(self, file: SourceFile, place: Place) -> None:
        document, faults = read(file, _shape(place))
        self.faults.extend(with_role(one, place.role) for one in faults)
        if document is None:
            self.unread.add(file.path)
            self._glimpse(file, place)
            return
        if self.clean is not None:
            document = self._cleaned(document, file, self.clean)
        self.documents[document.path] = document
        if place.role == "assessment":
            self.assessments.setdefault((place.plan, place.stem), []).append(document)
            self.faults.extend(_assessment_faults(document))
        elif place.role in _ONE_RECORD:
            self._add(document, place, (), document.data)
        else:
            self._add_list(document, place)

    def _cleaned(self, document: Document, file: SourceFile, clean: Cleaning) -> Document:
        data = clean(file.path, file.blob, document.data)
        if data == document.data:
            return document
        self.removed[document.path] = document.data
        return replace(document, data=data)

    def _is_said(self, fault: Fault) -> bool:
        """Whether a fault speaks of something that was not removed."""
        if fault.path not in self.removed or not fault.at:
            return True
        now = self.documents[fault.path].data
        return value_at(self.removed[fault.path], fault.at) == value_at(now, fault.at)

    def _glimpse(self, file: SourceFile, place: Place) -> None:
        """Look for the faults of a file that is refused, where one place of it is spoilt."""
        seen = glimpse(file, _shape(place)) if self.clean is None else None
        if seen is None:
            return
        data = seen.document.data
        rows: list[tuple[At, object]] = [((), data)]
        if place.role not in _ONE_RECORD:
            rows = [((i,), one) for i, one in enumerate(data)] if isinstance(data, list) else []
        for at, row in rows:
            self.faults.extend(seen.faults(place.role, at=at, data=row))
            if isinstance(row, dict) and place.role != "assessment":
                name = _name(row, place)
                entry = Entry(place.role, name, place.plan, file.path, at, row, None)
                self.glimpsed.append(entry)

    def _add_list(self, document: Document, place: Place) -> None:
        if not isinstance(document.data, list):
            self.faults.append(not_a_list(document))
            self.unread.add(document.path)
            return
        for index, item in enumerate(document.data):
            self._add(document, place, (index,), item)

    def _add(
        self, document: Document, place: Place, at: tuple[str | int, ...], data: object
    ) -> None:
        record, faults = validate(document, place.role, at=at, data=data)
        self.faults.extend(faults)
        if place.role not in _ONE_RECORD and not (isinstance(data, dict) and data.get("id")):
            self.unread.add(document.path)  # whose record this is, nobody can tell
        if isinstance(data, dict):
            named = _name(data, place)
            entry = Entry(place.role, named, place.plan, document.path, at, data, record)
            self.entries.append(entry)

    def register(self, files: Mapping[str, SourceFile]) -> Register:
        entries = tuple(self._with_assessments(entry) for entry in self.entries)
        return Register(
            tracker=next((entry for entry in entries if entry.kind == "tracker"), None),
            plans=_by_id(entries, "plan"),
            commitments=_by_id(entries, "commitment"),
            organisations=_by_id(entries, "organisation"),
            themes=_by_id(entries, "theme"),
            places=_by_id(entries, "place"),
            entries=entries,
            documents=MappingProxyType(self.documents),
            files=MappingProxyType(dict(files)),
            faults=tuple(one for one in self.faults if self._is_said(one)),
            unread=frozenset(self.unread),
            glimpsed=tuple(self.glimpsed),
        )

    def _with_assessments(self, entry: Entry) -> Entry:
        if entry.kind != "commitment" or not self.assessments:
            return entry
        stem = entry.path.rsplit("/", 1)[-1].removesuffix(".yaml")
        documents = self.assessments.get((entry.plan, stem), [])
        lists = [(doc.path, doc.data) for doc in documents if isinstance(doc.data, list)]
        if not lists:
            return entry
        return self._merged(entry, lists)

    def _merged(self, entry: Entry, lists: list[tuple[str, list[Any]]]) -> Entry:
        own = entry.data.get("assessments", [])
        merged = {
            **entry.data,
            "assessments": [
                *(own if isinstance(own, list) else []),
                *(item for _, items in lists for item in items),
            ],
        }
        record, _ = validate(self.documents[entry.path], "commitment", at=entry.at, data=merged)
        counts = tuple((path, len(items)) for path, items in lists)
        return Entry(entry.kind, entry.id, entry.plan, entry.path, entry.at, merged, record, counts)


def _shape(place: Place) -> Shape:
    """Return the shape of a whole file: of one record, or of a list of them."""
    one = shape_of(place.role)
    return one if place.role in _ONE_RECORD else Shape(item=one)


def _by_id(entries: tuple[Entry, ...], kind: str) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind == kind:
            found.setdefault(entry.id, entry)
    return MappingProxyType(dict(sorted(found.items())))


def _name(data: Mapping[str, Any], place: Place) -> str:
    identity = data.get("id")
    return identity if isinstance(identity, str) and identity else place.stem or place.role


def _assessment_faults(document: Document) -> tuple[Fault, ...]:
    if not isinstance(document.data, list):
        return (not_a_list(document),)
    faults: list[Fault] = []
    for index, item in enumerate(document.data):
        _, found = validate(document, "assessment", at=(index,), data=item)
        faults.extend((*found, *of_somebody_else(document, index, item)))
    return tuple(faults)
