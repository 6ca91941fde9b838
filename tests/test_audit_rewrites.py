"""Histories that were rewritten after they were published: who has a pin or a witness sees it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from promisetrack.audit import pins
from promisetrack.cli import run
from promisetrack.cli.sealing import source_claim
from tests.auditing import COMMITMENT, LOG, PROMISE, Story, copy, details, tell
from tests.edges_repository import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS: dict[str, Callable[[Story, Random], None]] = {}
"""Each kind rewrites the repository, and the log so that it looks sound where that is possible."""


def kind(function: Callable[[Story, Random], None]) -> Callable[[Story, Random], None]:
    """Add one kind of rewriting to the table."""
    KINDS[function.__name__] = function
    return function


def sources(story: Story) -> list[str]:
    """Return the published commits, oldest first."""
    found = []
    tip: str | None = story.tip()
    while tip:
        parents = story.made.git("rev-list", "--parents", "-1", tip).split()[1:]
        found.append(parents[-1])
        tip = parents[0] if len(parents) == 2 else None
    return found[::-1]


def edited(story: Story, random: Random) -> str:
    """Commit a promise that is easier to keep; return the commit."""
    return story.made.change(
        PROMISE, COMMITMENT.format(due="2040-01-01", year=random.randrange(2030, 2099))
    )


@kind
def amended(story: Story, random: Random) -> None:
    """The last published commit is made anew, and the log with it."""
    kept = sources(story)
    story.made.git("reset", "-q", "--hard", kept[-2])
    new = edited(story, random)
    story.forge_log([*kept[:-1], new], story.tip())


@kind
def rebased(story: Story, random: Random) -> None:
    """Everything after the first commit is put on a new second one."""
    kept = sources(story)
    story.made.git("reset", "-q", "--hard", kept[0])
    first = edited(story, random)
    second = edited(story, random)
    story.forge_log([kept[0], first, second], story.tip())


@kind
def squashed(story: Story, random: Random) -> None:
    """All becomes one commit."""
    tree = story.made.git("rev-parse", "HEAD^{tree}")
    one = story.made.git("commit-tree", "-m", f"all {random.random()}", tree)
    story.made.git("reset", "-q", "--hard", one)
    story.forge_log([one], story.tip())


@kind
def reset(story: Story, random: Random) -> None:
    """The last commits are thrown away, and the log ends before them."""
    kept = sources(story)
    at = random.randrange(1, len(kept))
    story.made.git("reset", "-q", "--hard", kept[at - 1])
    story.forge_log(kept[:at], story.tip())


@kind
def reset_without_the_log(story: Story, random: Random) -> None:
    """The last commits are thrown away, and the log is left as it is."""
    kept = sources(story)
    story.made.git("reset", "-q", "--hard", kept[random.randrange(len(kept) - 1)])


@kind
def log_truncated(story: Story, random: Random) -> None:
    """The newest publications are taken from the log."""
    story.point(LOG, story.made.git("rev-parse", f"{LOG}~{random.randrange(1, 3)}"))


@kind
def log_truncated_and_continued(story: Story, random: Random) -> None:
    """The newest publication is taken from the log, and another put in its place."""
    kept = sources(story)
    before = story.made.git("rev-parse", f"{LOG}~1")
    new = edited(story, random)
    claim = source_claim(story.repository, new, log=[])
    story.point(LOG, story.forge(story.tip(), [before, new], source=claim))
    assert kept


@kind
def log_rewritten(story: Story, random: Random) -> None:
    """The same commits are published again in a log of another day."""
    day = f"2024-01-{random.randrange(1, 29):02}"
    tip = story.forge(story.tip(), [sources(story)[-1]], today=day, n=0, previous_entry=None)
    story.forge_log(sources(story), tip)


@kind
def log_begun_late(story: Story, random: Random) -> None:
    """The first publications are forgotten: the log begins with a later one."""
    story.forge_log(sources(story)[random.randrange(1, 3) :], story.tip())


@kind
def log_deleted(story: Story, random: Random) -> None:
    """There is a log no more, and then another under the same name."""
    story.made.git("update-ref", "-d", f"refs/heads/{LOG}")
    story.made.git("checkout", "-q", "--orphan", f"other{random.randrange(9)}")
    story.made.commit("anew")
    story.made.git("branch", "-f", "main")
    story.made.git("checkout", "-q", "main")
    story.release()


@kind
def branch_swapped(story: Story, random: Random) -> None:
    """The official branch becomes another line, on which nothing was published."""
    story.made.git("checkout", "-q", "--orphan", "else")
    edited(story, random)
    story.made.git("branch", "-f", "main")
    story.made.git("checkout", "-q", "main")


@kind
def branch_renamed_away(story: Story, random: Random) -> None:
    """What was published stays in a side branch; the official one is another."""
    story.made.git("branch", "-m", "main", f"old{random.randrange(9)}")
    story.made.git("checkout", "-q", "--orphan", "main")
    edited(story, random)


@kind
def root_replaced(story: Story, random: Random) -> None:
    """The first commit is another one, and all that follows is made anew upon it."""
    trees = [story.made.git("rev-parse", f"{one}^{{tree}}") for one in sources(story)]
    made: list[str] = []
    for tree in trees:
        between = ["-p", made[-1]] if made else []
        made.append(story.made.git("commit-tree", "-m", f"{random.random()}", *between, tree))
    story.made.git("reset", "-q", "--hard", made[-1])
    story.forge_log(made, story.tip())


@kind
def foxtrot_with_a_new_log(story: Story, random: Random) -> None:
    """The public line becomes a second parent, and the log knows only the new first one."""
    kept = sources(story)
    story.made.git("checkout", "-q", "-b", "side", kept[0])
    edited(story, random)
    story.made.git("merge", "-q", "-s", "ours", "-m", "merge", "main")
    story.made.git("branch", "-f", "main")
    story.made.git("checkout", "-q", "main")
    story.forge_log([kept[0], story.made.git("rev-parse", "main")], story.tip())


@kind
def log_name_swapped(story: Story, random: Random) -> None:
    """tracker.yaml names another log, which begins today."""
    story.made.change(
        "commitments/tracker.yaml",
        f"title: Essai\nlanguages:\n  - fr\nlog: log{random.randrange(9)}\n",
    )
    story.release()


@kind
def entry_taken_out(story: Story, random: Random) -> None:
    """An entry in the middle is taken out, and the later ones are put on the one before."""
    kept = sources(story)
    story.forge_log([kept[0], kept[2]], story.tip())
    assert random


@kind
def someone_elses_log(story: Story, random: Random) -> None:
    """The log of a younger copy of the tracker takes the place of the old one."""
    kept = sources(story)
    tip = story.forge(
        story.tip(),
        [kept[-1]],
        n=0,
        previous_entry=None,
        today=f"2023-02-{random.randrange(1, 28):02}",
    )
    story.point(LOG, tip)


@kind
def a_public_commit_reworded(story: Story, random: Random) -> None:
    """Same files, other words of the commit: what was said about a change is changed."""
    kept = sources(story)
    tree = story.made.git("rev-parse", f"{kept[-1]}^{{tree}}")
    new = story.made.git("commit-tree", "-m", f"better {random.random()}", "-p", kept[-2], tree)
    story.made.git("reset", "-q", "--hard", new)
    story.forge_log([*kept[:-1], new], story.tip())


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with three publications, a pin of the last, and a witness of it."""
    told = tell(tmp_path_factory.mktemp("story"))
    folder = told.root.parent
    make(folder / "witness")
    assert run(["-C", str(folder / "witness"), "witness", str(told.root)]) == 0
    pin = pins.Pin(str(told.root), 2, told.tip())
    (folder / "pin.json").write_bytes(pins.write_pin(pin))
    return told


