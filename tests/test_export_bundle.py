"""A register in one file: `export bundle`, and `verify` without a network."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from tests.auditing import Story, begin, checked, tell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with two publications."""
    return tell(tmp_path_factory.mktemp("story"), 2)


def exported(story: Story, path: Path, *options: str) -> int:
    """Write the bundle of a tracker."""
    return run(["-C", str(story.root), *options, "export", "bundle", "-o", str(path)])


def test_a_bundle_is_verified_offline(story: Story, tmp_path: Path) -> None:
    """Past, log and a rebuilt site are proved from the one file; so is a site against it."""
    path = tmp_path / "town.bundle"
    assert exported(story, path, "-q") == 0
    whole = checked(str(path), None, is_rebuilt=True)
    assert (whole.verdict, whole.exit_code) == ("verified", 0)
    assert {one.name: one.result for one in whole.steps}["rebuild"] == "verified"
    beside = checked(str(story.site), str(path))
    assert beside.verdict == "verified"


def test_a_bundle_of_a_rewritten_past_is_refuted(story: Story, tmp_path: Path) -> None:
    """A pin from before finds out a register whose log was made anew."""
    first = tell(tmp_path / "one", 2)
    pin, path = tmp_path / "pin.json", tmp_path / "town.bundle"
    assert exported(first, path, "-q") == 0
    assert checked(str(path), None, pin=pin).verdict == "verified"
    sources = first.made.git("rev-list", "--reverse", "HEAD").split()
    first.forge_log(sources[-1:], first.tip())
    path.unlink()
    assert exported(first, path, "-q") == 0
    assert checked(str(path), None, pin=pin).verdict == "refuted"


def test_a_bundle_holds_the_branch_and_the_log_and_nothing_else(
    story: Story, tmp_path: Path
) -> None:
    """Other branches and tags stay at home; the same bundle can be cloned by git itself."""
    story.made.git("branch", "-f", "secret", "HEAD")
    path = tmp_path / "town.bundle"
    assert exported(story, path, "-q") == 0
    listed = subprocess.run(
        ["git", "bundle", "list-heads", str(path)], check=True, capture_output=True, text=True
    ).stdout
    names = {line.split()[1] for line in listed.splitlines()}
    branch = story.made.git("symbolic-ref", "--short", "HEAD").strip()
    assert names == {"HEAD", f"refs/heads/{branch}", "refs/heads/promisetrack-log"}
    subprocess.run(["git", "clone", "-q", str(path), str(tmp_path / "clone")], check=True)
    assert (tmp_path / "clone/commitments/tracker.yaml").is_file()


def test_before_the_first_publication(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is no log yet: the bundle says so, and a check could not check."""
    story = begin(tmp_path / "town")
    path = tmp_path / "town.bundle"
    assert exported(story, path) == 0
    assert "no publication log" in capsys.readouterr().err
    assert checked(str(path), None).verdict == "unknown"


def test_a_bundle_from_a_clone_has_the_log_of_its_origin(story: Story, tmp_path: Path) -> None:
    """The log is taken from the remote's branch where there is none here."""
    clone, path = tmp_path / "clone", tmp_path / "town.bundle"
    subprocess.run(["git", "clone", "-q", str(story.root), str(clone)], check=True)
    assert run(["-q", "-C", str(clone), "export", "bundle", "-o", str(path)]) == 0
    assert checked(str(path), None).verdict == "verified"


def test_what_cannot_be_meant(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One plan of a bundle, and a file that is there already, are wrong usage."""
    path = tmp_path / "town.bundle"
    words = ["-C", str(story.root), "export", "bundle", "-o", str(path)]
    assert run([*words, "--plan", "p"]) == 2
    path.write_text("mine", "utf-8")
    assert run(words) == 2
    assert path.read_text("utf-8") == "mine"
    assert "already" in capsys.readouterr().err
