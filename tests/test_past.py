"""The past from outside: moved trackers, strange repositories, objects that are not there."""

from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.cli import run
from promisetrack.cli.past import past, read_change
from promisetrack.edges.git import Repository
from promisetrack.history.serialise import event_from, history
from tests import history_oracle as oracle
from tests.edges_repository import Made, make
from tests.history_random import random_history
from tests.test_cache import opened
from tests.test_history_random import _versions

if TYPE_CHECKING:
    from pathlib import Path

CANNOT_GO_ON = 3
TRACKER = "commitments/tracker.yaml"
A = "commitments/p/a.yaml"


def record(due: str) -> str:
    """Return one version of a commitment."""
    return f"id: a\ntitle: Budget\nstatus: unknown\ndue: {due}\n"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a tracker at the root whose deadline moved once."""
    return begun(make(tmp_path / "repo"))


def begun(one: Made, prefix: str = "") -> Made:
    """Write a tracker with one deadline that moves."""
    one.write(f"{prefix}{TRACKER}", f"title: T {prefix}\n")
    one.change(f"{prefix}{A}", record("2024-01-31"))
    one.change(f"{prefix}{A}", record("2024-06-30"))
    return one


def move(made: Made, old: str, new: str) -> str:
    """Move a tracker from one folder to another and record it."""
    (made.path / new).mkdir(parents=True, exist_ok=True)
    (made.path / old / "commitments").rename(made.path / new / "commitments")
    return made.commit("move")


def story(folder: Path, at: str = "HEAD") -> list[str]:
    """Return the kinds of what happened to the commitment `a`."""
    found = Repository.open(folder)
    assert found is not None
    return [one.kind for one in past(found, found.resolve(at)).commitments["a"].events]


def asked(
    capsys: pytest.CaptureFixture[str], folder: Path, *words: str
) -> tuple[int, dict[str, Any], str]:
    """Run `history --format json`; return the code, what it prints and what it complains about."""
    code = run(["-C", str(folder), "--lang", "en", "history", "--format", "json", *words])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, json.loads(out) if out else {}, err


TOLD = ["commitment-added", "deadline-moved"]


def test_a_moved_tracker_keeps_its_past(made: Made) -> None:
    """Records go on by id when the tracker's folder is moved; the move itself is no event."""
    move(made, "", "suivi")
    assert story(made.path / "suivi") == TOLD
    made.change(f"suivi/{A}", record("2024-09-30"))
    assert story(made.path / "suivi") == [*TOLD, "deadline-moved"]
    assert story(made.path / "suivi", "HEAD~1") == TOLD


def test_a_tracker_that_moved_often_is_followed(made: Made) -> None:
    """To a folder, into one inside it, back to the root: one history."""
    move(made, "", "x")
    made.change(f"x/{A}", record("2024-09-30"))
    move(made, "x", "x/y")
    made.change(f"x/y/{A}", record("2024-12-31"))
    move(made, "x/y", "")
    assert story(made.path) == [*TOLD, "deadline-moved", "deadline-moved"]
    move(made, "", "x")
    assert story(made.path / "x") == [*TOLD, "deadline-moved", "deadline-moved"]


def test_a_version_before_the_move_is_told(made: Made) -> None:
    """`--at` names a version in which the tracker lay elsewhere."""
    old = made.git("rev-parse", "HEAD")
    move(made, "", "suivi")
    made.change(f"suivi/{A}", record("2024-09-30"))
    assert story(made.path / "suivi", old) == TOLD
    assert story(made.path / "suivi", f"{old}~1") == TOLD[:1]


