"""A proposed change as `check --base` sees it: from the base's commit to the working tree.

Git is asked for the base alone; what lies in the working tree is read from the disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.files import LINK, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from promisetrack.checks.facts import Facts
    from promisetrack.checks.proposal import Gone, Key, Proposal
    from promisetrack.cli.shell import Session
    from promisetrack.cli.tracker import Opened
    from promisetrack.edges.git import Repository
    from promisetrack.edges.trees import TreeEntry

_OWN: Final = ("commitments", "site_templates")
_RULES: Final = (".gitattributes", ".mailmap")
_WORKFLOWS: Final = (".gitlab-ci.yml", "bitbucket-pipelines.yml", ".gitlab")
_FORGES: Final = (".github/", ".forgejo/", ".gitea/")
_SUBMODULE: Final = "160000"
_MAIN: Final = frozenset({"main", "master"})


@dataclass(frozen=True, slots=True)
class Proposed:
    """The working tree, the change that led to it, and what its repository is like."""

    opened: Opened
    proposal: Proposal
    facts: Facts


def proposed(session: Session, rev: str) -> Proposed:
    """Read the working tree and what it changes against where HEAD left `rev`.

    Raises PromisetrackError where there is no whole repository (exit 3), UsageFault where `rev`
    names no commit (exit 2).
    """
    from promisetrack.checks.proposal import gone_from, propose
    from promisetrack.cli.moments import zone
    from promisetrack.cli.past import past
    from promisetrack.cli.tracker import Opened, find
    from promisetrack.register.load import load

    root = find(session)
    repo = _repository(root)
    named, head = repo.resolve(rev), repo.head()
    base = _left(repo, named, head)
    files = (*_tree(repo, root), *_tree_outside(repo))
    register = load(one for one in files if one.path.startswith("commitments/"))
    change = propose(_base_files(repo, base, files), files, register=register)
    if change.added:
        gone: Mapping[Key, Gone] = gone_from(past(repo, base), zone(repo, base))
        change = replace(change, gone=gone)
    facts = _facts(repo, change, named=named, head=head, rev=rev)
    return Proposed(Opened(root, repo.prefix, register), change, facts)


def clone_facts(root: Path) -> Facts:
    """Return what the folder of the repository shows by itself: git is not started."""
    from promisetrack.checks.facts import Facts

    return Facts(is_shallow=any((one / "shallow").is_file() for one in _git_folders(root)))


def _git_folders(root: Path) -> Iterator[Path]:
    """Yield the folders in which git may have noted that the clone is shallow."""
    here = root.resolve()
    found = next((one / ".git" for one in (here, *here.parents) if (one / ".git").exists()), None)
    if found is None:
        return
    folder = found
    if found.is_file():
        folder = found.parent / _pointed(found).removeprefix("gitdir:").strip()
    yield folder
    if (folder / "commondir").is_file():
        yield folder / _pointed(folder / "commondir")


def _pointed(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(4096).decode("utf-8", "replace").partition("\n")[0].replace("\0", "")
    except OSError:
        return ""


def _repository(root: Path) -> Repository:
    from promisetrack.edges.git import Repository

    found = Repository.open(root)
    if found is None or found.toplevel is None:
        raise PromisetrackError(
            say("“{folder}” is not in a git repository", folder=str(root)),
            say("leave out “--base” to check the files as they are; that needs no git"),
        )
    found.ensure_complete()
    return found


def _left(repo: Repository, named: str, head: str) -> str:
    """Return where `head` left the named commit: that commit itself where they share nothing.

    Where HEAD is behind it, this is HEAD: what the base did since is no part of the change.
    """
    answer = repo.runner.ask("merge-base", named, head)
    found = answer.out.decode("ascii", "replace").split()
    return found[0] if answer.code == 0 and found else named


def _tree(repo: Repository, root: Path) -> tuple[SourceFile, ...]:
    from promisetrack.edges.disk import read_tree

    return read_tree(root, folders=(*_OWN, *_RULES), object_format=repo.object_format)


def _tree_outside(repo: Repository) -> Iterator[SourceFile]:
    """Yield the files of the repository's root that decide about others."""
    from promisetrack.edges.disk import read_tree

    assert repo.toplevel is not None  # noqa: S101 - `_repository` saw to it
    folders = [*_WORKFLOWS, *(f"{one}workflows" for one in _FORGES if _is_folder(repo, one))]
    outside = (*_RULES, *folders) if repo.prefix else folders
    for file in read_tree(repo.toplevel, folders=outside, object_format=repo.object_format):
        yield replace(file, path=_from_root(repo, file.path))


