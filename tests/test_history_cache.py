"""A stored timeline: what is told from it is what a cold walk tells."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from promisetrack.history.cache import KEY, restore, store
from promisetrack.history.commits import Commit, Link
from promisetrack.history.kept import pack_timeline, unpack_timeline
from promisetrack.history.reading import Reader, reader
from promisetrack.history.serialise import history
from promisetrack.history.timeline import resume, timeline
from tests import history_oracle as oracle
from tests.history_random import random_history
from tests.test_history_random import blob_of, changes_of

if TYPE_CHECKING:
    from pathlib import Path


def chain_of(repository: Path) -> tuple[list[Link], Reader]:
    """Return the links of a repository's main line, and a reader of its blobs."""
    chain = oracle.main_line(repository)
    links = [
        Link(Commit(commit), base, changes_of(repository, base, commit))
        for base, commit in zip([None, *chain], chain, strict=False)
    ]
    blobs: dict[str, bytes] = {}
    return links, reader(lambda blob: blob_of(repository, blob, blobs))


@pytest.mark.parametrize("seed", range(4))
def test_going_on_gives_what_a_cold_walk_gives(seed: int, tmp_path: Path) -> None:
    """Stored anywhere and resumed, a timeline says the same as one made in one go."""
    repository = random_history(random.Random(seed), tmp_path / "r")
    links, read = chain_of(repository)
    cold = history(timeline(links, read), is_complete=True)
    resumed = 0
    for place in range(1, len(links)):
        told = restore(json.loads(json.dumps(store(timeline(links[:place], read)))))
        assert told is not None
        if not told.is_resumable:
            continue
        head = links[place - 1].commit
        walk = resume(told, Link(head, None, changes_of(repository, None, head.id)), read)
        for link in links[place:]:
            walk.take(link)
        assert history(walk.timeline(), is_complete=True) == cold, place
        resumed += 1
    assert resumed


def test_a_packed_timeline_is_the_same(tmp_path: Path) -> None:
    """From bytes comes the same timeline, whether one record is asked for or all."""
    links, read = chain_of(random_history(random.Random(4), tmp_path / "r"))
    whole = timeline(links, read)
    found = unpack_timeline(pack_timeline(whole))
    assert found is not None
    last = sorted(whole.commitments)[-1]
    assert found.commitments[last] == whole.commitments[last]
    assert (found, last in found.commitments) == (whole, True)
    assert "nobody" not in found.commitments


def test_other_bytes_are_no_timeline(tmp_path: Path) -> None:
    """What is cut, lengthened or something else is refused, never read as a shorter history."""
    links, read = chain_of(random_history(random.Random(5), tmp_path / "r"))
    packed = pack_timeline(timeline(links, read))
    for wrong in (b"", packed[:-1], packed + b"x", packed[8:], b"\xff" * 40):
        with pytest.raises((ValueError, TypeError, LookupError)):
            unpack_timeline(wrong)


def test_a_timeline_of_another_version_is_not_believed() -> None:
    """What another version of the code stored is not read."""
    assert restore({"key": "timeline/0"}) is None
    assert KEY in store(timeline([], reader(str.encode)))["key"]
