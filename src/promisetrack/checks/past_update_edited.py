"""A change rewrites or removes what was said before: a report, an assessment, a question, a reason.

What was said on a day stays as it was said. Whoever knows better today says so in a new entry with
today's date; otherwise nobody could rely on what stands here.

Before:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    updates:
      - date: 2025-11-05
        by: town-hall
        text: All tables will be ready in March.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    updates:
      - date: 2025-11-05
        by: town-hall
        text: Some tables will be ready in March.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    updates:
      - date: 2025-11-05
        by: town-hall
        text: All tables will be ready in March.
      - date: 2026-01-31
        by: town-hall
        text: Not all, but some tables will be ready in March.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: updates.2025-11-05.text
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import Change, changes, in_list, shown
from promisetrack.diagnostic import Message, say
from promisetrack.history.values import is_void, same
from promisetrack.model.routes import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Route

CODE: Final = "PT403"
LEVEL: Final = "error"

_SAID: Final = ("update", "assessment", "response", "question", "answer", "amendment")
_MAY_COME: Final = re.compile(r"id|evidence|translated|x-.*")
"""What may be added to an old entry without changing what it said."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def find(world: World) -> Iterator[Finding]:
    """Find what was said before and is now otherwise or not there, without a stated reason."""
    added = [change for change in changes(world) if change.event.kind.endswith("-added")]
    for change in changes(
        world, *(f"{one}-{how}" for one in _SAID for how in ("edited", "removed"))
    ):
        event = change.event
        if event.concern is None or change.has_reason or is_void(event.before):
            continue
        if event.kind.endswith("-edited") and not is_kept(event.before, event.after):
            yield change.finding(_edited(change), _help(change), route=_first_difference(change))
        elif event.kind.endswith("-removed") and not _is_elsewhere(change, added):
            yield change.finding(
                say("what was said at “{route}” is removed", route=show(event.route)), _help(change)
            )


def is_kept(before: object, after: object, key: str = "") -> bool:
    """Return whether all that was said is still said: only languages, ids and evidence came."""
    if isinstance(before, str) and isinstance(after, Mapping):
        return any(same(before, _words(one)) for one in after.values())
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return all(
            name in after and is_kept(value, after[name], name) for name, value in before.items()
        ) and all(_may_come(name, after) for name in after.keys() - before.keys())
    if key == "evidence" and isinstance(before, list) and isinstance(after, list):
        return all(any(same(one, other) for other in after) for one in before)
    return same(before, after)


def _may_come(name: str, among: Mapping[str, object]) -> bool:
    is_text = all(_LANGUAGE.fullmatch(one) and not is_void(_words(among[one])) for one in among)
    is_words = all(isinstance(_words(value), str) for value in among.values())
    return bool(_MAY_COME.fullmatch(name)) or (is_text and is_words and "by" not in among)


def _words(entry: object) -> object:
    return entry.get("text") if isinstance(entry, Mapping) else entry


def _is_elsewhere(change: Change, added: list[Change]) -> bool:
    """Return whether the entry only got another name, such as an id, or another file."""
    event = change.event
    return any(
        one.entry is change.entry
        and one.event.kind.split("-")[0] == event.kind.split("-")[0]
        and one.event.route[:-1] == event.route[:-1]
        and is_kept(event.before, one.event.after)
        for one in added
    )


def _first_difference(change: Change) -> Route:
    before, after = change.event.before, change.event.after
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in (*before, *after):
            if not is_kept(before.get(key), after.get(key), key):
                return (*change.event.route, key)
    return change.event.route


def _edited(change: Change) -> Message:
    route = _first_difference(change)
    event = change.event
    before, after = event.before, event.after
    if len(route) > len(event.route) and isinstance(before, Mapping) and isinstance(after, Mapping):
        before, after = before.get(route[-1]), after.get(route[-1])
    return say(
        "what was said at “{route}” is rewritten: “{before}” before, “{after}” now",
        route=show(route),
        before=shown(before),
        after=shown(after),
    )


def _help(change: Change) -> Message:
    return say(
        "put it back as it was, and add a new entry with today's date; a mistake that must be "
        "corrected here needs below “amendments:”, a line each, “- date: …”, “  kind: correction”, "
        "“  changes: [{route}]”, “  reason: …”",
        route=in_list(change.event.route),
    )
