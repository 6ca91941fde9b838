"""The command line from outside: exit codes, streams, languages, refusals."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import CANNOT_GO_ON, WRONG_USAGE, run

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "commitments/tracker.yaml": "title: Example\nlanguages:\n  - fr\n",
    "commitments/organisations.yaml": (
        "- id: direction-finances\n  name: Direction des finances\n  kind: government\n"
    ),
    "commitments/p/plan.yaml": "id: p\ntitle: Plan\nkind: action-plan\n",
    "commitments/p/budget-ouvert.yaml": (
        "id: budget-ouvert\n"
        "title: Publier le budget en données ouvertes\n"
        "lead: direction-finances\n"
        "due: 2025-12-31\n"
        "status: in-progress\n"
        "description: Nous publierons le budget complet avant la fin de 2025.\n"
        "source: https://ville.example/plan.pdf\n"
    ),
}


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """Return a folder with the seven-line commitment."""
    for path, text in FILES.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return tmp_path


def broken(tracker: Path) -> Path:
    """Misspell the status of the commitment."""
    path = tracker / "commitments/p/budget-ouvert.yaml"
    path.write_text(path.read_text("utf-8").replace("in-progress", "in-progres"), "utf-8")
    return tracker


def test_seven_lines_are_a_commitment(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The seven lines of the README pass without an error."""
    assert run(["-C", str(tracker), "--lang", "en", "check", "--today", "2025-06-01"]) == 0
    assert "error" not in capsys.readouterr().out.replace("no error", "")


