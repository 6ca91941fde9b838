"""The main line of the history does not lead through what was published.

It happens when somebody merges the published versions into their own line instead of the reverse,
as “git pull” does. Nothing is lost, but whoever follows the first parents no longer meets what
readers were shown.

Example:
    # repository: the published line was replaced
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

CODE: Final = "PT702"
LEVEL: Final = "warning"

_SHORT: Final = 12


def find(world: World) -> Iterator[Finding]:
    """Find where the main line had to be joined with what was published."""
    for commit in world.facts.joined if world.facts else ():
        yield whole_tracker(
            world,
            say(
                "version {commit} puts another line of versions in the place of the published one",
                commit=commit[:_SHORT],
            ),
            say(
                "before it is published: git checkout the main branch as it was published, then "
                "git merge --no-ff this work; once published it stays, and the history tells it"
            ),
        )
