"""A promise names a place that is not in the list.

It would be missing from the page of the neighbourhood that it is about. Places are described
once, in places.yaml.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    places: [old-twon]
    # commitments/places.yaml
    - id: old-town
      name: Old town

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    places: [old-town]
    # commitments/places.yaml
    - id: old-town
      name: Old town

Found at: places.old-twon
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.naming import meant_record
from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT110"
LEVEL: Final = "error"
NEEDS: Final = ("places",)


def find(world: World) -> Iterator[Finding]:
    """Find ids of places that places.yaml does not have."""
    known = world.register.places
    named = [
        (node, key)
        for record in world.commitments
        for node in world.nodes(record)
        for key in ("places", "help_places")
        if key in node.data
    ]
    named += [(node, "part_of") for node in world.of("place")]
    for node, key in named:
        for at, name in node.words(key):
            if name not in known:
                yield Finding(
                    node.entry,
                    at,
                    say("there is no place “{name}”", name=name),
                    meant_record(name, known)
                    or say("add it to places.yaml, or write “name: …” instead of an id"),
                )
