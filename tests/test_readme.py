"""The two pages that people read first show what is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.cli.shell import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "README.fr.md")
FILES: Mapping[str, str] = {
    "commitments/tracker.yaml": "title: Registre\nlanguages:\n  - fr\n",
    "commitments/organisations.yaml": (
        "- id: direction-finances\n  name: Direction des finances\n  kind: government\n"
    ),
    "commitments/plan-ouvert/plan.yaml": (
        "id: plan-ouvert\ntitle: Plan ouvert\npromised_by:\n  - direction-finances\n"
    ),
}
BUDGET = "commitments/plan-ouvert/budget-ouvert.yaml"


def blocks(page: str, kind: str) -> list[str]:
    """Return the fenced blocks of one kind."""
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def lay(folder: Path, commitment: str) -> None:
    """Write the tracker that the page has in mind."""
    for path, text in {**FILES, BUDGET: commitment}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_the_commitment_passes(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commitment on the page has seven lines, and the check has no error to report."""
    (commitment,) = blocks(page, "yaml")
    assert len(commitment.splitlines()) == 7
    lay(tmp_path, commitment)
    assert run(["-C", str(tmp_path), "--lang", "en", "check", "--today", "2025-06-01"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("page", PAGES)
def test_the_failing_check_says_what_is_shown(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the two slips made, the check prints the page's lines, to the last sign."""
    (commitment,) = blocks(page, "yaml")
    slips = commitment.replace("direction-finances", "direction-finance")
    slips = slips.replace("2025-12-31", "31/12/2025")
    lay(tmp_path, slips)
    shown = next(one for one in blocks(page, "console") if one.startswith("$ promisetrack"))
    line, _, expected = shown.partition("\n")
    words = line.removeprefix("$ promisetrack ").split()
    language = [] if "--lang" in words else ["--lang", "en"]
    assert run(["-C", str(tmp_path), *language, *words, "--today", "2025-06-01"]) == 1
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_on_the_page(page: str) -> None:
    """The table names every command there is, and none that is not."""
    text = (ROOT / page).read_text("utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    parts = [one for row in rows for quoted in re.findall(r"`([^`]+)`", row) for one in [quoted]]
    named = {one.removeprefix("promisetrack ").split()[0] for one in parts}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_links_and_the_picture_are_there(page: str) -> None:
    """Each link inside the repository leads to a file, and there is one picture with words."""
    text = (ROOT / page).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in link:
            assert (ROOT / link).exists(), link
    (words,) = re.findall(r"!\[([^\]]+)\]", text)
    assert len(words) > 20


@pytest.mark.parametrize("page", PAGES)
def test_the_two_commands_are_those_of_the_makefile(page: str) -> None:
    """`make site` and `make test` stand on the page and in the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    found = re.findall(r"^make (\w+)", "\n".join(blocks(page, "console")), re.MULTILINE)
    assert found == ["site", "test"]
    assert all(re.search(rf"^{one}:", makefile, re.MULTILINE) for one in found)
