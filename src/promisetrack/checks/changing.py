"""What the checks of a proposed change (PT4) share: events, their places, values in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding, Node, first_words
from promisetrack.diagnostic import Message, say
from promisetrack.history.amendments import names
from promisetrack.history.values import is_void
from promisetrack.model.routes import nearest, parse, resolve, show, value_at
from promisetrack.register.layout import FOLDER
from promisetrack.register.register import Entry

if TYPE_CHECKING:
    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Route
    from promisetrack.history.events import Event

PROTECTED: Final = ("due", "description", "milestones", "indicators.*.target", "safeguards")
"""What may not become weaker without a reason, where the policy names nothing else (model.md)."""

_LONGEST: Final = 80
_PLAIN: Final = re.compile(r"[A-Za-z_][\w./-]*")


@dataclass(frozen=True, slots=True)
class Change:
    """One event of a proposed change, and the commitment as it is now."""

    entry: Entry
    event: Event

    def finding(
        self,
        message: Message,
        help: Message | None = None,  # noqa: A002 - the same word as in Diagnostic
        *,
        route: Route | None = None,
    ) -> Finding:
        """Return a finding at the new value, or at what is nearest to where something was."""
        route = self.event.route if route is None else route
        return Finding(self.entry, place(self.entry.data, route), message, help)

    @property
    def has_reason(self) -> bool:
        """Whether an amendment of the same change names the field and says why in words."""
        route = self.event.amendment
        at = resolve(self.entry.data, route) if route is not None else None
        amendment = value_at(self.entry.data, at) if at else None
        told = amendment.get("reason") if isinstance(amendment, Mapping) else None
        return bool(first_words(told).strip())

    @property
    def label(self) -> str:
        """The name of the milestone or indicator that the event is in, else the promise's."""
        route = self.event.route
        at = resolve(self.entry.data, route[:2]) if len(route) > 2 else None
        inner = value_at(self.entry.data, at) if at else None
        data = inner if isinstance(inner, Mapping) and inner.get("title") else self.entry.data
        return Node(self.entry, (), data).label()


def changes(world: World, *kinds: str) -> Iterator[Change]:
    """Yield what a proposed change does to the commitments that are still there."""
    if world.proposal is None:
        return
    for name, record in world.proposal.changes.commitments.items():
        entry = world.register.commitments.get(name)
        for event in record.events if entry else ():
            if entry and (not kinds or event.kind in kinds):
                yield Change(entry, event)


def place(data: Mapping[str, object], route: Route) -> tuple[str | int, ...]:
    """Return the structural place of a route; what is not there any more keeps its names."""
    at = nearest(data, route)
    return (*at, *route[len(at) :])


def is_protected(world: World, event: Event) -> bool:
    """Return whether the policy of the base protects what an event changed."""
    written = world.policy.get("protect")
    listed = written if isinstance(written, list | tuple) else PROTECTED
    return any(
        names(parse(one) if isinstance(one, str) else tuple(one), event)
        for one in listed
        if isinstance(one, str | list) and one
    )


def shown(value: object) -> str | Message:
    """Return a value as it is written; a long one is cut, of a map its words are told."""
    if is_void(value):
        return say("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        parts = [words for one in value if isinstance(words := shown(one), str)]
        return _cut(", ".join(parts))
    if isinstance(value, Mapping):
        for key in ("text", "title", "label", "date", "value"):
            inner = value.get(key)
            said = first_words(inner) or (str(inner) if isinstance(inner, int | float) else "")
            if said:
                return _cut(said)
        return _cut(first_words(value) or ", ".join(map(str, value)))
    return _cut(str(value))


def with_amendment(world: World, change: Change) -> Message:
    """Return how to give the reason of a change: the lines to write."""
    values = {
        "day": world.today.isoformat(),
        "route": in_list(change.event.route),
    }
    if is_void(change.entry.data.get("amendments")):
        return say(
            "say why: add to this file “amendments:”, and below it, a line each, "
            "“- date: {day}”, “  changes: [{route}]”, “  reason: …” "
            "and where somebody decided it “  decided_by: …”",
            **values,
        )
    return say(
        "say why: add under “amendments:”, a line each, “- date: {day}”, “  changes: [{route}]”, "
        "“  reason: …” and where somebody decided it “  decided_by: …”",
        **values,
    )


def in_list(route: Route) -> str:
    """Return a route as it may stand between the brackets of a list."""
    text = show(route)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def of_file(path: str) -> Entry:
    """Return what stands for a file that holds no record, so that a finding may be placed in it."""
    return Entry("file", "", None, path, (), {}, None)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def whole_tracker(world: World, message: Message, help: Message) -> Finding:  # noqa: A002 - the same word as in Diagnostic
    """Return a finding about the register as a whole, placed at the top of tracker.yaml."""
    entry = world.tracker.entry if world.tracker else of_file(f"{FOLDER}/tracker.yaml")
    return Finding(entry, (), message, help)
