"""What makes a built site one that can be checked: its manifest and its publication log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.audit import entries, manifest, publications

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from promisetrack.artifact import Artifact
    from promisetrack.audit.entries import Entry, Flaw
    from promisetrack.audit.manifest import SiteFile, SourceClaim
    from promisetrack.cli.sources import Material
    from promisetrack.edges.git import Repository
    from promisetrack.edges.log import LogEntry
    from promisetrack.files import SourceFile
    from promisetrack.site.site import Options, Publication, Site


def log_branch(tracker: Mapping[str, object]) -> str:
    """Return the branch that holds the publication log, given what tracker.yaml says."""
    from promisetrack.edges.mainline import LOG_BRANCH

    named = tracker.get("log")
    return named if isinstance(named, str) and named else LOG_BRANCH


def chain(repository: Repository, tip: str | None) -> tuple[Entry, ...]:
    """Return the log up to a tip, oldest entry first, as it was found."""
    return chain_and_seals(repository, tip)[0] if tip else ()


def chain_and_seals(
    repository: Repository, tip: str
) -> tuple[tuple[Entry, ...], tuple[bytes, ...]]:
    """Return the log, oldest first, and of each entry the bytes that carry its signature."""
    from promisetrack.edges.log import read_log

    found = [(entry_of(one), one.content) for one in read_log(repository, tip)]
    found.reverse()
    return tuple(one for one, _ in found), tuple(content for _, content in found)


def flaw_of_seal(
    repository: Repository, log: Sequence[Entry], at: int, content: bytes
) -> Flaw | None:
    """Judge the signature of the entry at this place by the keys that the log knew before it."""
    from promisetrack.edges.signing import check_signature

    keys = entries.keys_before(log, at)
    if not keys:
        return None
    signature = check_signature(content, keys, repository.object_format)
    return entries.flaw_of_signature(log[at], at, keys, signature)


def entry_of(found: LogEntry) -> Entry:
    """Return a commit of the log as an entry."""
    return entries.entry(
        id=found.id,
        parents=found.parents,
        items=found.items,
        manifest=found.manifest,
        allowed=found.signers,
        message=found.message,
        seconds=found.seconds,
    )


def told(log: Sequence[Entry]) -> tuple[Publication, ...]:
    """Return what the pages tell of the publication log."""
    from promisetrack.site.site import Publication

    return tuple(
        Publication(
            one.manifest.n,
            one.id,
            one.manifest.source.commit,
            one.manifest.files_root,
            one.manifest.today,
            one.reason,
            one.restarts,
            bool(entries.keys_before(log, at)),
            bool(one.keys),
        )
        for at, one in enumerate(log)
        if one.manifest is not None
    )


def seal(material: Material, site: Site, artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
    """Add the manifest and the publication log to the site of a commit; a preview has none."""
    if material.repository is None:
        return artifacts
    return sealed(
        artifacts,
        material.repository,
        material.source.commit,
        log=material.log,
        today=site.today,
        options=site.options,
        files=material.register.files.values(),
    )


def sealed(
    artifacts: Iterable[Artifact],
    repository: Repository,
    commit: str,
    *,
    log: Sequence[Entry],
    today: date,
    options: Options,
    files: Iterable[SourceFile] = (),
) -> Iterator[Artifact]:
    """Yield the files of a site, then its publication log and its manifest.

    `log` is the publication log when the site is built; `files` are files of the commit whose
    bytes are at hand.
    """
    from promisetrack.artifact import Artifact

    listed: list[SiteFile] = []
    for one in artifacts:
        listed.append(manifest.site_file(one.path, one.content))
        yield one
    lines = publications.to_lines(entries.publications(log))
    yield Artifact(manifest.PUBLICATIONS, lines)
    made = manifest.make(
        listed,
        source=source_claim(repository, commit, log=log, files=files),
        builder=builder(options),
        today=today.isoformat(),
        previous=(len(log) - 1, log[-1].id) if log else None,
    )
    yield Artifact(manifest.MANIFEST, manifest.to_bytes(made))


def builder(options: Options) -> manifest.Builder:
    """Return what a manifest says of this program and of what it was asked for."""
    from promisetrack import __version__
    from promisetrack.edges.installed import dependencies_sha256

    asked = {"base_url": options.base_url, "portable": options.is_portable}
    if options.has_own_templates:
        asked["templates"] = "own"
    if options.redactions_of:
        asked["redactions_of"] = options.redactions_of
    return manifest.Builder("promisetrack", __version__, dependencies_sha256(), asked)


def source_claim(
    repository: Repository,
    commit: str,
    *,
    log: Sequence[Entry],
    files: Iterable[SourceFile] = (),
) -> SourceClaim:
    """Return what a manifest says of the commit that a site is made from."""
    from promisetrack.edges.digests import Digester
    from promisetrack.edges.log import roots_of
    from promisetrack.edges.mainline import main_line
    from promisetrack.edges.names import limit_of

    text = next(iter(repository.commit_texts([commit])))
    whole = [one for one in files if len(one.content) <= limit_of(one.path)]
    digests = Digester(repository, whole).of(commit)
    line = main_line(repository, commit, [one.source for one in log])
    return manifest.SourceClaim(
        object_format=repository.object_format,
        commit=commit,
        tree=text.tree,
        tree_sha256=manifest.tree_sha256(
            (one.path, one.mode, one.size, one.sha256) for one in digests
        ),
        commits=len(line),
        roots=roots_of(repository, commit),
        commit_time_claimed=text.date,
    )
