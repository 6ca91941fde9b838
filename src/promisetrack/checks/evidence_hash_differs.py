"""A file is not the one whose seal was written down.

The seal is there so that nobody can exchange a document unnoticed. Either the file was changed,
or the seal was not renewed.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        file: release.txt
        published: 2025-12-01
        sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    # commitments/p/files/release.txt
    The budget of the town, line by line.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        file: release.txt
        published: 2025-12-01
        sha256: "3d77794442b943188041cdbc7afbd429f1fa09402b3894a4e1ed22e8b5fdfca4"
    # commitments/p/files/release.txt
    The budget of the town, line by line.

Found at: evidence.release.sha256
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from promisetrack.checks.citing import file_of
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT304"
LEVEL: Final = "error"

_WITHOUT_LFS: Final = say(
    "keep the document itself in the repository: take its line out of .gitattributes, then "
    "git add --renormalize"
)


def find(world: World) -> Iterator[Finding]:
    """Find files whose SHA-256 is not the one that was written down."""
    for node in (*world.commitments, *world.of("plan")):
        for item in node.items("evidence"):
            file, seal = file_of(world, item), item.word("sha256").strip().lower()
            if file is None or not seal:
                continue
            found, name = hashlib.sha256(file.content).hexdigest(), item.word("file")
            if found == seal:
                continue
            if file.is_pointer:
                message = say("“{name}” is a pointer of git LFS and not the document", name=name)
                yield item.finding("sha256", message, _WITHOUT_LFS)
                continue
            yield item.finding(
                "sha256",
                say("the file “{name}” does not have this seal", name=name),
                say("if the file is the right one, write its seal: {seal}", seal=found),
            )
