"""Which file holds the data of a page: every page leads to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.site.urls import (
    COMMITMENTS_JSON,
    DATAPACKAGE,
    EVENTS_JSONL,
    EVIDENCE_CSV,
    MILESTONES_CSV,
    PLACES_GEOJSON,
    TRACKER_JSON,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.site.desk import Desk

_BY_FOLDER: Final[Mapping[str, str]] = {
    "changes": EVENTS_JSONL,
    "removed": EVENTS_JSONL,
    "deadlines": MILESTONES_CSV,
    "evidence": EVIDENCE_CSV,
    "places": PLACES_GEOJSON,
    "data": DATAPACKAGE,
    **dict.fromkeys(
        ("method", "audit", "schemes", "glossary", "about", "accessibility", "legal", "contact"),
        TRACKER_JSON,
    ),
}


def data_of(desk: Desk) -> str:
    """Return the address of the data of a kind of page; commitments name their own file."""
    folder = desk.pen.here.removeprefix(desk.addresses.home()).partition("/")[0]
    found = _BY_FOLDER.get(folder, COMMITMENTS_JSON)
    if found == EVENTS_JSONL and not desk.survey.past.is_known:
        return COMMITMENTS_JSON
    return found
