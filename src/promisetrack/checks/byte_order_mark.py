"""An invisible mark stands at the beginning of a file.

It is read all the same. Some editors of Windows put this byte order mark before the first letter;
other programs take it for a part of the first name and do not find “id”.

Example:
    # commitments/p/open-budget.yaml (with a byte order mark)
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

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT022"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find files that begin with U+FEFF."""
    seen: set[str] = set()
    for node in world.records:
        file = world.register.files.get(node.entry.path)
        if file is not None and file.path not in seen and file.content.startswith(BOM_UTF8):
            seen.add(file.path)
            yield Finding(
                node.entry,
                (),
                say("an invisible byte order mark stands before the first letter of this file"),
                say(
                    "“promisetrack check --fix” removes it; save as “UTF-8”, not as “UTF-8 with "
                    "BOM”"
                ),
            )