def caught(story: Story, folder: Path, rewriting: str, *, seed: int, has_pin: bool) -> None:
    """Rewrite a copy; see that the pin or the witness contradicts what is shown now."""
    attacked = copy(story, folder)
    KINDS[rewriting](attacked, Random(f"{rewriting} {seed}"))
    report = (
        attacked.check(pin=folder / "pin.json")
        if has_pin
        else attacked.check(witnesses=[str(folder / "witness")])
    )
    is_known = has_pin or rewriting != "log_truncated"
    told = f"{rewriting} {seed} {has_pin}: {details(report)}"
    if is_known:
        assert report.exit_code == 1, told
    else:  # a witness that is ahead of a copy is no contradiction: the copy may be old
        assert report.exit_code == 3 and "newer" in details(report), told


def test_there_are_enough_kinds() -> None:
    """Twelve kinds were asked for."""
    assert len(KINDS) >= 12


@pytest.mark.parametrize("rewriting", KINDS)
def test_a_pin_sees_it(story: Story, tmp_path: Path, rewriting: str) -> None:
    """With a pin every kind of rewriting is refuted."""
    caught(story, tmp_path, rewriting, seed=0, has_pin=True)


@pytest.mark.parametrize("rewriting", ["rebased", "log_rewritten", "log_truncated", "reset"])
def test_a_witness_sees_it(story: Story, tmp_path: Path, rewriting: str) -> None:
    """With a witness too; where it is only ahead, that is said and nothing is refuted."""
    caught(story, tmp_path, rewriting, seed=0, has_pin=False)


