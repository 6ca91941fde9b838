"""Walking a history: the main line, what each of its commits changed, what merges brought.

Git names the commits and the differences; every commit and every tree that took part in an
answer is then read again and hashed, so that an object that lies cannot hide a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.commits import CommitLine, parse_line
from promisetrack.edges.names import COMMITMENTS, TEMPLATES, readable
from promisetrack.edges.objects import Wanted, damaged, missing, read_objects
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
        with self.runner.stream(*_DIFF, "--", *self._watched(), lines=lines) as stream:
            yield from _in_order(asked, _differences(stream, trees, self._path))
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

    def _watched(self) -> tuple[str, ...]:
        own = {f"{self.prefix}{name}" for name in (COMMITMENTS, TEMPLATES, *RULES)}
        return tuple(sorted(own | set(RULES) | set(WORKFLOWS)))

    def _path(self, raw: bytes) -> str:
        path = readable(raw)
        if path.startswith(self.prefix):
            return path[len(self.prefix) :]
        return f"/{path}"


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
    stream: Stream, trees: dict[str, None], say_path: Callable[[bytes], str]
) -> Iterator[tuple[str, list[RawChange]]]:
    """Yield the id of each commit with differences, and these; put folders among the trees."""
    name: str | None = None
    entries: list[RawChange] = []
    fields = stream.fields()
    for field in fields:
        if field.startswith(b":"):
            sides = field[1:].decode("ascii").split(" ")
            path = say_path(next(fields, b""))
            entries += _change(path, sides, trees)
            if len(entries) > ENTRIES_LIMIT:
                raise too_many(ENTRIES_LIMIT)
            continue
        if name is not None:
            yield name, entries
        name, entries = field.decode("ascii", "replace").strip(), []
    if name is not None:
        yield name, entries


def _change(path: str, sides: list[str], trees: dict[str, None]) -> tuple[RawChange, ...]:
    """Read `old-mode new-mode old-id new-id letter`; nothing where only folders differ."""
    old_mode, new_mode, old, new, _ = sides
    if _FOLDER in (old_mode, new_mode):
        for mode, name in ((old_mode, old), (new_mode, new)):
            if mode == _FOLDER:
                trees[name] = None
        return ()  # with -r the files below it are told one by one
    has_old, has_new = old_mode != _NOTHING, new_mode != _NOTHING
    return (
        RawChange(
            path,
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
