"""A piece of evidence names a file that is not in the register.

The link on the page would lead nowhere, and the promise would look proven.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        file: files/release.txt
        published: 2025-12-01

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        file: files/release.txt
        published: 2025-12-01
    # commitments/p/files/release.txt
    The budget of the town, line by line.

Found at: evidence.release.file
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.citing import file_of
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT302"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find files of evidence that are not there."""
    for node in (*world.commitments, *world.of("plan")):
        for item in node.items("evidence"):
            name = item.word("file")
            if name and file_of(world, item) is None:
                yield item.finding(
                    "file",
                    say("there is no file “{name}” in this plan", name=name),
                    say(
                        "put it into “commitments/{plan}/files/”, and write “file: files/…”",
                        plan=node.entry.plan or node.entry.id,
                    ),
                )
