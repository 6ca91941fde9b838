"""A suppression is for a check that cannot be suppressed.

Of a file that cannot be read nothing is on the site; that cannot be excused, only mended.

Example:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    suppress:
      - check: yaml-syntax
        record: open-budget
        route: due
        reason: We will look at it later

Instead:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]

Found at: suppress.yaml-syntax/open-budget/due.check
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.catalogue import UNREADABLE
from promisetrack.checks.settings import choices, written
from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT119"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find suppressions and levels for faults that leave nothing to read."""
    for one in written(world):
        if one.check in UNREADABLE:
            yield one.node.finding("check", _message(one.check), _HELP)
    for name, node in choices(world):
        if name in UNREADABLE and node.has("level"):
            yield node.finding("level", _message(name), _HELP)


_HELP: Final = say("mend the file that it is about, and remove this")


def _message(name: str) -> Message:
    return say("“{name}” always counts as an error", name=name)
