"""The file is marked as a program.

It is read all the same. Some shared folders set this mark on every file; it hides real changes in
the history of the register.

Example:
    # commitments/p/open-budget.yaml (marked as a program)
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Found at: line 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.files import EXECUTABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT018"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find records in files with the mark of a program."""
    seen: set[str] = set()
    for node in world.records:
        file = world.register.files.get(node.entry.path)
        if file is not None and file.mode == EXECUTABLE and file.path not in seen:
            seen.add(file.path)
            yield Finding(
                node.entry,
                (),
                say("this file is marked as a program"),
                say("remove the mark: git update-index --chmod=-x {path}", path=file.path),
            )
