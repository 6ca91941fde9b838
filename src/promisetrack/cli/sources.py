"""What a site is made from: a commit's blobs, or for a preview the working tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from promisetrack.cli.removals import NONE, Removals, known_to, newest, removals
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from promisetrack.audit.entries import Entry
    from promisetrack.diagnostic import Diagnostic
    from promisetrack.edges.git import Repository
    from promisetrack.history.erasure import Erasure
    from promisetrack.history.timeline import Timeline
    from promisetrack.register.register import Register
    from promisetrack.site.site import Options, Site, SourceInfo


def repository(root: Path) -> Repository:
    """Return the tracker's repository, whole."""
    from promisetrack.edges.git import Repository

    found = Repository.open(root)
    if found is None:
        raise PromisetrackError(
            say("“{folder}” is not in a git repository", folder=str(root)),
            say("“build --worktree” makes a preview without git; “git init” makes a repository"),
        )
    found.ensure_complete()
    return found


@dataclass(frozen=True, slots=True)
class Material:
    """What pages are made from. `day` is the one on which an older version is judged.

    `log` is the publication log when the site is built, `repository` where all came from; a
    preview of the working tree has neither. `removals` is what the law wants removed from it.
    """

    register: Register
    source: SourceInfo
    day: date | None = None
    timeline: Timeline | None = None
    log: tuple[Entry, ...] = ()
    repository: Repository | None = None
    removals: Removals = NONE


def from_commit(root: Path, at: str | None = None) -> Material:
    """Read HEAD, or the version that `at` names, and everything that led to it."""
    from promisetrack.cli.moments import point
    from promisetrack.cli.sealing import chain, log_branch
    from promisetrack.edges.log import log_tip
    from promisetrack.edges.moves import seen_at
    from promisetrack.register.load import load
    from promisetrack.site.site import SourceInfo

    whole = repository(root)
    commit, day = point(whole, at)
    repo = seen_at(whole, commit)  # the tracker may have lain in another folder then
    text = next(iter(repo.commit_texts([commit])))
    source = SourceInfo(
        commit=commit,
        tree=text.tree,
        claimed_time=text.date,
        prefix=repo.prefix,
        changed_files=_changed(repo, root) if at is None else 0,
    )
    is_wanted = _wanted(root)
    register = load(one for one in repo.read(commit) if is_wanted(one.path))
    tracker = _tracker(register)
    log = chain(repo, log_tip(repo, log_branch(tracker)))
    newer = newest(whole, commit, log[-1].source if log else None)
    asked = removals(tracker, whole, newer)
    return material_of(repo, source, register, asked=asked, day=day, log=log)


def material_of(
    repository: Repository,
    source: SourceInfo,
    register: Register,
    *,
    log: tuple[Entry, ...],
    asked: Removals,
    day: date | None = None,
    is_cached: bool = True,
) -> Material:
    """Return what the pages of a commit are made from, given the log that they repeat.

    Where a removal by law removes nothing it raises PromisetrackError.
    """
    from promisetrack.cli.erasure import ensure_effective, erasure_of
    from promisetrack.cli.past import Known, past_of

    removed = erasure_of(register, repository, source.commit, asked)
    ensure_effective(removed)
    known = Known(tuple(one.source for one in log), removed)
    timeline = past_of(repository, source.commit, known, is_cached=is_cached)
    cleaned = _cleaned(register, removed)
    return Material(cleaned, source, day, timeline, log, repository, asked)


def _cleaned(register: Register, removed: Erasure | None) -> Register:
    from promisetrack.register.load import load

    return load(register.files.values(), removed.cleaned) if removed else register


def _tracker(register: Register) -> Mapping[str, object]:
    return register.tracker.data if register.tracker else {}


