"""The parts of a commitment's page, in the order in which they are read.

Each module has `section(desk, promise)`: a part of the page, or None where the record says
nothing about it. What is absent takes no room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment import (
    actions,
    amendments,
    budget,
    citation,
    decisions,
    evidence,
    figures,
    independent,
    milestones,
    moved,
    origin,
    participation,
    promise,
    related,
    request,
    safeguards,
    updates,
)

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Section
    from promisetrack.site.survey import Promise

_ORDER = (
    promise,
    request,
    moved,
    milestones,
    figures,
    updates,
    evidence,
    amendments,
    decisions,
    participation,
    safeguards,
    budget,
    independent,
    origin,
    related,
    actions,
    citation,
)


def sections(desk: Desk, one: Promise) -> tuple[Section, ...]:
    """Return the parts that this commitment has something to say in."""
    found = (module.section(desk, one) for module in _ORDER)
    return tuple(part for part in found if part is not None)
