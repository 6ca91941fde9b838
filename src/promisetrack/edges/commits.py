"""Commits as git stores them: bytes in, plain records out, whatever anybody wrote into them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from promisetrack.edges.dates import rfc3339

_ENCODINGS = re.compile(
    r"utf-?8|us-?ascii|ascii|iso-?8859-?\d{1,2}|latin-?\d{1,2}|(windows-?|cp)125\d|koi8-[ru]"
    r"|shift_?-?jis|euc-(jp|kr)|iso-2022-jp|gb18030|gbk|gb2312|big5",
    re.IGNORECASE,
)
"""The encodings that are believed; Python knows others that are programs rather than alphabets."""

_COAUTHOR = re.compile(r"^co-authored-by:[ \t]*(.*?)[ \t]*<([^<>\n]*)>[ \t]*$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as a commit names them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CommitText:
    """What a commit says of itself. Names and dates are claims: nobody checks them.

    `author_time` and `date` (the committer's) are RFC 3339 where the claim can be written so,
    else the claim itself; `author_seconds` and `seconds` are None where there is no number.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    author_name: str
    author_email: str
    author_time: str
    author_seconds: int | None
    committer_name: str
    committer_email: str
    date: str
    seconds: int | None
    subject: str
    message: str
    coauthors: tuple[Person, ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class CommitLine:
    """One commit of a line: `first_parent` is what it is compared with, None at a root."""

    id: str
    first_parent: str | None
    parents: tuple[str, ...]
    tree: str


def parse_line(name: str, content: bytes) -> CommitLine:
    """Return the shape of a commit: its tree and its parents. Raise ValueError without a tree."""
    lines = content.split(b"\n\n", 1)[0].split(b"\n")
    tree, at = _named(lines, 0, b"tree ")
    if len(tree) != 1:
        raise ValueError("a commit without a tree")
    parents, _ = _named(lines, at, b"parent ")
    return CommitLine(name, parents[0] if parents else None, parents, tree[0])


def parse_text(name: str, content: bytes) -> CommitText:
    """Return all that a commit says. Raise ValueError without a tree, for nothing else."""
    line = parse_line(name, content)
    head, _, body = content.partition(b"\n\n")
    fields = _fields(head)
    encoding = _encoding(fields.get(b"encoding", b""))
    author, author_claim = _person(_text(fields.get(b"author", b""), encoding))
    committer, claim = _person(_text(fields.get(b"committer", b""), encoding))
    author_time, author_seconds = rfc3339(author_claim)
    date, seconds = rfc3339(claim)
    message = _text(body, encoding)
    return CommitText(
        id=name,
        tree=line.tree,
        parents=line.parents,
        author_name=author.name,
        author_email=author.email,
        author_time=author_time,
        author_seconds=author_seconds,
        committer_name=committer.name,
        committer_email=committer.email,
        date=date,
        seconds=seconds,
        subject=_subject(message),
        message=message,
        coauthors=tuple(Person(*found) for found in _COAUTHOR.findall(message)),
        is_signed=any(key.startswith(b"gpgsig") for key in fields),
    )


def _named(lines: list[bytes], at: int, key: bytes) -> tuple[tuple[str, ...], int]:
    """Return the values of the lines from `at` on that begin with `key`, and where they end."""
    found = []
    while at < len(lines) and lines[at].startswith(key):
        found.append(lines[at].removeprefix(key).decode("ascii", "replace"))
        at += 1
    return tuple(found), at


def _fields(head: bytes) -> dict[bytes, bytes]:
    """Return the first value of each header; a line that begins with a space continues one."""
    fields: dict[bytes, bytes] = {}
    for line in head.split(b"\n"):
        if not line.startswith(b" "):
            key, _, value = line.partition(b" ")
            fields.setdefault(key, value)
    return fields


def _encoding(named: bytes) -> str | None:
    name = named.decode("ascii", "replace").strip()
    return name if _ENCODINGS.fullmatch(name) else None


def _text(content: bytes, encoding: str | None) -> str:
    """Return bytes as text: in the encoding that the commit names, UTF-8, or else Windows-1252."""
    for tried in (encoding, "utf-8", "windows-1252"):
        if tried is not None:
            try:
                return content.decode(tried)
            except (LookupError, UnicodeError):
                continue
    return content.decode("latin-1")


def _person(line: str) -> tuple[Person, str]:
    """Split `Name <email> seconds zone` at its last brackets; any part of it may be missing."""
    rest, closed, claim = line.rpartition(">")
    if not closed:
        return Person(line.strip(), ""), ""
    name, _, email = rest.partition("<")
    return Person(name.strip(), email.strip(" <>")), claim.strip()


def _subject(message: str) -> str:
    """Return the first paragraph on one line, as git shows it."""
    return " ".join(message.strip().split("\n\n", 1)[0].split("\n")).strip()
