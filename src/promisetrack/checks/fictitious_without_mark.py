"""The register uses addresses that exist only in examples, and is not marked as an example.

Nobody should take an invented promise for a real one. The mark puts a banner on every page and
keeps search engines away.

Example:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    base_url: https://promises.town.example/

Instead:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    base_url: https://promises.town.example/
    fictitious: true

Found at: base_url
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT608"
LEVEL: Final = "warning"

_EXAMPLE: Final = re.compile(
    r"https?://[^/?#]*(\.example|\.test|\.invalid|\bexample\.(com|net|org))(:[0-9]+)?([/?#]|$)",
    re.IGNORECASE,
)


def find(world: World) -> Iterator[Finding]:
    """Find trackers whose own addresses are under names reserved for examples (RFC 2606)."""
    node = world.tracker
    if node is None or node.get("fictitious") is True:
        return
    for owner, key in (
        (node, "base_url"),
        (node.part("publisher"), "url"),
        (node.part("forge"), "url"),
    ):
        if _EXAMPLE.match(owner.word(key)):
            yield owner.finding(
                key,
                say("“{url}” is an address for examples", url=owner.word(key)),
                say("add “fictitious: true”, or write the real address"),
            )
            return
