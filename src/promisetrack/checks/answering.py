"""What was asked of the executive, and by when it owes an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.checks.reading import Node
    from promisetrack.checks.world import World


def is_answered(node: Node) -> bool:
    """Return whether a commitment's request has an answer that takes a position or has words."""
    answer = node.part("answer")
    position = answer.word("position")
    return position != "not-answered" and bool(position or answer.has("text"))


def owed_by(world: World, node: Node) -> date | None:
    """Return the day by which an answer is owed: written, or by the policy; None if unknown."""
    written = node.part("answer").ends("due")
    if written is not None:
        return written
    asked = node.part("origin").ends("date")
    if asked is None:
        return None
    return world.standing.duration("answer_within", "3 months").after(asked)
