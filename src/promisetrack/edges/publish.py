"""Writing a site to the disk: all of it or none of it.

The new site is built in a hidden folder beside the output, flushed, and then takes its place in
one step. A reader sees the old site or the new one. A build that dies leaves the old site and
some hidden folders, which the next build clears; the lock dies with the process that held it.

What lies beside an output folder `site` while a build runs, and is gone when it ends:

- `.site.promisetrack-lock`: held (flock);
- `.site.promisetrack-new`: the site that is being built, then the one before;
- `.site.promisetrack-old`: the site before, on disks that cannot exchange two names.

Where they cannot, `.site.promisetrack-1` or `-2` stays: `site` is a link to it.

In the output folder, `MARKER` says that the folder is ours and may be replaced. It is the one
file there that no page and no manifest knows; its bytes are always `MARKER_CONTENT`.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.diagnostic import Message, say
from promisetrack.edges.machine import refusal
from promisetrack.edges.stage import Stage, is_folder
from promisetrack.edges.swap import exchange, flush_folder
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from promisetrack.artifact import Artifact

MARKER = ".promisetrack-site"
MARKER_CONTENT = (
    b"This folder was made by promisetrack, which replaces it as a whole at the next build.\n"
)


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published: its files and bytes, how many files are new or changed, or gone."""

    files: int
    bytes: int
    written: int
    removed: int


@dataclass(frozen=True, slots=True)
class Places:
    """The output folder and the hidden names beside it."""

    output: Path

    def beside(self, word: str) -> Path:
        """Return the hidden name with this word."""
        return self.output.parent / f".{self.output.name}.promisetrack-{word}"

    @property
    def link(self) -> str | None:
        """Where the output leads to, when it is a link that we made."""
        with suppress(OSError):
            target = os.readlink(self.output)  # noqa: PTH115 - the text of the link
            if target in (self.beside("1").name, self.beside("2").name):
                return target
        return None


def publish(output: Path, artifacts: Iterable[Artifact]) -> PublishReport:
    """Make the output folder hold exactly these files; return what that changed.

    Files are 0644 and folders 0755, whatever the umask. A PromisetrackError leaves the old site
    as it was: the folder is not ours, another build runs, a name is unsafe or given twice, the
    disk is full or may not be written. Errors of `artifacts` itself pass through unchanged.
    """
    places = Places(_followed(output))
    with _writing(output):
        _refuse_foreign(places.output)
        places.output.parent.mkdir(parents=True, exist_ok=True)
    with _locked(places):
        with _writing(output):
            _recover(places)
            _refuse_foreign(places.output)
        stage = Stage(places.beside("new"), places.output, reserved=MARKER)
        try:
            for artifact in artifacts:
                with _writing(output):
                    stage.add(artifact)
            with _writing(output):
                return _finish(places, stage)
        finally:
            _remove(places.beside("new"))


def _finish(places: Places, stage: Stage) -> PublishReport:
    """Put the finished site in its place, unless it is the one that is there already."""
    removed = stage.gone()
    if stage.written or removed or not _is_marked(places.output):
        stage.complete(MARKER, MARKER_CONTENT)
        _replace(places)
    return PublishReport(stage.files, stage.bytes, stage.written, removed)


def _replace(places: Places) -> None:
    """Let the new folder take the place of the old one, in the best way that the disk offers."""
    new, output = places.beside("new"), places.output
    link = places.link
    if link is not None:
        _link(places)
        (output.parent / link).rename(new)
    elif not os.path.lexists(output):
        new.rename(output)
    elif not exchange(new, output):
        _replace_in_two_steps(places)
    flush_folder(output.parent)


def _replace_in_two_steps(places: Places) -> None:
    old = places.beside("old")
    places.output.rename(old)
    try:
        _link(places)
    except OSError:
        old.rename(places.output)
        raise
    old.rename(places.beside("new"))


def _link(places: Places) -> None:
    """Let the output be a link to the new folder: a link can be replaced in one step."""
    first, second = places.beside("1"), places.beside("2")
    target = second if places.link == first.name else first
    places.beside("new").rename(target)
    made = places.beside("link")
    try:
        made.symlink_to(target.name)
    except OSError:
        target.rename(places.output)  # a disk without links
        return
    made.replace(places.output)


def _recover(places: Places) -> None:
    """Undo what a build that died has left: restore the site, remove the rest."""
    old = places.beside("old")
    if is_folder(old) and not os.path.lexists(places.output):
        old.rename(places.output)
    for word in ("old", "link", "1", "2"):
        if places.beside(word).name != places.link:
            _remove(places.beside(word))
    if not is_folder(places.beside("new")):
        _remove(places.beside("new"))


def _remove(path: Path) -> None:
    """Remove what lies there; what resists is tried again by the next build."""
    if is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _followed(output: Path) -> Path:
    """Return the folder that is meant: a link that we did not make leads to it."""
    whole = output.parent.resolve() / output.name if output.name not in ("", "..") else output
    if whole.is_symlink() and Places(whole).link is None:
        return whole.resolve()
    return whole if whole.name else output.resolve()


def _refuse_foreign(output: Path) -> None:
    """Fail when the output is something that we did not make and that holds anything."""
    if not os.path.lexists(output):
        return
    if output.is_dir() and (_is_marked(output) or not any(os.scandir(output))):
        return
    raise PromisetrackError(
        say("{folder} is not empty and was not made by promisetrack", folder=str(output)),
        say("choose another folder, or empty this one yourself"),
    )


def _is_marked(output: Path) -> bool:
    try:
        handle = os.open(output / MARKER, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        is_regular = stat.S_ISREG(os.fstat(handle).st_mode)
        return is_regular and os.read(handle, len(MARKER_CONTENT) + 1) == MARKER_CONTENT
    finally:
        os.close(handle)


@contextmanager
def _locked(places: Places) -> Iterator[None]:
    """Hold the lock of this output; the system frees it when the process ends, however it ends."""
    lock = places.beside("lock")
    handle = _held(places, lock)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()  # before it is let go: who opens it later makes a new one
        os.close(handle)


def _held(places: Places, lock: Path) -> int:
    """Return the open lock; one that its last holder has taken away meanwhile does not count."""
    while True:
        with _writing(places.output):
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            handle = os.open(lock, flags, 0o644)
        try:
            with _writing(places.output), _refusing(places.output):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), lock.lstat()):
                    return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


@contextmanager
def _refusing(output: Path) -> Iterator[None]:
    """Say what it means that somebody else holds the lock."""
    try:
        yield
    except BlockingIOError as held:
        raise PromisetrackError(
            say("another build is writing to {folder}", folder=str(output)),
            say("wait until it has ended, or choose another folder"),
        ) from held


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that says what to do."""
    try:
        yield
    except OSError as fault:
        raise PromisetrackError(
            say(
                "the site cannot be written to {folder}: {why}",
                folder=str(output),
                why=refusal(fault),
            ),
            _remedy(fault.errno),
        ) from fault


def _remedy(code: int | None) -> Message:
    if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return say("make room on the disk and build again; the site before is untouched")
    if code in (errno.EBUSY, errno.EXDEV):
        return say("choose a folder inside this one: a disk’s own root cannot be replaced")
    return say("choose a folder that you may write to; the site before is untouched")
