"""What was published and then replaced stays in the history: the log remembers it (audit.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.edges.mainline import main_line, published_sources
from tests.auditing import tell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.auditing import Story

REASON = ("--acknowledge-rewrite", "a wrong draft was published")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Return a tracker that was published with a deadline in 2025, and then with one in 2027."""
    found = tell(tmp_path / "story", 1)
    found.promise(2027)
    found.release()
    return found


def deadlines(story: Story, capsys: pytest.CaptureFixture[str], *options: str) -> list[list[str]]:
    """Return every move of the deadline that `history` tells: before and after."""
    capsys.readouterr()
    words = ["-C", str(story.root), "history", "budget-ouvert", "--format", "json", *options]
    assert run(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["complete"] is True
    return [
        [str(event["before"])[:4], str(event["after"])[:4]]
        for event in told["commitments"]["budget-ouvert"]["events"]
        if event["kind"] == "deadline-moved"
    ]


def line(story: Story) -> list[tuple[str, bool]]:
    """Return the commits of the main line, and which were compared with the source before."""
    sources = published_sources(story.repository)
    steps = main_line(story.repository, story.repository.head(), sources)
    return [(step.line.id, step.is_joined) for step in steps]


def rewritten(story: Story, year: int) -> None:
    """Take the last commit back and promise another year instead."""
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.promise(year)


def test_what_an_acknowledged_rewrite_replaced_is_told(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """The deadline that was public for a while is in the history, and what came of it."""
    replaced = story.made.git("rev-parse", "HEAD")
    rewritten(story, 2031)
    story.release(*REASON)
    moves = deadlines(story, capsys)
    assert moves[-2:] == [["2025", "2027"], ["2027", "2031"]]
    head = story.made.git("rev-parse", "HEAD")
    assert line(story)[-2:] == [(replaced, False), (head, True)]
    story.promise(2032)
    story.release()
    assert deadlines(story, capsys) == [*moves, ["2031", "2032"]]
    assert story.check(is_rebuilt=True).verdict == "verified"


def test_a_rewrite_that_nobody_acknowledged_is_not_joined(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """A branch beside the published line has its own past, not the later one of the others."""
    rewritten(story, 2031)
    assert deadlines(story, capsys)[-1] == ["2025", "2031"]
    assert not any(is_joined for _, is_joined in line(story))


def test_an_older_version_does_not_know_what_was_published_later(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """The history of an older commit ends there."""
    assert deadlines(story, capsys, "--at", "HEAD~1") == []
    assert deadlines(story, capsys) == [["2025", "2027"]]


def test_an_older_source_that_comes_back_is_where_the_line_goes_on(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """No commit stands twice in the line; back and forth again gives the same line."""
    later = story.made.git("rev-parse", "HEAD")
    once = line(story)
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.release(*REASON)
    assert line(story) == once[:-1]
    story.made.git("reset", "-q", "--hard", later)
    story.release()
    assert line(story) == once
    assert deadlines(story, capsys)[-1] == ["2025", "2027"]
