"""What told history is made of: words before and after, events, versions. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from promisetrack.site.parts import Mark, When


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (`equal`), went (`delete`) or came (`insert`)."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text before and after, as pieces. `language` is set where it is not the page's."""

    pieces: tuple[Piece, ...]
    label: object = ""
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its sentence, the words that changed, what a reader must know about it."""

    sentence: object
    words: tuple[Words, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[object, ...] = ()


LONG_SIDES = 1600
"""Characters of two wordings together that are still read at a glance."""

MOST_TOLD = 4
"""Events of one version that are open to the eye; more of them lie in a fold."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What one version changed: when, by whom, in which record, and where to look at it.

    `anchor` is where a link to this version leads; empty where there is no such place. Where
    `parts` are given it stands for several versions: `told` are the weightiest of their events.
    """

    when: When | None
    who: object
    title: object
    told: tuple[Told, ...]
    notes: tuple[object, ...] = ()
    anchor: str = ""
    parts: tuple[Moment, ...] = ()

    @property
    def total(self) -> int:
        """How many events it tells."""
        return sum(one.total for one in self.parts) if self.parts else len(self.told)

    @property
    def shown(self) -> tuple[Told, ...]:
        """The events that are open: first of all those that a reader should not miss."""
        return tuple(one for place, one in enumerate(self.told) if place in self._open())

    @property
    def folded(self) -> tuple[Told, ...]:
        """The events in the fold: none, or more than one."""
        return tuple(one for place, one in enumerate(self.told) if place not in self._open())

    @property
    def weaker(self) -> int:
        """How many of the folded events a reader should not miss."""
        return sum(bool(one.marks) for one in self.folded)

    def _open(self) -> list[int]:
        places = list(range(len(self.told)))
        if len(places) <= MOST_TOLD + 1:
            return places
        return sorted(places, key=lambda one: not self.told[one].marks)[:MOST_TOLD]


@dataclass(frozen=True, slots=True)
class Year:
    """Older moments under their year."""

    name: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Moments, the newest first; the older ones of a long story in folds, year by year."""

    shape: ClassVar[str] = "story"
    moments: tuple[Moment, ...]
    older: tuple[Year, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Two wordings beside one another, each under its day."""

    shape: ClassVar[str] = "sides"
    sides: tuple[tuple[object, tuple[Words, ...]], ...]

    @property
    def is_long(self) -> bool:
        """Whether both are pages of text, which stand better in a fold."""
        texts = [words for _, many in self.sides for words in many]
        return sum(len(piece.text) for one in texts for piece in one.pieces) > LONG_SIDES
