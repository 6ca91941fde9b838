"""A promise names an organisation that is not in the list.

Readers could not see who it is. Every organisation is described once, in organisations.yaml.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    lead: town-hal
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    lead: town-hall
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: lead
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.naming import meant_record
from promisetrack.checks.reading import At, Finding, Node
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT103"
LEVEL: Final = "error"
NEEDS: Final = ("organisations",)

_KEYS: Final = (
    "lead",
    "partners",
    "promised_by",
    "organisation",
    "by",
    "authority",
    "guarantor",
    "body",
    "decided_by",
)


def find(world: World) -> Iterator[Finding]:
    """Find ids of organisations that organisations.yaml does not have."""
    known = world.register.organisations
    for record in world.records:
        for node in world.nodes(record):
            for at, name in _named(node):
                if name not in known:
                    yield Finding(
                        record.entry,
                        at,
                        say("there is no organisation “{name}”", name=name),
                        meant_record(name, known)
                        or say("add it to organisations.yaml, or correct the id"),
                    )


def _named(node: Node) -> Iterator[tuple[At, str]]:
    for key in _KEYS:
        if key in node.data:
            yield from node.words(key)
    if node.entry.kind == "organisation" and not node.at:
        yield from node.words("part_of")
