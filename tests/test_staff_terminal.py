"""A first day as a new user, in French, in a terminal: from nothing to a site."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal import converse

PROGRAM = str(Path(sys.executable).parent / "promisetrack")
WHO = "Service communication"
MAIL = "communication@valbrume.example"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a new user who reads French, on a fixed day."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LC_ALL": "fr_FR.UTF-8",
        "TERM": "xterm",
        "SOURCE_DATE_EPOCH": "1769860800",
        "GIT_AUTHOR_NAME": WHO,
        "GIT_AUTHOR_EMAIL": MAIL,
        "GIT_COMMITTER_NAME": WHO,
        "GIT_COMMITTER_EMAIL": MAIL,
    }


STEPS: list[tuple[list[str], list[str], str]] = [
    (
        [PROGRAM, "new"],
        [
            "Publier le budget en données ouvertes",
            "budget-ouvert",
            "",
            "31 décembre 2026",
            "",
            "Nous publierons le budget complet, ligne par ligne.",
            "",
            "https://valbrume.example/programme.pdf",
        ],
        "nouveau : commitments/mandat-2026-2032/budget-ouvert.yaml",
    ),
    (
        [PROGRAM, "update", "budget-ouvert"],
        [
            "",
            "",
            "En cours",
            "20 %",
            "Les premiers tableaux sont en ligne.",
            "",
            "",
            "https://valbrume.example/budget/2025",
            "Premiers tableaux du budget 2025",
        ],
        "modifié : commitments/mandat-2026-2032/budget-ouvert.yaml",
    ),
    (["git", "add", "."], [], ""),
    (["git", "commit", "-q", "-m", "Début du registre"], [], ""),
    ([PROGRAM, "check"], [], "rien à signaler dans 6 fichiers"),
    ([PROGRAM, "build"], [], "build/site"),
]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_first_day_in_french(tmp_path: Path, environment: dict[str, str]) -> None:
    """`init`, `new`, `update`, a commit, `check` and `build` work as their questions say."""
    answers = ["Commune de Valbrume", "", "", "Mandat 2026-2032", "2", MAIL, "", ""]
    code, screen = converse(
        [PROGRAM, "init", "registre"], answers, folder=tmp_path, environment=environment
    )
    assert code == 0, screen
    assert "Et maintenant :" in screen
    tracker = tmp_path / "registre"
    for command, typed, said in STEPS:
        code, screen = converse(command, typed, folder=tracker, environment=environment)
        assert code == 0, screen
        assert said in screen
    text = (tracker / "commitments/mandat-2026-2032/budget-ouvert.yaml").read_text("utf-8")
    assert "due: 2026-12-31\nstatus: in-progress\nprogress: 20\n" in text
    assert (tracker / "build/site/fr/commitments/budget-ouvert/index.html").is_file()


def test_a_wrong_answer_is_asked_again(tmp_path: Path, environment: dict[str, str]) -> None:
    """What cannot be read is explained in French, and the question comes back."""
    answers = ["Commune de Valbrume", "", "français", "fr", "Mandat", "", "", "mairie", "", ""]
    code, screen = converse(
        [PROGRAM, "init", "registre"], answers, folder=tmp_path, environment=environment
    )
    assert code == 0, screen
    assert "écrire des codes, par exemple fr,en" in screen


def test_a_copy_has_the_whole_history(tmp_path: Path, environment: dict[str, str]) -> None:
    """`init --from` brings every version along, and remembers where it came from."""
    answers = ["Commune de Valbrume", "", "", "Mandat 2026-2032", "", "", "", ""]
    converse([PROGRAM, "init", "a"], answers, folder=tmp_path, environment=environment)
    for command in (["git", "add", "."], ["git", "commit", "-q", "-m", "Début"]):
        converse(command, [], folder=tmp_path / "a", environment=environment)
    hook = tmp_path / "a/.git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", "utf-8")
    hook.chmod(0o755)
    code, screen = converse(
        [PROGRAM, "init", "b", "--from", "a"], [], folder=tmp_path, environment=environment
    )
    assert code == 0, screen
    log = converse(
        ["git", "--no-pager", "log", "--format=%s"],
        [],
        folder=tmp_path / "b",
        environment=environment,
    )
    assert log[1].strip() == "Début"
    status = converse(
        ["git", "status", "--short"], [], folder=tmp_path / "b", environment=environment
    )
    assert status == (0, "")
    assert (tmp_path / "b/commitments/tracker.yaml").is_file()
    assert not (tmp_path / "ran").exists()
