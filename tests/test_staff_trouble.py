"""When something is in the way of writing: a clear sentence, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.edges.drafts import write
from promisetrack.errors import PromisetrackError
from tests.slips_of_beginners import AROUND

if TYPE_CHECKING:
    from pathlib import Path

BUDGET = "commitments/p/budget.yaml"
TEXT = "id: budget\ntitle: Budget\nlead: mairie\ndue: 2026-12-31\nstatus: in-progress\n"
COMMANDS = {
    "update": ["update", "budget", "--text", "Fait."],
    "looked at": ["update", "budget", "--nothing-new"],
    "assess": [
        "assess", "budget", "--by", "collectif", "--scheme", "truth-o-meter",
        "--rating", "outcome=stalled", "--text", "Rien.",
    ],
    "amend": ["amend", "budget", "--set", "due=2027-03-31", "--reason", "Retard"],
    "evidence": ["evidence", "add", "budget", "--title", "T", "--url", "https://v.example/a"],
}  # fmt: skip


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """Return a tracker with one commitment, in no repository."""
    for path, text in {**AROUND, BUDGET: TEXT}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def call(tracker: Path, *words: str) -> int:
    """Run a command on a tracker, in English, on a fixed day."""
    return run(["-C", str(tracker), "--lang", "en", *words, "--today", "2026-01-31"])


def git(tracker: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=tracker, check=True, capture_output=True)


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_without_git_everything_is_written(
    tracker: Path,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where git is not installed, and in no repository, files are written; git is not spoken of."""
    monkeypatch.setenv("PATH", str(tracker))
    assert call(tracker, *words) == 0
    told = capsys.readouterr()
    assert "changed: commitments/p/budget.yaml" in told.out
    assert "promisetrack check" in told.err
    assert "git" not in told.err


