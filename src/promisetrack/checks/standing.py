"""What statuses mean, what is late, and since when nothing was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from promisetrack.model.dates import Span, parse_duration
from promisetrack.model.schemes import phase_of
from promisetrack.register.computed import OPEN_PHASES, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from promisetrack.checks.reading import Node
    from promisetrack.register.register import Register

_EVIDENCE_FOR: Final = ("complete", "substantial")


@dataclass(frozen=True, slots=True)
class Standing:
    """Reads statuses, deadlines and reports as on one day under one policy."""

    register: Register
    today: date
    policy: Mapping[str, object]

    def phase(self, node: Node) -> str:
        """Return the phase of a commitment or milestone; `unknown` without a usable status."""
        return self.phase_of(node, node.word("status"))

    def phase_of(self, node: Node, status: str) -> str:
        """Return the phase of a status in the scheme of the node's plan."""
        return phase_of(status or "unknown", scheme_of(node.entry, self.register))

    def is_open(self, node: Node) -> bool:
        """Return whether something is still to be done."""
        return self.phase(node) in OPEN_PHASES

    def is_late(self, node: Node) -> bool:
        """Return whether the last day for an open commitment or milestone has passed."""
        due = node.ends("due")
        return due is not None and due < self.today and self.is_open(node)

    def wants_evidence(self, node: Node) -> bool:
        """Return whether the policy asks for evidence for the status of `node`."""
        asked = self.policy.get("evidence_for", _EVIDENCE_FOR)
        asked = asked if isinstance(asked, list | tuple) else _EVIDENCE_FOR
        status = node.word("status")
        return status in asked or ("complete" in asked and self.phase(node) == "done")

    def duration(self, key: str, default: str) -> Span:
        """Return a duration of the policy, else the default."""
        found = parse_duration(self.policy.get(key)) or parse_duration(default)
        assert found is not None  # noqa: S101 - the default is a duration
        return found

    def last_update(self, node: Node, *, about: str | None = None) -> Node | None:
        """Return the newest update about a milestone, or about the commitment as a whole."""
        return newest(updates(node, about))


def updates(node: Node, about: str | None = None) -> Iterator[Node]:
    """Yield a commitment's updates about one milestone; with None those about the whole."""
    for update in node.items("updates"):
        if (update.word("about") or None) == about:
            yield update


def newest(nodes: Iterator[Node]) -> Node | None:
    """Return the node with the latest `date`, of several the last in the file."""
    best: Node | None = None
    day = date.min
    for node in nodes:
        found = node.starts("date")
        if found is not None and found >= day:
            best, day = node, found
    return best
