"""What a repository's edge tells the checks about the repository itself (PT7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Plain facts; who reads git decides them, the checks only word them.

    `is_shallow`: the clone holds only the newest versions. `joined`: the commits of the main line
    whose first parent is not what was published before them. `merged_log`: the branch of the
    publication log whose entries are part of the register's own history, None where they are not.
    `ended_by_checkout`: files whose lines end in CRLF on this disk alone.
    """

    is_shallow: bool = False
    joined: tuple[str, ...] = ()
    merged_log: str | None = None
    ended_by_checkout: frozenset[str] = frozenset()
