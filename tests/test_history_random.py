"""Random histories: events stand exactly where data changed, and nothing is lost."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from promisetrack.history.commits import Commit, FileChange, Link
from promisetrack.history.reading import reader
from promisetrack.history.replay import replay
from promisetrack.history.serialise import event_from, history
from promisetrack.history.timeline import Timeline, timeline
from tests import history_oracle as oracle
from tests.history_random import random_history

if TYPE_CHECKING:
    from pathlib import Path

    from promisetrack.history.events import Event

SAMPLE = range(12)
PROOF = range(200)


def timeline_of(repository: Path) -> Timeline:
    """Walk a repository with nothing but what the oracle's git tells."""
    chain = oracle.main_line(repository)
    links = [
        Link(Commit(commit), base, changes_of(repository, base, commit))
        for base, commit in zip([None, *chain], chain, strict=False)
    ]
    blobs: dict[str, bytes] = {}
    return timeline(links, reader(lambda blob: blob_of(repository, blob, blobs)))


def blob_of(repository: Path, blob: str, known: dict[str, bytes]) -> bytes:
    if blob not in known:
        known[blob] = oracle.git(repository, "cat-file", "blob", blob)
    return known[blob]


def changes_of(repository: Path, base: str | None, commit: str) -> tuple[FileChange, ...]:
    empty = oracle.git(repository, "hash-object", "-t", "tree", "--stdin").decode().strip()
    words = ("diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames")
    told = oracle.git(repository, *words, base or empty, commit).decode().split("\0")
    return tuple(_change(head, path) for head, path in zip(told[::2], told[1::2], strict=False))


def _change(head: str, path: str) -> FileChange:
    _, mode, old, new, _ = head[1:].split(" ")
    return FileChange(path, _there(old), _there(new), mode)


def _there(blob: str) -> str | None:
    return None if set(blob) == {"0"} else blob


def check_history(seed: int, folder: Path) -> None:
    """Compare what the package says of a random history with what the oracle says."""
    repository = random_history(random.Random(seed), folder / "r")
    seen = oracle.history(repository)
    told = history(timeline_of(repository), is_complete=True)
    plain = json.loads(json.dumps(told, ensure_ascii=False))
    wanted = oracle.expected(seen)
    assert plain["commitments"].keys() == {name for name, one in wanted.items() if one.changed}
    for name, one in wanted.items():
        if not one.changed:
            continue
        events = [event_from(event) for event in plain["commitments"][name]["events"]]
        stands = {event.commit.id for event in events if event.commit}
        assert stands == one.changed, name
        assert _versions(events, [step.commit for step in seen]) == one.versions, name


def _versions(events: list[Event], commits: list[str]) -> list[dict[str, object] | None]:
    by_commit = {version.commit: version.data for version in replay(events)}
    versions: list[dict[str, object] | None] = []
    data: dict[str, object] | None = None
    for commit in commits:
        data = by_commit.get(commit, data)
        versions.append(data)
    return versions


@pytest.mark.parametrize("seed", SAMPLE)
def test_events_stand_where_data_changed(seed: int, tmp_path: Path) -> None:
    """In a random history events stand where data changed, and replay gives every version."""
    check_history(seed, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("seed", PROOF)
def test_events_stand_where_data_changed_200(seed: int, tmp_path: Path) -> None:
    """In 200 random histories events stand where data changed, and replay gives every version."""
    check_history(1000 + seed, tmp_path)