def register_of(
    repo: Repository, commit: str, is_wanted: Callable[[str], bool] = lambda path: True
) -> Register:
    """Return what stands in a commit, without what the law wants removed from it."""
    from promisetrack.cli.erasure import erasure_of
    from promisetrack.edges.moves import seen_at
    from promisetrack.register.load import load

    at = seen_at(repo, commit)
    register = load(at.read(commit, is_wanted))
    asked = known_to(repo, commit, _tracker(register))
    return _cleaned(register, erasure_of(register, at, commit, asked))


def _wanted(root: Path) -> Callable[[str], bool]:
    """Return which files a site is made from: templates only where they are not the program's."""
    from promisetrack.register.load import TEMPLATES
    from promisetrack.resources import site_templates

    is_program = (root / TEMPLATES).resolve() == site_templates().resolve()
    return lambda path: not (is_program and path.startswith(TEMPLATES))


def _changed(repo: Repository, root: Path) -> int:
    return sum(map(_wanted(root), repo.status()))


def from_worktree(root: Path) -> Material:
    """Read the files as they lie on the disk; git only says from which version they differ."""
    from promisetrack.edges.disk import read_tree
    from promisetrack.edges.names import COMMITMENTS, TEMPLATES
    from promisetrack.register.load import load

    files = read_tree(root, folders=(COMMITMENTS, TEMPLATES))
    is_wanted = _wanted(root)
    register = load(one for one in files if is_wanted(one.path))
    source = _worktree_source(root)
    told, asked = _told(root, register, source.commit)
    return Material(told, source, removals=asked)


def as_told(root: Path, register: Register, commit: str) -> Register:
    """Return files as they lie on the disk, which stand on a commit or on none, without what the
    law wants removed from them.
    """
    return _told(root, register, commit)[0]


def _told(root: Path, register: Register, commit: str) -> tuple[Register, Removals]:
    from promisetrack.cli.erasure import erasure_of
    from promisetrack.edges.git import Repository

    asked = removals(_tracker(register))
    removed = erasure_of(register, Repository.open(root), commit, asked)
    return _cleaned(register, removed), asked


def _worktree_source(root: Path) -> SourceInfo:
    from promisetrack.cli.tracker import prefix_of
    from promisetrack.edges.git import Repository
    from promisetrack.site.site import SourceInfo

    repo = Repository.open(root)
    try:
        commit = repo.head() if repo else ""
    except PromisetrackError:  # a repository without any commit yet
        commit = ""
    return SourceInfo(
        commit=commit,
        prefix=prefix_of(root),
        is_worktree=True,
        changed_files=_changed(repo, root) if repo and commit else 0,
    )


def site_of(
    material: Material, day: date, found: tuple[Diagnostic, ...], options: Options | None = None
) -> Site:
    """Return the site that is to be built; a tracker's own templates only where asked for."""
    from promisetrack.cli.sealing import log_branch, told
    from promisetrack.site.shadow import shadow_of
    from promisetrack.site.site import Options, Site

    asked = options or Options()
    shadow = shadow_of(material.register.files, is_trusted=asked.has_own_templates)
    return Site(
        register=material.register,
        languages=languages_of(material.register),
        today=day,
        source=material.source,
        options=replace(
            asked,
            has_own_templates=shadow.is_used,
            redactions_of=material.removals.newer,
        ),
        removals=material.removals.wanted,
        diagnostics=found,
        timeline=material.timeline,
        log=told(material.log),
        log_branch=log_branch(_tracker(material.register)),
        shadow=shadow,
    )


def languages_of(register: Register) -> tuple[str, ...]:
    """Return the tracker's languages that the pages can speak, the default one first.

    A language can be spoken when there is a catalogue of the site in it; English needs none.
    """
    from promisetrack.words.catalogue import has_catalogue

    written = register.tracker.data.get("languages") if register.tracker else None
    asked = written if isinstance(written, list) else []
    known = [one for one in asked if isinstance(one, str) and has_catalogue(one, "site")]
    return tuple(dict.fromkeys(known)) or ("en",)
