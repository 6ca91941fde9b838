"""The steps of a check that look at the site, at witnesses and at what is built again."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisetrack.audit import entries, manifest, publications
from promisetrack.audit.compare import Comparison, compare
from promisetrack.audit.verdict import Step
from promisetrack.cli.proving import step
from promisetrack.diagnostic import say, say_n
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.audit.entries import Entry
    from promisetrack.audit.manifest import Manifest
    from promisetrack.cli.ground import Ground
    from promisetrack.cli.proving import Findings
    from promisetrack.diagnostic import Message
    from promisetrack.edges.git import Repository

_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A site that is checked: its reader, and its manifest as it was when the check began.

    `content` is None where it could not be read, `why` then says what stood in the way.
    """

    reader: Any
    is_web: bool
    content: bytes | None
    why: str = ""


@contextmanager
def showing(place: str) -> Iterator[Shown | None]:
    """Open a site: a folder or an address; None for a file, which is a bundle."""
    if place.startswith(("http://", "https://")):
        from promisetrack.edges.web_site import WebSite

        with WebSite(place) as web:
            yield _shown(web, is_web=True)
        return
    path = Path(place)
    if path.is_dir():
        from promisetrack.edges.site_reader import FolderSite

        yield _shown(FolderSite(path), is_web=False)
    elif path.is_file():
        yield None
    else:
        raise UsageFault(
            say("there is no site in “{place}”", place=place),
            say("give a folder, an address that begins with https://, or a bundle of git"),
        )


def _shown(reader: Any, *, is_web: bool) -> Shown:
    content = reader.read(manifest.MANIFEST, manifest.LIMIT)
    if isinstance(content, str):
        return Shown(reader, is_web, None, content)
    return Shown(reader, is_web, content)


def prove_files(findings: Findings, ground: Ground | None, shown: Shown | None) -> Entry | None:
    """Step 6: the site's files are those of an entry, and that entry is the newest.

    Returns the entry that the site is, where it is one.
    """
    if shown is None:
        findings.add(Step("files", "skipped", say("a bundle holds no site: --rebuild builds it")))
        return findings.log[-1] if findings.log else None
    if shown.why == "unreachable":
        findings.add(Step("files", "unknown", say("the site’s manifest could not be read")))
        return None
    if not findings.log or ground is None:
        findings.add(_alone(shown))
        return None
    at = _place_of(shown, findings.log)
    with step(findings, "files"):
        one = _judged(findings.log, ground, shown, at)
        findings.add(one)
    return findings.log[at] if at is not None else None


def _place_of(shown: Shown, log: Sequence[Entry]) -> int | None:
    """Return the number of the newest entry whose manifest the site shows, byte for byte."""
    import hashlib

    shown_sha256 = hashlib.sha256(shown.content or b"").hexdigest()
    same = [at for at, one in enumerate(log) if one.manifest_sha256 == shown_sha256]
    return same[-1] if same else None


def _judged(log: Sequence[Entry], ground: Ground, shown: Shown, at: int | None) -> Step:
    if at is None:
        return _unlogged(log, ground, shown)
    wanted = manifest_of(ground.repository, log[at])
    found = _compared(wanted, shown)
    wrong = found.message or _wrong_publications(shown, log[:at])
    if wrong is not None:
        if shown.is_web and shown.reader.read(manifest.MANIFEST, manifest.LIMIT) != shown.content:
            return Step("files", "unknown", say("the site was renewed meanwhile: check it again"))
        return Step("files", "refuted", wrong, (named(log[at]),))
    if found.unread is not None:
        return Step("files", "unknown", found.unread)
    if at < len(log) - 1:
        told = say(
            "stale: the site is publication {n}, and the log has come to {last}",
            n=at,
            last=len(log) - 1,
        )
        return Step("files", "unknown", told)
    told = say_n(
        "{n} file, the same as in publication {at}",
        "{n} files, the same as in publication {at}",
        found.compared,
        at=at,
    )
    return Step("files", "verified", told, tuple(_seen_less(shown, found)))


