"""A translation was made by a machine, and nobody has read it yet.

The site says so beside the text. A promise can change its meaning in a single word.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary:
      en: We publish every line.
      fr:
        text: Nous publions chaque ligne.
        translated: machine

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary:
      en: We publish every line.
      fr:
        text: Nous publions chaque ligne.
        translated: human

Found at: summary.fr.translated
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT502"
LEVEL: Final = "note"


def find(world: World) -> Iterator[Finding]:
    """Find texts that are marked as translated by machine."""
    for record in world.records:
        for node in world.nodes(record):
            if node.word("translated") == "machine":
                yield node.finding(
                    "translated",
                    say("this translation was made by a machine, and nobody has read it"),
                    say("read it beside the original, mend it, and write “translated: human”"),
                )
