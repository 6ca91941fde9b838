"""A line cites evidence that neither the promise nor its plan has.

Readers who want to see for themselves would find nothing behind the citation.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    source:
      evidence: vote
    evidence:
      - id: council-vote
        title: Vote of the council
        url: https://town.example/vote
        published: 2025-06-01

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    source:
      evidence: council-vote
    evidence:
      - id: council-vote
        title: Vote of the council
        url: https://town.example/vote
        published: 2025-06-01

Found at: source.evidence
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.citing import cited, evidence_of
from promisetrack.checks.reading import Finding
from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT105"
LEVEL: Final = "error"
NEEDS: Final = ("plan",)


def find(world: World) -> Iterator[Finding]:
    """Find citations of evidence that is nowhere."""
    for node in (*world.commitments, *world.of("plan")):
        known = evidence_of(world, node)
        for at, name in cited(world, node):
            if name not in known:
                yield Finding(
                    node.entry,
                    at,
                    say("there is no evidence “{name}” in this promise or its plan", name=name),
                    did_you_mean(name, known)
                    or say("describe it under “evidence”, with this id, a title and an address"),
                )
