"""What a tracker says of itself must mean something: its zone, its policy, its routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.edges.clock import zone_named
from promisetrack.words.catalogue import Words
from promisetrack.words.zones import zone_near, zones
from tests.checking import diagnose, found

if TYPE_CHECKING:
    from pathlib import Path

WORDS = Words("en", ("checks", "source"))
TRACKER = "title: T\nlanguages: [en]\n"
AMENDED = """\
id: a
title: A
status: not-started
due: 2027
amendments:
  - date: 2025-12-01
    reason: The council moved the works
    changes: {changes}
"""


def settings(text: str) -> dict[str, str]:
    """Return a tracker with more settings."""
    return {"tracker.yaml": TRACKER + text}


CASES: dict[str, tuple[dict[str, str], list[tuple[str, str]], str]] = {
    "a zone": (settings("timezone: Europe/Paris\n"), [], ""),
    "a former name of a zone": (settings("timezone: Asia/Calcutta\n"), [], ""),
    "a misspelt zone": (
        settings("timezone: Europe/Pari\n"),
        [("unknown-value", "timezone")],
        "did you mean “Europe/Paris”?",
    ),
    "a city alone": (
        settings("timezone: paris\n"),
        [("unknown-value", "timezone")],
        "did you mean “Europe/Paris”?",
    ),
    "a zone of nowhere": (
        settings("timezone: Mars/Base\n"),
        [("unknown-value", "timezone")],
        "a continent and a city",
    ),
    "statuses that are proved": (
        settings("policy:\n  evidence_for: [complete, travaux]\n"),
        [],
        "",
    ),
    "a misspelt status": (
        settings("policy:\n  evidence_for: [compleet]\n"),
        [("unknown-value", "policy.evidence_for.compleet")],
        "did you mean “complete”?",
    ),
    "protected keys": (
        settings(
            "policy:\n  protect: [due, title.fr, milestones.m1.due, 'indicators.*.target', "
            "safeguards, x-own.y, [milestones, m1]]\n"
        ),
        [],
        "",
    ),
    "a misspelt key": (
        settings("policy:\n  protect: [dew]\n"),
        [("unknown-value", "policy.protect.dew")],
        "did you mean “due”?",
    ),
    "a misspelt key in a list": (
        settings("policy:\n  protect: ['milestones.*.deu']\n"),
        [("unknown-value", "policy.protect.milestones\\.*\\.deu")],
        "did you mean “milestones.*.due”?",
    ),
    "a key in a single value": (
        settings("policy:\n  protect: [status.now]\n"),
        [("unknown-value", "policy.protect.status\\.now")],
        "keys joined by dots",
    ),
    "an amendment of a milestone": (
        {"p/a.yaml": AMENDED.format(changes="[milestones.m.due]")},
        [],
        "",
    ),
    "an amendment of nothing": (
        {"p/a.yaml": AMENDED.format(changes="[]")},
        [("missing-field", "amendments.2025-12-01.changes")],
        "behind a dash",
    ),
    "an amendment of a misspelt key": (
        {"p/a.yaml": AMENDED.format(changes="[desription]")},
        [("unknown-value", "amendments.2025-12-01.changes.desription")],
        "did you mean “description”?",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_settings(name: str) -> None:
    """A word in the settings that names nothing is an error that offers the word that was meant."""
    texts, expected, remedy = CASES[name]
    assert found(texts) == expected
    helps = [WORDS.text(one.help) for one in diagnose(texts) if one.help]
    assert remedy in (helps[0] if helps else "")


def test_a_wrong_zone_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a zone that is none, `check` still says what is wrong; days are those of UTC."""
    (tmp_path / "commitments").mkdir()
    (tmp_path / "commitments/tracker.yaml").write_text(TRACKER + "timezone: Mars\n", "utf-8")
    assert run(["-C", str(tmp_path), "check"]) == 1
    assert "unknown-value" in capsys.readouterr().out


def test_every_zone_can_be_used() -> None:
    """Each name that the check accepts is one that the clock knows."""
    assert all(zone_named(name) is not None for name in zones())


def test_a_zone_by_its_city() -> None:
    """A city is found whatever its capitals; one that no zone has is not guessed."""
    assert zone_near("new york") == "America/New_York"
    assert zone_near("Valbrume") is None


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("log: a b\n", "log"),
        ("log: HEAD\n", "log"),
        ("log: ../x\n", "log"),
        ("log: x.lock\n", "log"),
        ("log: main\n", "log"),
        ("log: site\nforge: {kind: github, url: https://x.org/a, branch: site}\n", "log"),
        ("forge: {kind: github, url: https://x.org/a, branch: '-x'}\n", "forge.branch"),
    ],
)
def test_a_branch_that_cannot_be_is_found(text: str, route: str) -> None:
    """A log that git would refuse, or that would lie on the register itself, is found early."""
    assert found(settings(text)) == [("unknown-value", route)]


@pytest.mark.parametrize("name", ["promisetrack-log", "journal/été", "v1.0_log", "a@b"])
def test_a_branch_that_git_takes_is_fine(name: str) -> None:
    """Nothing is said of names that git itself takes."""
    assert found(settings(f"log: {name}\n")) == []
