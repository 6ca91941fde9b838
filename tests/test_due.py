"""What must be reported soon, and by whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.files import SourceFile
from promisetrack.output.due import due
from promisetrack.register.load import load

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 1, 31)
HEAD = "id: a\ntitle: Ouvrir le budget\nlead: mairie\n"
TRACKER = (
    "title: T\nlanguages:\n  - fr\npolicy:\n  stale_after: 6 months\n  answer_within: 2 months\n"
)
ORGANISATIONS = (
    "- id: mairie\n  name: Mairie\n  kind: government\n"
    "- id: ecole\n  name: École\n  kind: government\n"
)


def found(record: str, *, plan: str = "id: p\ntitle: P\n", days: int = 30) -> list[tuple[str, ...]]:
    """Return kind, organisation and day of what is due of one commitment and its plan."""
    files = {
        "commitments/tracker.yaml": TRACKER,
        "commitments/organisations.yaml": ORGANISATIONS,
        "commitments/p/plan.yaml": plan,
        "commitments/p/a.yaml": HEAD + record,
    }
    register = load(SourceFile(path, text.encode()) for path, text in files.items())
    items = due(register, TODAY, TODAY + timedelta(days=days))
    return [(one.kind, one.by, one.day.isoformat()) for one in items]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("status: in-progress\ndue: 2026-02-15\n", [("deadline", "mairie", "2026-02-15")]),
        ("status: in-progress\ndue: 2025\n", [("deadline", "mairie", "2025-12-31")]),
        ("status: in-progress\ndue: 2026-Q1\n", []),
        ("status: in-progress\ndue: ongoing\n", []),
        ("status: complete\ndue: 2025-12-31\n", []),
        (
            "status: in-progress\nmilestones:\n"
            "  - {id: m, title: M, due: 2026-02-01, lead: ecole, status: in-progress}\n"
            "  - {id: n, title: N, due: 2026-01-01, status: complete}\n"
            "  - {id: o, title: O, due: 2026-02-02}\n",
            [("milestone", "ecole", "2026-02-01"), ("milestone", "mairie", "2026-02-02")],
        ),
        ("status: in-progress\nstart: 2025-08-10\n", [("report", "mairie", "2026-02-10")]),
        (
            "status: in-progress\nstart: 2025-01-01\nupdates:\n"
            "  - {date: 2025-12-01, by: mairie, text: Fait.}\n",
            [],
        ),
        (
            "status: in-progress\nreviewed:\n  date: 2025-07-01\n",
            [("report", "mairie", "2026-01-01")],
        ),
        (
            "status: declined\nrequest: {text: X}\norigin: {kind: petition, date: 2025-12-10}\n",
            [("answer", "mairie", "2026-02-10")],
        ),
        (
            "status: declined\nrequest: {text: X}\nanswer: {due: 2026-01-15, by: ecole}\n",
            [("answer", "ecole", "2026-01-15")],
        ),
        (
            "status: declined\nrequest: {text: X}\nanswer: {due: 2026-01-15, position: declined}\n",
            [],
        ),
        (
            "status: complete\nquestions:\n"
            "  - {id: q, date: 2025-12-01, text: Quand}\n"
            "  - {id: r, date: 2025-12-01, text: Où, merged_into: q}\n"
            "  - {id: s, date: 2025-12-01, text: Qui, due: 2026-02-20}\n",
            [("question", "mairie", "2026-02-01"), ("question", "mairie", "2026-02-20")],
        ),
    ],
)
def test_what_is_due_of_a_commitment(record: str, expected: list[tuple[str, ...]]) -> None:
    """Deadlines, milestones, reports, answers and questions are due from those in charge."""
    assert found(record) == expected


def test_plans_report_by_their_periods() -> None:
    """A plan owes a report at the end of each period, and names how many were silent in it."""
    plan = (
        "id: p\ntitle: P\nauthority: ecole\nreporting:\n  every: 6 months\n"
        "period:\n  start: 2024-08-15\n  end: 2026-12\n"
    )
    told = "status: in-progress\nupdates:\n  - {date: 2025-12-01, by: mairie, text: Fait.}\n"
    assert found(told, plan=plan) == [("period", "ecole", "2026-02-15")]
    silent = found("status: in-progress\nreviewed:\n  date: 2025-01-01\n", plan=plan, days=7)
    assert ("missing", "ecole", "2025-08-15") in silent
    assert found(told, plan=plan.replace("2026-12", "2026-01"), days=60) == []


def test_data_with_faults_are_no_obstacle() -> None:
    """What cannot be read is left to `check`; the rest is still told."""
    odd = "status: in-progress\ndue: 2026-02-15\nmilestones: none\nquestions: [1]\nanswer: no\n"
    assert found(odd) == [("deadline", "mairie", "2026-02-15")]


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """Return a tracker with one late and one coming deadline, and hostile words."""
    files = {
        "commitments/tracker.yaml": TRACKER,
        "commitments/organisations.yaml": ORGANISATIONS.replace("École", "École *du* <b>centre"),
        "commitments/p/plan.yaml": "id: p\ntitle: P\n",
        "commitments/p/a.yaml": HEAD + "status: in-progress\ndue: 2026-01-15\n",
        "commitments/p/b.yaml": (
            "id: b\ntitle: '[x](javascript:1) @all'\nlead: ecole\nstatus: unknown\n"
            "due: 2026-02-10\n"
        ),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def test_the_command_speaks_english_and_french(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`due` groups by organisation, late first, in the reader's language."""
    asked = ["due", "--today", "2026-01-31"]
    assert run(["-C", str(tracker), "--lang", "en", *asked]) == 0
    english = capsys.readouterr().out
    assert "Mairie\n  Late\n    Ouvrir le budget (a): deadline January 15, 2026" in english
    assert english.endswith("2 things to report, of which 1 is late\n")
    assert run(["-C", str(tracker), "--lang", "fr", *asked, "--within", "1 jour"]) == 0
    french = capsys.readouterr().out
    assert "En retard" in french
    assert "15 janvier 2026" in french
    assert "(b)" not in french


def test_markdown_is_ready_for_an_issue(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The Markdown is a list of tasks in which a stranger's words command nothing."""
    run(
        ["-C", str(tracker), "--lang", "en", "due", "--today", "2026-01-31", "--format", "markdown"]
    )
    text = capsys.readouterr().out
    assert "- [ ] Ouvrir le budget (a): deadline January 15, 2026" in text
    assert "\\[x\\](javascript:1) \\@all" in text
    assert "École \\*du\\* \\<b\\>centre" in text


@pytest.mark.parametrize("span", ["soon", "0", "-3d", "30 parsecs"])
def test_a_span_that_cannot_be_meant_is_refused(tracker: Path, span: str) -> None:
    """What is no length of time is exit code 2."""
    assert run(["-C", str(tracker), "due", f"--within={span}"]) == 2