def test_findings_are_exit_code_one(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error makes the exit code 1 and says what was meant."""
    assert run(["-C", str(broken(tracker)), "--lang", "en", "check"]) == 1
    assert "did you mean “in-progress”?" in capsys.readouterr().out


def test_messages_speak_french(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang fr` puts messages and remedies into French."""
    assert run(["--lang", "fr", "-C", str(broken(tracker)), "check"]) == 1
    out = capsys.readouterr().out
    assert "erreur" in out
    assert "did you mean" not in out


def test_strict_fails_on_warnings(tracker: Path) -> None:
    """A late promise is a warning; `--strict` makes it a finding."""
    asked = ["-C", str(tracker), "check", "--today", "2026-02-01"]
    assert run(asked) == 0
    assert run([*asked, "--strict"]) == 1


def test_json_is_the_fixed_format(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON has the fields that other tools hold on to, places included."""
    assert run(["-C", str(broken(tracker)), "--lang", "en", "check", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == 1
    assert set(found["summary"]) == {"errors", "warnings", "notes", "suppressed", "files"}
    [error] = [one for one in found["diagnostics"] if one["level"] == "error"]
    assert (error["check"], error["route"], error["start"]) == (
        "unknown-value",
        ["status"],
        {"line": 5, "column": 9},
    )
    assert error["path"] == "commitments/p/budget-ouvert.yaml"


def test_paths_are_relative_to_the_repository(
    tracker: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sub-folder of a repository the path begins at the repository's root."""
    repository = tmp_path_factory.mktemp("repository")
    folder = repository / "register"
    shutil.copytree(broken(tracker), folder)
    (repository / ".git").mkdir()
    run(["-C", str(folder), "check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert found["diagnostics"][0]["path"].startswith(f"{folder.name}/commitments/")


def test_a_path_narrows_what_is_shown(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the named files are shown, though everything is read."""
    broken(tracker)
    plan = tracker / "commitments/p/plan.yaml"
    assert run(["-C", str(tracker), "check", str(plan), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--today", "31/12/2025"],
        ["check", "no-such-file.yaml"],
        ["check", "--format", "yaml"],
        ["explain", "no-such-check"],
        ["schema", "no-such-kind"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_is_exit_code_two(
    tracker: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be meant is refused with exit code 2, on standard error."""
    assert run(["-C", str(tracker), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_no_tracker_is_exit_code_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a tracker the tool says so, says what to do, and exits with 3."""
    monkeypatch.chdir(tmp_path)
    assert run(["--lang", "en", "check"]) == 3
    assert "there is no tracker here" in capsys.readouterr().err
    assert run(["-C", str(tmp_path), "check"]) == 3


def test_building_without_git_names_the_way_out(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a repository `build` exits with 3 and names `--worktree`."""
    assert run(["-C", str(tracker), "--lang", "en", "build"]) == 3
    assert "--worktree" in capsys.readouterr().err


def test_a_tracker_with_errors_is_not_built(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`build` refuses errors with exit code 1 and writes nothing, unless they are allowed."""
    folder = broken(tracker)
    target = folder / "site"
    asked = ["-C", str(folder), "--lang", "en", "build", "--worktree", "-o", str(target)]
    assert run(asked) == 1
    assert not target.exists()
    assert "in-progres" in capsys.readouterr().err
    assert run([*asked, "--allow-errors"]) == 0
    assert (target / "index.html").is_file()


def test_every_check_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """`checks` lists them all, and `explain` knows each by name and by code."""
    assert run(["--lang", "en", "checks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("status-without-evidence" in line for line in lines)
    assert run(["explain", "status-without-evidence"]) == 0
    by_name = capsys.readouterr().out
    assert run(["explain", "PT301"]) == 0
    assert capsys.readouterr().out == by_name


def test_no_color_is_honoured(tracker: Path) -> None:
    """With NO_COLOR, or without a terminal, nothing is coloured; `--color always` colours."""
    command = [sys.executable, "-m", "promisetrack", "-C", str(broken(tracker))]
    quiet = subprocess.run([*command, "check"], capture_output=True, check=False)
    loud = subprocess.run(
        [*command, "--color", "always", "check"],
        capture_output=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert b"\x1b" not in quiet.stdout
    assert b"\x1b" in loud.stdout


def test_a_closed_pipe_is_no_fault(tracker: Path) -> None:
    """A reader that goes away early (`| head -1`) causes no traceback."""
    command = f"{sys.executable} -m promisetrack -C '{tracker}' checks | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_narrow_terminal_encoding_is_no_fault(tracker: Path) -> None:
    """A terminal that knows only Latin-1 or ASCII still gets every message."""
    for encoding in ("latin-1", "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "promisetrack", "--lang", "fr", "-C", str(tracker), "check"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )
        assert b"Traceback" not in done.stderr
        assert done.stdout


def test_a_preview_without_git_has_no_history(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside a repository `build --worktree` works, and says that there is no history."""
    target = tracker / "site"
    asked = ["-C", str(tracker), "--lang", "en", "build", "--worktree", "-o", str(target)]
    assert run(asked) == 0
    assert "no history" in capsys.readouterr().err
    assert (target / "fr/commitments/budget-ouvert/index.html").is_file()


@pytest.mark.parametrize("command", [["--lang", "de", "check"], ["schema", "--lang", "de"]])
def test_a_language_without_messages_is_refused(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A language that nobody wrote messages in is wrong usage; those that are there are named."""
    assert run(command) == WRONG_USAGE
    assert "en, fr" in capsys.readouterr().err


def test_a_bare_repository_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a repository without files the message says what it is, and how to get the files."""
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path)], check=True)
    assert run(["-C", str(tmp_path), "check"]) == CANNOT_GO_ON
    message = capsys.readouterr().err
    assert "bare repository" in message
    assert f"git clone {tmp_path}" in message


def test_an_address_that_no_browser_opens_is_refused(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every citation would lead nowhere; nothing is built."""
    words = ["-C", str(tracker), "--lang", "en", "build", "--worktree", "--base-url"]
    assert run([*words, "not an address"]) == WRONG_USAGE
    assert "cannot be the address of a site" in capsys.readouterr().err
    assert not (tracker / "build").exists()


def test_a_language_without_pages_is_named(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who asks for a language that the site does not speak is told so."""
    (tracker / "commitments/tracker.yaml").write_text("title: T\nlanguages: [fr, br]\n", "utf-8")
    words = ["-C", str(tracker), "--lang", "en", "build", "--worktree", "-o", str(tracker / "s")]
    assert run([*words, "--base-url", "http://localhost:8000"]) == 0
    assert "no pages in br" in capsys.readouterr().err


def test_what_the_machine_refuses_is_said_in_french(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The system speaks English alone; a clerk reads why, where, and what to look at."""
    lost = tracker / "no-such-folder" / "plan.xlsx"
    words = ["-C", str(tracker), "--lang", "fr", "export", "xlsx", "-o", str(lost)]
    assert run(words) == CANNOT_GO_ON
    said = capsys.readouterr().err
    assert "ce fichier ou ce dossier n’existe pas" in said
    assert "vérifiez le chemin" in said


def test_a_folder_is_no_workbook(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a folder of workbooks nobody guesses which one is meant."""
    words = ["-C", str(tracker), "--lang", "en", "import", "xlsx", str(tracker), "--plan", "p"]
    assert run(words) == WRONG_USAGE
    assert "is a folder" in capsys.readouterr().err


def test_a_profile_names_every_stage(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`build --profile` says beside the result where the time went; without it nothing is said."""
    words = ["-C", str(tracker), "--lang", "en", "build", "--worktree", "-o", str(tracker / "s")]
    assert run([*words, "--profile"]) == 0
    said = capsys.readouterr()
    stages = [line for line in said.err.splitlines() if " s  " in line]
    assert [line.split(" s  ")[1] for line in stages] == [
        "the files and their history are read",
        "checks",
        "pages are made and written",
        "in all",
    ]
    seconds = [float(line.split(" s  ")[0]) for line in stages]
    assert seconds[-1] > 0
    assert abs(sum(seconds[:-1]) - seconds[-1]) < 0.05  # each is rounded
    assert "MiB" in said.err
    assert "MiB" not in said.out