def _is_folder(repo: Repository, name: str) -> bool:
    return repo.toplevel is not None and (repo.toplevel / name).is_dir()


def _from_root(repo: Repository, path: str) -> str:
    """Return a path of the repository as the history names it: `/` leads out of the tracker."""
    return f"/{path}" if repo.prefix else path


def _base_files(repo: Repository, base: str, files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Return the files of the base; only the bytes of those that differ are read."""
    now = {one.path: one for one in files}
    entries = tuple(_entries(repo, base))
    other = [one for one in entries if not _is_same(one, now.get(one.path))]
    wanted = [one.blob for one in other if one.mode != _SUBMODULE]
    held = dict(repo.blobs(dict.fromkeys(wanted)))
    changed = {
        one.path: SourceFile(one.path, held.get(one.blob, b""), one.blob, one.mode) for one in other
    }
    return tuple(changed.get(one.path) or now[one.path] for one in entries)


def _is_same(entry: TreeEntry, file: SourceFile | None) -> bool:
    is_link = entry.mode == LINK
    return file is not None and file.blob == entry.blob and (file.mode == LINK) == is_link


def _entries(repo: Repository, commit: str) -> Iterator[TreeEntry]:
    from promisetrack.edges.moves import seen_at
    from promisetrack.edges.trees import entries_below

    tree = next(iter(repo.commit_texts([commit]))).tree

    def below(prefix: str, folders: Sequence[str]) -> tuple[TreeEntry, ...]:
        return entries_below(
            repo.runner, tree, prefix=prefix, folders=folders, object_format=repo.object_format
        )

    home = seen_at(repo, commit).prefix  # the tracker may have been moved since
    yield from below(home, (*_OWN, *_RULES) if home == repo.prefix else _OWN)
    for entry in below("", (*_RULES, *_WORKFLOWS) if repo.prefix else _WORKFLOWS):
        yield replace(entry, path=_from_root(repo, entry.path))
    for forge in _FORGES:
        for entry in below(forge, ("workflows",)):
            yield replace(entry, path=_from_root(repo, f"{forge}{entry.path}"))


def _facts(repo: Repository, change: Proposal, *, named: str, head: str, rev: str) -> Facts:
    """Return how the publication log and the versions of the register stand to each other."""
    from promisetrack.checks.facts import Facts
    from promisetrack.edges.mainline import LOG_BRANCH, main_line, published_sources

    rules = change.base.tracker.data if change.base.tracker else {}
    written = rules.get("log")
    log = written if isinstance(written, str) and written else LOG_BRANCH
    sources = published_sources(repo, log)
    if not sources:
        return Facts()
    forge = rules.get("forge")
    official = forge.get("branch") if isinstance(forge, dict) else None
    line = head if _is_public(repo.branch(), {official, rev.rpartition("/")[2]}) else named
    joined = tuple(step.line.id for step in main_line(repo, line, sources) if step.is_joined)
    is_merged = _is_log_merged(repo, log, len(sources), head)
    return Facts(joined=joined, merged_log=log if is_merged else None)


def _is_public(branch: str | None, known: set[str | None]) -> bool:
    """Return whether what is checked out is, or is to become, the line that is published.

    A branch with a proposed change may well have merged the main branch into itself; then the
    main branch is judged.
    """
    return branch is None or branch in known or branch in _MAIN


def _is_log_merged(repo: Repository, log: str, entries: int, head: str) -> bool:
    """Return whether the first entry of the log, and so any entry, is behind `head`."""
    tip = _tip(repo, log)
    chain = repo.main_line(tip)[-entries:] if tip else ()
    if not chain:
        return False
    return repo.runner.ask("merge-base", "--is-ancestor", chain[0].id, head).code == 0


def _tip(repo: Repository, branch: str) -> str | None:
    from promisetrack.errors import UsageFault

    for place in ("refs/heads", "refs/remotes/origin"):
        try:
            return repo.resolve(f"{place}/{branch}")
        except UsageFault:
            continue
    return None
