"""The words of a link do not say where it leads.

People who listen to the page hear the links one after the other: “here, here, here” tells them
nothing.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "For the budget, click [here](https://town.example/budget)."

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "See [the budget of the town](https://town.example/budget)."

Found at: description
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.text.outline import links_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT503"
LEVEL: Final = "warning"

_EMPTY: Final = frozenset(
    {
        "",
        "here",
        "click here",
        "click",
        "link",
        "this link",
        "this",
        "more",
        "read more",
        "see more",
        "details",
        "ici",
        "cliquez ici",
        "cliquer ici",
        "lien",
        "ce lien",
        "là",
        "plus",
        "en savoir plus",
        "lire la suite",
        "voir plus",
        "suite",
    }
)

_BRACKETS: Final = re.compile(r"\[([^\[\]]{0,40})\]\(")


def find(world: World) -> Iterator[Finding]:
    """Find links in Markdown whose words say nothing."""
    for node in world.records:
        for passage in world.passages(node.entry):
            if not passage.is_markdown or not _is_suspect(passage.text):
                continue
            for link in links_in(passage.text):
                if _bare(link.text) in _EMPTY:
                    yield Finding(
                        node.entry,
                        passage.at,
                        say(
                            "the words of the link to “{url}” say nothing: “{words}”",
                            url=link.url,
                            words=link.text,
                        ),
                        say("name what the reader will find there"),
                        piece=passage.piece(f"[{link.text}]", link.line),
                    )


def _is_suspect(text: str) -> bool:
    """Return whether some brackets hold an empty word; the parser, which is slow, says the rest."""
    return "](" in text and any(_bare(words) in _EMPTY for words in _BRACKETS.findall(text))


def _bare(words: str) -> str:
    return words.strip(" .…»«>*_`\u00a0").casefold()
