"""The commands that write YAML, as scripts call them: options, refusals, what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from promisetrack.cli import run
from tests.slips_of_beginners import AROUND

if TYPE_CHECKING:
    from pathlib import Path

TODAY = ["--today", "2026-01-31"]


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """Return a tracker with one commitment, one milestone and a comment."""
    files = {
        **AROUND,
        "commitments/p/budget.yaml": (
            "id: budget\n"
            "title: 'Publier le budget' # court\n"
            "lead: mairie\n"
            "due: 2026-12-31\n"
            "status: not-started\n"
            "status_as_written: Pas encore\n"
            "milestones:\n"
            "- id: collecte\n"
            "  title: Collecter\n"
            "  status: not-started\n"
        ),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def call(tracker: Path, *words: str) -> int:
    """Run a command on a tracker, in English, on a fixed day."""
    return run(["-C", str(tracker), "--lang", "en", *words, *TODAY])


def budget(tracker: Path) -> dict[str, object]:
    """Return what the commitment's file says."""
    text = (tracker / "commitments/p/budget.yaml").read_text("utf-8")
    found: dict[str, object] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def steps(data: dict[str, object]) -> list[dict[str, object]]:
    """Return the milestones."""
    found = data["milestones"]
    assert isinstance(found, list)
    return found


def test_update_keeps_status_and_report_together(tracker: Path) -> None:
    """A report sets the status, forgets the word for the old one, and cites new evidence."""
    said = ["--text", "Fait.", "--status", "En cours", "--progress", "30 %"]
    url = ["--evidence-url", "https://v.example/a", "--evidence-title", "Le tableau de l’année"]
    assert call(tracker, "update", "budget", *said, *url) == 0
    data = budget(tracker)
    assert (data["status"], data["progress"]) == ("in-progress", "30")
    assert "status_as_written" not in data
    assert data["updates"] == [
        {
            "date": "2026-01-31",
            "by": "mairie",
            "status": "in-progress",
            "text": "Fait.",
            "evidence": ["le-tableau-de-l-annee"],
        }
    ]
    assert data["evidence"] == [
        {
            "id": "le-tableau-de-l-annee",
            "title": "Le tableau de l’année",
            "url": "https://v.example/a",
            "accessed": "2026-01-31",
        }
    ]


def test_evidence_was_looked_at_on_the_day_of_writing(tracker: Path) -> None:
    """New evidence for an old report was looked at today, not on the day of the report."""
    url = ["--evidence-url", "https://v.example/a", "--evidence-title", "A"]
    assert call(tracker, "update", "budget", "--text", "x", "--date", "2025-06-30", *url) == 0
    evidence = budget(tracker)["evidence"]
    assert isinstance(evidence, list)
    assert evidence[0]["accessed"] == "2026-01-31"


def test_an_older_report_leaves_the_status(tracker: Path) -> None:
    """A report that is older than the newest one finds its place and changes no status."""
    assert call(tracker, "update", "budget", "--text", "B", "--status", "limited") == 0
    older = ["--date", "3 mars 2025", "--status", "in-progress"]
    assert call(tracker, "update", "budget", "--text", "A", *older) == 0
    data = budget(tracker)
    assert data["status"] == "limited"
    updates = data["updates"]
    assert isinstance(updates, list)
    assert [one["date"] for one in updates] == ["2025-03-03", "2026-01-31"]


def test_a_report_on_a_milestone_sets_its_status(tracker: Path) -> None:
    """A milestone that is done gets its day; the commitment's own status stays."""
    url = ["--evidence-url", "https://v.example/a", "--evidence-title", "Tableau"]
    said = ["--about", "collecte", "--text", "Fait.", "--status", "complete"]
    assert call(tracker, "update", "budget", *said, *url) in (0, 1)
    data = budget(tracker)
    assert data["status"] == "not-started"


