"""What the documents on proof say is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_audit_honest import STORIES
from tests.test_audit_rewrites import KINDS as REWRITES
from tests.test_audit_tampering import KINDS as TAMPERINGS

DOCS = Path(__file__).resolve().parents[1] / "docs"
BOTH = ("en/proof.md", "fr/preuve.md")
MARK = "==== next ===="
DAY = "2026-10-01T09:00:00+02:00"


def told(commands: list[str], folder: Path, language: str) -> list[str]:
    """Run commands one after the other in one shell; return what each printed."""
    script = "".join(f"{one} || exit 1\necho '{MARK}'\n" for one in commands)
    who = {f"GIT_{one}_NAME": "Service" for one in ("AUTHOR", "COMMITTER")}
    mail = {f"GIT_{one}_EMAIL": "service@valbrume.example" for one in ("AUTHOR", "COMMITTER")}
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder),
        "LANGUAGE": language, "LANG": {"fr": "fr_FR.UTF-8", "en": "en_GB.UTF-8"}[language],
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY, **who, **mail,
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, check=False,
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split(f"{MARK}\n")


@pytest.mark.parametrize("name", BOTH)
def test_the_example_does_what_the_document_shows(name: str, tmp_path: Path) -> None:
    """A past that was rewritten with its log is believed without a pin and refuted with one."""
    (block,) = re.findall(r"^```console\n(.*?)^```$", (DOCS / name).read_text("utf-8"), re.M | re.S)
    lines = block.splitlines()
    commands = [line[2:] for line in lines if line.startswith("$ ")]
    shown = [line for line in lines if not line.startswith("$ ")]
    printed = "".join(told(commands, tmp_path, name[:2]))
    assert len(shown) == 3
    assert [line for line in printed.splitlines() if line in shown] == shown, printed


@pytest.mark.parametrize("name", BOTH)
def test_the_figures_are_those_of_the_tests(name: str) -> None:
    """The document counts what the tests count, twelve and six times over."""
    text = (DOCS / name).read_text("utf-8").partition("make proof")[2]
    numbers = [int(one) for one in re.findall(r"\b\d+\b", text)]
    tampered, rewritten = len(TAMPERINGS), len(REWRITES)
    assert numbers == [12 * tampered, tampered, 12 * rewritten, rewritten, len(STORIES)]


@pytest.mark.parametrize("name", BOTH)
def test_links_lead_somewhere(name: str) -> None:
    """A link inside the repository names a file that exists."""
    for link in re.findall(r"\]\(([^)#\s]+)", (DOCS / name).read_text("utf-8")):
        assert (DOCS / name).parent.joinpath(link).exists(), link
