"""The lines of a file end as in Windows.

It is read all the same. In the history every line of such a file changes at once when somebody
saves it elsewhere, and nobody sees any more what was really changed.

Example:
    # commitments/p/open-budget.yaml (with the line ends of Windows)
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT021"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find files with CRLF; where only the checkout put them, what git keeps is fine."""
    seen = set(world.facts.ended_by_checkout if world.facts else ())
    for node in world.records:
        file = world.register.files.get(node.entry.path)
        if file is not None and file.path not in seen and b"\r\n" in file.content:
            seen.add(file.path)
            yield Finding(
                node.entry,
                (),
                say("the lines of this file end as in Windows (CRLF)"),
                say(
                    "“promisetrack check --fix” mends it; the line “* text=auto eol=lf” in a file "
                    "“.gitattributes” keeps it so"
                ),
            )
