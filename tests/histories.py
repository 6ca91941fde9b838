"""Small histories written as text: what happened, one section a commit.

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
empty lines at its end; for other bytes make a `Commit` by hand. The text may be
indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

AUTHOR = "Register <register@ville.example>"
REGULAR, EXECUTABLE, LINK = "100644", "100755", "120000"

_HEADING = re.compile(
    r"# (?P<word>commit|author|committed|branch|switch|merge|tag|file|edit|link|delete|rename)"
    r"(?: (?P<rest>.*))?"
)
_SHORT = re.compile(r"# (commitments/\S+)")


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of a file at one moment, and its git mode."""

    content: bytes
    mode: str = REGULAR


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