def test_a_new_commitment_needs_no_git(
    tracker: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`new` and `init` write their files where git is not installed."""
    monkeypatch.setenv("PATH", str(tracker))
    assert call(tracker, "new", "p", "rue", "--title", "Une rue") == 0
    said = ["--publisher", "Mairie", "--plan-title", "Mandat"]
    assert run(["--lang", "en", "init", str(tracker.parent / "other"), *said]) == 0
    assert "git commit" in capsys.readouterr().err
    shutil.rmtree(tracker.parent / "other")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_on_no_branch_a_branch_is_begun_first(
    tracker: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """On a detached head the next steps begin a branch, so that the record is not lost."""
    git(tracker, "init", "-q", "-b", "main")
    git(tracker, "add", ".")
    git(tracker, "commit", "-q", "-m", "x")
    assert call(tracker, *words) == 0
    assert "git switch" not in capsys.readouterr().err
    git(tracker, "checkout", "-q", "--", ".")
    git(tracker, "checkout", "-q", "--detach")
    assert call(tracker, *words) == 0
    assert "  git switch -c budget\n  git add commitments/p/budget.yaml\n" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_what_is_not_recorded_yet_stays(tracker: Path, words: list[str]) -> None:
    """A command works on the file as it lies there, lines that git does not know included."""
    git(tracker, "init", "-q", "-b", "main")
    git(tracker, "add", ".")
    git(tracker, "commit", "-q", "-m", "x")
    path = tracker / BUDGET
    path.write_text(TEXT + "# by hand\nx-own: kept\n", "utf-8")
    assert call(tracker, *words) == 0
    assert "# by hand\nx-own: kept\n" in path.read_text("utf-8")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_merge_conflict_is_left_to_people(
    tracker: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file with conflict marks is not written, every byte stays, and `check` is named."""
    path = tracker / BUDGET
    text = TEXT + "<<<<<<< HEAD\nprogress: 1\n=======\nprogress: 2\n>>>>>>> b\n"
    path.write_text(text, "utf-8")
    assert call(tracker, *words) != 0
    told = capsys.readouterr().err
    assert "conflict" in told
    assert "Traceback" not in told
    assert path.read_text("utf-8") == text


def test_new_never_writes_over_what_cannot_be_read(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be read keeps its id; a plan that cannot be read is named."""
    path = tracker / BUDGET
    path.write_text("id: budget\ntitle: a: b\n", "utf-8")
    assert call(tracker, "new", "p", "budget", "--title", "T") == 2
    assert "there is a commitment “budget” already" in capsys.readouterr().err
    assert path.read_text("utf-8") == "id: budget\ntitle: a: b\n"
    (tracker / "commitments/p/plan.yaml").write_text("id: p\n<<<<<<< HEAD\n", "utf-8")
    assert call(tracker, "new", "p", "rue", "--title", "T") == 3
    assert "commitments/p/plan.yaml” cannot be changed: line 2" in capsys.readouterr().err


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_protected_file_is_not_passed_by(
    tracker: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file marked as read-only is not swapped for a new one, and the sentence says why."""
    path = tracker / BUDGET
    path.chmod(0o444)
    assert call(tracker, *words) == 3
    assert "is protected against changes, so nothing was written" in capsys.readouterr().err
    assert path.read_text("utf-8") == TEXT
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


def test_a_file_changed_meanwhile_is_not_written_over(tracker: Path) -> None:
    """Of two files one of which is not what was read, neither is written."""
    other = "commitments/p/plan.yaml"
    held = (tracker / other).read_bytes()
    drafts = [(other, held, b"id: p\ntitle: new\n"), (BUDGET, b"what was read", b"new")]
    with pytest.raises(PromisetrackError, match="has changed meanwhile"):
        write(tracker, drafts)
    assert (tracker / other).read_bytes() == held
    assert (tracker / BUDGET).read_text("utf-8") == TEXT


def test_a_copy_goes_again_when_the_rest_cannot_be_written(tracker: Path) -> None:
    """Where the second of two files cannot be written, the new first one does not stay."""
    (tracker / "commitments/p/folder.yaml").mkdir()
    drafts = [
        ("commitments/p/files/a.pdf", None, b"%PDF"),
        ("commitments/p/folder.yaml", b"", b"x"),
    ]
    with pytest.raises(OSError, match="directory"):
        write(tracker, drafts)
    assert not (tracker / "commitments/p/files/a.pdf").exists()


def test_init_adds_to_a_repository_and_overwrites_nothing(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a repository that was cloned, files that are there stay, and are named."""
    clone = tracker / "clone"
    clone.mkdir()
    git(clone, "init", "-q", "-b", "trunk")
    (clone / "README.md").write_text("Ours.\n", "utf-8")
    (clone / ".gitignore").write_text("*.tmp\n", "utf-8")
    said = ["--publisher", "Mairie", "--plan-title", "Mandat", "--forge", "github"]
    url = ["--forge-url", "https://github.com/m/r"]
    program = ["--program", f"https://github.com/o/promisetrack.git@{'a' * 40}"]
    assert run(["--lang", "en", "init", str(clone), *said, *url, *program]) == 0
    told = capsys.readouterr()
    assert (clone / "README.md").read_text("utf-8") == "Ours.\n"
    assert "left as it was: " in told.out
    assert "/README.md" in told.out
    assert "add the line “/build/”" in told.err
    assert "branch: trunk" in (clone / "commitments/tracker.yaml").read_text("utf-8")
    assert 'branches: ["trunk"]' in (clone / ".github/workflows/site.yml").read_text("utf-8")
    before = (clone / "commitments/tracker.yaml").read_bytes()
    assert run(["--lang", "en", "init", str(clone), *said]) == 2
    assert "holds a tracker already: nothing was written" in capsys.readouterr().err
    assert (clone / "commitments/tracker.yaml").read_bytes() == before


def test_init_below_a_repository_puts_what_the_forge_reads_at_its_top(tracker: Path) -> None:
    """A tracker in a sub-folder has its forms and workflows at the top, with its folder named."""
    git(tracker, "init", "-q", "-b", "main")
    said = ["--publisher", "Mairie", "--plan-title", "Mandat", "--forge", "gitlab"]
    program = ["--program", f"https://gitlab.example/o/promisetrack@{'a' * 40}"]
    assert run(["--lang", "en", "init", str(tracker / "sub/registre"), *said, *program]) == 0
    assert not (tracker / "sub/registre/.git").exists()
    assert (tracker / ".gitlab/issue_templates/Question.md").is_file()
    pipeline = (tracker / ".gitlab-ci.yml").read_text("utf-8")
    assert 'PROMISETRACK_FOLDER: "sub/registre"' in pipeline
    assert not (tracker / ".pre-commit-config.yaml").exists()


def test_workflows_of_another_forge_are_not_shipped(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the forge cannot reach the program no workflow is written, and it is said."""
    said = ["--publisher", "Mairie", "--plan-title", "Mandat", "--forge", "gitlab"]
    url = ["--forge-url", "https://gitlab.example/m/r"]
    program = ["--program", f"https://github.com/o/promisetrack@{'a' * 40}"]
    assert run(["--lang", "en", "init", str(tracker / "new"), *said, *url, *program]) == 0
    assert not (tracker / "new/.gitlab-ci.yml").exists()
    assert "the forge checks nothing yet" in capsys.readouterr().err