def test_commands_read_a_version_before_the_move_from_where_it_lay(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    """`history`, `diff`, `check --base` and `build --at` know the tracker by its earlier folder."""
    made.change("commitments/p/plan.yaml", "id: p\ntitle: The plan\nkind: other\n")
    old = made.git("rev-parse", "HEAD")
    move(made, "", "suivi")
    made.change(f"suivi/{A}", record("2024-09-30"))
    here = ["-C", str(made.path / "suivi"), "--lang", "en"]
    made.git("branch", "side", old)

    def said(*words: str, code: int = 0) -> str:
        assert run([*here, *words]) == code
        return capsys.readouterr().out

    assert "Budget (a)" in said("history", "--at", "side")
    assert "January 31 to June 30, 2024" in said("diff", f"{old}~2", old)
    assert "June 30 to September 30, 2024" in said("diff", old)
    found = json.loads(said("check", "--base", old, "--format", "json", code=1))
    moved = [one["route"] for one in found["diagnostics"] if one["code"].startswith("PT4")]
    assert moved == [["due"]]
    site = made.path.parent / "site"
    said("build", "--at", old, "-o", str(site))
    assert "June 30, 2024" in (site / "en/commitments/a/index.html").read_text("utf-8")
    assert sorted(one.name for one in made.path.iterdir()) == [".git", "suivi"]


def test_a_commit_beside_the_main_line_is_found_before_the_move(made: Made) -> None:
    """A branch that left before the tracker was moved is read from where it lay then."""
    made.git("checkout", "-q", "-b", "side")
    side = made.change(A, record("2025-12-31"))
    made.git("checkout", "-q", "main")
    move(made, "", "x")
    move(made, "x", "suivi")
    assert story(made.path / "suivi", side) == [*TOLD, "deadline-moved"]


def test_only_our_own_past_is_followed(tmp_path: Path) -> None:
    """Of two trackers in a repository, each goes on from the one that became it."""
    made = begun(begun(make(tmp_path / "repo"), "one/"), "two/")
    made.change(f"two/{A}", record("2025-01-31"))
    for name in ("one", "two"):
        (made.path / "new").mkdir(exist_ok=True)
        (made.path / name).rename(made.path / "new" / name)
    made.commit("both")
    assert story(made.path / "new/one") == TOLD
    assert story(made.path / "new/two") == [*TOLD, "deadline-moved"]


def test_a_new_tracker_beside_another_has_no_past(tmp_path: Path) -> None:
    """A tracker that begins while another one stays owes nothing to it."""
    made = begun(make(tmp_path / "repo"), "one/")
    shutil.copytree(made.path / "one", made.path / "two")
    made.commit("copy")
    assert story(made.path / "two") == ["commitment-added"]


def test_a_move_inside_a_merge_is_followed(made: Made) -> None:
    """What was made on a branch before the move is told with the commits that brought it."""
    made.git("checkout", "-q", "-b", "side")
    side = made.change(A, record("2024-09-30"))
    move(made, "", "suivi")
    made.git("checkout", "-q", "main")
    made.merge("side")
    assert story(made.path / "suivi") == [*TOLD, "deadline-moved"]
    found = Repository.open(made.path / "suivi")
    assert found is not None
    last = past(found, found.head()).commitments["a"].events[-1]
    assert [one.id for one in last.via][:1] == [side]


def test_a_move_is_no_difference(made: Made) -> None:
    """A proposal that moves the tracker and a deadline changes only the deadline."""
    base = made.git("rev-parse", "HEAD")
    move(made, "", "suivi")
    head = made.change(f"suivi/{A}", record("2024-09-30"))
    found = Repository.open(made.path / "suivi")
    assert found is not None
    events = read_change(found, base, head).commitments["a"].events
    assert [one.kind for one in events] == ["deadline-moved"]


def test_a_difference_knows_what_its_base_did_not_touch(made: Made) -> None:
    """A record that the base holds from long before is changed, not added."""
    base = made.change("commitments/p/b.yaml", "id: b\ntitle: B\nstatus: unknown\n")
    head = made.change(A, record("2024-09-30"))
    found = Repository.open(made.path)
    assert found is not None
    changed = read_change(found, base, head).commitments
    assert {name: [one.kind for one in is_.events] for name, is_ in changed.items()} == {
        "a": ["deadline-moved"]
    }


@pytest.mark.parametrize("asked", ["{0}..{1}", "{0}...{1}", "{0}..", "..{1}"])
def test_both_sides_of_a_difference_may_stand_in_one_word(
    made: Made, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`BASE..HEAD`, as git writes it, is BASE and HEAD; a side that is left out is HEAD."""
    base = made.git("rev-parse", "HEAD")
    head = made.change(A, record("2024-09-30"))
    words = ["-C", str(made.path), "diff", "--format", "json"]
    assert run([*words, asked.format(base, head)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["base"], told["head"]) == (head if asked.startswith("..") else base, head)
    assert bool(told["commitments"]) is not asked.startswith("..")


@pytest.mark.parametrize("seed", range(40, 46))
def test_random_histories_read_from_git(seed: int, tmp_path: Path) -> None:
    """Through git, with moved trackers and merges, every version is what the oracle saw."""
    folder = random_history(random.Random(seed), tmp_path / "r")
    seen = oracle.history(folder)
    repository = opened(folder)
    plain = history(past(repository, repository.head()), is_complete=True)["commitments"]
    wanted = oracle.expected(seen)
    assert plain.keys() == {name for name, one in wanted.items() if one.changed}
    for name, one in wanted.items():
        if one.changed:
            events = [event_from(event) for event in plain[name]["events"]]
            assert {event.commit.id for event in events if event.commit} == one.changed
            assert _versions(events, [step.commit for step in seen]) == one.versions


def test_an_empty_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a commit there is no history; the remedy is named."""
    one = make(tmp_path / "repo")
    one.write(TRACKER, "title: T\n")
    code, _, err = asked(capsys, one.path)
    assert code == CANNOT_GO_ON
    assert "no commit yet" in err


def test_a_shallow_clone(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a history is refused, with the command that brings the rest."""
    other = tmp_path / "shallow"
    made.git("clone", "-q", "--depth=1", made.path.as_uri(), str(other))
    code, _, err = asked(capsys, other)
    assert code == CANNOT_GO_ON
    assert "git fetch --unshallow" in err


def test_a_sha256_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names of 64 digits are names."""
    one = begun(make(tmp_path / "repo", "--object-format=sha256"))
    code, told, _ = asked(capsys, one.path)
    assert (code, len(told["head"])) == (0, 64)
    assert [event["kind"] for event in told["commitments"]["a"]["events"]] == TOLD


def test_a_bare_repository(made: Made, tmp_path: Path) -> None:
    """Where no working tree is, nothing is cached and everything is told."""
    bare = tmp_path / "bare"
    made.git("clone", "-q", "--bare", made.path.as_uri(), str(bare))
    assert story(bare) == TOLD
    assert not (bare / "build").exists()


@pytest.mark.parametrize("rev", ["HEAD", "HEAD~1"])
@pytest.mark.parametrize("way", ["missing", "damaged"])
def test_an_object_that_is_not_sound(
    made: Made, rev: str, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A version that cannot be had is named with exit code 3, never left out."""
    name = made.git("rev-parse", f"{rev}:{A}")
    place = made.loose(name)
    place.chmod(0o644)
    if way == "missing":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes()[:10])
    code, told, err = asked(capsys, made.path)
    assert (code, told) == (CANNOT_GO_ON, {})
    assert name in err


def test_a_version_that_another_process_misses(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where several processes parse, a missing version ends the command just the same."""
    monkeypatch.setattr("promisetrack.cli.past.SERIAL", 0)
    name = made.git("rev-parse", f"HEAD~1:{A}")
    made.loose(name).unlink()
    code, _, err = asked(capsys, made.path)
    assert code == CANNOT_GO_ON
    assert name in err


def test_replaced_and_grafted_commits_are_told_as_they_are(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a replace ref, nor a graft, nor hostile settings change a word or run anything."""
    _, plain, _ = asked(capsys, made.path)
    shutil.rmtree(made.path / "build")
    head, first = made.git("rev-parse", "HEAD"), made.git("rev-parse", "HEAD~1")
    made.git("replace", head, first)
    (made.path / ".git/info").mkdir(exist_ok=True)
    (made.path / ".git/info/grafts").write_text(f"{head}\n")
    ran = made.path.parent / "ran"
    with (made.path / ".git/config").open("a") as config:
        config.write(f'[core]\n\tfsmonitor = "touch {ran}"\n\tpager = "touch {ran}"\n')
        config.write(f'[diff]\n\texternal = "touch {ran}"\n\torderFile = /dev/zero\n')
        config.write("[log]\n\tshowRoot = false\n")
    code, told, _ = asked(capsys, made.path)
    assert (code, told) == (0, plain)
    assert not ran.exists()


def test_at_a_version_and_a_day(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """`--at` cuts the history at a commit, or at the last one of a day."""
    _, told, _ = asked(capsys, made.path, "--at", "HEAD~1")
    assert told["head"] == made.git("rev-parse", "HEAD~1")
    assert [event["kind"] for event in told["commitments"]["a"]["events"]] == TOLD[:1]
    _, told, _ = asked(capsys, made.path, "--at", "2030-01-01")
    assert told["head"] == made.git("rev-parse", "HEAD")
    code, _, err = asked(capsys, made.path, "--at", "2001-01-01")
    assert code == 2
    assert "nothing was committed" in err


def test_a_folder_outside_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a repository the command says so."""
    place = tmp_path / TRACKER
    place.parent.mkdir()
    place.write_text("title: T\n")
    code, _, err = asked(capsys, tmp_path)
    assert code == CANNOT_GO_ON
    assert "is not in a git repository" in err