def _seen_less(shown: Shown, found: Comparison) -> Iterator[Message]:
    if shown.is_web:
        yield say("pages that were added on the server without any link cannot be seen from here")
    if found.hidden:
        yield say_n(
            "{n} file whose name begins with a dot is not given out by the server",
            "{n} files whose names begin with a dot are not given out by the server",
            found.hidden,
        )


def named(one: Entry) -> Message:
    return say("publication {entry} of the commit {source}", entry=one.id, source=one.source)


def _unlogged(log: Sequence[Entry], ground: Ground, shown: Shown) -> Step:
    """Judge a site whose manifest is that of no entry."""
    claimed = _claimed(shown)
    if claimed is not None and claimed.n >= len(log):
        told = say(
            "the site says that it is publication {n}, and the log ends with {last}: it was put "
            "online without being entered, or this copy of the log is old",
            n=claimed.n,
            last=len(log) - 1,
        )
        return Step("files", "unknown", told)
    at = claimed.n if claimed is not None else len(log) - 1
    wanted = manifest_of(ground.repository, log[at])
    found = _compared(wanted, shown)
    if shown.content is None and not _is_ours(wanted, shown):
        return Step("files", "unknown", say("this is no site of promisetrack, or not this one"))
    told = say("audit/manifest.json is not that of any publication")
    notes = (found.message,) if found.message else ()
    return Step("files", "refuted", told, (*notes, named(log[at])))


def _claimed(shown: Shown) -> Manifest | None:
    try:
        return manifest.parse(shown.content) if shown.content is not None else None
    except manifest.BadManifest:
        return None


def _is_ours(wanted: Manifest, shown: Shown) -> bool:
    """Whether any of the first files is the published one: then it is this site, changed."""
    sample = wanted.files[:_SAMPLE]
    found = shown.reader.look((one.path, one.size) for one in sample)
    return any(
        seen.trouble is None and one.size and (seen.size, seen.sha256) == (one.size, one.sha256)
        for one, seen in zip(sample, found, strict=True)
    )


def _alone(shown: Shown) -> Step:
    """Judge a site without any log: it can contradict itself, and prove nothing."""
    if shown.content is None:
        return Step("files", "unknown", say("the site has no manifest: nothing can be checked"))
    try:
        wanted = manifest.parse(shown.content)
    except manifest.BadManifest as bad:
        told = say("the site’s manifest cannot be read: {why}", why=bad.message)
        return Step("files", "unknown" if bad.is_newer else "refuted", told)
    found = _compared(wanted, shown)
    if found.message is not None:
        return Step("files", "refuted", found.message)
    told = say(
        "{n} files are what the site’s own manifest says; without the log that proves nothing",
        n=found.compared,
    )
    return Step("files", "unknown", found.unread or told)


def _compared(wanted: Manifest, shown: Shown) -> Comparison:
    found = shown.reader.look((one.path, one.size) for one in wanted.files)
    return compare(wanted.files, found, shown.reader.names(), may_hide=shown.is_web)


def _wrong_publications(shown: Shown, before: Sequence[Entry]) -> Message | None:
    """Compare the log as the site repeats it with the log itself."""
    wanted = publications.to_lines(entries.publications(before))
    found = shown.reader.read(manifest.PUBLICATIONS, len(wanted))
    if found == wanted or found == "unreachable":
        return None
    return say("{path} is not what was published", path=manifest.PUBLICATIONS)


def manifest_of(repository: Repository, one: Entry) -> Manifest:
    from promisetrack.edges.log import blob_in

    content = blob_in(repository, one.id, "manifest.json", manifest.LIMIT)
    if content is None:
        raise PromisetrackError(say("the manifest of {entry} is gone", entry=one.id))
    return manifest.parse(content)
