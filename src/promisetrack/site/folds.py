"""Long lists of entries: the first are open to the eye, the rest lies in folds of the same page.

A fold needs no script, is found by a search in the page, and is printed open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from promisetrack.site.parts import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Row

MOST = 12
"""Entries that are open."""
SPARED = 3
"""So few more are not worth a fold."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Entries behind a label."""

    shape: ClassVar[str] = "fold"
    label: object
    rows: Rows


def shortened(
    desk: Desk, rows: tuple[Row, ...], *, is_evidence: bool = False
) -> tuple[object, ...]:
    """Return the first entries and, where there are many more, a fold with the rest."""
    if len(rows) <= MOST + SPARED:
        return (Rows(rows, is_evidence),)
    rest = rows[MOST:]
    label = desk.say_n("{n} more", "{n} more", len(rest))
    return Rows(rows[:MOST], is_evidence), Fold(label, Rows(rest, is_evidence))


def by_name(desk: Desk, rows: Iterable[tuple[str, Row]]) -> tuple[object, ...]:
    """Return the first entries and a fold for each name (a year) of the rest, in their order."""
    named = tuple(rows)
    if len(named) <= MOST + SPARED:
        return (Rows(tuple(one for _, one in named)),)
    folds: dict[str, list[Row]] = {}
    for name, one in named[MOST:]:
        folds.setdefault(name, []).append(one)
    return (
        Rows(tuple(one for _, one in named[:MOST])),
        *(
            Fold(desk.say_n("{name}, {n} more", "{name}, {n} more", len(many), name=name),
                 Rows(tuple(many)))
            for name, many in folds.items()
        ),
    )  # fmt: skip
