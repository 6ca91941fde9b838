"""The address to write to seems to be one person's.

People change posts, and their mailboxes go with them; a shared address stays, and names nobody.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    contact:
      role: Budget office
      email: jane.doe@town.example

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    contact:
      role: Budget office
      email: budget@town.example

Found at: contact.email
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.personal import personal_in
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT606"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find contacts with a personal e-mail address."""
    for record in world.records:
        for node in world.nodes(record):
            is_contact = bool(node.at) and node.at[-1] == "contact"
            for found in personal_in(node.word("email")) if is_contact else ():
                yield node.finding(
                    "email",
                    say("“{words}” seems to belong to a person", words=found),
                    say("write the shared address of the office"),
                )
