"""What in a tracker the importer of open.usa.gov made, told from what people added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from promisetrack.exchange.imported import Owner, items
from promisetrack.exchange.names import is_link_id
from promisetrack.exchange.usa_pages import FORMAT


def _made(where: str, item: Any, record: Mapping[str, Any]) -> bool:
    if where == "updates.evidence":
        links = {one.get("id"): one for one in items(record, "evidence")}
        return isinstance(item, str) and item in links and _made("evidence", links[item], record)
    if not isinstance(item, Mapping):
        return False
    if where.endswith("identifiers"):
        return item.get("scheme") == FORMAT
    if where == "milestones":
        return _has_number(item)
    if where == "evidence":
        return is_link_id(str(item.get("id", "")), str(item.get("url", "")))
    date = item.get("date")
    words = str(date.get("text", "")) if isinstance(date, Mapping) else ""
    return where == "updates" and (
        words.endswith("; the source gives no date") or str(date) == "2023-08"
    )


def _also(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Return who is in charge, where the source said so and says something else now.

    One field of the source names the lead and its partners. While it stays the same, partners
    that somebody added stay too.
    """
    if (
        where not in ("", "milestones")
        or not _has_number(old)
        or old.get("lead") == new.get("lead")
    ):
        return frozenset()
    return frozenset({"lead", "partners"})


def _has_number(item: Mapping[str, Any]) -> bool:
    return any(one.get("scheme") == FORMAT for one in items(item, "identifiers"))


_STATE = frozenset({"status", "status_as_written", "description", "number"})
OWNER = Owner(
    "en",
    {
        "": _STATE | {"id", "title", "source"},
        "identifiers.*": frozenset({"scheme", "id"}),
        "milestones": _STATE | {"id", "title"},
        "milestones.*": _STATE | {"id", "title", "lead", "partners", "identifiers"},
        "milestones.identifiers.*": frozenset({"scheme", "id"}),
        "updates": frozenset({"date", "by", "about", "text"}),
        "updates.*": frozenset({"date", "by", "about", "text", "evidence"}),
        "evidence": frozenset({"id", "title", "url"}),
        "evidence.*": frozenset({"id", "title", "url", "kind", "published", "shows"}),
    },
    _made,
    _also,
)
