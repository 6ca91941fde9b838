"""Commits and what they changed, as plain values: history never asks git itself.

The edge that reads git hands over one `Link` for each commit of the main line, oldest first. A
link says with which commit's tree it is compared: its first parent, or, where the publication log
joins two published lines (`is_joined`), the source published before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, tzinfo


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as events show it. Dates and names are claims of whoever made it.

    `date` is the committer's, RFC 3339. `authors` are `author` and the co-authors; of a merge,
    those of the commits that it brought and its co-authors (audit.md).
    """

    id: str
    date: str = ""
    author: str = ""
    authors: tuple[str, ...] = ()
    subject: str = ""
    author_email: str = ""
    message: str = ""


def day_of(commit: Commit, zone: tzinfo) -> date | None:
    """Return the day of a commit in a zone; None where it claims a time that no calendar has."""
    try:
        moment = datetime.fromisoformat(commit.date)
        return moment.astimezone(zone).date() if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


class Person(Protocol):
    """Someone named in a commit."""

    @property
    def name(self) -> str: ...


class CommitLike(Protocol):
    """What the reader of git knows of a commit."""

    @property
    def id(self) -> str: ...
    @property
    def author_name(self) -> str: ...
    @property
    def author_email(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def coauthors(self) -> Sequence[Person]: ...


def commit_of(text: CommitLike, brought: Iterable[CommitLike] = ()) -> Commit:
    """Return the commit as events show it; `brought` are the commits that a merge brings in."""
    inside = tuple(brought)
    writers = [one.author_name for one in inside] or [text.author_name]
    helpers = [person.name for one in (*inside, text) for person in one.coauthors]
    return Commit(
        text.id,
        text.date,
        text.author_name,
        tuple(dict.fromkeys(name for name in (*writers, *helpers) if name)),
        text.subject,
        text.author_email,
        text.message,
    )


class ChangeLike(Protocol):
    """A path whose mode or blob differs between two trees; a side without a file has None.

    `path` is relative to the tracker's folder; one outside it begins with `/` and is relative to
    the repository's root.
    """

    @property
    def path(self) -> str: ...
    @property
    def new_mode(self) -> str | None: ...
    @property
    def old_blob(self) -> str | None: ...
    @property
    def new_blob(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of a file, for those who have no reader of git at hand."""

    path: str
    old_blob: str | None
    new_blob: str | None
    new_mode: str | None = "100644"


@dataclass(frozen=True, slots=True)
class Inside:
    """A commit that a merge brought, and the paths that it changed."""

    commit: Commit
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """One commit of the main line, what it changed against `base`, and what a merge brought."""

    commit: Commit
    base: str | None = None
    changes: Sequence[ChangeLike] = ()
    is_joined: bool = False
    inside: tuple[Inside, ...] = ()
