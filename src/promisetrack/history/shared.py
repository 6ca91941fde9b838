"""What happens to the tracker itself: plans, organisations, themes, places, and its rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.history.compare import differences
from promisetrack.history.events import Event
from promisetrack.history.fields import FREE, ORGANISATION, PLAN, RULES, Field
from promisetrack.model.routes import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from promisetrack.history.commits import ChangeLike
    from promisetrack.history.files import Filed

Data: TypeAlias = dict[str, object]

RULE_KEYS: Final = ("policy", "status_schemes", "schemes", "checks", "suppress", "redact")
"""What of tracker.yaml decides what may be said, shown and checked."""

RULE_FILES: Final = (".gitattributes", ".mailmap", ".gitlab-ci.yml", "bitbucket-pipelines.yml")
RULE_FOLDERS: Final = (
    "site_templates/",
    ".github/workflows/",
    ".gitlab/",
    ".forgejo/workflows/",
    ".gitea/workflows/",
)

_LISTS: Final[Mapping[str, tuple[str, Field]]] = {
    "organisation": ("organisations", ORGANISATION),
    "theme": ("themes", FREE),
    "place": ("places", FREE),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What the records of one commit share. Unreadable files keep what they said last."""

    tracker: Data = field(default_factory=dict)
    plans: dict[str, Data] = field(default_factory=dict)
    lists: dict[str, Data] = field(default_factory=dict)


def snapshot(files: Iterable[Filed]) -> Shared:
    """Return the shared data of a commit. Plans are named by their folder."""
    found = Shared()
    tracker: Data = {}
    for one in files:
        role = one.place.role
        if role == "tracker" and isinstance(one.data, dict):
            tracker = one.data
        elif role == "plan" and isinstance(one.data, dict):
            found.plans[one.place.plan or ""] = one.data
        elif role in _LISTS and isinstance(one.data, list):
            found.lists[_LISTS[role][0]] = _by_key(one.data)
    return replace(found, tracker=tracker)


def shared_events(before: Shared, after: Shared, changed: Sequence[Filed]) -> list[Event]:
    """Return what happened to the tracker between two commits; `changed` are its changed files."""
    events = [
        Event("unreadable", ("files", one.path), reason=one.reason)
        for one in changed
        if one.reason is not None
    ]
    events += _of_plans(before.plans, after.plans)
    for name, table in _LISTS.values():
        old, new = before.lists.get(name, {}), after.lists.get(name, {})
        events += _beneath((name,), differences(old, new, table))
    return events + _of_tracker(before.tracker, after.tracker)


def rule_files(changes: Iterable[ChangeLike]) -> list[Event]:
    """Return one event for each changed file that decides about others: templates, workflows …"""
    return [
        Event("rules-changed", ("files", change.path), change.old_blob, change.new_blob)
        for change in changes
        if _is_rule(change.path.removeprefix("/"))
    ]


def _is_rule(path: str) -> bool:
    is_inside = any(path.startswith(folder) or f"/{folder}" in path for folder in RULE_FOLDERS)
    return is_inside or path.rsplit("/", 1)[-1] in RULE_FILES


def _of_plans(before: dict[str, Data], after: dict[str, Data]) -> list[Event]:
    events: list[Event] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None:
            events.append(Event("plan-added", ("plans", name), None, new))
        elif new is None:
            events.append(Event("plan-removed", ("plans", name), old, None))
        else:
            events += _beneath(("plans", name), differences(old, new, PLAN))
    return events


def _of_tracker(before: Data, after: Data) -> list[Event]:
    if not before:
        return []  # the first tracker.yaml sets the rules, it changes none
    rules = Field("map", fields=dict.fromkeys(RULE_KEYS, RULES), rest=FREE)
    return _beneath(("tracker",), differences(before, after, rules))


def _beneath(start: tuple[str, ...], events: Iterable[Event]) -> list[Event]:
    return [
        replace(
            event,
            route=(*start, *event.route),
            leaves=event.leaves and ((*start, *event.leaves[0]), event.leaves[1]),
        )
        for event in events
    ]


def _by_key(items: list[object]) -> Data:
    named = keys(items, None)
    return {str(name): item for name, item in zip(named, items, strict=True)}
