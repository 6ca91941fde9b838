"""A question of the public has waited too long for an answer.

Whoever asks in public and hears nothing does not ask again.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    questions:
      - id: when
        date: 2025-06-01
        text: When will the tables be there?

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    questions:
      - id: when
        date: 2025-06-01
        text: When will the tables be there?
        answers:
          - date: 2025-06-20
            by: town-hall
            text: By the end of 2027.
    # commitments/organisations.yaml
    - id: town-hall
      name: Town hall
      kind: government

Found at: questions.when
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT216"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find questions without an answer whose day has passed."""
    patience = world.standing.duration("answer_within", "3 months")
    for record in world.commitments:
        for node in record.items("questions"):
            asked = node.ends("date")
            day = node.ends("due") or (patience.after(asked) if asked else None)
            is_open = not node.has("answers") and not node.has("merged_into")
            if is_open and day is not None and day < world.today:
                yield node.finding(
                    None,
                    say("this question should have been answered by {day}", day=str(day)),
                    say("add “answers” with “date”, “by” and “text”, or “merged_into”"),
                )
