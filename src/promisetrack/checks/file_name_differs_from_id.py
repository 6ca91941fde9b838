"""A file has another name than the id inside it.

The address of a page comes from the id, the file is found by its name: when they differ, people
edit the wrong promise.

Example:
    # commitments/p/open-budget.yaml
    id: public-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Found at: id
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.model.forms import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT101"
LEVEL: Final = "error"

_ID: Final = re.compile(PATTERNS["id"])


def find(world: World) -> Iterator[Finding]:
    """Find commitments and plans whose place is not where their id says."""
    for node in (*world.commitments, *world.of("plan")):
        expected = _expected(node)
        written = node.word("id")
        if _ID.fullmatch(written) and written != expected:  # one of another form is told anyway
            yield node.finding(
                "id",
                say(
                    "the id is “{id}”, but the place is that of “{name}”", id=written, name=expected
                ),
                _remedy(node, expected),
            )


def _expected(node: Node) -> str:
    folder, _, name = node.entry.path.rpartition("/")
    return folder.rpartition("/")[2] if node.entry.kind == "plan" else name.removesuffix(".yaml")


def _remedy(node: Node, expected: str) -> Message:
    if _ID.fullmatch(expected) is None:
        if node.entry.kind == "plan":
            return say("rename the folder to “{id}”", id=node.word("id"))
        return say("rename the file to “{id}.yaml”", id=node.word("id"))
    if node.entry.kind == "plan":
        return say("write “id: {name}”, or rename the folder", name=expected)
    return say(
        "write “id: {name}”, or rename the file to “{id}.yaml”",
        name=expected,
        id=node.word("id"),
    )
