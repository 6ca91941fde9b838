"""The publication log has been merged into the versions of the register.

The log vouches for the register from outside. Once it is part of what it vouches for, neither can
be followed on its own.

Example:
    # repository: the publication log was merged
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

CODE: Final = "PT703"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find that entries of the log are ancestors of what is checked out."""
    if world.facts is not None and world.facts.merged_log is not None:
        yield whole_tracker(
            world,
            say(
                "the branch “{branch}”, the publication log, is merged into the register",
                branch=world.facts.merged_log,
            ),
            say(
                "do not put this online: make your work again on a branch without that merge; the "
                "log stays a branch of its own"
            ),
        )
