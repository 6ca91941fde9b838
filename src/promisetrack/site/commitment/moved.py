"""What moved: the place of the goalpost ledger, which is drawn from the history of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Section
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the ledger; nothing as long as the site is built without a history."""
    if desk.site.timeline is None:
        return None
    return None
