"""A summary is longer than one or two sentences.

It is what people read in lists and on their phones; what is longer is not read.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: We publish the budget. It has every line. It comes with notes. It is updated.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: We publish the budget with every line. It is updated.

Found at: summary
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT505"
LEVEL: Final = "note"

_LONGEST: Final = 320
_SENTENCES: Final = 3
_END: Final = re.compile(r"[.!?…](?=\s+[A-ZÀ-ÖØ-Þ«“])")


def find(world: World) -> Iterator[Finding]:
    """Find summaries of more than 320 characters or more than three sentences."""
    for node in world.commitments:
        for passage in world.passages(node.entry):
            if passage.field == "summary" and _is_long(passage.text):
                yield Finding(
                    node.entry,
                    passage.at,
                    say(
                        "this summary is long: {n} characters, {sentences} sentences",
                        n=len(passage.text),
                        sentences=_sentences(passage.text),
                    ),
                    say("keep one or two sentences; the rest belongs under “description”"),
                )


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST or _sentences(text) > _SENTENCES


def _sentences(text: str) -> int:
    return len(_END.findall(text)) + 1
