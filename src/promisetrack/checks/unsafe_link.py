"""An address is not one that a reader can safely open.

Addresses begin with https://, http:// or mailto:. Anything else can run a program in the reader's
browser, or leads nowhere.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "See [the budget](javascript:alert)."

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "See [the budget](https://town.example/budget)."

Found at: description
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.checks.addresses import unopened
from promisetrack.checks.fields import ADDRESSES, Passage
from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.model.forms import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Message

CODE: Final = "PT602"
LEVEL: Final = "error"

_PATHS: Final = frozenset({"boundary", "logo"})
"""Fields that may name a file of the register too."""
_IN_MARKDOWN: Final = re.compile(
    r"\]\(\s*<?([^)\s>]+)|<([A-Za-z][A-Za-z0-9+.-]*:[^>\s]*)>|^\s*\[[^\]]+\]:\s*(\S+)", re.M
)


def find(world: World) -> Iterator[Finding]:
    """Find addresses that cannot be opened, in their own fields and in Markdown."""
    for node in world.records:
        for passage in world.passages(node.entry):
            for address, place in _addresses(passage):
                wrong = unopened(address, is_relative_allowed=_may_be_path(passage))
                if wrong is not None:
                    yield Finding(
                        node.entry,
                        passage.at,
                        wrong.message,
                        _remedy(passage) or wrong.help,
                        piece=(place, place + len(address)),
                    )


def _addresses(passage: Passage) -> Iterator[tuple[str, int]]:
    """Yield each address of a text, and where in it it begins."""
    if passage.field in ADDRESSES:
        if not is_blank(passage.text):
            yield passage.text, 0
    elif passage.is_markdown and ("[" in passage.text or "<" in passage.text):
        for found in _IN_MARKDOWN.finditer(passage.text):
            group = next(number for number in (1, 2, 3) if found[number])
            yield found[group], found.start(group)


def _remedy(passage: Passage) -> Message | None:
    """What to do where the source of a promise is told in words: a paper has no address."""
    words = passage.text.strip()
    if passage.field != "source" or "//" in words or not re.search(r"\w\s+\w", words):
        return None
    return say(
        "describe the document under “evidence”, and name its id below “source:”, on a line of "
        "its own: “  evidence: …”"
    )


def _may_be_path(passage: Passage) -> bool:
    return passage.field in _PATHS or passage.field not in ADDRESSES
