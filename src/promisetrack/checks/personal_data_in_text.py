"""A text seems to hold a person's own address or number.

What is published in a history cannot quietly be taken back. Name functions and shared addresses
instead.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: Write to jane.doe@town.example.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: Write to budget@town.example.

Found at: description
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.personal import personal_in
from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT605"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find personal e-mail addresses and telephone numbers in prose."""
    for node in world.records:
        for passage in world.passages(node.entry):
            if not passage.is_prose:
                continue
            for found in personal_in(passage.text):
                yield Finding(
                    node.entry,
                    passage.at,
                    say("“{words}” seems to belong to a person", words=found),
                    say("write the shared address or the function instead"),
                    piece=passage.piece(found),
                )
