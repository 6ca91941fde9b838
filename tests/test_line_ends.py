"""Line ends of Windows: what git keeps counts, not what a checkout makes of it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.cli import run

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "commitments/tracker.yaml": "title: Valbrume\nlanguages:\n  - fr\n",
    "commitments/organisations.yaml": "# None yet.\n[]\n",
    "commitments/p/plan.yaml": "id: p\ntitle: Plan\n",
    "commitments/p/a.yaml": "id: a\ntitle: A\ndue: 2027-12-31\nstatus: not-started\n",
}
PATH = "commitments/p/a.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Return a tracker as it is written on Linux, in a repository, nothing committed yet."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8", newline="")
    git(tmp_path, "init", "-q")
    return tmp_path


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@town.example", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "State")


def end_as_in_windows(folder: Path) -> None:
    """Do what git's core.autocrlf does to every file of a checkout."""
    for path in FILES:
        content = (folder / path).read_bytes()
        (folder / path).write_bytes(content.replace(b"\n", b"\r\n"))


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    capsys.readouterr()
    run(["-C", str(folder), "check", "--format", "json", "--today", "2026-01-31"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return [(one["check"], one["path"]) for one in found["diagnostics"]]


def test_a_checkout_on_windows_is_fine(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where git keeps LF, nothing is found and nothing is written, whatever lies on the disk."""
    commit(town)
    end_as_in_windows(town)
    assert checked(town, capsys) == []
    assert run(["-C", str(town), "fmt", "--check"]) == 0
    before = {path: (town / path).read_bytes() for path in FILES}
    assert run(["-C", str(town), "check", "--fix"]) == 0
    assert {path: (town / path).read_bytes() for path in FILES} == before


def test_a_slip_in_a_checkout_on_windows(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is mended or laid out keeps the line ends that its checkout has."""
    commit(town)
    end_as_in_windows(town)
    slip = FILES[PATH].replace("2027-12-31", "31/12/2027").replace("\n", "\r\n")
    (town / PATH).write_bytes(slip.encode())
    assert checked(town, capsys) == [("bad-date", PATH)]
    assert run(["-C", str(town), "check", "--fix"]) == 0
    assert "line 3" in capsys.readouterr().err
    assert (town / PATH).read_bytes() == FILES[PATH].replace("\n", "\r\n").encode()
    (town / PATH).write_bytes(slip.replace("title: A", "title:   A").encode())
    run(["-C", str(town), "fmt"])
    assert (town / PATH).read_bytes() == slip.encode()


@pytest.mark.parametrize("way", [["check", "--fix"], ["fmt"]])
def test_windows_in_what_git_keeps(
    town: Path, capsys: pytest.CaptureFixture[str], way: list[str]
) -> None:
    """CRLF and a byte order mark that are committed are noted, and mended."""
    end_as_in_windows(town)
    plan = town / "commitments/p/plan.yaml"
    plan.write_bytes(b"\xef\xbb\xbf" + FILES["commitments/p/plan.yaml"].encode())
    commit(town)
    assert sorted(checked(town, capsys)) == [
        ("byte-order-mark", "commitments/p/plan.yaml"),
        ("windows-line-ends", PATH),
        ("windows-line-ends", "commitments/tracker.yaml"),
    ]
    run(["-C", str(town), *way])
    assert checked(town, capsys) == []
    assert {path: (town / path).read_text("utf-8") for path in FILES} == FILES


def test_without_a_repository_a_file_is_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no git keeps anything, the bytes on the disk count."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    (tmp_path / PATH).write_bytes(FILES[PATH].replace("\n", "\r\n").encode())
    assert checked(tmp_path, capsys) == [("windows-line-ends", PATH)]


def test_an_empty_list_keeps_its_comments(town: Path) -> None:
    """The empty lists of a new tracker have the canonical layout; comments stay."""
    path = town / "commitments/themes.yaml"
    path.write_text("# Write each theme here:\n# - id: x\n\n[]   # none yet\n", "utf-8")
    assert run(["-C", str(town), "fmt"]) == 0
    assert path.read_text("utf-8") == "# Write each theme here:\n# - id: x\n# none yet\n[]\n"
    assert run(["-C", str(town), "fmt", "--check"]) == 0
