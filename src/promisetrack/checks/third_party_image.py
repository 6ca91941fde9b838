"""An image would be fetched from another site.

That site would learn who reads which promise. Pages show only the register's own files, and turn
such an image into a link.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "The budget: ![Spending grew by a tenth](https://town.example/chart.png)"

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "The budget: ![Spending grew by a tenth](chart.png)"

Found at: description
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.text.outline import images_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT604"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find images in Markdown with an address elsewhere."""
    for node in world.records:
        for passage in world.passages(node.entry):
            if not passage.is_markdown or "![" not in passage.text:
                continue
            for image in images_in(passage.text):
                if re.match(r"([a-z][a-z0-9+.-]*:)?//", image.url, re.IGNORECASE):
                    yield Finding(
                        node.entry,
                        passage.at,
                        say("the image “{url}” lies on another site", url=image.url),
                        say("put the image into “files/” of the plan, if its licence allows it"),
                        piece=passage.piece(image.url, image.line),
                    )
