"""An address is not one that a reader can safely open.

Addresses begin with https:, http: or mailto:. Anything else can run a program in the reader's
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

from promisetrack.checks.fields import ADDRESSES, Passage
from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT602"
LEVEL: Final = "error"

_SAFE: Final = ("http", "https", "mailto")
_SCHEME: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-\s]*):")
_IN_MARKDOWN: Final = re.compile(
    r"\]\(\s*<?([^)\s>]+)|<([A-Za-z][A-Za-z0-9+.-]*:[^>\s]*)>|^\s*\[[^\]]+\]:\s*(\S+)", re.M
)


def find(world: World) -> Iterator[Finding]:
    """Find addresses with another scheme, in their own fields and in Markdown."""
    for node in world.records:
        for passage in world.passages(node.entry):
            for address in _addresses(passage):
                scheme = _SCHEME.match(address)
                if scheme is not None and _plain(scheme[1]) not in _SAFE:
                    yield Finding(
                        node.entry,
                        passage.at,
                        say("the address “{address}” cannot be opened safely", address=address),
                        say("write one that begins with “https://”"),
                    )


def _addresses(passage: Passage) -> Iterator[str]:
    if passage.field in ADDRESSES:
        yield passage.text
    elif passage.is_markdown and ":" in passage.text:
        for found in _IN_MARKDOWN.findall(passage.text):
            yield next(text for text in found if text)


def _plain(scheme: str) -> str:
    return "".join(scheme.split()).lower()
