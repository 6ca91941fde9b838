"""The tracker's settings speak of a check that does not exist.

A misspelt name changes nothing, and everyone believes that it does.

Example:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    checks:
      overdu:
        level: note

Instead:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    checks:
      overdue:
        level: note

Found at: checks.overdu
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from promisetrack.checks.settings import choices, written
from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT116"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find settings and suppressions for checks that do not exist."""
    for name, node in choices(world):
        if name not in world.checks:
            yield _unknown(name, node.finding(None, _message(name), on="key"), world)
    for one in written(world):
        if one.check and one.check not in world.checks:
            yield _unknown(one.check, one.node.finding("check", _message(one.check)), world)


def _message(name: str) -> Message:
    return say("there is no check “{name}”", name=name)


def _unknown(name: str, found: Finding, world: World) -> Finding:
    hint = did_you_mean(name, world.checks) or say("“promisetrack checks” lists them all")
    return replace(found, help=hint)
