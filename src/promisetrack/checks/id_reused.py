"""A change gives a new record the id of one that was removed.

Addresses, histories and other people's links hold on to the id. Under the old id they would lead
to something else. The same promise may come back under its id; another one needs its own.

Before:
    # commitments/p/open-budget.yaml (removed since)
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-06-30
    # commitments/p/open-data.yaml
    id: open-data
    title: Publish the data
    status: not-started
    due: 2026-06-30

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Open the budget meetings to the public
    status: not-started
    due: 2027-06-30
    # commitments/p/open-data.yaml
    id: open-data
    title: Publish the data
    status: not-started
    due: 2026-06-30

Instead:
    # commitments/p/open-budget-meetings.yaml
    id: open-budget-meetings
    title: Open the budget meetings to the public
    status: not-started
    due: 2027-06-30
    # commitments/p/open-data.yaml
    id: open-data
    title: Publish the data
    status: not-started
    due: 2026-06-30

Found at: id
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Node
from promisetrack.diagnostic import Message, say
from promisetrack.history.values import is_void, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.proposal import Gone
    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT405"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find new records under an id whose last bearer was removed and was something else."""
    if world.proposal is None:
        return
    for key in sorted(world.proposal.added & world.proposal.gone.keys()):
        kind, name = key
        gone = world.proposal.gone[key]
        entry = world.register.of_kind(kind).get(name)
        if entry is not None and not is_itself(gone.data, entry.data):
            node = Node(entry, (), entry.data)
            yield node.finding(
                "id",
                _message(Node(entry, (), gone.data), gone, name),
                say("give it an id that was never used, and its file the same name"),
            )


def is_itself(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Return whether a record that comes back is the one that left.

    It is when one of these is the same: the title or name in any language, the words of the
    promise, an identifier of others, or its number together with its source.
    """
    if any(_spoken(old.get(key)) & _spoken(new.get(key)) for key in ("title", "name")):
        return True
    if _spoken(old.get("description")) & _spoken(new.get("description")):
        return True
    if _identifiers(old) & _identifiers(new):
        return True
    both = ("number", "source")
    return all(not is_void(old.get(key)) and same(old[key], new.get(key)) for key in both)


def _spoken(value: object) -> frozenset[str]:
    """Return the words of a Text in each language, case and spaces apart."""
    entries = value.values() if isinstance(value, Mapping) else [value]
    words = (one.get("text") if isinstance(one, Mapping) else one for one in entries)
    plain = (" ".join(one.split()).casefold() for one in words if isinstance(one, str))
    return frozenset(one for one in plain if one)


def _identifiers(data: Mapping[str, object]) -> frozenset[tuple[str, str]]:
    listed = data.get("identifiers")
    return frozenset(
        (str(one.get("scheme")), str(one.get("id")))
        for one in (listed if isinstance(listed, list | tuple) else ())
        if isinstance(one, Mapping) and not is_void(one.get("id"))
    )


def _message(old: Node, gone: Gone, name: str) -> Message:
    title = old.label("title") if old.has("title") else old.label("name")
    if gone.date:
        return say(
            "the id “{id}” belonged to “{title}”, which was removed on {day}",
            id=name,
            title=title,
            day=gone.date,
        )
    return say("the id “{id}” belonged to “{title}”, which was removed", id=name, title=title)
