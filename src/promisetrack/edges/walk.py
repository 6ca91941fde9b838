"""Walking a history: the main line, what each of its commits changed, what merges brought.

Git names the commits and the differences; every commit and every tree that took part in an
answer is then read again and hashed, so that an object that lies cannot hide a change.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.commits import CommitLine, parse_line
from promisetrack.edges.names import COMMITMENTS, TEMPLATES, readable
from promisetrack.edges.objects import Wanted, damaged, missing, read_objects
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from promisetrack.edges.process import Runner, Stream

ENTRIES_LIMIT = 1_000_000
"""Files that one commit may change; a repository made to exhaust its readers has far more."""

RULES = (".gitattributes", ".mailmap")
WORKFLOWS = (
    ".github/workflows", ".gitlab-ci.yml", ".forgejo/workflows", ".gitea/workflows",
)  # fmt: skip
"""What decides about commits without being data: a change to it is a change of the rules."""

_DIFF = (
    "diff-tree", "--stdin", "-r", "-t", "--root", "--raw", "-z", "--no-abbrev", "--no-renames",
    "-O/dev/null", "--no-relative", "--ignore-submodules=none",
)  # fmt: skip
_NOTHING = "000000"
_FOLDER = "040000"


@dataclass(frozen=True, slots=True)
class RawChange:
    """What one commit did to one path; a side that is not there has neither mode nor blob.

    `path` is relative to the tracker's folder; one outside it begins with `/` and is relative to
    the repository's root.
    """

    path: str
    old_mode: str | None
    new_mode: str | None
    old_blob: str | None
    new_blob: str | None


@dataclass(frozen=True, slots=True)
class CommitChange:
    """A commit and what it changed against its first parent, paths in byte order."""

    commit: CommitLine
    entries: tuple[RawChange, ...]


@dataclass(slots=True)
class Walker:
    """Reads the histories of one repository and remembers which objects it has checked."""

    runner: Runner
    object_format: str
    prefix: str
    checked: set[str]

    def lines(self, names: Iterable[str]) -> tuple[CommitLine, ...]:
        """Return the shape of commits, read from their own checked bytes."""
        wanted = (Wanted(name, "commit") for name in names)
        found = []
        for one, content in read_objects(self.runner, wanted, object_format=self.object_format):
            try:
                found.append(parse_line(one.id, content))
            except ValueError as wrong:
                raise damaged(one.id) from wrong
        return tuple(found)

    def main_line(self, commit: str, *, since: str | None = None) -> tuple[CommitLine, ...]:
        """Return the chain of first parents, oldest first; with `since`, what came after it."""
        told = self._names("--first-parent", commit, *([f"^{since}"] if since else []))
        chain = self.lines(reversed(told))
        older: str | None = since
        for line in chain:
            if line.first_parent != older and not (since and older == since):
                raise missing(line.first_parent or line.id)
            older = line.id
        if not since and chain and chain[-1].id != commit:
            raise missing(commit)
        return chain

    def brought(
        self, chain: Sequence[CommitLine]
    ) -> Iterator[tuple[CommitLine, tuple[CommitLine, ...]]]:
        """Yield each commit of the chain with those that it brought from its other parents.

        They are the ones that neither its first parent nor anything older on the chain reaches,
        oldest first. One walk serves all merges: what an earlier commit owns is not looked at
        again.
        """
        if not chain:
            return
        before = chain[0].first_parent
        names = self._names(chain[-1].id, *([f"^{before}"] if before else []))
        known = {line.id: line for line in self.lines(names)}
        owned: set[str] = set()
        for line in chain:
            owned.add(line.id)
            starts = [one for one in line.parents if one != line.first_parent]
            yield line, tuple(_unowned(starts, known, owned))

    def changes(self, chain: Iterable[CommitLine]) -> Iterator[CommitChange]:
        """Yield what each commit changed in the tracker's folder, in the order of the chain.

        The trees that were compared are hashed behind the last one: an error then means that
        nothing of what was yielded may be believed.
        """
        asked = tuple(chain)
        if not asked:
            return
        trees = self._roots(asked)
        lines = (f"{line.id} {line.first_parent or ''}".rstrip() for line in asked)
        watched = self._watched()
        # Git compares each name with each path that it is given: where the tracker is the
        # repository it is quicker to let it tell all.
        only = watched.paths if self.prefix else ()
        with self.runner.stream(*_DIFF, "--", *only, lines=lines) as stream:
            yield from _in_order(asked, _differences(stream, trees, watched))
        self.check_trees(trees)

    def check_trees(self, names: Iterable[str]) -> None:
        """Fail unless every one of these trees is what its name says."""
        wanted = [Wanted(name, "tree") for name in names if name not in self.checked]
        for one, _ in read_objects(self.runner, wanted, object_format=self.object_format):
            self.checked.add(one.id)

    def _roots(self, asked: Sequence[CommitLine]) -> dict[str, None]:
        here = {line.id for line in asked}
        outside = {line.first_parent: None for line in asked if line.first_parent not in here}
        before = self.lines(name for name in outside if name is not None)
        return {line.tree: None for line in (*before, *asked)}

    def _names(self, *words: str) -> list[str]:
        with self.runner.stream("rev-list", "--topo-order", *words, "--") as stream:
            return [line.decode("ascii").strip() for line in stream.out]

    def _watched(self) -> Watched:
        own = {f"{self.prefix}{name}" for name in (COMMITMENTS, TEMPLATES, *RULES)}
        return Watched.of(sorted(own | set(RULES) | set(WORKFLOWS)), self.prefix)


@dataclass(frozen=True, slots=True)
class Watched:
    """The files and folders whose changes are told, by their paths in the repository."""

    paths: tuple[str, ...]
    prefix: str
    exact: frozenset[bytes]
    inside: tuple[bytes, ...]
    above: frozenset[bytes]

    @classmethod
    def of(cls, paths: Sequence[str], prefix: str) -> Watched:
        """Return what is needed to tell quickly whether a path is one of these or below one."""
        raw = [os.fsencode(path) for path in paths]
        above = {
            b"/".join(path.split(b"/")[:n]) for path in raw for n in range(path.count(b"/") + 1)
        }
        return cls(
            tuple(paths),
            prefix,
            frozenset(raw),
            tuple(path + b"/" for path in raw),
            frozenset(above),
        )

    def has(self, path: bytes, *, is_folder: bool) -> bool:
        """Whether a change at this path counts; of folders also those above what is watched."""
        return (
            path.startswith(self.inside) or path in self.exact or (is_folder and path in self.above)
        )

    def say(self, path: bytes) -> str:
        """Return a path relative to the tracker's folder, or `/` and the path outside it."""
        told = readable(path)
        start = readable(os.fsencode(self.prefix))
        return told[len(start) :] if told.startswith(start) else f"/{told}"


