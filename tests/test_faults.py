"""The disk fails, fills up, or the process dies, at every call that touches the site or the log.

Old site or new site, never a mix; the log stays sound; the next run succeeds.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from promisetrack.edges.publish import MARKER, MARKER_CONTENT
from tests.auditing import Story, copy, tell
from tests.faults import KINDS, Point, fault, need_strace, points, python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM: Final = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from promisetrack.artifact import Artifact
    from promisetrack.edges.publish import publish
    from promisetrack.errors import PromisetrackError

    word = sys.argv[2].encode()
    pages = {"index.html": word, "d/two.html": word, "same.html": b"same"}
    try:
        publish(Path(sys.argv[1]), [Artifact(*one) for one in pages.items()])
    except (PromisetrackError, OSError):
        sys.exit(3)
    """
)
"""A build of three pages: one stays as it was."""

NOTHING: Final[dict[str, str]] = {}


def pages(word: str) -> dict[str, str]:
    """Return the three pages."""
    return {"index.html": word, "d/two.html": word, "same.html": "same"}


def held(site: Path) -> dict[str, str]:
    """Return what a reader finds; nothing where there is no site."""
    found = (path for path in site.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in found}


def begun(folder: Path, *, is_first: bool) -> Path:
    """Return the place of a site; with the old one in it, or nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    site = folder / "site"
    if not is_first:
        for path, text in pages("old").items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, "utf-8")
            (site / path).chmod(0o644)
        shutil.copy(_marker(folder.parent), site / MARKER)
    return site


def _marker(folder: Path) -> Path:
    """Return the mark of a folder that is ours."""
    path = folder / "mark"
    path.write_bytes(MARKER_CONTENT)
    return path


def every_fault_of_a_build(folder: Path, step: int, *, is_first: bool) -> Iterator[str]:
    """Go through the points of a build, every `step`-th one; yield the calls that were hit."""
    place, log = folder / "town", folder / "log"
    site = begun(place, is_first=is_first)
    command = python(PROGRAM, str(site), "new")
    found = points(command, log, str(place))
    every = [(point, kind) for point in found for kind in KINDS]
    for point, kind in every[::step]:
        site = begun(place, is_first=is_first)
        code, hit = fault(command, log, point, kind)
        if str(place) not in hit:
            continue  # the run took another way to here
        yield hit
        assert code in (0, 3, -9, 137), (point, kind, code)
        after = held(site)
        allowed = (NOTHING if is_first else pages("old"), pages("new"))
        assert after in allowed, (point, kind, after)
        if code == 0:
            assert after == pages("new"), (point, kind)
        assert traced_free(command) == 0, (point, kind)
        assert held(site) == pages("new"), (point, kind)
        assert [one.name for one in place.iterdir()] == ["site"], (point, kind)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()}
        assert modes == {0o644}, (point, kind)


def traced_free(command: list[str]) -> int:
    """Run a command as it is."""
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_a_sample_of_faults_leaves_one_site_or_the_other(tmp_path: Path) -> None:
    """Some points of a build, spread over it: never a mix, and the next build succeeds."""
    need_strace()
    assert len(list(every_fault_of_a_build(tmp_path, 53, is_first=False))) >= 4


@pytest.mark.proof
@pytest.mark.parametrize("is_first", [False, True])
def test_every_fault_leaves_one_site_or_the_other(tmp_path: Path, is_first: bool) -> None:
    """Killed, failing or full at each call that touches the folder or the lock."""
    hits = list(every_fault_of_a_build(tmp_path, 1, is_first=is_first))
    assert len(hits) >= (200 if is_first else 300)


# ---- the log ------------------------------------------------------------------------------------

GIT: Final = """#!/bin/bash
# The {wanted}-th run of git meets a fault; the others do not.
n=$(( $(cat {folder}/count) + 1 )); echo $n > {folder}/count
if [ "$n" = "{wanted}" ]; then
  exec {strace} -f -qq -y -s 0 -o {folder}/log -e trace=%file,%desc {inject} {git} "$@"
