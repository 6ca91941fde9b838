"""Something is said to be reached, and nothing shows it.

“Complete” without evidence is only a word. Readers should be able to look at what was done: a
page, a decision, a file, a photo. The policy of the tracker says which statuses need evidence.

For a promise, its own evidence counts, or what its reports, its measurements or the reason of its
status cite. For a milestone, what it cites itself counts, or what reports and measurements about
it cite.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: complete

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: complete
    evidence:
      - id: release
        title: Release of the budget
        url: https://town.example/budget
        published: 2025-12-01

Found at: status
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.standing import updates
from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT301"
LEVEL: Final = "error"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find statuses that the policy wants evidence for and that have none."""
    for record in world.commitments:
        for node in (record, *record.items("milestones")):
            if world.standing.wants_evidence(node) and not _is_backed(record, node):
                yield node.finding(
                    "status",
                    say(
                        "“{title}” is “{status}”, but nothing shows it",
                        title=node.label(),
                        status=node.word("status"),
                    ),
                    _remedy(node),
                )


def _is_backed(record: Node, node: Node) -> bool:
    if node.has("evidence") or node.part("status_reason").has("evidence"):
        return True
    about = node.word("id") if node.at else None
    return any(
        proof.has("evidence") for proof in (*updates(record, about), *_measurements(record, about))
    )


def _measurements(record: Node, about: str | None) -> Iterator[Node]:
    for indicator in record.items("indicators"):
        if (indicator.word("milestone") or None) == about:
            yield from indicator.items("measurements")


def _remedy(node: Node) -> Message:
    if node.at:
        return say("describe the evidence under “evidence” of the promise, and cite its id here")
    return say("add an entry under “evidence”: an id, a title, and “url”, “file” or “shows”")
