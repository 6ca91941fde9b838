"""Small histories written as text, and the real git repositories they become.

A history is text, one section a commit::

    # commit 2024-03-01T12:00:00+00:00 Add the plan
    Lines before the first heading are the body of the message.
    # author Clerk <clerk@ville.example>
    # file commitments/p/plan.yaml
    id: p
    title: Plan
    # commit 2024-04-01T12:00:00+02:00 Say more
    # edit commitments/p/plan.yaml
    - title: Plan
    + title: Plan of action
    # delete commitments/p/old.yaml
    # rename commitments/p/a.yaml commitments/p/b.yaml

Headings of a section, in any number and order:

`# commit DATE SUBJECT`   starts a section; DATE is ISO 8601 with its offset
`# author NAME <MAIL>`    who wrote it; otherwise `AUTHOR`
`# committed DATE`        when it was committed, where that is not when it was written
`# branch NAME`           starts a branch at the tip of the current one, and commits to it
`# switch NAME`           commits to a branch that exists
`# merge NAME`            makes the commit a merge of that branch; paths that both sides changed
                          must be written, edited or deleted in the section
`# tag NAME`              names the commit
`# file PATH`             the lines below are its whole content (`# file PATH (executable)`)
`# edit PATH`             the pairs of `- old` and `+ new` below each replace one line
`# link PATH TARGET`      a symbolic link
`# delete PATH`           removes a file, or a folder where PATH ends in `/`
`# rename OLD NEW`        moves a file, or a folder where both end in `/`

`# commitments/PATH` alone is short for `# file commitments/PATH`. A line of content that looks
like a heading is written with a backslash before it (`\\# file`). Content is UTF-8 and has no
empty lines at its end; for other bytes make a `Commit` by hand. The text may be indented. The branch at the start is `main`; the working tree shows the
branch of the last section. The same text always gives the same commit ids, so a longer text
built in the same folder continues the history::

    repository = build(tmp_path / "r", FIRST)
    repository = build(tmp_path / "r", FIRST + SECOND)

No configuration, hook, date or name of this machine plays a part: the histories are written by
`git fast-import`, one process a repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

AUTHOR = "Register <register@ville.example>"
MAIN = "main"
REGULAR, EXECUTABLE, LINK = "100644", "100755", "120000"

_HEADING = re.compile(
    r"# (?P<word>commit|author|committed|branch|switch|merge|tag|file|edit|link|delete|rename)"
    r"(?: (?P<rest>.*))?"
)
_SHORT = re.compile(r"# (commitments/\S+)")
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": os.devnull,
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of a file at one moment, and its git mode."""

    content: bytes
    mode: str = REGULAR


Tree: TypeAlias = dict[str, Blob]


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of a file that are replaced: (old, new), each found exactly once."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """The file, or the folder, that this one was."""

    old: str


Change: TypeAlias = Blob | Edit | Move | None
"""What happens to a path; None deletes it."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One section of a history. `changes` are applied in order."""

    date: datetime
    message: str
    changes: tuple[tuple[str, Change], ...] = ()
    author: str = AUTHOR
    committed: datetime | None = None
    branch: str | None = None
    is_new_branch: bool = False
    merge: str | None = None
    tags: tuple[str, ...] = ()


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


def parse(text: str) -> tuple[Commit, ...]:
    """Return the sections of a history. Raises ValueError where a line fits nowhere."""
    commits: list[Commit] = []
    for heading, rest, lines in _blocks(dedent(text)):
        if heading == "commit":
            commits.append(_begin(rest, lines))
        elif commits:
            commits[-1] = _with(commits[-1], heading, rest, lines)
        else:
            raise ValueError(f"before the first commit: {heading} {rest}")
    return tuple(commits)


def _blocks(text: str) -> Iterable[tuple[str, str, list[str]]]:
    """Return each heading with the lines below it."""
    blocks: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        found, short = _HEADING.fullmatch(bare), _SHORT.fullmatch(bare)
        if found:
            blocks.append((found["word"], (found["rest"] or "").strip(), []))
        elif short:
            blocks.append(("file", short[1], []))
        elif blocks:
            blocks[-1][2].append(line.removeprefix("\\") if line.startswith("\\# ") else line)
        elif bare:
            raise ValueError(f"before the first commit: {bare}")
    return blocks


def _begin(rest: str, lines: list[str]) -> Commit:
    date, _, subject = rest.partition(" ")
    body = "".join(lines).strip()
    return Commit(_date(date), subject + (f"\n\n{body}" if body else "") + "\n")


def _with(commit: Commit, heading: str, rest: str, lines: list[str]) -> Commit:
    """Return a section with one more heading."""
    if heading == "author":
        return replace(commit, author=rest)
    if heading == "committed":
        return replace(commit, committed=_date(rest))
    if heading in ("branch", "switch"):
        return replace(commit, branch=rest, is_new_branch=heading == "branch")
    if heading == "merge":
        return replace(commit, merge=rest)
    if heading == "tag":
        return replace(commit, tags=(*commit.tags, rest))
    return replace(commit, changes=(*commit.changes, _change(heading, rest, lines)))


def _change(heading: str, rest: str, lines: list[str]) -> tuple[str, Change]:
    if heading == "file":
        path = rest.removesuffix(" (executable)")
        mode = EXECUTABLE if path != rest else REGULAR
        return path, Blob(re.sub(r"\n\s*\Z", "\n", "".join(lines)).encode(), mode)
    if heading == "edit":
        return rest, _edit(rest, [line.rstrip("\r\n") for line in lines if line.strip()])
    if heading == "link":
        path, _, target = rest.partition(" ")
        return path, Blob(target.encode(), LINK)
    if heading == "rename":
        old, _, new = rest.partition(" ")
        return new, Move(old)
    return rest, None


def _edit(path: str, lines: list[str]) -> Edit:
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    if len(lines) % 2 or not all(a.startswith("- ") and b.startswith("+ ") for a, b in pairs):
        raise ValueError(f"an edit is pairs of `- old` and `+ new`: {path}")
    return Edit(tuple((old[2:], new[2:]) for old, new in pairs))


def _date(text: str) -> datetime:
    date = datetime.fromisoformat(text)
    if date.tzinfo is None:
        raise ValueError(f"without an offset: {text}")
    return date


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
