"""The level of accessibility that pages may claim: what an audit found, else none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.site.fields import Fields

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk

NONE: Final = "not-compliant"
"""What stands where nobody has audited the pages (RGAA, EN 301 549: no claim without an audit)."""


def audit(desk: Desk) -> Fields | None:
    """Return what tracker.yaml says of an audit; None where it names no day or no auditor."""
    said = stated(desk)
    return said if said.has("audited") and said.has("by") else None


def stated(desk: Desk) -> Fields:
    """Return what tracker.yaml says of accessibility."""
    entry = desk.register.tracker
    return Fields(entry.data).part("accessibility") if entry else Fields({})


def level(desk: Desk) -> str:
    """Return the level: a word of the vocabulary `accessibility-level`."""
    said = audit(desk)
    return (said.string("level") if said else "") or NONE


def claim(desk: Desk) -> object:
    """Return the claim that stands on every page."""
    if audit(desk) is None:
        return desk.say("Accessibility: not compliant (not audited)")
    if level(desk) == "fully-compliant":
        return desk.say("Accessibility: fully compliant")
    if level(desk) == "partially-compliant":
        return desk.say("Accessibility: partially compliant")
    return desk.say("Accessibility: not compliant")
