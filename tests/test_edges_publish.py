"""Writing a site: whole or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from promisetrack.artifact import Artifact
from promisetrack.edges import publish as publishing
from promisetrack.edges import stage, swap
from promisetrack.edges.publish import MARKER, publish
from promisetrack.errors import PromisetrackError
from tests.edges_repository import powerless_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return where a site goes."""
    return tmp_path / "build" / "site"


def site(**texts: str) -> list[Artifact]:
    """Return files by name; `__` in a name stands for a folder."""
    return [Artifact(name.replace("__", "/"), text.encode()) for name, text in texts.items()]


def held(output: Path) -> dict[str, str]:
    """Return the files of a published site without the marker."""
    found = {p.relative_to(output).as_posix(): p for p in output.rglob("*") if not p.is_dir()}
    return {name: p.read_text() for name, p in sorted(found.items()) if name != MARKER}


def beside(output: Path) -> set[str]:
    """Return the hidden names beside the output."""
    return {p.name.rpartition("-")[2] for p in output.parent.iterdir() if p != output}


def test_a_site_is_written(output: Path) -> None:
    """Files and folders appear, with a marker that says whose folder it is."""
    report = publish(output, site(a="1", d__e__f="23"))
    assert held(output) == {"a": "1", "d/e/f": "23"}
    assert (report.files, report.bytes, report.written, report.removed) == (2, 3, 2, 0)
    assert (output / MARKER).is_file()


def test_modes_do_not_depend_on_the_umask(output: Path) -> None:
    """Files are 0644 and folders 0755 everywhere."""
    before = os.umask(0o077)
    try:
        publish(output, site(a="1", d__f="2"))
        publish(output, site(a="1", d__f="3"))
    finally:
        os.umask(before)
    modes = {p.name: p.stat().st_mode & 0o777 for p in (output, *output.rglob("*"))}
    assert modes == {"site": 0o755, "a": 0o644, "d": 0o755, "f": 0o644, MARKER: 0o644}


def test_a_new_site_replaces_the_old_one_whole(output: Path) -> None:
    """What the new site does not have is gone, folders too, and what was there is replaced."""
    publish(output, site(a="1", b="2", d__e="3"))
    report = publish(output, site(a="1", b="changed"))
    assert held(output) == {"a": "1", "b": "changed"}
    assert not (output / "d").exists()
    assert (report.written, report.removed) == (1, 1)


def test_many_builds_in_a_row_hold_what_they_were_given(output: Path) -> None:
    """Folders that are used again bring nothing of an older site back."""
    for n in range(6):
        texts = {f"d{k}__f{k}": str(k if k % 2 else n) for k in range(n % 3, 5)} | {"x": str(n % 2)}
        publish(output, site(**texts))
        assert held(output) == {k.replace("__", "/"): v for k, v in sorted(texts.items())}


def test_a_file_may_become_a_folder_and_back(output: Path) -> None:
    """Addresses may change their kind between two sites."""
    for texts in ({"a": "1", "z": "1"}, {"a__b": "2", "z": "1"}, {"a": "3", "z": "1"}) * 2:
        publish(output, site(**texts))
        assert held(output) == {k.replace("__", "/"): v for k, v in texts.items()}


def test_an_unchanged_site_is_not_touched(output: Path) -> None:
    """The same files again change nothing on the disk."""
    publish(output, site(a="1", b="2"))
    before = output.stat().st_ino
    report = publish(output, site(a="1", b="2"))
    assert (report.written, output.stat().st_ino) == (0, before)


def test_what_is_no_longer_published_is_gone_from_the_disk(output: Path) -> None:
    """No hidden folder keeps the text of a page that has changed or been removed."""
    publish(output, site(a="SECRET", b="SECRET", c="same"))
    publish(output, site(a="public", c="same"))
    kept = [p for p in output.parent.rglob("*") if p.is_file() and "SECRET" in p.read_text()]
    assert kept == []


def test_a_published_file_that_was_tampered_with_is_written_again(output: Path) -> None:
    """Bytes, modes and links are compared, not dates."""
    publish(output, site(a="1", b="2", c="3"))
    (output / "a").write_text("x")
    (output / "b").chmod(0o600)
    (output / "c").unlink()
    (output / "c").symlink_to("a")
    assert publish(output, site(a="1", b="2", c="3")).written == 3
    assert held(output) == {"a": "1", "b": "2", "c": "3"}
    assert not (output / "c").is_symlink()


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_is_not_ours_is_refused(output: Path, kind: str) -> None:
    """A folder with anything in it that we did not make stays as it is."""
    output.parent.mkdir(parents=True)
    place = output if kind == "folder" else output.parent / "other"
    if kind == "file":
        output.write_text("mine")
    else:
        place.mkdir()
        (place / "mine").write_text("mine")
    if kind == "link":
        output.symlink_to("other")
    with pytest.raises(PromisetrackError, match="not made by promisetrack"):
        publish(output, site(a="1"))
    assert (output if kind == "file" else place / "mine").read_text() == "mine"


