"""The handbooks do what they say: their commands are run, their output is what is shown."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.terminal import converse

DOCS = Path(__file__).resolve().parents[1] / "docs"
HANDBOOKS = ("fr/agents.md", "en/staff.md", "fr/associations.md", "en/civil-society.md")
TODAY = "1790848800"  # the first of October 2026
MARK = "==== next ===="
_BLOCK = re.compile(r"^```console(?: (?P<fails>.+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SCREEN = re.compile(r"^```terminal\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANSWER = re.compile(r"(?:.+ )?> ?(.*)")
_HASH = re.compile(r"\b[0-9a-f]{7,64}\b")


@dataclass
class Step:
    """A command of a handbook, the lines that are shown below it, and whether it is to fail."""

    command: str
    shown: list[str]
    has_failed: bool = False


def steps(text: str) -> list[Step]:
    """Return the commands of a handbook; those of a block with a word behind “console” fail."""
    found: list[Step] = []
    for block in _BLOCK.finditer(text):
        found += told(block["text"], has_failed=bool(block["fails"]))
    return found


def told(text: str, *, has_failed: bool = False) -> list[Step]:
    """Return the commands of a screen: they begin with a dollar."""
    found: list[Step] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], [], has_failed))
        else:
            found[-1].shown.append(line)
    return found


def around(folder: Path, language: str) -> dict[str, str]:
    """Return the environment of a new user on a fixed day."""
    place = "fr_FR.UTF-8" if language == "fr" else "en_GB.UTF-8"
    day = "2026-10-01T09:00:00+02:00"
    who = {"fr": "Service des engagements", "en": "Commitments office"}[language]
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder), "LANG": place, "LC_ALL": "", "LANGUAGE": language,
        "PYTHONUNBUFFERED": "1", "SOURCE_DATE_EPOCH": TODAY, "TZ": "UTC", "COLUMNS": "80",
        "GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": "registre@valbrume.example",
        "GIT_COMMITTER_NAME": who, "GIT_COMMITTER_EMAIL": "registre@valbrume.example",
        "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main",
    }  # fmt: skip


def transcript(found: list[Step], folder: Path, language: str) -> list[list[str]]:
    """Run the commands one after the other in one shell; return what each printed."""
    script = "".join(f"{one.command}\necho '{MARK}' $?\n" for one in found)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=around(folder, language), check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240,
    )  # fmt: skip
    parts = re.split(rf"^{MARK} (\d+)\n", done.stdout, flags=re.MULTILINE)
    assert len(parts[1::2]) == len(found), done.stdout
    codes = zip(found, parts[1::2], strict=True)
    assert not [one for one, code in codes if one.has_failed != (code != "0")], done.stdout
    return [part.rstrip("\n").splitlines() for part in parts[: 2 * len(found) : 2]]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_step_does_what_the_handbook_shows(name: str, tmp_path: Path) -> None:
    """Followed in an empty folder, the steps of a handbook print what stands below them."""
    found = steps((DOCS / name).read_text("utf-8"))
    assert found
    printed = transcript(found, tmp_path, name[:2])
    for one, lines in zip(found, printed, strict=True):
        assert "Traceback" not in "\n".join(lines), one.command
        if one.shown:
            assert _without_hashes(lines) == _without_hashes(one.shown), one.command


def test_the_first_day_is_a_real_screen(tmp_path: Path) -> None:
    """Typed into a terminal, the answers of the recorded day give the screen that is shown."""
    text = (DOCS / "fr/agents.md").read_text("utf-8")
    (screen,) = _SCREEN.findall(text)
    folder, environment = tmp_path, {**around(tmp_path, "fr"), "TERM": "xterm"}
    for one in told(screen):
        if one.command.startswith("cd "):
            folder /= one.command[3:]
            continue
        answers = [found[1] for line in one.shown if (found := _ANSWER.fullmatch(line))]
        code, lines = converse(
            shlex.split(one.command), answers, folder=folder, environment=environment
        )
        assert code == 0, lines
        assert _plain(lines, tmp_path) == _plain("\n".join(one.shown), tmp_path), one.command


def _plain(screen: str, folder: Path) -> list[str]:
    """Return the lines of a screen without what differs: the home folder, how many files."""
    home = screen.replace(str(folder), "~")
    return [re.sub(r"^\d+ fichiers", "… fichiers", line).rstrip() for line in home.splitlines()]


def _without_hashes(lines: list[str]) -> list[str]:
    return [_HASH.sub("…", line).rstrip() for line in lines]


def test_both_languages_teach_the_same_commands() -> None:
    """The French and the English handbook of a reader use the same commands, in the same order."""
    for first, second in (HANDBOOKS[:2], HANDBOOKS[2:]):
        names = [
            [step.command.split()[:2] for step in steps((DOCS / one).read_text("utf-8"))]
            for one in (first, second)
        ]
        tools = [[one for one in many if one[0] == "promisetrack"] for many in names]
        assert tools[0] == tools[1]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_links_of_the_handbooks_lead_somewhere(name: str) -> None:
    """A link inside the repository names a file that exists."""
    text = (DOCS / name).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in link:
            assert (DOCS / name).parent.joinpath(link).exists(), link