def test_a_date_with_two_meanings_is_refused(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """03/04/2026 may be two days: exit 2, both are named, nothing is written."""
    before = (tracker / "commitments/p/budget.yaml").read_bytes()
    assert call(tracker, "update", "budget", "--text", "x", "--date", "03/04/2026") == 2
    assert "2026-04-03, 2026-03-04" in capsys.readouterr().err
    assert (tracker / "commitments/p/budget.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["new", "p"], "--title, ID"),
        (["new", "p", "x"], "--title"),
        (["update", "budget"], "--text"),
        (["update"], "ID"),
        (["assess", "budget"], "--by, --scheme"),
        (["amend", "budget"], "--set | --route, --reason"),
        (["evidence", "add", "budget"], "--title, --url | --file | --shows"),
    ],
)
def test_scripts_are_told_what_is_missing(
    tracker: Path, capsys: pytest.CaptureFixture[str], words: list[str], missing: str
) -> None:
    """Without a terminal nothing is asked: exit 2 names the options."""
    assert call(tracker, *words) == 2
    assert f"these options are missing: {missing}\n" in capsys.readouterr().err


def test_init_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`init` without a terminal needs a publisher and a first plan."""
    assert run(["--lang", "en", "init", str(tmp_path / "new")]) == 2
    assert "--publisher, --plan-title" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_what_has_errors_is_not_written(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A status without evidence is an error of the checks: exit 1, the file stays."""
    before = (tracker / "commitments/p/budget.yaml").read_bytes()
    assert call(tracker, "update", "budget", "--text", "x", "--status", "complete") == 1
    errors = capsys.readouterr().err
    assert "nothing was written" in errors
    assert "status-without-evidence" in errors
    assert (tracker / "commitments/p/budget.yaml").read_bytes() == before


def test_amend_changes_and_says_why(tracker: Path) -> None:
    """A new deadline and its reason are one change; comments and quotes stay."""
    said = ["--set", "due=31/03/2027", "--reason", "Retard", "--effect", "weakens"]
    assert call(tracker, "amend", "budget", *said) == 0
    data = budget(tracker)
    assert data["due"] == "2027-03-31"
    assert data["amendments"] == [
        {"date": "2026-01-31", "changes": ["due"], "effect": "weakens", "reason": "Retard"}
    ]
    text = (tracker / "commitments/p/budget.yaml").read_text("utf-8")
    assert "title: 'Publier le budget' # court\n" in text


def test_assess_may_write_beside(tracker: Path) -> None:
    """`--beside` keeps an assessment in a file of its author's; the commitment's stays."""
    before = (tracker / "commitments/p/budget.yaml").read_bytes()
    said = ["--by", "collectif", "--scheme", "truth-o-meter", "--rating", "outcome=stalled"]
    assert call(tracker, "assess", "budget", *said, "--text", "Rien.", "--beside") == 0
    path = tracker / "commitments/p/budget.assessments/collectif.yaml"
    (found,) = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert found["ratings"] == {"outcome": "stalled"}
    assert (tracker / "commitments/p/budget.yaml").read_bytes() == before


def test_evidence_keeps_a_copy(tracker: Path, tmp_path: Path) -> None:
    """A document is copied beside the plan under a plain name, with its seal."""
    source = tmp_path / "Procès-verbal (2025).PDF"
    source.write_bytes(b"%PDF-1.4 minutes")
    said = ["--title", "Procès-verbal", "--file", str(source), "--published", "2025-06-12"]
    assert call(tracker, "evidence", "add", "budget", *said, "--shows", "Le vote.") == 0
    assert (tracker / "commitments/p/files/proces-verbal-2025.pdf").read_bytes() == (
        source.read_bytes()
    )
    evidence = budget(tracker)["evidence"]
    assert isinstance(evidence, list)
    found = evidence[0]
    assert found["file"] == "files/proces-verbal-2025.pdf"
    assert len(found["sha256"]) == 64


