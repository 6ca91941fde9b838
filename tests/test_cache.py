"""The cache: whatever lies in it, and whatever happens to it, the answer is the one without it."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from promisetrack.cli import past as past_module
from promisetrack.cli import versions
from promisetrack.cli.past import past
from promisetrack.diagnostic import say
from promisetrack.edges import mainline
from promisetrack.edges.cache import LIBRARIES, Cache, libraries, open_cache
from promisetrack.edges.git import Repository
from promisetrack.errors import PromisetrackError
from promisetrack.files import SourceFile
from promisetrack.history.cache import store
from promisetrack.history.events import Reason
from promisetrack.history.reading import Reading, read_version
from promisetrack.history.serialise import history
from promisetrack.history.stored import pack, pack_reading, unpack, unpack_reading
from tests.edges_repository import Made, make
from tests.history_random import random_history

SAMPLE = range(3)
PROOF = range(100, 200)
FILE = Path("build/cache/history.sqlite")


def opened(folder: Path) -> Repository:
    """Return the repository as the tracker's folder sees it, wherever in it the tracker lies."""
    names = subprocess.run(
        ["git", "-C", str(folder), "ls-tree", "-r", "--name-only", "HEAD"],
        check=True, capture_output=True, text=True,
    ).stdout.split("\n")  # fmt: skip
    own = next(name for name in names if name.endswith("commitments/tracker.yaml"))
    root = folder / own.removesuffix("commitments/tracker.yaml")
    root.mkdir(parents=True, exist_ok=True)
    found = Repository.open(root)
    assert found is not None
    return found


def told(repository: Repository, head: str = "", *, is_cached: bool = True) -> bytes:
    """Return all that a history says, as bytes."""
    found = past(repository, head or repository.head(), is_cached=is_cached)
    plain = history(found, is_complete=True)
    return json.dumps([plain, store(found)], ensure_ascii=False).encode("utf-8", "surrogatepass")


def cached(repository: Repository) -> Path:
    """Return the file of the cache."""
    assert repository.toplevel is not None
    return repository.toplevel / repository.prefix / FILE


