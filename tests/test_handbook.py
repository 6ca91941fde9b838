"""The handbooks do what they say: their commands are run, their output is what is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
HANDBOOKS = ("fr/agents.md", "en/staff.md", "fr/associations.md", "en/civil-society.md")
TODAY = "1790848800"  # the first of October 2026
MARK = "==== next ===="
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HASH = re.compile(r"\b[0-9a-f]{7,64}\b")


def steps(text: str) -> list[tuple[str, list[str]]]:
    """Return each command of a handbook and the lines that are shown below it."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def transcript(commands: list[str], folder: Path, language: str) -> list[list[str]]:
    """Run the commands one after the other in one shell; return what each printed."""
    script = "".join(f"{command}\necho '{MARK}' $?\n" for command in commands)
    place = "fr_FR.UTF-8" if language == "fr" else "en_GB.UTF-8"
    day = "2026-10-01T09:00:00+02:00"
    who = {"fr": "Service des engagements", "en": "Commitments office"}[language]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder), "LANG": place, "LC_ALL": "", "LANGUAGE": language,
        "PYTHONUNBUFFERED": "1", "SOURCE_DATE_EPOCH": TODAY, "TZ": "UTC", "COLUMNS": "80",
        "GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": "registre@valbrume.example",
        "GIT_COMMITTER_NAME": who, "GIT_COMMITTER_EMAIL": "registre@valbrume.example",
        "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240,
    )  # fmt: skip
    parts = re.split(rf"^{MARK} (\d+)\n", done.stdout, flags=re.MULTILINE)
    failed = [commands[n] for n, code in enumerate(parts[1::2]) if code != "0"]
    assert not failed, done.stdout
    return [part.rstrip("\n").splitlines() for part in parts[: 2 * len(commands) : 2]]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_step_does_what_the_handbook_shows(name: str, tmp_path: Path) -> None:
    """Followed in an empty folder, the steps of a handbook print what stands below them."""
    found = steps((DOCS / name).read_text("utf-8"))
    assert found
    told = transcript([command for command, _ in found], tmp_path, name[:2])
    assert len(told) == len(found)
    for (command, shown), lines in zip(found, told, strict=True):
        assert "Traceback" not in "\n".join(lines), command
        if shown:
            assert _without_hashes(lines) == _without_hashes(shown), command


def _without_hashes(lines: list[str]) -> list[str]:
    return [_HASH.sub("…", line).rstrip() for line in lines]


def test_both_languages_teach_the_same_commands() -> None:
    """The French and the English handbook of a reader use the same commands, in the same order."""
    for first, second in (HANDBOOKS[:2], HANDBOOKS[2:]):
        names = [
            [command.split()[:2] for command, _ in steps((DOCS / one).read_text("utf-8"))]
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
