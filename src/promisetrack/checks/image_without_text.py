"""An image has no words that stand for it.

People who cannot see it, and those whose connection is slow, get nothing.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "The budget: ![](chart.png)"

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

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.text.outline import images_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT504"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find images in Markdown without an alternative text."""
    for node in world.records:
        for passage in world.passages(node.entry):
            if not passage.is_markdown or "![" not in passage.text:
                continue
            for image in images_in(passage.text):
                if not image.text.strip():
                    yield Finding(
                        node.entry,
                        passage.at,
                        say("the image “{url}” has no words", url=image.url),
                        say("say between the brackets what it shows: ![what it shows](…)"),
                        piece=passage.piece(image.url, image.line),
                    )
