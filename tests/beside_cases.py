"""Half of the work in a second process: the same results, whatever becomes of that process.

Run by `test_edges_beside`, alone: a copy of a process is safe only where it has one thread.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from promisetrack.artifact import Artifact
from promisetrack.edges.beside import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE = [("m", None, Artifact("a/é", b"1\n2")), ("n", "fr/", Artifact("b", bytes(range(256))))]


def test_the_results_come_as_they_were_made() -> None:
    """Names, addresses and bytes arrive in order, and were made by another process."""

    def work() -> Iterator[tuple[str, str | None, Artifact]]:
        yield from MADE
        yield str(os.getpid()), None, Artifact("c", b"")

    other = beside(work)
    assert other is not None
    found = list(other.results())
    other.close()
    assert found[:-1] == MADE
    assert found[-1][0] != str(os.getpid())


def test_a_process_that_dies_is_made_up_for() -> None:
    """What the other process could not do is done here, from the start."""
    own = os.getpid()

    def work() -> Iterator[tuple[str, str | None, Artifact]]:
        yield MADE[0]
        if os.getpid() != own:
            os._exit(7)
        yield MADE[1]

    other = beside(work)
    assert other is not None
    assert list(other.results()) == MADE
    other.close()


def test_a_fault_of_the_work_is_met_here_too() -> None:
    """The error comes out of this process, with its own words."""

    def work() -> Iterator[tuple[str, str | None, Artifact]]:
        yield MADE[0]
        raise ValueError("a bad page")

    other = beside(work)
    assert other is not None
    with pytest.raises(ValueError, match="a bad page"):
        list(other.results())
    other.close()


def test_work_that_nobody_needs_is_ended() -> None:
    """Closing ends a process that would never end by itself."""

    def work() -> Iterator[tuple[str, str | None, Artifact]]:
        while True:
            yield MADE[0]

    other = beside(work)
    assert other is not None
    other.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
