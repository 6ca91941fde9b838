"""The real git repositories that histories written as text become.

The text is that of `tests.histories`. The branch at the start is `main`; the working tree shows
the branch of the last section. The same text always gives the same commit ids, so a longer text
built in the same folder continues the history::

    repository = build(tmp_path / "r", FIRST)
    repository = build(tmp_path / "r", FIRST + SECOND)

No configuration, hook, date or name of this machine plays a part: the histories are written by
`git fast-import`, one process a repository.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from tests.histories import Blob, Change, Commit, Edit, Move, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

MAIN = "main"

_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": os.devnull,
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}

Tree: TypeAlias = dict[str, Blob]


@dataclass(frozen=True, slots=True)
class Repository:
    """A real repository; `ids` are the commits in the order of the text."""

    path: Path
    ids: tuple[str, ...]

    def git(self, *arguments: str) -> str:
        """Return what git prints; raises CalledProcessError where it fails."""
        return _git(self.path, *arguments).decode()

    def clone(self, folder: Path, *, depth: int | None = None) -> Repository:
        """Return a clone, shallow where a depth is given; its `ids` stay those of the text."""
        shallow = () if depth is None else (f"--depth={depth}",)
        _git(self.path, "clone", "-q", *shallow, self.path.as_uri(), str(folder))
        return replace(self, path=folder)


@dataclass(slots=True)
class _State:
    """What was committed so far, by place in the history."""

    tips: dict[str, int] = field(default_factory=dict)
    trees: list[Tree] = field(default_factory=list)
    parents: list[tuple[int, ...]] = field(default_factory=list)
    branch: str = MAIN

    def tip(self) -> int | None:
        return self.tips.get(self.branch)

    def ancestors(self, place: int) -> set[int]:
        found, waiting = set[int](), [place]
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self.parents[place]
        return found

    def base(self, one: int, other: int) -> int:
        """Return the last commit that both have; in a criss-cross, the later one written."""
        return max(self.ancestors(one) & self.ancestors(other))


def build(folder: Path, history: str | Iterable[Commit]) -> Repository:
    """Make (or continue) the repository of a history in `folder`, and check out its last branch.

    Raises ValueError where the history cannot be: a path to edit that is not there, a conflict.
    """
    commits = parse(history) if isinstance(history, str) else tuple(history)
    state, stream = _State(), bytearray()
    for mark, commit in enumerate(commits, start=1):
        stream += _section(commit, mark, state)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        _git(folder, "init", "-q", "-b", MAIN)
    marks = folder / ".git" / "marks"
    _git(
        folder, "fast-import", "--quiet", "--force", f"--export-marks={marks}", stdin=bytes(stream)
    )
    _git(folder, "symbolic-ref", "HEAD", f"refs/heads/{state.branch}")
    if commits:
        _git(folder, "reset", "-q", "--hard")
    return Repository(folder, _ids(marks.read_text()))


def _section(commit: Commit, mark: int, state: _State) -> bytes:
    """Return the lines of fast-import for one commit, and note what it leaves behind."""
    parent = state.tip()
    if commit.branch and commit.branch != state.branch:
        if commit.is_new_branch == (commit.branch in state.tips):
            raise ValueError(f"`# branch` makes a branch, `# switch` wants one: {commit.branch}")
        parent = parent if commit.is_new_branch else state.tips[commit.branch]
        state.branch = commit.branch
    before: Tree = {} if parent is None else state.trees[parent]
    after, other = _merged(commit, parent, state)
    for path, change in commit.changes:
        _apply(after, path, change)
    state.parents.append(tuple(place for place in (parent, other) if place is not None))
    state.trees.append(after)
    state.tips[state.branch] = mark - 1
    message = commit.message.encode()
    head = [
        f"commit refs/heads/{state.branch}",
        f"mark :{mark}",
        f"author {commit.author} {_raw(commit.date)}",
        f"committer {commit.author} {_raw(commit.committed or commit.date)}",
        f"data {len(message)}",
    ]
    stream = bytearray("\n".join(head).encode() + b"\n" + message + b"\n")
    for word, place in (("from", parent), ("merge", other)):
        stream += f"{word} :{place + 1}\n".encode() if place is not None else b""
    stream += _difference(before, after)
    for tag in commit.tags:
        stream += f"reset refs/tags/{tag}\nfrom :{mark}\n\n".encode()
    return bytes(stream)


def _merged(commit: Commit, parent: int | None, state: _State) -> tuple[Tree, int | None]:
    """Return the tree that a commit starts from, and the other parent of a merge."""
    ours: Tree = {} if parent is None else state.trees[parent]
    if commit.merge is None:
        return dict(ours), None
    other = state.tips[commit.merge]
    if parent is None:
        raise ValueError("the first commit merges nothing")
    base, theirs, tree = state.trees[state.base(parent, other)], state.trees[other], dict(ours)
    settled = {path for path, _ in commit.changes}
    for path in sorted(base.keys() | theirs.keys()):
        if theirs.get(path) in (base.get(path), ours.get(path)):
            continue
        if ours.get(path) != base.get(path) and path not in settled:
            raise ValueError(f"changed on both sides: {path}")
        _apply(tree, path, theirs.get(path))
    return tree, other


def _apply(tree: Tree, path: str, change: Change) -> None:
    if isinstance(change, Blob):
        tree[path] = change
    elif isinstance(change, Edit):
        blob = tree[path]
        tree[path] = replace(blob, content=_edited(blob.content.decode(), change, path).encode())
    elif isinstance(change, Move):
        for old in _below(tree, change.old):
            tree[path + old.removeprefix(change.old)] = tree.pop(old)
    else:
        for old in _below(tree, path) if path.endswith("/") else (path,):
            tree.pop(old, None)


def _below(tree: Tree, path: str) -> list[str]:
    """Return a file, or the files of a folder whose name ends in `/`. Raises ValueError if none."""
    found = [one for one in tree if one == path or (path.endswith("/") and one.startswith(path))]
    if not found:
        raise ValueError(f"there is no {path}")
    return found


def _edited(text: str, edit: Edit, path: str) -> str:
    lines = text.split("\n")
    for old, new in edit.lines:
        if lines.count(old) != 1:
            raise ValueError(f"{lines.count(old)} lines of {path} are: {old}")
        lines[lines.index(old)] = new
    return "\n".join(lines)


def _difference(before: Mapping[str, Blob], after: Mapping[str, Blob]) -> bytes:
    stream = bytearray()
    for path in sorted(before.keys() - after.keys()):
        stream += f"D {_quoted(path)}\n".encode()
    for path, blob in sorted(after.items()):
        if before.get(path) != blob:
            head = f"M {blob.mode} inline {_quoted(path)}\ndata {len(blob.content)}\n"
            stream += head.encode() + blob.content + b"\n"
    return bytes(stream) + b"\n"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _raw(date: datetime) -> str:
    """Return a date as git writes it: seconds and offset."""
    return f"{int(date.timestamp())} {date:%z}"


def _ids(marks: str) -> tuple[str, ...]:
    found = sorted((int(mark[1:]), name) for mark, name in map(str.split, marks.splitlines()))
    if any(later - mark != 1 for (mark, _), (later, _) in pairwise(found)):
        raise ValueError("git did not take every commit")
    return tuple(name for _, name in found)


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    path = {"PATH": os.environ.get("PATH", os.defpath)}
    return subprocess.run(
        ["git", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", *arguments],
        cwd=folder,
        input=stdin,
        env=path | _ENVIRONMENT,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
