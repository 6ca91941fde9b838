"""`verify` from outside: what it prints, in which language, with which exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from promisetrack.audit import pins
from promisetrack.audit.verdict import STEPS
from promisetrack.cli import run
from tests.auditing import Story, copy, served, tell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with two publications."""
    return tell(tmp_path_factory.mktemp("story"), 2)


def words(story: Story, *options: str, lang: str = "en", site: str = "") -> list[str]:
    """Return the words of a command that checks the story's site."""
    return ["--lang", lang, "verify", site or str(story.site), "--repo", str(story.root), *options]


def test_json_is_the_fixed_format(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON has exactly the fields that other tools hold on to."""
    assert run(words(story, "--format", "json", "--rebuild")) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "format", "verdict", "steps", "witnesses", "pin", "signatures", "rebuilt",
    ]  # fmt: skip
    assert [one["name"] for one in found["steps"]] == list(STEPS)
    assert all(set(one) == {"name", "result", "detail"} for one in found["steps"])
    assert (found["format"], found["verdict"], found["witnesses"]) == (1, "verified", 0)
    assert (found["pin"], found["signatures"], found["rebuilt"]) == (False, False, True)


@pytest.mark.parametrize(
    ("lang", "head", "closing"),
    [
        ("en", "Verified", "witnesses: 0 · pin: no · signatures: no · rebuilt: no"),
        ("fr", "Vérifié", "témoins : 0 · repère : non · signatures : non · reconstruit : non"),
    ],
)
def test_a_citizen_reads_what_was_proved_and_what_was_not(
    story: Story, capsys: pytest.CaptureFixture[str], lang: str, head: str, closing: str
) -> None:
    """The verdict comes first, one closing line last, and what was not proved between."""
    assert run(words(story, lang=lang)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(head) and lines[-1] == closing
    assert any(line.startswith("  - ") for line in lines)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_refuted_site_names_commits_and_file(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    """Exit 1 comes with the first differing file, the entry and its source."""
    attacked = copy(story, tmp_path)
    (attacked.site / "index.html").write_text("x", "utf-8")
    assert run(words(story, lang=lang, site=str(attacked.site))) == 1
    told = capsys.readouterr().out
    assert "index.html" in told and story.tip() in told
    assert story.made.git("rev-parse", "main") in told


def test_a_pin_is_written_kept_and_moved(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first check writes the pin, the next ones rest on it and carry it forward."""
    lived, pin = copy(story, tmp_path / "copy"), tmp_path / "pin.json"
    assert run(words(lived, "--pin", str(pin))) == 0
    assert "pin: no" in capsys.readouterr().out
    first = pins.read_pin(pin.read_bytes())
    assert first is not None and (first.n, first.entry) == (1, lived.tip())
    lived.promise(2050)
    lived.release()
    assert run(words(lived, "--pin", str(pin))) == 0
    assert "pin: yes" in capsys.readouterr().out
    moved = pins.read_pin(pin.read_bytes())
    assert moved is not None and (moved.n, moved.entry) == (2, lived.tip())


def test_a_pin_does_not_move_where_something_is_wrong(story: Story, tmp_path: Path) -> None:
    """A refuted check leaves the memory as it was."""
    lived, pin = copy(story, tmp_path / "copy"), tmp_path / "pin.json"
    kept = pins.write_pin(pins.Pin("x", 0, "0" * 40))
    pin.write_bytes(kept)
    assert run(words(lived, "--pin", str(pin))) == 1
    assert pin.read_bytes() == kept


def test_what_strangers_wrote_cannot_command_the_terminal(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An escape in a name or a reason is shown as its code."""
    attacked = copy(story, tmp_path)
    (attacked.site / "\x1b[31mred\n::error::x").write_text("x", "utf-8")
    assert run(words(story, site=str(attacked.site))) == 1
    told = capsys.readouterr().out
    assert "\x1b" not in told and "\n::error" not in told


def test_an_address_is_checked_with_few_requests(story: Story) -> None:
    """Over the web the same verdict comes out, and a changed page is found too."""
    with served(story.site) as address:
        assert run(words(story, site=address)) == 0


def test_nothing_there_is_wrong_usage(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that does not exist is a slip of whoever typed it."""
    assert run(words(story, site="/does/not/exist")) == 2
    assert "there is no site" in capsys.readouterr().err
