"""Running git so that nothing in a repository, a home folder or an environment can steer it.

This is the one place that says with which environment and which settings git is called
(audit.md, "Reading git"). GitPython's command runner starts the processes; what git answers is
parsed by us. The runner adds to the environment that it inherits and cannot take away from it,
therefore git is started through `env -i`.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from git.cmd import _AutoInterrupt as AutoInterrupt

ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_INDEX_FILE": "/dev/no-index",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_WORK_TREE": ".",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}
"""What git is told; nothing else named GIT_* reaches it.

GIT_WORK_TREE is the folder where git runs, so that `core.worktree` cannot make another folder the
one to which paths are relative. No command that is used here looks into a working tree.
GIT_INDEX_FILE is never there: git opens an index though no answer owes it anything.
"""

KEPT = ("HOME", "SUDO_UID", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What git may inherit: SUDO_UID, so that a repository of the one who called sudo stays theirs."""

_OWN = ("HOME", "XDG_CONFIG_HOME")

SETTINGS = (
    "core.commitGraph=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.useReplaceRefs=false",
    "core.multiPackIndex=false",
    "core.deltaBaseCacheLimit=256m",
    "log.showSignature=false",
    "log.mailmap=false",
    "gc.auto=0",
)

PATIENCE = 120.0
"""Seconds for one short question: a setting that includes a pipe would make git wait for ever."""

MEMORY = 2 << 30
"""Bytes that one git command may fill: ten small trees can name 10^10 files (a "git bomb")."""

