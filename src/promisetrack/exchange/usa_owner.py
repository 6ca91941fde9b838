"""What in a tracker the importer of open.usa.gov made, told from what people added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from promisetrack.exchange.imported import Owner, items
from promisetrack.exchange.names import is_link_id
from promisetrack.exchange.usa_pages import FORMAT

OGP = "ogp"
"""The scheme of the numbers that the Open Government Partnership gives to commitments."""


def _made(where: str, item: Any, record: Mapping[str, Any]) -> bool:
    if where in ("partners", "milestones.partners"):
        # People who add a partner say in what role; a bare id is of the source.
        return isinstance(item, str) and (where != "partners" or _has_number(record))
    if where == "updates.evidence":
        links = {one.get("id"): one for one in items(record, "evidence")}
        return isinstance(item, str) and item in links and _made("evidence", links[item], record)
    if not isinstance(item, Mapping):
        return False
    if where.endswith("identifiers"):
        return item.get("scheme") in (FORMAT, OGP)
    if where == "":
        return any(one.get("scheme") == OGP for one in items(item, "identifiers"))
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

    Also what a link shows, where the source made its title of the same words.
    """
    if where == "evidence":
        is_told = str(old.get("shows", "")).startswith(str(new.get("title")))
        return frozenset({"shows"} if is_told else ())
    is_said = where in ("", "milestones") and _has_number(old)
    return frozenset({"lead"} if is_said and old.get("lead") != new.get("lead") else ())


def _has_number(item: Mapping[str, Any]) -> bool:
    return any(one.get("scheme") == FORMAT for one in items(item, "identifiers"))


_STATE = frozenset({"status", "status_as_written", "description", "number"})
_WHOLE = _STATE | {"id", "title", "source"}
OWNER = Owner(
    "en",
    {
        "": _WHOLE,
        "*": _WHOLE
        | {"identifiers", "lead", "partners", "themes", "milestones", "updates", "evidence"},
        "identifiers.*": frozenset({"scheme", "id"}),
        "milestones": _STATE | {"id", "title"},
        "milestones.*": _STATE | {"id", "title", "lead", "partners", "identifiers"},
        "milestones.identifiers.*": frozenset({"scheme", "id"}),
        "updates": frozenset({"date", "by", "about", "text"}),
        "updates.*": frozenset({"date", "by", "about", "text", "evidence"}),
        "updates.date.*": frozenset({"text"}),
        "evidence": frozenset({"id", "title", "url"}),
        "evidence.*": frozenset({"id", "title", "url", "kind", "published", "shows"}),
    },
    _made,
    _also,
)