def test_new_takes_the_milestones_of_the_plan(tracker: Path) -> None:
    """A plan's model milestones are those of a new commitment; the id must be free."""
    plan = tracker / "commitments/p/plan.yaml"
    plan.write_text(
        plan.read_text("utf-8") + "milestones_template:\n  - id: vote\n    title: Vote\n", "utf-8"
    )
    assert call(tracker, "new", "p", "rue", "--title", "Une rue", "--due", "2027") == 0
    text = (tracker / "commitments/p/rue.yaml").read_text("utf-8")
    assert text == (
        "id: rue\ntitle: Une rue\nlead: mairie\ndue: 2027\nstatus: not-started\n"
        "milestones:\n  - id: vote\n    title: Vote\n"
    )
    assert call(tracker, "new", "p", "rue", "--title", "Une rue") == 2


def test_init_refuses_a_folder_that_is_not_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with something in it, in no repository, is never written into."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/mine.txt").touch()
    assert run(["--lang", "en", "init", str(tmp_path / "letters"), "--publisher", "x"]) == 2
    assert "not an empty folder" in capsys.readouterr().err
    assert [one.name for one in (tmp_path / "letters").iterdir()] == ["mine.txt"]


def test_fix_says_what_it_did(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --fix` names file, line and change before what remains, and leaves other files."""
    path = tracker / "commitments/p/budget.yaml"
    text = path.read_text("utf-8").replace("2026-12-31", "31/12/2026").replace("due", "échéance")
    path.write_text(text, "utf-8")
    assert call(tracker, "check", "--fix") == 0
    told = capsys.readouterr().err
    assert "mended: commitments/p/budget.yaml" in told
    assert "line 4: the field “échéance” is now “due”" in told
    assert "line 4: “31/12/2026” is now “2026-12-31”" in told
    assert "due: 2026-12-31\n" in path.read_text("utf-8")
    assert "# court" in path.read_text("utf-8")


def test_fix_never_touches_a_merge_conflict(tracker: Path) -> None:
    """A file with conflict marks keeps every byte, other slips in it included."""
    path = tracker / "commitments/p/budget.yaml"
    text = path.read_text("utf-8") + "<<<<<<< HEAD\nx-a:1\n=======\nx-a: 2\n>>>>>>> b\n"
    path.write_text(text, "utf-8")
    assert call(tracker, "check", "--fix") == 1
    assert path.read_text("utf-8") == text


def test_a_milestone_that_is_stopped_says_why(tracker: Path) -> None:
    """The reason of a report on a milestone stands beside the status of that milestone."""
    said = ["--about", "collecte", "--text", "Arrêt.", "--status", "on-hold", "--reason", "cost"]
    assert call(tracker, "update", "budget", *said) == 0
    data = budget(tracker)
    assert "status_reason" not in data
    assert steps(data)[0]["status_reason"] == {"code": "cost", "date": "2026-01-31"}


def test_an_amendment_that_changes_nothing_is_refused(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The value that stands there already is no change, and nothing is written."""
    before = (tracker / "commitments/p/budget.yaml").read_text("utf-8")
    assert call(tracker, "amend", "budget", "--set", "due=2026-12-31", "--reason", "r") == 2
    assert "“due” is 2026-12-31 already" in capsys.readouterr().err
    assert (tracker / "commitments/p/budget.yaml").read_text("utf-8") == before


def test_amend_gives_a_milestone_its_first_deadline(tracker: Path) -> None:
    """A field that the milestone does not have yet can be set."""
    said = ["--set", "milestones.collecte.due=2026-06", "--reason", "r"]
    assert call(tracker, "amend", "budget", *said) == 0
    assert steps(budget(tracker))[0]["due"] == "2026-06"


def test_a_reserved_id_is_named_as_such(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who picks a word that pages use is told so, and not that it has wrong letters."""
    assert call(tracker, "new", "p", "all", "--title", "T") == 2
    assert "“all” cannot be an id" in capsys.readouterr().err
