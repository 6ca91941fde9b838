"""A git repository, read-only, through hardened plumbing (audit.md, "Reading git").

Paths are relative to the tracker's folder, which may be a sub-folder of the repository: its
`prefix`. Objects are checked against their names; whatever is missing, damaged or forged is an
error with exit code 3, never a shorter answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.commits import CommitLine, CommitText, parse_text
from promisetrack.edges.discover import discover
from promisetrack.edges.disk import changed_files
from promisetrack.edges.names import COMMITMENTS, TEMPLATES, limit_of
from promisetrack.edges.objects import Wanted, damaged, missing, read_objects
from promisetrack.edges.trees import SUBMODULE, TreeEntry, entries_below, file_at
from promisetrack.edges.walk import CommitChange, RawChange, Walker
from promisetrack.errors import PromisetrackError, UsageFault
from promisetrack.files import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from promisetrack.edges.process import Runner

__all__ = [
    "SUBMODULE", "CommitChange", "CommitLine", "CommitText", "RawChange", "Repository",
    "TreeEntry",
]  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_CREDENTIALS = re.compile(r"(?<=://)[^/@]*@")


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository as a tracker's folder sees it. Make it with `Repository.open`.

    `toplevel` is the working tree's root, None where there is none; `prefix` the tracker's place
    in the repository, `""` or `"a/b/"`.
    """

    git_dir: Path
    toplevel: Path | None
    prefix: str
    object_format: str
    is_shallow: bool
    runner: Runner = field(repr=False)
    _walker: Walker = field(repr=False)

    @classmethod
    def open(
        cls, folder: Path, *, prefix: str | None = None, trusted: Sequence[str] = ()
    ) -> Repository | None:
        """Find the repository around a folder; None where there is none.

        `prefix` is for bare repositories, where the folder cannot say it. `trusted` are folders
        of other owners that the user vouches for, in the sense of git's safe.directory.
        """
        found = discover(folder, trusted=trusted)
        if found is None:
            return None
        place = found.prefix if prefix is None else f"{prefix.strip('/')}/".removeprefix("/")
        walker = Walker(found.runner, found.object_format, place, set())
        return cls(
            git_dir=found.git_dir,
            toplevel=found.toplevel,
            prefix=place,
            object_format=found.object_format,
            is_shallow=found.is_shallow,
            runner=found.runner,
            _walker=walker,
        )

    def ensure_complete(self) -> None:
        """Fail on a shallow or partial clone, with the command that completes it."""
        if self.is_shallow:
            raise PromisetrackError(
                say("this clone is shallow: it does not hold the whole history"),
                say("run: git fetch --unshallow (in continuous integration, ask for depth 0)"),
            )
        remotes = sorted({_remote_of(key) for key, _ in self._config(_PARTIAL)})
        if remotes:
            raise PromisetrackError(
                say("this clone is partial: it does not hold every file of the history"),
                say("run: {commands}", commands=_completing(remotes)),
            )

    def resolve(self, rev: str) -> str:
        """Return the id of the commit that a word names; UsageFault where it names none."""
        unknown = UsageFault(
            say("“{rev}” names no commit of this repository", rev=rev),
            say("give a branch, a tag or a commit’s id; “git log --oneline” shows them"),
        )
        if not rev or rev.startswith("-") or _CONTROL.search(rev):
            raise unknown
        name = self._commit_of(rev)
        if name is None:
            raise unknown
        return name

    def head(self) -> str:
        """Return the id of the commit that is checked out; an empty repository has none."""
        name = self._commit_of("HEAD")
        if name is None:
            raise PromisetrackError(
                say("this repository has no commit yet"),
                say("run: git add commitments, then git commit"),
            )
        return name

    def _commit_of(self, rev: str) -> str | None:
        """Return the commit that a word names, None for none; fail when it cannot be read."""
        name = self._parsed(f"{rev}^{{commit}}")
        if name is not None:
            return name
        found = self._parsed(rev)
        if found is None or found == rev.lower():
            return None
        kind = self.runner.ask("cat-file", "-t", found)
        if kind.code != 0:
            raise missing(found)
        if kind.out.strip() == b"commit":
            self._walker.lines([found])
        return None

    def _parsed(self, rev: str) -> str | None:
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", rev)
        answer = self.runner.ask(*words)
        name = answer.out.decode("ascii", "replace").strip()
        return name if answer.code == 0 and name else None

    def branch(self) -> str | None:
        """Return the name of the branch that is checked out, None on a detached HEAD."""
        answer = self.runner.ask("symbolic-ref", "--quiet", "HEAD")
        name = answer.out.decode("utf-8", "backslashreplace").strip()
        return name.removeprefix("refs/heads/") if answer.code == 0 and name else None

    def remote_url(self) -> str | None:
        """Return the address of `origin`, or of the only remote, without any password in it."""
        urls = {_remote_of(key): value for key, value in self._config(r"^remote\..*\.url$")}
        url = urls.get("origin") or (next(iter(urls.values())) if len(urls) == 1 else None)
        return _CREDENTIALS.sub("", url) if url else None

    def listing(self, commit: str) -> tuple[TreeEntry, ...]:
        """Return every file of the tracker in a commit, paths in byte order."""
        line = self._walker.lines([commit])[0]
        return entries_below(
            self.runner,
            line.tree,
            prefix=self.prefix,
            folders=(COMMITMENTS, TEMPLATES),
            object_format=self.object_format,
        )

    def file(self, commit: str, path: str) -> SourceFile | None:
        """Return one file of the tracker in a commit, as `read` does; None where it is not."""
        own = f"{self.prefix}{path}"
        found = file_at(self.runner, commit, own, object_format=self.object_format)
        return None if found is None else SourceFile(path, found[1], found[0].blob, found[0].mode)

    def read(
        self, commit: str, is_wanted: Callable[[str], bool] = lambda path: True
    ) -> tuple[SourceFile, ...]:
        """Return every file of the tracker in a commit whose path is wanted, with its bytes.

        A link's content is its target, a submodule's is empty. Of a file beyond its limit
        (`names.limit_of`) one byte more than that is kept; `blob` speaks for all of it.
        """
        entries = [entry for entry in self.listing(commit) if is_wanted(entry.path)]
        wanted = [
            Wanted(entry.blob, limit=limit_of(entry.path))
            for entry in entries
            if entry.mode != SUBMODULE
        ]
        read = read_objects(self.runner, wanted, object_format=self.object_format)
        return tuple(
            SourceFile(
                entry.path,
                b"" if entry.mode == SUBMODULE else next(read)[1],
                entry.blob,
                entry.mode,
            )
            for entry in entries
        )

    def blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the bytes of files by their ids, in the order asked for."""
        wanted = (Wanted(one) for one in ids)
        for one, content in read_objects(self.runner, wanted, object_format=self.object_format):
            yield one.id, content

    def commit_texts(self, ids: Iterable[str]) -> Iterator[CommitText]:
        """Yield what commits say of themselves, in the order asked for."""
        wanted = (Wanted(one, "commit") for one in ids)
        for one, content in read_objects(self.runner, wanted, object_format=self.object_format):
            try:
                yield parse_text(one.id, content)
            except ValueError as wrong:
                raise damaged(one.id) from wrong

    def main_line(self, commit: str, *, since: str | None = None) -> tuple[CommitLine, ...]:
        """Return the chain of first parents, oldest first; with `since`, what came after it."""
        return self._walker.main_line(commit, since=since)

    def changes(self, chain: Iterable[CommitLine]) -> Iterator[CommitChange]:
        """Yield what each commit changed against its `first_parent`, in the order given.

        The last step checks the trees that were compared: use nothing before the end is reached.
        """
        return self._walker.changes(chain)

    def brought(
        self, chain: Sequence[CommitLine]
    ) -> Iterator[tuple[CommitLine, tuple[CommitLine, ...]]]:
        """Yield each commit of a main line with the commits that it merged, oldest first."""
        return self._walker.brought(chain)

    def side_commits(self, merge: str, first_parent: str | None) -> tuple[CommitLine, ...]:
        """Return the commits that one merge brought, oldest first; `changes` takes them."""
        line = self._walker.lines([merge])[0]
        seen = CommitLine(line.id, first_parent, line.parents, line.tree)
        return next(iter(self._walker.brought((seen,))))[1]

    def status(self) -> tuple[str, ...]:
        """Return the tracker's files that differ from HEAD, new and deleted included.

        The bytes on the disk are hashed here: the index is neither asked nor refreshed, and no
        filter runs. Line ends that git changed on checkout are no difference.
        """
        if self.toplevel is None:
            return ()
        held = self.listing(self.head())
        return changed_files(
            self.toplevel / self.prefix,
            {entry.path: (entry.mode, entry.blob) for entry in held},
            object_format=self.object_format,
        )

    def _config(self, pattern: str) -> tuple[tuple[str, str], ...]:
        """Return settings of the repository's own file; files that it includes are not read."""
        words = ("config", "--local", "--no-includes", "-z", "--get-regexp", pattern)
        told = self.runner.ask(*words).out.decode("utf-8", "backslashreplace")
        pairs = (one.partition("\n") for one in told.split("\0") if one)
        return tuple((key, value) for key, _, value in pairs)


_PARTIAL = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$"


def _remote_of(key: str) -> str:
    """Return the remote that a setting (`remote.NAME.word`) speaks of; the usual one by default."""
    return key[len("remote.") : key.rindex(".")] if key.startswith("remote.") else "origin"


def _completing(remotes: Iterable[str]) -> str:
    commands = []
    for remote in remotes:
        commands += [
            f"git config --unset-all remote.{remote}.partialclonefilter",
            f"git config --unset-all remote.{remote}.promisor",
            f"git fetch --refetch {remote}",
        ]
    return "; ".join(commands)
