"""A first day as a new user, in French, in a terminal: from nothing to a site."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import click
import pytest

from promisetrack.cli.language import choose
from promisetrack.cli.prompts import Desk
from tests.terminal import INTERRUPT, converse

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
    assert "écrivez des codes, par exemple fr,en" in screen


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """Return a copy of the example tracker, in no repository."""
    example = Path(__file__).resolve().parents[1] / "examples/valbrume"
    shutil.copytree(example, tmp_path / "valbrume")
    return tmp_path / "valbrume"


def test_who_leaves_loses_nothing(tracker: Path, environment: dict[str, str]) -> None:
    """Ctrl-C writes nothing, says so, and shows the line that goes on with the same answers."""
    path = tracker / "commitments/mandat-2026-2032/mediatheque-dimanche.yaml"
    before = path.read_bytes()
    answers = ["médiathèque", "", "", "", "", "40 %", "Deux « recrutements ».", "Et l’", INTERRUPT]
    code, screen = converse([PROGRAM, "update"], answers, folder=tracker, environment=environment)
    assert code == 130
    assert "arrêt ; rien n’a été écrit" in screen
    assert path.read_bytes() == before
    line = screen.partition("Pour reprendre avec ces réponses :\n")[2].strip()
    words = shlex.split(line)
    assert words[:3] == ["promisetrack", "update", "mediatheque-dimanche"]
    code, screen = converse([PROGRAM, *words[1:]], [], folder=tracker, environment=environment)
    assert code == 0, screen
    text = path.read_text("utf-8")
    assert "Deux « recrutements »." in text
    assert "Et l’" in text


@pytest.mark.parametrize("is_over", [False, True])
def test_who_leaves_between_two_questions_is_told_so_too(
    capsys: pytest.CaptureFixture[str], *, is_over: bool
) -> None:
    """Ctrl-C at any moment before something is written says so; afterwards it says nothing."""

    @click.command()
    def talk() -> None:
        desk = Desk(is_bare=True, is_live=True)
        desk.note("ID", "velo")
        desk.begun = ("--text", "Half a sentence")
        if is_over:
            desk.end()
        raise KeyboardInterrupt

    choose("en")
    try:
        code = talk.main(args=[], prog_name="promisetrack", standalone_mode=False)
    except click.Abort:
        code = None
    screen = capsys.readouterr().err
    assert code == (None if is_over else 130)
    assert ("nothing was written" in screen) is not is_over
    assert ("promisetrack velo --text 'Half a sentence'" in screen) is not is_over


def test_who_is_stopped_by_the_checks_keeps_the_answers(
    tracker: Path, environment: dict[str, str]
) -> None:
    """Where the checks find an error and nothing is written, the answers are shown again."""
    answers = ["médiathèque", "", "1er mai 2099", "", "", "", "Ouverte.", "", "", "", "", "non"]
    code, screen = converse([PROGRAM, "update"], answers, folder=tracker, environment=environment)
    assert code == 1
    assert "rien n’a été écrit" in screen
    line = screen.partition("Pour reprendre avec ces réponses :\n")[2].strip()
    assert "--date 2099-05-01" in line
    assert "--text Ouverte." in line


def test_letters_that_fit_several_names_list_them(
    tracker: Path, environment: dict[str, str]
) -> None:
    """Of many organisations only those that fit are listed; a wrong word is explained in French."""
    answers = ["repas", "", "xyz", "coll", INTERRUPT]
    code, screen = converse([PROGRAM, "assess"], answers, folder=tracker, environment=environment)
    assert code == 130
    assert "compris : Servir des repas" in screen
    assert "« xyz » ne figure dans aucun des noms" in screen
    assert "« coll » peut désigner :\n    3  Collectif des Tanneries\n    6  Collège" in screen


def test_a_change_is_asked_for_in_words(tracker: Path, environment: dict[str, str]) -> None:
    """`amend` lists fields by their French names, with what stands there, and reads the date."""
    answers = ["abri", "5", "31 mars 2028", "Chantier en retard.", "", "", "", "", "", ""]
    code, screen = converse([PROGRAM, "amend"], answers, folder=tracker, environment=environment)
    assert code == 0, screen
    assert "    5  Échéance : 2026-S1\n" in screen
    assert "Étape « Travaux », Échéance : 2026-06-30" in screen
    assert "compris : 2028-03-31" in screen
    assert "  -due: 2026-S1\n" in screen
    assert "  +due: 2028-03-31\n" in screen


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
