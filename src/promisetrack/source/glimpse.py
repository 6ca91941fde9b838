"""What can still be read of a file that is refused: so that one fault does not hide the others.

A key that is written twice, a shortcut, a tag, a character that is refused: each spoils one place,
and the rest of the file says what it says. About a spoilt place nothing is told; a file whose
lines cannot be told apart is not looked at any further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from promisetrack.source import guard
from promisetrack.source.build import FLAWS, build
from promisetrack.source.document import document_of
from promisetrack.source.doubts import doubts
from promisetrack.source.validate import validate

if TYPE_CHECKING:
    from promisetrack.diagnostic import Fault
    from promisetrack.files import SourceFile
    from promisetrack.model.shape import Shape
    from promisetrack.source.build import At, Flaw
    from promisetrack.source.document import Document

_WHOLE = frozenset({"anchor", "directive", "second-document", "second-end"})
"""Flaws that leave every value as it is written."""
_SPOILT = frozenset({"alias", "duplicate", "empty-block", "escaped-character", "not-kept", "tag"})
"""Flaws that leave one value unknown."""
_MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The data of a refused file, and the places where it does not say what is meant.

    Beneath `merged` maps more fields may be meant than are written.
    """

    document: Document
    spoilt: frozenset[At]
    merged: frozenset[At]

    def faults(self, kind: str, *, at: At, data: object) -> tuple[Fault, ...]:
        """Return what is wrong with a record of the file, spoilt places left out."""
        found = validate(self.document, kind, at=at, data=data)[1]
        return tuple(one for one in found if self._is_sure(one))

    def _is_sure(self, fault: Fault) -> bool:
        if any(fault.at[: len(place)] == place for place in self.spoilt):
            return False
        return fault.check != "missing-field" or fault.at[:-1] not in self.merged


def glimpse(file: SourceFile, shape: Shape | None) -> Glimpse | None:
    """Return what a refused file says in spite of its faults; None where that is not sure."""
    text, _ = guard.admit(file)
    if text is None:
        return None
    try:
        built = build(text, shape)
        flaws = built.flaws or doubts(text)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None
    if not _is_legible(flaws) or built.data is None:
        return None
    spoilt = frozenset(one.at for one in flaws if one.kind in (*_SPOILT, _MERGE))
    merged = frozenset(one.at[:-1] for one in flaws if one.kind == _MERGE)
    return Glimpse(document_of(file, text, built), spoilt, merged)


def _is_legible(flaws: list[Flaw]) -> bool:
    known = {*_WHOLE, *_SPOILT, _MERGE}
    return 0 < len(flaws) < FLAWS and all(one.kind in known for one in flaws)
