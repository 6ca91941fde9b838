"""This clone holds only the newest versions, not the history.

The history is what shows how a promise changed. A site that is built from such a clone could not
show it, and a proposed change could not be compared with what it starts from.

Example:
    # repository: a shallow clone
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]

Instead:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]

Found at: line 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.changing import whole_tracker
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT701"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find that the clone is shallow."""
    if world.facts is not None and world.facts.is_shallow:
        yield whole_tracker(
            world,
            say("this clone is shallow: it does not hold the whole history"),
            say("run: git fetch --unshallow (in continuous integration, ask for depth 0)"),
        )