def test_an_empty_folder_and_a_link_to_one_are_taken(output: Path) -> None:
    """An empty folder may be filled, also through a link, which stays a link."""
    other = output.parent / "other"
    other.mkdir(parents=True)
    output.symlink_to("other")
    publish(output, site(a="1"))
    assert output.is_symlink()
    assert held(other) == {"a": "1"}


BAD = (
    "",
    "/etc/x",
    "../x",
    "a/../../x",
    "a//b",
    "./a",
    "a/",
    "a\\b",
    "a\0b",
    "a\nb",
    "\ud800",
    MARKER,
)


@pytest.mark.parametrize("path", BAD)
def test_a_name_that_leads_elsewhere_is_refused(output: Path, path: str) -> None:
    """No address leaves the output folder, and the site before stays."""
    publish(output, site(a="1"))
    with pytest.raises(PromisetrackError):
        publish(output, [Artifact("b", b"2"), Artifact(path, b"3")])
    assert held(output) == {"a": "1"}


@pytest.mark.parametrize("paths", [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a/b")])
@pytest.mark.parametrize("times", [0, 2])
def test_two_files_at_one_address_are_refused(
    output: Path, paths: tuple[str, ...], times: int
) -> None:
    """Two sources for one address are an error, whichever comes first."""
    for n in range(times):
        publish(output, site(z=str(n)))
    with pytest.raises(PromisetrackError, match="same address"):
        publish(output, [Artifact("q", b"1"), *(Artifact(path, b"") for path in paths)])


def test_planted_links_beside_the_output_lead_nowhere(output: Path, tmp_path: Path) -> None:
    """Hidden names that are links to other folders are removed, not followed."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "mine").write_text("mine")
    publish(output, site(a="1", d__e="1"))
    new = output.parent / ".site.promisetrack-new"
    new.mkdir()
    (new / "d").symlink_to(victim)
    (output.parent / ".site.promisetrack-old").symlink_to(victim)
    (output.parent / ".site.promisetrack-1").symlink_to(victim)
    publish(output, site(a="2", d__e="2"))
    assert held(output) == {"a": "2", "d/e": "2"}
    assert held(victim) == {"mine": "mine"}


def test_an_error_of_the_pages_leaves_the_old_site(output: Path) -> None:
    """A build that fails halfway changes nothing and leaves nothing."""

    def failing() -> Iterator[Artifact]:
        yield Artifact("b", b"2")
        raise ZeroDivisionError

    publish(output, site(a="1"))
    with pytest.raises(ZeroDivisionError):
        publish(output, failing())
    assert held(output) == {"a": "1"}
    assert beside(output) == set()
    publish(output, site(b="2"))


def test_only_one_build_runs_at_a_time(output: Path) -> None:
    """A second build says so at once; afterwards the lock is free."""

    def nested() -> Iterator[Artifact]:
        with pytest.raises(PromisetrackError, match="another build"):
            publish(output, site(b="2"))
        yield Artifact("a", b"1")

    publish(output, nested())
    publish(output, site(b="2"))
    assert held(output) == {"b": "2"}


def test_nothing_stays_beside_the_site(output: Path) -> None:
    """Whoever opens the folder sees the site and no helper of ours, whatever happened before."""
    for n in range(3):
        publish(output, site(a=str(n), d__e="same"))
        assert beside(output) == set()
    publish(output, site(a="2", d__e="same"))
    assert beside(output) == set()


HASTY = """
    import sys
    from pathlib import Path
    from promisetrack.artifact import Artifact
    from promisetrack.edges.publish import publish
    from promisetrack.errors import PromisetrackError
    place, name = Path(sys.argv[1]), sys.argv[2].encode()
    done = 0
    while done < 15:
        try:
            publish(place, [Artifact(str(n), name) for n in range(20)])
            done += 1
        except PromisetrackError as busy:
            assert "another build" in busy.message.text, busy.message.text
"""


def test_builds_that_race_never_mix(output: Path) -> None:
    """Four processes that build without a pause: the site is always that of one of them."""
    words = [sys.executable, "-c", textwrap.dedent(HASTY), str(output)]
    running = [subprocess.Popen([*words, name]) for name in "abcd"]
    assert [one.wait(120) for one in running] == [0] * 4
    assert len(set(held(output).values())) == 1
    assert len(held(output)) == 20
    assert beside(output) == set()


def test_a_full_disk_leaves_the_old_site(output: Path) -> None:
    """A file that cannot be written whole ends the build with exit code 3."""
    publish(output, site(a="1"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(PromisetrackError, match="cannot be written") as error:
            publish(output, site(b="2", c="x" * 200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert error.value.exit_code == 3
    assert error.value.help is not None and "make room" in error.value.help.text
    assert held(output) == {"a": "1"}
    assert beside(output) == set()


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from promisetrack.artifact import Artifact
    from promisetrack.edges import publish as p, stage, swap
    place, count = sys.argv[1], int(sys.argv[2])
    done = 0
    def counted(event, args):
        global done
        if event.startswith(("os.", "open", "shutil.")) and "promisetrack" in str(args):
            done += 1
            if done == count:
                os.kill(os.getpid(), signal.SIGKILL)
    if len(sys.argv) > 3:
        p.exchange = lambda one, other: False
    sys.addaudithook(counted)
    p.publish(Path(place), [Artifact("a", b"new"), Artifact("d/e", b"new"), Artifact("s", b"same")])
"""
OLD = {"a": "old", "d/e": "old", "s": "same"}
NEW = {"a": "new", "d/e": "new", "s": "same"}


@pytest.mark.parametrize("way", [(), ("no-exchange",)])
def test_a_build_killed_anywhere_leaves_one_site_or_the_other(
    output: Path, way: tuple[str, ...]
) -> None:
    """Killed at each step that touches the disk: the old or the new site, and the next build runs.

    Without an exchange of names the folder may be gone for a moment; the next build restores it.
    """
    program = textwrap.dedent(KILLED)
    for count in range(1, 60):
        publish(output, [Artifact(path, text.encode()) for path, text in OLD.items()])
        words = [sys.executable, "-c", program, str(output), str(count), *way]
        code = subprocess.run(words, check=False, capture_output=True).returncode
        if way and not output.exists():
            assert held(output.parent / ".site.promisetrack-old") == OLD
        else:
            assert held(output) in (OLD, NEW)
        report = publish(output, [Artifact(path, text.encode()) for path, text in NEW.items()])
        assert held(output) == NEW
        assert report.files == 3
        if code != -signal.SIGKILL:
            assert code == 0
            return
    pytest.fail("the build never ran to its end")


def test_without_an_exchange_of_names_a_link_is_swapped(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On disks that cannot exchange two folders, the output becomes a link that is replaced."""
    monkeypatch.setattr(publishing, "exchange", lambda _one, _other: False)
    for n in range(5):
        publish(output, site(a=str(n), b="same"))
        assert held(output) == {"a": str(n), "b": "same"}
    assert output.is_symlink()
    monkeypatch.undo()
    publish(output, site(a="last"))
    assert held(output) == {"a": "last"}


def test_without_hard_links_files_are_copied(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Disks without hard links or syncfs get the same site."""

    def refusing(*_words: object, **_options: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refusing)
    monkeypatch.setattr(stage, "flush", lambda _folder: False)
    for n in range(3):
        publish(output, site(a="same", b=str(n), c="same"))
        assert held(output) == {"a": "same", "b": str(n), "c": "same"}


def test_the_exchange_is_one_step(tmp_path: Path) -> None:
    """Two folders change their names, or the answer says that they did not."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    did = swap.exchange(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "one" / ("two" if did else "one")).exists()


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    """A place where nothing can be made is an error with a remedy."""
    (tmp_path / "file").write_text("")
    with pytest.raises(PromisetrackError, match="cannot be written") as error:
        publish(tmp_path / "file" / "site", site(a="1"))
    assert error.value.exit_code == 3


def test_a_read_only_folder_leaves_the_old_site() -> None:
    """Without the right to write beside the output, the old site stays."""
    with powerless_folder() as folder:
        output = folder / "site"
        publish(output, site(a="1"))
        folder.chmod(0o555)
        with pytest.raises(PromisetrackError, match="cannot be written"):
            publish(output, site(a="2"))
        folder.chmod(0o755)
        assert held(output) == {"a": "1"}