def _unowned(
    starts: Sequence[str], known: dict[str, CommitLine], owned: set[str]
) -> Iterator[CommitLine]:
    """Yield what these commits reach and nobody owns yet, parents first; own it from now on."""
    stack = [(one, False) for one in reversed(starts)]
    while stack:
        name, is_done = stack.pop()
        if is_done:
            yield known[name]
        elif name in known and name not in owned:
            owned.add(name)
            stack.append((name, True))
            stack += [(one, False) for one in reversed(known[name].parents)]


def _differences(
    stream: Stream, trees: dict[str, None], watched: Watched
) -> Iterator[tuple[str, list[RawChange]]]:
    """Yield the id of each commit with differences, and these; put folders among the trees."""
    name: str | None = None
    entries: list[RawChange] = []
    fields = stream.fields()
    for field in fields:
        if field.startswith(b":"):
            sides = field[1:].decode("ascii").split(" ")
            entries += _change(next(fields, b""), sides, trees, watched=watched)
            if len(entries) > ENTRIES_LIMIT:
                raise too_many(ENTRIES_LIMIT)
            continue
        if name is not None:
            yield name, entries
        name, entries = field.decode("ascii", "replace").strip(), []
    if name is not None:
        yield name, entries


def _change(
    path: bytes, sides: list[str], trees: dict[str, None], *, watched: Watched
) -> tuple[RawChange, ...]:
    """Read `old-mode new-mode old-id new-id letter`; nothing where only folders differ."""
    old_mode, new_mode, old, new, _ = sides
    is_folder = _FOLDER in (old_mode, new_mode)
    if not watched.has(path, is_folder=is_folder):
        return ()
    if is_folder:
        for mode, name in ((old_mode, old), (new_mode, new)):
            if mode == _FOLDER:
                trees[name] = None
        return ()  # with -r the files below it are told one by one
    has_old, has_new = old_mode != _NOTHING, new_mode != _NOTHING
    return (
        RawChange(
            watched.say(path),
            old_mode if has_old else None,
            new_mode if has_new else None,
            old if has_old else None,
            new if has_new else None,
        ),
    )


def _in_order(
    asked: Sequence[CommitLine], told: Iterator[tuple[str, list[RawChange]]]
) -> Iterator[CommitChange]:
    """Yield every commit that was asked for; git is silent about those without a difference."""
    name, entries = next(told, (None, []))
    for line in asked:
        if line.id == name:
            yield CommitChange(line, tuple(entries))
            name, entries = next(told, (None, []))
        else:
            yield CommitChange(line, ())
    if name is not None:
        raise damaged(name)


def too_many(limit: int) -> PromisetrackError:
    """Return the error for a commit that holds more files than anybody wrote."""
    return PromisetrackError(
        say("one commit of this repository holds more than {limit} files", limit=limit),
        say("a tracker holds a few files for each commitment; keep other data elsewhere"),
    )
