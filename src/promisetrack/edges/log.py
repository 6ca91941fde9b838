"""The publication log in git: a branch of entries, read and written with plumbing only.

Entry n is one commit. Its tree holds `manifest.json`, and `allowed_signers` where the keys
change; its first parent is entry n-1, its last parent the published source, so that whatever was
published stays reachable (audit.md, "Publication log").

An entry is a function of what it says. Author and committer are always `WRITER`; the date is
that which the source's committer claimed, but never one before the entry before; the message is
given. Publishing the same site twice on the same tip gives the same commit (with a key whose
signatures are always the same, such as Ed25519).
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.edges.commits import parse_line, parse_text
from promisetrack.edges.objects import Wanted, damaged, parse_tree, read_objects
from promisetrack.edges.process import cannot_read
from promisetrack.edges.refusals import not_written
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from promisetrack.edges.git import Repository
    from promisetrack.edges.signing import Signing

MANIFEST = "manifest.json"
SIGNERS = "allowed_signers"
MANIFEST_LIMIT = 64 * 1024 * 1024
SIGNERS_LIMIT = 64 * 1024
ENTRIES_LIMIT = 100_000
WRITER = ("promisetrack", "log@promisetrack.invalid")

_TREE_ITEMS = 16
_BATCH = 64
_NOTHING = {"sha1": "0" * 40, "sha256": "0" * 64}
_LAST_SECOND = 253_402_300_799  # of the year 9999
_ABANDONED = 3.0  # seconds for which a lock must not have moved


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One commit of the log as it was found, whoever made it.

    `items` are the names and modes in its tree. `manifest` and `signers` are None where the tree
    has no such file, or one beyond its limit. `content` is the commit itself, for its signature.
    """

    id: str
    parents: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    manifest: bytes | None
    signers: bytes | None
    message: str
    seconds: int
    content: bytes


def branch_tips(repository: Repository, branch: str) -> tuple[str | None, str | None]:
    """Return the commit of a branch here, and of the same branch of `origin` as last fetched."""
    names = (f"refs/heads/{branch}", f"refs/remotes/origin/{branch}")
    here, there = (_commit(repository, name) for name in names)
    return here, there


def log_tip(repository: Repository, branch: str) -> str | None:
    """Return the log's tip: of this repository's branch and origin's, the one that is ahead.

    Raises PromisetrackError where each has entries that the other has not.
    """
    here, there = branch_tips(repository, branch)
    if here is None or there is None or here == there:
        return here or there
    if is_ancestor(repository, there, here):
        return here
    if is_ancestor(repository, here, there):
        return there
    raise PromisetrackError(
        say(
            "there are two publication logs: {here} here, {there} at origin",
            here=here,
            there=there,
        ),
        say(
            "if the one here was never pushed, run: git branch -f {branch} origin/{branch}; "
            "if it was, ask who rewrote the other one",
            branch=branch,
        ),
    )


def is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    """Whether one commit is the other or lies behind it; fail where git cannot say."""
    answer = repository.runner.ask("merge-base", "--is-ancestor", older, newer)
    if answer.code > 1:
        raise cannot_read(answer.complaint)
    return answer.code == 0


def holds(repository: Repository, commit: str) -> bool:
    """Whether the repository has this commit at all."""
    return _commit(repository, commit) is not None


def roots_of(repository: Repository, commit: str) -> tuple[str, ...]:
    """Return the commits without parents that a commit goes back to, sorted."""
    with repository.runner.stream("rev-list", "--max-parents=0", commit, "--") as stream:
        return tuple(sorted(line.decode("ascii").strip() for line in stream.out))


def read_log(repository: Repository, tip: str) -> Iterator[LogEntry]:
    """Yield the entries from the tip back to the first one, in batches; then it ends.

    It ends behind the first commit that does not have two parents: that is entry 0, or something
    that is no entry. Every object is checked against its name.
    """
    at: str | None = tip
    count = 0
    while at is not None:
        words = ("rev-list", "--first-parent", f"--max-count={_BATCH}", at, "--")
        names = repository.runner.demand(*words).decode("ascii").split()
        at = None
        for entry in _entries(repository, names):
            count += 1
            yield entry
            if len(entry.parents) != 2 or entry.manifest is None or count >= ENTRIES_LIMIT:
                return
            at = entry.parents[0]


def blob_in(repository: Repository, commit: str, name: str, limit: int) -> bytes | None:
    """Return a file that lies at the top of a commit; None where it is not there or too large."""
    content = _read(repository, [Wanted(commit, "commit")])[0]
    try:
        tree = _read(repository, [Wanted(parse_line(commit, content).tree, "tree")])[0]
        items = parse_tree(tree, repository.object_format)
        named = next(
            (one.id for one in items if one.name == name.encode() and one.mode == 0o100644), None
        )
    except ValueError as wrong:
        raise damaged(commit) from wrong
    return _blob(repository, named, limit)


def write_entry(
    repository: Repository,
    *,
    files: Sequence[tuple[str, bytes]],
    parents: Sequence[str],
    message: str,
    seconds: int,
    signing: Signing | None = None,
) -> str:
    """Write one commit that no name leads to yet, and return it. No hook runs."""
    tree = _written_tree(repository, files)
    return _written_commit(
        repository,
        tree,
        parents=parents,
        message=message,
        seconds=min(max(seconds, 0), _LAST_SECOND),
        signing=signing,
    )


def entry_at(repository: Repository, commit: str) -> LogEntry:
    """Return one commit as an entry of the log."""
    return next(_entries(repository, [commit]))


