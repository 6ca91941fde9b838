"""A change takes evidence away, or puts other evidence in its place.

Readers and other people's pages point to it. What no longer holds can be said in the promise; what
was shown once stays where it was.

Before:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    evidence:
      - id: vote
        title: Vote of the council
        url: https://town.example/vote
        published: 2025-01-12

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    evidence:
      - id: vote
        title: Vote of the council
        url: https://town.example/other-vote
        published: 2025-01-12

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    evidence:
      - id: vote
        title: Vote of the council
        url: https://town.example/vote
        published: 2025-01-12
      - id: other-vote
        title: Second vote of the council
        url: https://town.example/other-vote
        published: 2026-01-12

Found at: evidence.vote.url
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import Change, changes, place, shown, with_amendment
from promisetrack.checks.citing import file_of
from promisetrack.checks.reading import Finding, Node
from promisetrack.diagnostic import Message, say
from promisetrack.history.values import is_void, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT404"
LEVEL: Final = "error"

_SEEN: Final = ("url", "file", "sha256")
_KEPT: Final = ("url", "file", "sha256", "shows")


def find(world: World) -> Iterator[Finding]:
    """Find evidence of the base that is not there or leads elsewhere, without a stated reason."""
    added = [one.event.after for one in changes(world, "evidence-added")]
    for change in changes(world, "evidence-removed", "evidence-edited"):
        event = change.event
        if change.has_reason or not isinstance(event.before, Mapping):
            continue
        if event.kind == "evidence-removed" and not _is_among(event.before, added):
            yield change.finding(
                say("the evidence “{title}” is removed", title=shown(event.before)),
                _help(world, change),
            )
        elif event.concern == "rewritten":
            yield from _replaced(world, change)
    yield from _of_plans(world)
    yield from _other_bytes(world)


def _of_plans(world: World) -> Iterator[Finding]:
    """Find evidence of plans, which have no amendments, that is gone or leads elsewhere."""
    for old in world.proposal.base.entries if world.proposal else ():
        now = world.register.plans.get(old.id) if old.kind == "plan" else None
        held = Node(now, (), now.data).items("evidence") if now else ()
        for item in Node(old, (), old.data).items("evidence") if now else ():
            is_there = any(
                all(same(_address(item.get(key)), _address(one.get(key))) for key in _shown(item))
                for one in held
            )
            if now and not is_there:
                yield Finding(
                    now,
                    place(now.data, ("evidence", item.word("id"))),
                    say("the evidence “{title}” is removed or replaced", title=item.label()),
                    say("put it back, and add what is new as an entry of its own"),
                )


def _shown(item: Node) -> list[str]:
    """Return the keys that say what an entry shows: a first seal takes nothing away."""
    return [key for key in _KEPT if item.has(key)]


def _is_among(before: Mapping[str, object], added: list[object]) -> bool:
    """Return whether the same evidence stands there under another id."""
    return any(
        isinstance(one, Mapping) and all(same(before.get(key), one.get(key)) for key in _KEPT)
        for one in added
    )


def _replaced(world: World, change: Change) -> Iterator[Finding]:
    before, after = change.event.before, change.event.after
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return
    for key in _SEEN:
        old, new = before.get(key), after.get(key)
        if not is_void(old) and not same(_address(old), _address(new)):
            yield change.finding(
                say(
                    "the evidence “{title}” is replaced: “{before}” before, “{after}” now",
                    title=shown(before),
                    before=shown(old),
                    after=shown(new),
                ),
                _help(world, change),
                route=(*change.event.route, key),
            )
            return


def _address(value: object) -> object:
    """The same page over a safe connection is the same page."""
    if isinstance(value, str) and value.startswith("http://"):
        return f"https://{value.removeprefix('http://')}"
    return value


def _other_bytes(world: World) -> Iterator[Finding]:
    """Find files that were evidence and have other bytes now; with a seal its change tells it."""
    replaced = world.proposal.replaced if world.proposal else frozenset()
    before = world.proposal.before if world.proposal else {}
    for record in world.commitments if replaced else ():
        was = before.get(record.entry.id)
        for item in record.items("evidence"):
            file = file_of(world, item) if item.word("file") else None
            if file and file.path in replaced and was and _was_shown(item, was.data):
                yield item.finding(
                    "file",
                    say("the file of the evidence “{title}” is another one", title=item.label()),
                    say("put the old file back, and add the new one with another name and id"),
                )


def _was_shown(item: Node, before: Mapping[str, object] | None) -> bool:
    if item.has("sha256"):
        return False
    listed = (before or {}).get("evidence")
    return any(
        isinstance(one, Mapping)
        and one.get("id") == item.get("id")
        and one.get("file") == item.get("file")
        for one in (listed if isinstance(listed, list) else ())
    )


def _help(world: World, change: Change) -> Message:
    return say(
        "put it back, and add what is new as an entry of its own; where it must go, {reason}",
        reason=with_amendment(world, change),
    )