@pytest.mark.proof
@pytest.mark.parametrize("has_pin", [True, False], ids=["pin", "witness"])
@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize("rewriting", KINDS)
def test_rewritten_histories_are_refuted(
    story: Story, tmp_path: Path, rewriting: str, seed: int, has_pin: bool
) -> None:
    """Every kind, with a pin and with a witness, six times over."""
    caught(story, tmp_path, rewriting, seed=seed, has_pin=has_pin)


def test_the_witness_raises_the_alarm(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A witness that comes back names what it saw and what it is shown, and records nothing."""
    attacked, own = copy(story, tmp_path), make(tmp_path / "own")
    words = ["-C", str(own.path), "--lang", "en", "witness", str(attacked.root)]
    before = attacked.tip()
    assert run(words) == 0
    recorded = own.git("show", "promisetrack-witness:witness.jsonl")
    assert before in recorded
    log_rewritten(attacked, Random(1))
    capsys.readouterr()
    assert run(words) == 1
    told = capsys.readouterr().out
    assert "ALARM" in told and before in told and attacked.tip() in told
    assert own.git("show", "promisetrack-witness:witness.jsonl") == recorded
    assert own.git("cat-file", "-t", before) == "commit"  # what was seen is kept as proof


def test_without_pin_or_witness_a_sound_new_log_is_not_seen(story: Story, tmp_path: Path) -> None:
    """A first visitor cannot know of another log; the report says so."""
    attacked = copy(story, tmp_path)
    log_rewritten(attacked, Random(1))
    tip = attacked.tip()
    assert tip != story.tip()
    report = attacked.check()
    step = report.step("log")
    assert step is not None and step.result == "verified"
    assert not report.has_pin and not report.witnesses


def test_a_source_that_does_not_follow_is_refuted_without_any_pin(
    story: Story, tmp_path: Path
) -> None:
    """A log that published two lines without a reason contradicts itself."""
    attacked = copy(story, tmp_path)
    kept = sources(attacked)
    attacked.made.git("reset", "-q", "--hard", kept[0])
    new = edited(attacked, Random(1))
    tip = attacked.tip()
    claim = source_claim(attacked.repository, new, log=[])
    attacked.point(LOG, attacked.forge(tip, [tip, new], n=3, previous_entry=tip, source=claim))
    report = attacked.check()
    assert report.exit_code == 1 and "history was rewritten" in details(report)
    assert kept[-1] in details(report) and new in details(report)


def test_a_manifest_that_lies_about_its_commit_is_refuted(story: Story, tmp_path: Path) -> None:
    """Tree, SHA-256 of the files, length and roots of the past are checked, not believed."""
    for field, value in (
        ("tree", "0" * 40), ("tree_sha256", "0" * 64), ("commits", 99), ("roots", ("0" * 40,)),
        ("commit_time_claimed", "1999-01-01T00:00:00+00:00"), ("object_format", "sha256"),
    ):  # fmt: skip
        attacked = copy(story, tmp_path / field)
        tip, before = attacked.tip(), attacked.made.git("rev-parse", f"{LOG}~1")
        lying = replace(attacked.manifest_at(tip).source, **{field: value})  # type: ignore[arg-type]
        attacked.point(LOG, attacked.forge(tip, [before, lying.commit], source=lying))
        report = attacked.check()
        assert report.exit_code == 1, f"{field}: {details(report)}"
