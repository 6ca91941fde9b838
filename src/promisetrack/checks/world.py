"""What a check may look at: a register, a day, and what follows from both."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.checks.fields import Passage, passages_in
from promisetrack.checks.reading import Node, maps_in
from promisetrack.checks.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from promisetrack.checks.facts import Facts
    from promisetrack.checks.proposal import Proposal
    from promisetrack.register.register import Entry, Register

Nodes: TypeAlias = tuple[Node, ...]


@dataclass(frozen=True)
class World:
    """The register as it is on the day `today`.

    `checks` are the names of all checks, which a tracker's settings may speak of. `proposal` is
    the change that is looked at, `facts` what is known of the repository; None without.
    """

    register: Register
    today: date
    checks: frozenset[str] = frozenset()
    proposal: Proposal | None = None
    facts: Facts | None = None
    _nodes: dict[int, Nodes] = field(default_factory=dict, repr=False, compare=False)
    _passages: dict[int, tuple[Passage, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def records(self) -> Nodes:
        """All records of all kinds, twins included, in the order of their files."""
        return tuple(Node(entry, (), entry.data) for entry in self.register.entries)

    @cached_property
    def _by_kind(self) -> Mapping[str, Nodes]:
        kinds: dict[str, list[Node]] = {}
        for node in self.records:
            kinds.setdefault(node.entry.kind, []).append(node)
        return {kind: tuple(nodes) for kind, nodes in kinds.items()}

    def of(self, kind: str) -> Nodes:
        """Return all records of a kind."""
        return self._by_kind.get(kind, ())

    @property
    def commitments(self) -> Nodes:
        """All commitments."""
        return self.of("commitment")

    @property
    def tracker(self) -> Node | None:
        """The tracker's own record, where there is one of which anything can be read."""
        seen = (one for one in self.register.glimpsed if one.kind == "tracker")
        entry = self.register.tracker or next(seen, None)
        return Node(entry, (), entry.data) if entry else None

    @cached_property
    def rules(self) -> Node | None:
        """The tracker's record that decides what is checked: of a proposed change, the base's."""
        if self.proposal is None or not self.proposal.has_rules:
            return self.tracker
        entry = self.proposal.base.tracker
        return Node(entry, (), entry.data) if entry else None

    @cached_property
    def policy(self) -> Mapping[str, object]:
        """The policy that counts, empty where it says nothing."""
        return self.rules.part("policy").data if self.rules else {}

    @cached_property
    def standing(self) -> Standing:
        """What statuses mean, what is late and what is quiet."""
        return Standing(self.register, self.today, self.policy)

    def plan_of(self, entry: Entry) -> Node | None:
        """Return the plan of a commitment, where there is one that can be read."""
        plan = self.register.plans.get(entry.plan) if entry.plan else None
        return Node(plan, (), plan.data) if plan else None

    def nodes(self, record: Node) -> Nodes:
        """Return a record and every map in it; own keys (`x-…`) are left out."""
        entry = record.entry
        found = self._nodes.get(id(entry))
        if found is None:
            found = tuple(Node(entry, at, data) for at, data in maps_in(record.data))
            self._nodes[id(entry)] = found
        return found

    def passages(self, entry: Entry) -> tuple[Passage, ...]:
        """Return every text of a record with its field and place."""
        found = self._passages.get(id(entry))
        if found is None:
            found = self._passages[id(entry)] = tuple(passages_in(entry.data))
        return found

    def languages(self, entry: Entry) -> tuple[str, ...]:
        """Return the languages that a record should have: its plan's, else the tracker's."""
        plan = entry if entry.kind == "plan" else self.register.plans.get(entry.plan or "")
        for owner in (plan, self.register.tracker):
            if owner is not None:
                named = [word for _, word in Node(owner, (), owner.data).words("languages")]
                if named:
                    return tuple(named)
        return ()
