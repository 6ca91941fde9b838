"""An event: one thing that changed in one record between two versions of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message, Route
    from promisetrack.history.commits import Commit

VERSION: Final = 1
"""Part of the key of whatever is stored of events; raised whenever those of a pair change."""

ITEMS: Final = (
    "milestone",
    "indicator",
    "measurement",
    "evidence",
    "update",
    "assessment",
    "response",
    "question",
    "answer",
    "amendment",
    "decision",
    "participation",
    "budget-line",
    "place",
)
"""What can be added, edited and removed inside a commitment."""

RECORD_KINDS: Final = (
    "commitment-added",
    "commitment-removed",
    "commitment-restored",
    "commitment-moved",
)
FIELD_KINDS: Final = (
    "deadline-set",
    "deadline-moved",
    "deadline-removed",
    "start-changed",
    "progress-changed",
    "owner-changed",
    "target-changed",
    "baseline-changed",
    "status-changed",
    "wording-changed",
    "translation-changed",
    "request-changed",
    "answer-changed",
    "safeguard-changed",
)
ITEM_KINDS: Final = tuple(f"{x}-{what}" for x in ITEMS for what in ("added", "edited", "removed"))
OTHER_KINDS: Final = ("unreadable", "other-changed")
TRACKER_KINDS: Final = (
    "plan-added",
    "plan-changed",
    "plan-removed",
    "organisation-changed",
    "rules-changed",
)
KINDS: Final = (*RECORD_KINDS, *FIELD_KINDS, *ITEM_KINDS, *OTHER_KINDS, *TRACKER_KINDS)

CONCERNS: Final = ("later", "removed", "lowered", "stopped", "rewritten", "unproven")
"""Why an event deserves a second look; all but `unproven` weaken the promise."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a version cannot be read: the name of the check that refuses it, and its words."""

    check: str
    message: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """The data of one version of one file; without data, the reason."""

    data: object = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One change. `before` and `after` are the whole values at `route`; None where there is none.

    `at` is the index of an added list item among the items after the change; None means behind
    all others. `leaves` says what remains where `after` is None and yet something does stand
    there: the route of an emptied list or map, or of a key without a value, and that value.
    `count` is how many events with a concern this kind and route have had, this one included;
    `nth` counts those with the same concern only, `origin` is the `before` of the first of them.
    `amendment` is the route of the amendment that gives the reason, `is_late` when it came in a
    later change. `via` are the commits inside a merge that touched the record. `reason` says why
    a version is unreadable.
    """

    kind: str
    route: Route
    before: object = None
    after: object = None
    at: int | None = None
    leaves: tuple[Route, object] | None = None
    concern: str | None = None
    count: int = 0
    nth: int = 0
    origin: object = None
    amendment: Route | None = None
    is_late: bool = False
    commit: Commit | None = None
    via: tuple[Commit, ...] = ()
    reason: Reason | None = None

    @property
    def weakens(self) -> bool:
        """Whether the promise is weaker after this."""
        return self.concern is not None and self.concern != "unproven"


def is_insertion(event: Event) -> bool:
    """Whether the event puts an item into a list: by its kind, or by the place that it names."""
    if event.at is not None:
        return True
    item, _, what = event.kind.rpartition("-")
    return what == "added" and item in ITEMS
