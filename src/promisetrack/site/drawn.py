"""What is drawn beside words: the shapes of a scheme, the sums of a budget. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from promisetrack.site.parts import Mark


@dataclass(frozen=True, slots=True)
class Shape:
    """A word of a scheme: its shape and word, its phase, its id in data."""

    mark: Mark | None
    phase: object
    id: str
    word: object = ""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The words of a scheme, or of one dimension of it."""

    shape: ClassVar[str] = "shapes"
    rows: tuple[Shape, ...]
    title: object = ""
    note: object = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Sums of one line: shares of the width in per cent, and what they are in words."""

    label: object
    parts: tuple[tuple[str, float, object], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Sums drawn beside one another; `keys` explain the three strokes."""

    shape: ClassVar[str] = "bars"
    rows: tuple[Bar, ...]
    keys: tuple[tuple[str, object], ...]
