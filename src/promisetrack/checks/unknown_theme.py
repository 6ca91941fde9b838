"""A promise names a theme that is not in the list.

It would be missing from every page by theme. Themes are described once, in themes.yaml.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    themes: [bugdet]
    # commitments/themes.yaml
    - id: budget
      name: Budget

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    themes: [budget]
    # commitments/themes.yaml
    - id: budget
      name: Budget

Found at: themes.bugdet
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.naming import meant_record
from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT104"
LEVEL: Final = "error"
NEEDS: Final = ("themes",)


def find(world: World) -> Iterator[Finding]:
    """Find ids of themes that themes.yaml does not have."""
    known = world.register.themes
    named = [(node, "themes") for node in (*world.commitments, *world.of("plan"))]
    named += [(node, "part_of") for node in world.of("theme")]
    for node, key in named:
        for at, name in node.words(key):
            if name not in known:
                yield Finding(
                    node.entry,
                    at,
                    say("there is no theme “{name}”", name=name),
                    meant_record(name, known) or say("add it to themes.yaml, or correct the id"),
                )