fi
exec {git} "$@"
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with one publication, and a second site that was built."""
    found = tell(tmp_path_factory.mktemp("story"), 1)
    found.promise(2027)
    site = found.root.parent / "site-1"
    assert found.build(site) == 0
    found.sites.append(site)
    return found


class Wrapped:
    """A `git` in the search path whose n-th run is traced, with a fault or without one."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.git, self.strace = shutil.which("git"), need_strace()
        folder.mkdir(exist_ok=True)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        self.set(0)

    def set(self, wanted: int, inject: str = "") -> None:
        """Let the n-th run of git be traced (0: none)."""
        text = GIT.format(
            folder=self.folder, wanted=wanted, inject=inject, git=self.git, strace=self.strace
        )
        program = self.folder / "git"
        program.write_text(text, "utf-8")
        program.chmod(0o755)
        (self.folder / "count").write_text("0", "utf-8")
        (self.folder / "log").write_text("", "utf-8")

    @property
    def runs(self) -> int:
        """How often git ran."""
        return int((self.folder / "count").read_text("utf-8"))

    def faults(self, touching: str) -> list[tuple[Point, str]]:
        """Return what may happen to the traced run at a place: all where it writes there.

        Where it reads the log's own name, the disk fails: a log that cannot be read is no new log.
        """
        seen: Counter[str] = Counter()
        found: list[tuple[Point, str]] = []
        for line in (self.folder / "log").read_text("utf-8", "replace").splitlines():
            call = line.partition(" ")[2].strip().partition("(")[0]
            seen[call] += 1
            point = Point(call, seen[call])
            if touching in line and (call in WRITING or "O_CREAT" in line):
                found += [(point, kind) for kind in KINDS]
            elif touching in line and LOG in line:
                found.append((point, "error"))
        return found


LOG: Final = "promisetrack-log"
WRITING: Final = ("write", "pwrite64", "rename", "renameat", "link", "linkat", "unlink", "mkdir",
                  "fsync", "ftruncate", "chmod", "fchmod", "flock")  # fmt: skip


def every_fault_of_a_publication(
    story: Story, folder: Path, wrapped: Wrapped, step: int
) -> Iterator[str]:
    """Go through the faults of each git process that `publish` starts."""
    every: list[tuple[int, Point, str]] = []
    whole = copy(story, folder / "plain")
    wrapped.set(0)
    assert whole.publish() == 0
    for number in range(1, wrapped.runs + 1):
        one = copy(story, folder / f"run-{number}")
        wrapped.set(number)
        assert one.publish() == 0
        every += [(number, *found) for found in wrapped.faults(str(one.root / ".git"))]
        shutil.rmtree(one.root.parent)
    for number, point, kind in every[::step]:
        yield after_fault(story, folder / "faulty", wrapped, (number, point, kind))


def after_fault(story: Story, folder: Path, wrapped: Wrapped, where: tuple[int, Point, str]) -> str:
    """Publish with one fault; check that the log is whole and that the next run succeeds."""
    number, point, kind = where
    one = copy(story, folder)
    before = one.tip()
    wrapped.set(number, f"-e inject={point.call}:{KINDS[kind]}:when={point.n}")
    code = one.publish()
    wrapped.set(0)
    assert code in (0, 3), where
    after = one.tip()
    if after != before:
        assert one.made.git("rev-parse", f"{after}^1").strip() == before.strip(), where
    assert one.check(one.sites[0]).verdict in ("verified", "unknown"), where
    assert one.publish() == 0, where
    report = one.check()
    assert report.verdict == "verified", (where, report)
    one.made.git("fsck", "--strict", "--no-dangling")
    shutil.rmtree(folder)
    return f"{number} {point.call} {kind}"


@pytest.mark.proof
def test_every_fault_leaves_the_log_whole(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed, failing or full where git writes an object, moves the log or reads its name."""
    wrapped = Wrapped(tmp_path / "bin", monkeypatch)
    hits = list(every_fault_of_a_publication(story, tmp_path, wrapped, 1))
    assert len(hits) >= 100