def set_branch(repository: Repository, name: str, commit: str, old: str | None) -> None:
    """Let a name lead to a commit, if it still leads to `old` (None: if there is none).

    The commit and its files are on the disk before: a run that is killed leaves the log as it
    was, or whole with its new entry.
    """
    before = old or _NOTHING[repository.object_format]
    words = ("update-ref", "-m", "promisetrack", name, commit, before)
    answer = _writing(repository).runner.ask(*words)
    if answer.code != 0 and _is_lock_abandoned(_lock(repository, name)):
        answer = _writing(repository).runner.ask(*words)
    if answer.code != 0:
        raise PromisetrackError(
            say("{name} could not be moved: {complaint}", name=name, complaint=answer.complaint),
            say("another run may have moved it; look at it and try again"),
        )


def _lock(repository: Repository, name: str) -> Path:
    """Return the file with which git locks a name."""
    told = repository.runner.demand("rev-parse", "--git-path", f"{name}.lock")
    return repository.git_dir / os.fsdecode(told.removesuffix(b"\n"))


def _is_lock_abandoned(lock: Path) -> bool:
    """Remove a lock that a killed run has left; git itself holds one for some milliseconds only."""
    try:
        before = lock.stat()
        time.sleep(_ABANDONED)
        after = lock.stat()
        if (before.st_ino, before.st_mtime_ns) != (after.st_ino, after.st_mtime_ns):
            return False
        lock.unlink()
    except OSError:
        return False
    return True


def _writing(repository: Repository) -> Repository:
    name, email = WRITER
    told = (
        ("GIT_AUTHOR_NAME", name),
        ("GIT_AUTHOR_EMAIL", email),
        ("GIT_COMMITTER_NAME", name),
        ("GIT_COMMITTER_EMAIL", email),
        ("GIT_COMMITTER_DATE", "@0 +0000"),
    )
    return replace(repository, runner=replace(repository.runner, environment=told))


def _written_tree(repository: Repository, files: Sequence[tuple[str, bytes]]) -> str:
    runner = repository.runner
    lines = []
    for name, content in files:
        blob = runner.demand(*_DURABLE, "hash-object", "-w", "--stdin", told=content)
        lines.append(f"100644 blob {blob.decode('ascii').strip()}\t{name}\n")
    tree = runner.demand(*_DURABLE, "mktree", told="".join(sorted(lines, key=_name)).encode())
    return tree.decode("ascii").strip()


def _name(line: str) -> bytes:
    return line.partition("\t")[2].encode()


_DURABLE = ("-c", "core.fsync=all", "-c", "i18n.commitEncoding=UTF-8")


def _written_commit(
    repository: Repository,
    tree: str,
    *,
    parents: Sequence[str],
    message: str,
    seconds: int,
    signing: Signing | None,
) -> str:
    runner = _writing(repository).runner
    dates = tuple((f"GIT_{who}_DATE", f"@{seconds} +0000") for who in ("AUTHOR", "COMMITTER"))
    runner = replace(runner, environment=(*runner.environment, *dates))
    words = [*_DURABLE]
    sign: tuple[str, ...] = ()
    if signing is not None:
        words += signing.settings
        sign = ("-S",)
        runner = replace(runner, environment=(*runner.environment, *signing.environment))
    between = [word for parent in parents for word in ("-p", parent)]
    answer = runner.ask(*words, "commit-tree", *sign, *between, tree, told=message.encode())
    if answer.code != 0:
        raise not_written(answer, is_signed=signing is not None)
    return answer.out.decode("ascii").strip()


def _commit(repository: Repository, rev: str) -> str | None:
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    answer = repository.runner.ask(*words)
    name = answer.out.decode("ascii", "replace").strip()
    return name if answer.code == 0 and name else None


def _entries(repository: Repository, names: Sequence[str]) -> Iterator[LogEntry]:
    commits = _read(repository, [Wanted(name, "commit") for name in names])
    lines = []
    for name, content in zip(names, commits, strict=True):
        try:
            lines.append(parse_line(name, content))
        except ValueError as wrong:
            raise damaged(name) from wrong
    trees = _read(repository, [Wanted(line.tree, "tree") for line in lines])
    for line, content, tree in zip(lines, commits, trees, strict=True):
        yield _entry(repository, line.id, content, tree)


def _entry(repository: Repository, name: str, content: bytes, tree: bytes) -> LogEntry:
    try:
        items = list(islice(parse_tree(tree, repository.object_format), _TREE_ITEMS))
    except ValueError as wrong:
        raise damaged(name) from wrong
    blobs = {item.name: item.id for item in items if item.mode == 0o100644}
    text = parse_text(name, content)
    return LogEntry(
        id=name,
        parents=text.parents,
        items=tuple(
            (one.name.decode("utf-8", "backslashreplace"), f"{one.mode:06o}") for one in items
        ),
        manifest=_blob(repository, blobs.get(MANIFEST.encode()), MANIFEST_LIMIT),
        signers=_blob(repository, blobs.get(SIGNERS.encode()), SIGNERS_LIMIT),
        message=text.message,
        seconds=text.seconds or 0,
        content=content,
    )


def _blob(repository: Repository, name: str | None, limit: int) -> bytes | None:
    if name is None:
        return None
    content = _read(repository, [Wanted(name, limit=limit)])[0]
    return content if len(content) <= limit else None


def _read(repository: Repository, wanted: list[Wanted]) -> list[bytes]:
    found = read_objects(repository.runner, wanted, object_format=repository.object_format)
    return [content for _, content in found]
