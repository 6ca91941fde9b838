"""`diff` and `history` as people read and post them: words side by side, days, nobody called."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.history.wordings import Sides
from promisetrack.output.story import LONGEST, MARKER
from promisetrack.output.wordings import CUT, pieces
from tests.edges_repository import Made, make

if TYPE_CHECKING:
    from pathlib import Path

A = "commitments/p/a.yaml"
TITLE = "Budget @town #12 !3 GH-4 &#64;all https://github.com/x/y/issues/5 www.x.org <b> `c`"
RECORD = "id: a\ntitle: {title}\nstatus: unknown\ndescription: {text}\n{more}"
FAR = " ".join(f"far{n}" for n in range(40))
UPDATE = "updates:\n  - {{date: 2024-03-01, by: x, text: {text}}}\n"


def record(title: str, text: str, more: str = "") -> str:
    """Return one version of a commitment."""
    return RECORD.format(title=json.dumps(title), text=json.dumps(text), more=more)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a tracker in New Zealand with one commitment; commits begin on 14 November 2023."""
    one = make(tmp_path / "repo")
    one.write("commitments/tracker.yaml", "title: T\ntimezone: Pacific/Auckland\n")
    one.write("commitments/p/plan.yaml", "id: p\ntitle: P\nkind: other\n")
    one.change(A, record("Old", f"{FAR} within a month {FAR}", UPDATE.format(text="We began")))
    one.change(A, record(TITLE, f"{FAR} in due time {FAR}", UPDATE.format(text="We finished")))
    return one


def asked(capsys: pytest.CaptureFixture[str], made: Made, *words: str, language: str = "en") -> str:
    """Run a command; return what it prints."""
    code = run(["-C", str(made.path), "--lang", language, *words])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out


def test_changed_words_are_shown(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the sentence stand the words before and after, with what is near them."""
    told = asked(capsys, made, "diff", "HEAD~1")
    assert f"before: {CUT} far32 " in told
    assert "far39 within a month far0" in told
    assert "far39 in due time far0" in told
    assert "far20" not in told
    assert "Text, before: We began" in told
    assert "Text, after: We finished" in told
    french = asked(capsys, made, "diff", "HEAD~1", language="fr")
    assert "avant : Old" in french


def test_a_comment_calls_nobody(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """Names, numbers and addresses in a comment are no mention, no reference and no link."""
    told = asked(capsys, made, "diff", "HEAD~1", "--format", "markdown")
    assert told.startswith(MARKER)
    seen = told.removeprefix(MARKER).replace("&#8203;", "\u200b").replace("\\", "")
    assert "@\u200btown" in seen
    for call in (r"@\w", r"#\d", r"!\d", r"GH-\d", r"://", r"www\."):
        assert not re.search(call, seen), call
    assert "\\&\u200b\\#64;all".replace("\u200b", "") in told.replace("&#8203;", "")
    assert (
        re.findall(r"(?<!\\)<(/?\w+)>", told.removeprefix(MARKER))
        == ["del", "/del", "ins", "/ins"] * 3
    )


def test_a_comment_is_not_too_long(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """A change of very many promises gives a comment that a forge takes, and says so."""
    for number in range(400):
        made.write(f"commitments/p/r{number}.yaml", f"id: r{number}\ntitle: {FAR}\n")
    made.commit()
    told = asked(capsys, made, "diff", "HEAD~1", "--format", "markdown")
    assert len(told.encode()) < LONGEST + 500
    assert "more commitments changed" in told


def test_the_json_names_what_was_compared(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """`base` is the commit with which the head is compared: where it left the one asked for."""
    fork = made.git("rev-parse", "HEAD~1")
    made.git("checkout", "-q", "-b", "side", fork)
    head = made.change(A, record("Other", "Text"))
    told = json.loads(asked(capsys, made, "diff", "main", "--format", "json"))
    assert (told["base"], told["head"]) == (fork, head)
    again = json.loads(asked(capsys, made, "diff", told["base"], told["head"], "--format", "json"))
    assert again == told


def test_days_are_those_of_the_tracker(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """`--since` and the days shown are those of the tracker’s zone, not of the commit’s."""
    assert "  2023-11-15  " in asked(capsys, made, "history")  # 14 November in UTC
    made.git("commit", "-q", "--allow-empty", "-m", "x")
    for day, count in (("2023-11-15", 1), ("2023-11-16", 0)):
        told = json.loads(asked(capsys, made, "history", "--since", day, "--format", "json"))
        assert bool(told["commitments"]["a"]["events"]) == bool(count), day


@pytest.mark.parametrize("claim", ["0 +0000", "-62167219200 +0000", "99999999999999999999 +0000"])
def test_a_date_that_no_calendar_has_hides_nothing(
    made: Made, capsys: pytest.CaptureFixture[str], claim: str
) -> None:
    """What happened on a day that nobody can tell is shown by `--since`; 1970 is before."""
    made.write(A, record("Third", "Text"))
    made.git("add", "-A")
    tree, head = made.git("write-tree"), made.git("rev-parse", "HEAD")
    person = f"A <a@b> {claim}"
    commit = f"tree {tree}\nparent {head}\nauthor {person}\ncommitter {person}\n\nx\n"
    made.git("update-ref", "HEAD", made.raw_commit(commit.encode()))
    told = asked(capsys, made, "history", "--since", "2024-01-01")
    assert ("Title" in told) == (claim != "0 +0000")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b", "a c", ["a ", "b", "c"]),
        ("", "a", ["a"]),
        (
            f"{FAR} x",
            f"{FAR} y",
            [f"{CUT} far32 far33 far34 far35 far36 far37 far38 far39 ", "x", "y"],
        ),
        (f"x {FAR}", f"y {FAR}", ["x", "y", f" far0 far1 far2 far3 far4 far5 far6 far7 {CUT}"]),
    ],
)
def test_what_is_far_from_a_change_is_left_out(before: str, after: str, shown: list[str]) -> None:
    """Only the words next to a change are kept of what stayed."""
    assert [one.text for one in pieces(Sides(before, after))] == shown


def test_a_text_that_is_new_is_cut() -> None:
    """Of a very long text its beginning is shown."""
    (one,) = pieces(Sides("", "word " * 2000))
    assert one.text.endswith(CUT)
    assert len(one.text) < 2000