_TOLD = 8192  # how much of git's complaints is kept, in bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What one git command said, in bytes."""

    code: int
    out: bytes
    err: str

    @property
    def complaint(self) -> str:
        """The first line of what git complained about, without its own "fatal: "."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        fatal = [line for line in lines if line.startswith("fatal: ")]
        chosen = (fatal or lines or [f"exit {self.code}"])[0]
        return chosen.removeprefix("fatal: ").removeprefix("error: ").strip()


@dataclass(frozen=True, slots=True)
class Runner:
    """Git in one folder. With `git_dir` the repository is named and no longer searched for.

    `environment` changes ENVIRONMENT for those who write or fetch: None takes a name away.
    `patience` is how many seconds one short command may take.
    """

    folder: Path
    git_dir: Path | None = None
    trusted: tuple[str, ...] = ()
    environment: tuple[tuple[str, str | None], ...] = ()
    patience: float = field(default_factory=lambda: PATIENCE)

    def at(self, git_dir: Path) -> Runner:
        """Return the runner for a repository that has been found."""
        return replace(self, folder=git_dir, git_dir=git_dir)

    def ask(self, *words: str, told: bytes = b"") -> Answer:
        """Run one short command and return its answer whatever the exit code."""
        process = self._start(words)  # held, because it ends the command when it is let go
        popen: subprocess.Popen[bytes] = _popen(process)
        try:
            out, err = popen.communicate(told, timeout=self.patience)
        except subprocess.TimeoutExpired as slow:
            popen.kill()
            popen.wait()
            message = say("git does not answer in {folder}", folder=str(self.folder))
            raise PromisetrackError(message, _LOOK_AT_CONFIG) from slow
        return Answer(popen.returncode, out, err.decode("utf-8", "replace"))

    def demand(self, *words: str, told: bytes = b"") -> bytes:
        """Run one short command that must succeed; return what it said."""
        answer = self.ask(*words, told=told)
        if answer.code != 0:
            raise cannot_read(answer.complaint)
        return answer.out

    @contextmanager
    def stream(self, *words: str, lines: Iterable[str] | None = ()) -> Iterator[Stream]:
        """Run a long command, fed with lines (with None: by `Stream.ask`); fail when it fails."""
        stream = Stream(self._start(words), lines)
        try:
            yield stream
            stream.finish()
        finally:
            stream.close()

    def _start(self, words: Sequence[str]) -> AutoInterrupt:
        command = [*_clean_start(self.environment), *_settings(self.trusted)]
        if self.git_dir is not None:
            command.append(f"--git-dir={self.git_dir}")
        git = _git_python()(str(self.folder))
        process: AutoInterrupt = git.execute(
            [*command, *words], istream=subprocess.PIPE, as_process=True, shell=False
        )
        _bound(_popen(process).pid)
        return process


class Stream:
    """A running git command; its input is fed and its complaints are drained by two threads.

    Both are needed: a full pipe on any side would stop git and us for ever.
    """

    def __init__(self, process: AutoInterrupt, lines: Iterable[str] | None) -> None:
        self._held = process  # GitPython ends the command when this is let go
        self._popen = _popen(process)
        self._told = bytearray()
        self._is_fed = lines is not None
        self.out: IO[bytes] = _pipe(self._popen.stdout)
        self._threads = [threading.Thread(target=self._drain, daemon=True)]
        if lines is not None:
            fed = "".join(f"{line}\n" for line in lines).encode("ascii")
            self._threads.append(threading.Thread(target=self._feed, args=(fed,), daemon=True))
        for thread in self._threads:
            thread.start()

    def _feed(self, fed: bytes) -> None:
        with suppress(OSError, ValueError), _pipe(self._popen.stdin) as pipe:
            pipe.write(fed)  # git may have gone; then its exit code says why

    def _drain(self) -> None:
        try:
            while chunk := _pipe(self._popen.stderr).read(_TOLD):
                self._told += chunk[: max(0, _TOLD - len(self._told))]
        except (OSError, ValueError):
            return

    def ask(self, line: str) -> None:
        """Say one line to a command that has no other input; one never fills a pipe."""
        pipe = _pipe(self._popen.stdin)
        try:
            pipe.write(f"{line}\n".encode("ascii"))
            pipe.flush()
        except (OSError, ValueError) as gone:
            raise cannot_read(self.answer().complaint) from gone

    def fields(self) -> Iterator[bytes]:
        """Yield what stands before each NUL."""
        rest = b""
        while chunk := self.out.read(1 << 18):
            parts = (rest + chunk).split(b"\0")
            rest = parts.pop()
            yield from parts
        if rest:
            raise cannot_read(self.answer().complaint)

    def answer(self) -> Answer:
        """Wait for the end; return exit code and complaints, not the output."""
        if not self._is_fed:
            self._feed(b"")  # closes it
        code = self._popen.wait()
        for thread in self._threads:
            thread.join()
        return Answer(code, b"", bytes(self._told).decode("utf-8", "replace"))

    def finish(self) -> None:
        """Fail unless git has ended well."""
        answer = self.answer()
        if answer.code != 0:
            raise cannot_read(answer.complaint)

    def close(self) -> None:
        """End the command, however far it came."""
        if self._popen.poll() is None:
            self._popen.kill()
        self.answer()
        self.out.close()
        _pipe(self._popen.stderr).close()


_LOOK_AT_CONFIG = say("look at its configuration: it may include a file that never ends")


def cannot_read(complaint: str) -> PromisetrackError:
    """Return the error for whatever git itself refuses."""
    return PromisetrackError(
        say("git cannot read this repository: {complaint}", complaint=complaint),
        say("run “git fsck” there; a fresh clone may mend it"),
    )


def own_word() -> tuple[str, ...]:
    """Return the folders that the user's own git configuration calls safe (safe.directory).

    It is asked only when git refuses a repository of another owner.
    """
    return tuple(value for _, value in _own_words(r"^safe\.directory$"))


def own_settings(keys: Iterable[str]) -> dict[str, str]:
    """Return what the user's own git configuration, never a repository's, says for these keys."""
    pattern = "|".join(re.escape(key.lower()) for key in keys)
    return dict(_own_words(f"^({pattern})$"))


def _own_words(pattern: str) -> list[tuple[str, str]]:
    """Return keys and values of the system's and the user's git configuration, in that order."""
    said: list[tuple[str, str]] = []
    for where in ("--system", "--global"):
        command = ["-i", *(f"{key}={os.environ[key]}" for key in _OWN if key in os.environ)]
        words = ("config", where, "-z", "--get-regexp", pattern)
        path, env, git = _programs()
        process = _git_python()("/").execute(
            [env, *command, f"PATH={path}", "LC_ALL=C.UTF-8", git, *words],
            istream=subprocess.PIPE,
            as_process=True,
            shell=False,
        )
        out, _ = _popen(process).communicate(timeout=PATIENCE)
        for one in out.split(b"\0")[:-1]:
            key, _, value = os.fsdecode(one).partition("\n")
            said.append((key, value))
    return said


def _settings(trusted: Iterable[str]) -> list[str]:
    words = ["--no-pager", "--no-replace-objects"]
    for setting in (*SETTINGS, *(f"safe.directory={folder}" for folder in trusted)):
        words += ["-c", setting]
    return words


def _clean_start(changed: Iterable[tuple[str, str | None]] = ()) -> tuple[str, ...]:
    """Return the words that start git in an environment of our own."""
    path, env, git = _programs()
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    told: dict[str, str | None] = {"PATH": path, **kept, **ENVIRONMENT, **dict(changed)}
    return (env, "-i", *(f"{key}={one}" for key, one in told.items() if one is not None), git)


def _programs() -> tuple[str, str, str]:
    """Return the search path without relative folders, and env and git as found on it."""
    path = os.pathsep.join(
        part for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if part[:1] == "/"
    )
    env, git = shutil.which("env", path=path), shutil.which("git", path=path)
    if env is None or git is None:
        raise _without_git()
    return path, env, git


def _git_python() -> Any:
    """Return GitPython's command runner. It looks for git when it is imported, slowly."""
    try:
        return import_module("git.cmd").Git
    except ImportError as missing:
        raise _without_git() from missing


def _without_git() -> PromisetrackError:
    return PromisetrackError(say("git was not found"), say("install git 2.31 or newer"))


def _bound(process: int) -> None:
    """Bound the memory of a command that has just begun, where the system can do that."""
    if hasattr(resource, "prlimit"):
        with suppress(OSError, ValueError):  # it has ended already, or has a lower bound
            resource.prlimit(process, resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _popen(process: AutoInterrupt) -> subprocess.Popen[bytes]:
    if process.proc is None:  # cannot be: the command has just been started
        raise _without_git()
    return process.proc


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:  # cannot be: all three are asked for
        raise _without_git()
    return pipe
