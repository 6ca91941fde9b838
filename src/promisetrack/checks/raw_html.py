"""A text holds HTML.

HTML is never shown: readers would see the signs, or miss what was meant. Markdown has headings,
lists, links, tables and emphasis.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: We publish <b>every line</b>.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: We publish **every line**.

Found at: description
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.text.outline import raw_html_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT603"
LEVEL: Final = "error"

_PERHAPS: Final = re.compile(r"<(?!https?:|mailto:)[A-Za-z/!?]")
"""What may begin HTML; whether it does, the parser says, which is slow."""


def find(world: World) -> Iterator[Finding]:
    """Find HTML in fields that are Markdown."""
    for node in world.records:
        for passage in world.passages(node.entry):
            if passage.is_markdown and _PERHAPS.search(passage.text):
                for line, what in raw_html_in(passage.text)[:1]:
                    yield Finding(
                        node.entry,
                        passage.at,
                        say("this text holds HTML: {what}", what=what),
                        say("write it in Markdown, for example **bold** or [words](https://…)"),
                        piece=passage.piece(what.removesuffix("…"), line),
                    )