def check_history(seed: int, folder: Path) -> None:
    """Ask in every order of heads, with the cache whole, spoiled and gone."""
    repository = opened(random_history(random.Random(seed), folder / "r"))
    heads = [line.id for line in repository.main_line(repository.head())]
    rng = random.Random(seed)
    cold = {head: told(repository, head, is_cached=False) for head in heads}
    for head in (*heads[::3], heads[-1], heads[-1], *rng.sample(heads, 6)):
        assert told(repository, head) == cold[head]
    spoil(cached(repository), rng)
    for head in (heads[-1], heads[len(heads) // 2], heads[-1]):
        assert told(repository, head) == cold[head]
    shutil.rmtree(cached(repository).parent)
    assert told(repository) == cold[heads[-1]]


def spoil(file: Path, rng: random.Random) -> None:
    """Change some bytes of a file, the first ones not: those would be noticed too soon."""
    content = bytearray(file.read_bytes())
    for _ in range(40):
        content[rng.randrange(200, len(content))] ^= 1 << rng.randrange(8)
    file.write_bytes(content)


@pytest.mark.parametrize("seed", SAMPLE)
def test_cold_and_warm_say_the_same(seed: int, tmp_path: Path) -> None:
    """A random history is told alike without, with, with a spoiled and with a deleted cache."""
    check_history(seed, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("seed", PROOF)
def test_cold_and_warm_say_the_same_100(seed: int, tmp_path: Path) -> None:
    """A hundred random histories are told alike whatever the cache holds."""
    check_history(seed, tmp_path)


@pytest.mark.parametrize("seed", range(20, 22))
def test_several_processes_say_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parsed here or by other processes, the versions are the same."""
    repository = opened(random_history(random.Random(seed), tmp_path / "r"))
    alone = told(repository, is_cached=False)
    monkeypatch.setattr(past_module, "SERIAL", 0)
    assert told(repository, is_cached=False) == alone


RECORD = "id: a\ntitle: Budget\nstatus: unknown\ndue: {due}\n{more}"
A = "commitments/p/a.yaml"


def record(due: str, more: str = "") -> str:
    """Return one version of a commitment."""
    return RECORD.format(due=due, more=more)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a tracker whose deadline moved once."""
    one = make(tmp_path / "repo")
    one.write("commitments/tracker.yaml", "title: T\n")
    one.write(".gitignore", "build/\n")
    one.change(A, record("2024-01-31"))
    one.change(A, record("2024-06-30"))
    return one


def is_walked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the number of steps of every walk from now on."""
    walks: list[int] = []
    walked = past_module._walked

    def counting(repository, steps, cache, **more):  # type: ignore[no-untyped-def] # passes on
        walks.append(len(steps))
        return walked(repository, steps, cache, **more)

    monkeypatch.setattr(past_module, "_walked", counting)
    return walks


def test_only_what_is_new_is_walked(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged nothing is walked again, after a commit only that; the old heads are remembered."""
    repository, walks = opened(made.path), is_walked(monkeypatch)
    old = repository.head()
    first = told(repository)
    assert (told(repository), walks) == (first, [2])
    made.change(A, record("2024-09-30"))
    told(repository)
    assert walks == [2, 1]
    assert (told(repository, old), walks) == (first, [2, 1])


WAYS = {
    "missing": lambda place: place.unlink(),
    "damaged": lambda place: place.write_bytes(place.read_bytes()[:10]),
    "emptied": lambda place: place.write_bytes(b""),
}


@pytest.mark.parametrize("rev", ["HEAD", "HEAD~1", f"HEAD~1:{A}", f"HEAD:{A}", "HEAD~1^{tree}"])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_remembered_hides_no_lost_object(made: Made, rev: str, way: str) -> None:
    """With a warm cache an object that went or was spoiled since is named, as without a cache."""
    repository = opened(made.path)
    told(repository)
    name = made.git("rev-parse", rev)
    made.loose(name).chmod(0o644)
    WAYS[way](made.loose(name))
    with pytest.raises(PromisetrackError) as cold:
        told(repository, is_cached=False)
    with pytest.raises(PromisetrackError) as warm:
        told(repository)
    assert warm.value.message == cold.value.message


def test_a_change_that_sets_the_time_back_is_noticed(made: Made) -> None:
    """Another object of the same size, with the old one's date put on its file, is found out."""
    repository = opened(made.path)
    told(repository)
    place = made.loose(made.git("rev-parse", f"HEAD~1:{A}"))
    then, content = place.stat(), bytearray(place.read_bytes())
    content[-1] ^= 1
    place.chmod(0o644)
    place.write_bytes(content)
    os.utime(place, ns=(then.st_atime_ns, then.st_mtime_ns))
    place.chmod(then.st_mode)
    with pytest.raises(PromisetrackError):
        told(repository)


def test_a_pack_that_changed_is_read_again(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a repack all is walked once more and remembered; a spoiled pack is an error."""
    repository, walks = opened(made.path), is_walked(monkeypatch)
    first = told(repository)
    made.git("repack", "-q", "-a", "-d")
    assert (told(repository), told(repository), walks) == (first, first, [2, 2])
    (pack,) = (made.path / ".git/objects/pack").glob("*.pack")
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 1
    pack.chmod(0o644)
    pack.write_bytes(content)
    with pytest.raises(PromisetrackError):
        told(repository)


def test_an_object_that_git_touched_is_read_again(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose times alone changed costs one look at it, not another walk."""
    repository, walks = opened(made.path), is_walked(monkeypatch)
    first = told(repository)
    os.utime(made.loose(made.git("rev-parse", f"HEAD:{A}")))
    assert (told(repository), walks) == (first, [2])


def test_objects_of_another_repository_count(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where objects are borrowed (alternates), those of the lender are watched too."""
    made.git("clone", "-q", "--shared", str(made.path), str(tmp_path / "borrows"))
    repository, walks = opened(tmp_path / "borrows"), is_walked(monkeypatch)
    assert (told(repository), walks) == (told(repository), [2])
    made.loose(made.git("rev-parse", f"HEAD~1:{A}")).unlink()
    with pytest.raises(PromisetrackError):
        told(repository)


def test_the_log_is_read_once(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commits that a log names are remembered by its tip, and still lead the main line."""
    source = made.git("rev-parse", "HEAD~1")
    log_entry(made, 0, source)
    repository, walks = opened(made.path), is_walked(monkeypatch)
    reads: list[str] = []
    behind = mainline.sources_behind

    def counting(repository: Repository, tip: str) -> tuple[str, ...]:
        reads.append(tip)
        return behind(repository, tip)

    monkeypatch.setattr(mainline, "sources_behind", counting)
    assert told(repository) == told(repository)
    assert (len(reads), walks) == (1, [2])
    log_entry(made, 1, made.git("rev-parse", "HEAD"))
    assert told(repository) == told(repository, is_cached=False)


def test_what_the_law_removed_is_not_remembered(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A removal is no continuation of what was told with the words; without them it is kept."""
    repository, walks = opened(made.path), is_walked(monkeypatch)
    assert b"Budget" in told(repository)
    blob = made.git("rev-parse", f"HEAD:{A}")
    removal = f"{{blob: {blob}, route: title, reason: x, date: 2024-01-01}}"
    made.change("commitments/tracker.yaml", f"title: T\nredact: [{removal}]\n")
    first = told(repository)
    assert b"Budget" not in first
    assert (told(repository), walks) == (first, [2, 3])
    made.change(A, record("2024-09-30"))
    assert told(repository) == told(repository, is_cached=False)
    assert walks == [2, 3, 4, 4]


def log_entry(made: Made, number: int, source: str) -> None:
    """Add an entry to the publication log."""
    manifest = json.dumps({"format": "promisetrack-manifest/1", "n": number})
    blob = made.git("hash-object", "-w", "--stdin", told=manifest.encode())
    tree = made.git("mktree", told=f"100644 blob {blob}\tmanifest.json\n".encode())
    before = ["-p", "refs/heads/promisetrack-log"] if number else []
    entry = made.git("commit-tree", tree, *before, "-p", source, "-m", "entry")
    made.git("update-ref", "refs/heads/promisetrack-log", entry)


def test_a_late_amendment_changes_what_was_told_before(made: Made) -> None:
    """A reason given later is told on the old event, also when the old event was remembered."""
    repository = opened(made.path)
    before = json.loads(told(repository))[0]["commitments"]["a"]["events"]
    reason = "amendments:\n  - {date: 2024-07, reason: Late, changes: [due]}\n"
    made.change(A, record("2024-06-30", reason))
    warm = told(repository)
    after = json.loads(warm)[0]["commitments"]["a"]["events"]
    assert before[1]["amendment"] is None
    assert (after[1]["amendment"], after[1]["late"]) == (["amendments", "2024-07"], True)
    assert warm == told(repository, is_cached=False)


def test_after_a_force_push_nothing_old_is_told(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the remembered head is on no main line any more, the whole is walked."""
    repository, walks = opened(made.path), is_walked(monkeypatch)
    told(repository)
    made.git("reset", "-q", "--hard", "HEAD~1")
    made.change(A, record("2024-03-31"))
    made.change(A, record("2024-04-30"))
    assert told(repository) == told(repository, is_cached=False)
    assert walks[:2] == [2, 3]


def test_a_foxtrot_merge_is_no_continuation(made: Made) -> None:
    """Where the remembered head became a second parent, its line is not gone on with."""
    repository = opened(made.path)
    told(repository)
    made.git("checkout", "-q", "-b", "side", "HEAD~1")
    made.change("commitments/p/b.yaml", "id: b\n")
    made.merge("main")
    made.git("branch", "-f", "main", "side")
    made.git("checkout", "-q", "main")
    assert told(repository) == told(repository, is_cached=False)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_cache_is_replaced(made: Made, content: bytes) -> None:
    """Something else under the cache's name is no error; it is begun anew."""
    repository = opened(made.path)
    cached(repository).parent.mkdir(parents=True)
    cached(repository).write_bytes(content)
    cold = told(repository, is_cached=False)
    assert (told(repository), told(repository)) == (cold, cold)


def test_a_locked_cache_is_left_alone(made: Made) -> None:
    """While another process writes, this one works without, and does not wait."""
    repository = opened(made.path)
    cold = told(repository)
    other = sqlite3.connect(cached(repository))
    other.execute("BEGIN EXCLUSIVE")
    assert told(repository) == cold
    other.close()


def test_a_place_that_cannot_be_written_is_left_alone(made: Made) -> None:
    """Where a file stands in the place of the folder, the work is done without a cache."""
    repository = opened(made.path)
    (made.path / "build").write_text("not a folder")
    assert told(repository) == told(repository, is_cached=False)
    assert (made.path / "build").read_text() == "not a folder"


def test_a_full_disk_is_no_error(made: Made) -> None:
    """A cache that may not grow stops remembering, in silence."""
    repository = opened(made.path)
    cache = open_cache(repository)
    assert cache._base is not None
    cache._base.execute("PRAGMA max_page_count=3")
    cache.put("space", [("key", b"x" * 100_000)])
    assert cache.get("space", "key") is None
    assert told(repository) == told(repository, is_cached=False)


def test_a_link_in_the_place_of_the_cache_is_not_followed(made: Made, tmp_path: Path) -> None:
    """Nothing is read from or written to what a link names."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    (made.path / "build").symlink_to(other)
    told(opened(made.path))
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("folder", ["build/cache", "Build/cache", "build/Cache"])
def test_a_cache_that_came_with_the_repository_is_not_believed(made: Made, folder: str) -> None:
    """A committed cache could tell a false history, so none is used there."""
    repository = opened(made.path)
    told(repository)
    content = cached(repository).read_bytes()
    shutil.rmtree(made.path / "build")
    made.write(f"{folder}/history.sqlite", content)
    made.git("add", "-f", folder)
    made.commit()
    assert open_cache(repository) == Cache()


def test_a_value_that_was_changed_is_not_there() -> None:
    """One flipped bit is found out by the digest beside the value."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE kept (space TEXT, key TEXT, digest BLOB, value BLOB)")
    cache = Cache(None, base)
    cache.put("s", [("one", b"1"), ("two", b"2")])
    base.execute("UPDATE kept SET value = x'33' WHERE key = 'one'")
    assert (cache.get("s", "one"), cache.get("s", "two")) == (None, b"2")
    assert cache.known("s", ["one", "two", "three"]) == {"one", "two"}


def test_the_libraries_that_read_are_part_of_the_key() -> None:
    """With another version of a library that reads, nothing of before is found."""
    told = libraries().split(" ")
    for one in LIBRARIES:
        assert f"{one}=={version(one)}" in told


def test_old_timelines_are_forgotten(made: Made) -> None:
    """A few heads are kept, so that the file does not grow for ever."""
    repository = opened(made.path)
    for day in range(1, 9):
        made.change(A, record(f"2025-01-0{day}"))
        told(repository)
    base = sqlite3.connect(cached(repository))
    (count,) = base.execute("SELECT count(*) FROM kept WHERE space LIKE 'timeline/%'").fetchone()
    assert count == 4


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"b": 1, "a": [1.0, -0.0, 1e22, 5e-324, True, None, "é\u2028\x7f"]},
        10**30,
        -(2**63),
        2**64 - 1,
        2**64,
        "\ud800",
    ],
)
def test_plain_data_survive(value: object) -> None:
    """What is packed comes back with types and order, whole numbers of any size included."""
    assert repr(unpack(pack([value]))) == repr([value])


@pytest.mark.parametrize(
    "content", [b"id: a\n", b"id: [\n", b"\xff", b"", b"x: 123456789012345678901234567890\n"]
)
def test_readings_survive(content: bytes) -> None:
    """Data, or the reason and its words, come back as they were."""
    reading = read_version("commitment", SourceFile("", content, "b"))
    assert unpack_reading(pack_reading(reading)) == reading


def test_a_reason_with_words_inside_words_survives() -> None:
    """Messages that fill the gaps of messages come back."""
    inner = say("a date like {x}", x=3)
    reading = Reading(reason=Reason("bad", say("expected {what}", what=inner)))
    assert unpack_reading(pack_reading(reading)) == reading


def test_a_killed_process_is_no_lost_work(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a process that parses is killed, the rest is parsed here."""
    repository = opened(made.path)
    alone = told(repository, is_cached=False)
    monkeypatch.setattr(past_module, "SERIAL", 0)
    monkeypatch.setattr(versions, "parse_all", _die)
    assert told(repository, is_cached=False) == alone


def _die(piece: object) -> None:
    os._exit(1)
