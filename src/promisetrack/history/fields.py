"""Which kind of event each field of a commitment makes (interfaces.md, the table of events)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Way = Literal["whole", "text", "deadline", "items", "map", "free"]


@dataclass(frozen=True, slots=True)
class Field:
    """How two values of a field are compared, and the kind of event that it makes.

    `whole`: the value as it is. `text`: language by language. `deadline`: a date that binds.
    `items`: a list by natural keys; `kind` is then the item's name (`update`), and items with
    `fields` are compared field by field. `map`: key by key; `free`: key by key to any depth.
    """

    way: Way
    kind: str = "other-changed"
    fields: Mapping[str, Field] = field(default_factory=dict)
    rest: Field | None = None


FREE: Final = Field("free")
OTHER_ITEMS: Final = Field("items", "other")

_WORDING: Final = {
    name: Field("text", "wording-changed")
    for name in ("title", "summary", "problem", "description", "expected_result", "source")
}
_OWNERS: Final = {name: Field("whole", "owner-changed") for name in ("lead", "partners", "contact")}
_STANDING: Final = {
    "start": Field("whole", "start-changed"),
    "due": Field("deadline"),
    "progress": Field("whole", "progress-changed"),
    "status": Field("whole", "status-changed"),
    "status_as_written": Field("whole", "status-changed"),
}

MILESTONE: Final = Field(
    "items",
    "milestone",
    {**_WORDING, **_OWNERS, **_STANDING},
    Field("whole", "milestone-edited"),
)
INDICATOR: Final = Field(
    "items",
    "indicator",
    {
        **_WORDING,
        "target": Field(
            "map",
            "target-changed",
            {"date": Field("deadline")},
            Field("whole", "target-changed"),
        ),
        "baseline": Field("map", "baseline-changed", {}, Field("whole", "baseline-changed")),
        "measurements": Field("items", "measurement"),
    },
    Field("whole", "indicator-edited"),
)
QUESTION: Final = Field(
    "items", "question", {"answers": Field("items", "answer")}, Field("whole", "question-edited")
)

COMMITMENT: Final = Field(
    "map",
    fields={
        **_WORDING,
        **_OWNERS,
        **_STANDING,
        "easy": Field("text"),
        "audience": Field("text"),
        "milestones": MILESTONE,
        "indicators": INDICATOR,
        "evidence": Field("items", "evidence"),
        "updates": Field("items", "update"),
        "assessments": Field("items", "assessment"),
        "responses": Field("items", "response"),
        "questions": QUESTION,
        "amendments": Field("items", "amendment"),
        "decisions": Field("items", "decision"),
        "participation": Field("items", "participation"),
        "places": Field("items", "place"),
        "budget": Field("map", fields={"lines": Field("items", "budget-line")}, rest=FREE),
        "request": Field("whole", "request-changed"),
        "answer": Field("whole", "answer-changed"),
        "safeguards": Field("map", "safeguard-changed", {}, Field("whole", "safeguard-changed")),
        **dict.fromkeys(
            ("related", "identifiers", "themes", "values", "sdgs", "tags"), OTHER_ITEMS
        ),
        "promised_by": OTHER_ITEMS,
    },
    rest=FREE,
)

ORGANISATION: Final = Field("free", "organisation-changed")
PLAN: Final = Field("free", "plan-changed")
RULES: Final = Field("free", "rules-changed")
