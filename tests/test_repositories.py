"""The builder of test repositories: the text is the history, and nothing else plays a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.histories import Blob, Commit, parse
from tests.repositories import build

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """
    # commit 2024-03-01T12:00:00+02:00 Add two files
    Because they are needed.
    # author Clerk <clerk@ville.example>
    # commitments/p/a.yaml
    id: a
    title: A
    \\# file is no heading here
    # file bin/run (executable)
    true
    # link latest commitments/p/a.yaml
    """
SECOND = """
    # commit 2024-04-01T12:00:00+00:00 Change, move, remove
    # committed 2024-04-02T00:00:00+00:00
    # tag v1
    # edit commitments/p/a.yaml
    - title: A
    + title: B
    # rename commitments/p/ commitments/q/
    # delete latest
    """


def test_a_text_becomes_a_history(tmp_path: Path) -> None:
    """Files, modes, messages, names and dates are those of the text."""
    repository = build(tmp_path / "r", FIRST + SECOND)
    log = repository.git("log", "--format=%H %an %ae %aI %cI %s|%b", "--reverse").splitlines()
    first, second = repository.ids
    clerk = "Clerk clerk@ville.example 2024-03-01T12:00:00+02:00 2024-03-01T12:00:00+02:00"
    assert log[0] == f"{first} {clerk} Add two files|Because they are needed."
    register = "Register register@ville.example 2024-04-01T12:00:00+00:00 2024-04-02T00:00:00+00:00"
    assert log[2] == f"{second} {register} Change, move, remove|"
    modes = {line[7:]: line[:6] for line in repository.git("ls-tree", "-r", first).splitlines()}
    assert sorted(modes.values()) == ["100644", "100755", "120000"]
    assert repository.git("rev-parse", "v1").strip() == second
    assert repository.git("status", "--porcelain") == ""


def test_edits_and_moves_keep_the_rest(tmp_path: Path) -> None:
    """A moved and edited file has its other lines; an escaped heading is content."""
    repository = build(tmp_path / "r", FIRST + SECOND)
    moved = repository.path / "commitments" / "q" / "a.yaml"
    assert moved.read_text() == "id: a\ntitle: B\n# file is no heading here\n"
    assert not (repository.path / "commitments" / "p").exists()
    assert not (repository.path / "latest").exists()


def test_the_same_text_gives_the_same_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the environment nor what was built before changes an id."""
    one = build(tmp_path / "one", FIRST + SECOND)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Someone else")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    other = build(tmp_path / "other", FIRST)
    assert other.ids == one.ids[:1]
    assert build(tmp_path / "other", FIRST + SECOND).ids == one.ids


def test_branches_are_merged(tmp_path: Path) -> None:
    """A merge has two parents and what both sides changed."""
    text = """
        # commit 2024-01-01T00:00:00+00:00 base
        # file a
        1
        # file b
        1
        # commit 2024-01-02T00:00:00+00:00 theirs
        # branch side
        # file a
        2
        # file c
        2
        # commit 2024-01-03T00:00:00+00:00 ours
        # switch main
        # file b
        3
        # commit 2024-01-04T00:00:00+00:00 both
        # merge side
        """
    repository = build(tmp_path / "r", text)
    parents = repository.git("log", "-1", "--format=%P").split()
    assert parents == [repository.ids[2], repository.ids[1]]
    contents = {name: (repository.path / name).read_text() for name in "abc"}
    assert contents == {"a": "2\n", "b": "3\n", "c": "2\n"}
    assert repository.git("branch", "--show-current") == "main\n"


CONFLICT = """
    # commit 2024-01-01T00:00:00+00:00 base
    # file a
    1
    # commit 2024-01-02T00:00:00+00:00 theirs
    # branch side
    # file a
    2
    # commit 2024-01-03T00:00:00+00:00 ours
    # switch main
    # file a
    3
    # commit 2024-01-04T00:00:00+00:00 both
    # merge side
    """


def test_a_conflict_must_be_settled(tmp_path: Path) -> None:
    """A path that both sides changed is written in the merge, or there is no merge."""
    with pytest.raises(ValueError, match="changed on both sides: a"):
        build(tmp_path / "r", CONFLICT)
    repository = build(tmp_path / "s", CONFLICT + "# file a\n    4\n\n  \n")
    assert (repository.path / "a").read_text() == "4\n"


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "# file a\nx",
        "# commit 2024-01-01T00:00:00 without an offset",
        "# commit 2024-01-01T00:00:00+00:00 s\n# edit a\n+ b",
        "# commit 2024-01-01T00:00:00+00:00 s\n# rename a b",
        "# commit 2024-01-01T00:00:00+00:00 s\n# file a\nb\n# edit a\n- c\n+ d",
        "# commit 2024-01-01T00:00:00+00:00 s\n# file a\nb\n# merge side",
        "# commit 2024-01-01T00:00:00+00:00 s\n# switch nowhere",
    ],
)
def test_a_history_that_cannot_be_is_refused(tmp_path: Path, text: str) -> None:
    """A mistake in a test's history fails the test instead of making another history."""
    with pytest.raises((ValueError, KeyError)):
        build(tmp_path / "r", text)


def test_bytes_and_odd_names_are_possible(tmp_path: Path) -> None:
    """A commit made by hand may hold any bytes and any path that git allows."""
    (date,) = [commit.date for commit in parse("# commit 2024-01-01T00:00:00+00:00 s")]
    changes = tuple((name, Blob(b"\xff\n\0")) for name in ('a "b"\n', "é\\", " x"))
    repository = build(tmp_path / "r", [Commit(date, "s", changes)])
    names = repository.git("ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
    assert sorted(names) == sorted(["", *(name for name, _ in changes)])


def test_a_clone_may_be_shallow(tmp_path: Path) -> None:
    """A shallow clone knows only its last commits."""
    repository = build(tmp_path / "r", FIRST + SECOND)
    shallow = repository.clone(tmp_path / "shallow", depth=1)
    assert shallow.git("rev-list", "--count", "HEAD") == "1\n"
    assert repository.clone(tmp_path / "whole").git("rev-list", "--count", "HEAD") == "2\n"
