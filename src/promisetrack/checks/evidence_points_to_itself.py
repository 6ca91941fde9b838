"""A piece of evidence is a page of this very site.

A register that proves its promises by itself proves nothing.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Page on the budget
        url: https://promises.town.example/en/commitments/open-budget/
        published: 2025-12-01
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    fictitious: true
    base_url: https://promises.town.example/

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    fictitious: true
    base_url: https://promises.town.example/

Found at: evidence.release.url
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT307"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find evidence whose address lies on the tracker's own site or in its repository."""
    own = tuple(_own(world))
    for node in (*world.commitments, *world.of("plan")):
        for item in node.items("evidence"):
            address = _plain(item.word("url"))
            if any(address == one or address.startswith(f"{one}/") for one in own):
                yield item.finding(
                    "url",
                    say("“{title}” is a page of this register itself", title=item.label()),
                    say("cite the document itself, where it was published"),
                )


def _own(world: World) -> Iterator[str]:
    if world.tracker is not None:
        for address in (world.tracker.word("base_url"), world.tracker.part("forge").word("url")):
            if address:
                yield _plain(address)


def _plain(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.strip().casefold()).rstrip("/")
