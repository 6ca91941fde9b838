"""Who pages say made a change: organisations by default, people only where a tracker wants it.

A commit names a person and an address. Neither leaves the repository unless tracker.yaml says
`policy.authors: names`; an address never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from promisetrack.history.commits import Commit

NAMES, ROLES, NOBODY = "names", "roles", "none"
"""The values of `policy.authors`; what is none of them counts as the second."""

Organisations: TypeAlias = Sequence[tuple[str, Sequence[str]]]
"""The name of each organisation, with its addresses and domains (`emails`)."""


def shown(commit: Commit, policy: str, organisations: Organisations) -> str:
    """Return who made a commit, as far as it may be said; empty where it is just a contributor.

    With `names` those are the authors; with `roles` the organisation to which the author's
    address belongs; with `none` nobody.
    """
    if policy == NOBODY:
        return ""
    if policy == NAMES:
        return ", ".join(commit.authors) or commit.author
    return _organisation(commit.author_email, organisations)


def _organisation(email: str, organisations: Organisations) -> str:
    """Return the organisation with the closest match: a whole address before a domain."""
    address = email.strip().lower()
    if "@" not in address:
        return ""
    found = [
        (_closeness(address, one.strip().lower()), name)
        for name, emails in organisations
        for one in emails
    ]
    best = max(found, key=lambda one: one[0], default=(0, ""))
    return best[1] if best[0] else ""


def _closeness(address: str, known: str) -> int:
    """Return how exactly `known` names the address: 0 where it does not."""
    if not known.strip("@"):
        return 0
    if address == known:
        return 1000
    domain = address.rpartition("@")[2]
    wanted = known.removeprefix("@")
    if "@" in wanted:
        return 0
    return len(wanted) if domain == wanted or domain.endswith(f".{wanted}") else 0
