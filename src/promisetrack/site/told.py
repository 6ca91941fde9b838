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


@dataclass(frozen=True, slots=True)
class Moment:
    """What one version changed: when, by whom, in which record, and where to look at it."""

    when: When | None
    who: object
    title: object
    told: tuple[Told, ...]
    notes: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Moments, the newest first."""

    shape: ClassVar[str] = "story"
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two wordings beside one another, each under its day."""

    shape: ClassVar[str] = "sides"
    sides: tuple[tuple[object, tuple[Words, ...]], ...]
