"""A change removes a promise from the register.

A promise that was given up was still given. Its page should say that it was given up, when and
why; not that it never was.

Before:
    # commitments/p/open-budget.yaml
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
    # commitments/p/open-data.yaml
    id: open-data
    title: Publish the data
    status: not-started
    due: 2026-06-30

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: withdrawn
    status_reason:
      code: cost
      text: The council found no money for it.
      date: 2026-01-20
    due: 2026-06-30
    # commitments/p/open-data.yaml
    id: open-data
    title: Publish the data
    status: not-started
    due: 2026-06-30

Found at: line 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding, Node
from promisetrack.diagnostic import say
from promisetrack.register.register import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT406"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find commitments of the base that are not there any more, whatever their file is called."""
    changes = world.proposal.changes.commitments if world.proposal else {}
    for name, record in changes.items():
        is_gone = any(event.kind == "commitment-removed" for event in record.events)
        if is_gone and name not in world.register.commitments and record.data is not None:
            entry = Entry("commitment", name, record.plan, record.path, (), record.data, None)
            yield Finding(
                entry,
                (),
                say(
                    "the promise “{title}” ({id}) is removed from the register",
                    title=Node(entry, (), record.data).label(),
                    id=name,
                ),
                say(
                    "put the file back; a promise that is given up keeps it, with a line "
                    "“status: withdrawn”, and below “status_reason:” the lines “  code: …”, "
                    "“  text: …” and “  date: …”; an id stays as it is, even if it is misspelt"
                ),
            )
