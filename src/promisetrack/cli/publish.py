"""`promisetrack publish`: enter a built site into the publication log."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from promisetrack.audit import entries, manifest, signers
from promisetrack.audit.compare import compare
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import Message, say
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from promisetrack.audit.entries import Entry
    from promisetrack.audit.manifest import Manifest
    from promisetrack.edges.git import Repository
    from promisetrack.edges.signing import Signing


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: its manifest, and the very bytes of it."""

    folder: Path
    manifest: Manifest
    content: bytes


@click.command(cls=Command, help=_("Enter the site that was built into the publication log."))
@click.option("-o", "--output", metavar="DIR", help=_("The built site; default: build/site."))
@click.option("--push", metavar="REMOTE", help=_("Push the log, and nothing else, to a remote."))
@click.option(
    "--acknowledge-rewrite",
    "reason",
    metavar="REASON",
    help=_("Publish although history was rewritten; the reason stays on the site for ever."),
)
@click.option("--restart", is_flag=True, help=_("Begin a new log, to erase what the law demands."))
@click.pass_obj
def publish(
    session: Session, *, output: str | None, push: str | None, reason: str | None, restart: bool
) -> int:
    """Add one entry, if the site is not the last one published already; then push the log."""
    from promisetrack.cli.erasure import tracker_at
    from promisetrack.cli.sealing import log_branch
    from promisetrack.cli.sources import repository
    from promisetrack.cli.tracker import find
    from promisetrack.edges.log import log_tip
    from promisetrack.edges.remote import ensure_remote

    root = find(session)
    repo = repository(root)
    if push is not None:
        ensure_remote(repo, push)
    built = _built(Path(output) if output else root / "build" / "site")
    branch = log_branch(tracker_at(repo, repo.resolve(built.manifest.source.commit)))
    tip = log_tip(repo, branch)
    log = _sound_log(repo, tip)
    why = _reason(reason, is_restart=restart)
    if restart:
        built = _restarted(repo, built, log)
    is_new = restart or not log or log[-1].manifest_sha256 != _sha256(built.content)
    added = (
        log[-1].id
        if log and not is_new
        else _add(
            repo,
            built,
            () if restart else log,
            branch=branch,
            reason=why,
            old=tip if restart else None,
        )
    )
    _tell(built, added, is_new=is_new)
    if push is not None:
        _push(repo, push, branch=branch, commit=added, over=tip if restart else None)
    if not session.quiet:
        _tell_next(push, is_signed=_is_signed(repo, added))
    return 0


def _built(folder: Path) -> Built:
    from promisetrack.edges.site_reader import FolderSite

    content = FolderSite(folder).read(manifest.MANIFEST, manifest.LIMIT)
    if isinstance(content, str):
        raise PromisetrackError(
            say("there is no built site with a manifest in {folder}", folder=str(folder)),
            say("run “promisetrack build” first; a preview cannot be published"),
        )
    try:
        built = Built(folder, manifest.parse(content), content)
    except manifest.BadManifest as bad:
        raise PromisetrackError(
            say(
                "the manifest in {folder} cannot be read: {why}",
                folder=str(folder),
                why=bad.message,
            ),
            _BUILD_AGAIN,
        ) from bad
    _ensure_whole(built)
    return built


_BUILD_AGAIN = say("build the site again, then publish it")


def _ensure_whole(built: Built) -> None:
    from promisetrack.edges.site_reader import FolderSite

    site = FolderSite(built.folder)
    files = built.manifest.files
    found = compare(files, site.look((one.path, one.size) for one in files), site.names())
    if not found.is_equal:
        told = found.message or found.unread or say("")
        raise PromisetrackError(
            say("the site is not what its manifest says: {why}", why=told), _BUILD_AGAIN
        )


def _sound_log(repo: Repository, tip: str | None) -> tuple[Entry, ...]:
    """Read the log; fail where its order or its signatures are not what they must be."""
    from promisetrack.cli.sealing import chain_and_seals, flaw_of_seal

    log, seals = chain_and_seals(repo, tip) if tip else ((), ())
    for at, one in enumerate(log):
        flaw = entries.flaw_of_shape(one, log[at - 1] if at else None)
        flaw = flaw or flaw_of_seal(repo, log, at, seals[at])
        if flaw is not None:
            raise PromisetrackError(
                say("the publication log is not sound: {why}", why=flaw.message),
                say("“promisetrack verify” shows more; nothing is added to such a log"),
            )
    return log


def _reason(asked: str | None, *, is_restart: bool) -> str:
    told = " ".join((asked or "").split())
    if asked is not None and not told:
        raise UsageFault(say("the reason is empty"), say("say in a sentence why, for the public"))
    if is_restart and not told:
        raise UsageFault(
            say("a log begins anew only for a reason that the public can read"),
            say("add --acknowledge-rewrite and the reason"),
        )
    return told


def _restarted(repo: Repository, built: Built, log: tuple[Entry, ...]) -> Built:
    """Build the site once more, as the first of a new log; the pages tell of the log."""
    from promisetrack.cli.rebuild import rebuilt
    from promisetrack.edges.publish import publish as write

    if not log:
        raise UsageFault(
            say("there is no publication log that could begin anew"),
            say("“publish” without --restart begins the first one"),
        )
    write(built.folder, rebuilt(repo, built.manifest, ()))
    return _built(built.folder)


def _add(
    repo: Repository,
    built: Built,
    log: tuple[Entry, ...],
    *,
    branch: str,
    reason: str,
    old: str | None,
) -> str:
    """Write the entry, check it as everybody else will, and only then move the branch."""
    from promisetrack.cli.sealing import entry_of, flaw_of_seal
    from promisetrack.edges.log import branch_tips, entry_at, set_branch, write_entry
    from promisetrack.edges.signing import signing_of

    last = log[-1] if log else None
    told = _acknowledged(repo, built, log, reason=reason, is_restart=old is not None)
    signing = signing_of(repo)
    files = [("manifest.json", built.content), *_new_keys(signing, log)]
    source = next(iter(repo.commit_texts([built.manifest.source.commit])))
    commit = write_entry(
        repo,
        files=files,
        parents=[*([last.id] if last else []), source.id],
        message=entries.message(built.manifest.n, source.id, reason=told, restarts=old or ""),
        seconds=max(source.seconds or 0, last.seconds if last else 0),
        signing=signing,
    )
    written = entry_at(repo, commit)
    whole = (*log, entry_of(written))
    flaw = entries.flaw_of_shape(whole[-1], last)
    flaw = flaw or flaw_of_seal(repo, whole, len(log), written.content)
    if flaw is not None:
        _refuse(flaw.message)
    set_branch(repo, f"refs/heads/{branch}", commit, branch_tips(repo, branch)[0])
    return commit


def _refuse(why: Message) -> NoReturn:
    raise PromisetrackError(say("nothing was published: {why}", why=why), _BUILD_AGAIN)


def _acknowledged(
    repo: Repository, built: Built, log: tuple[Entry, ...], *, reason: str, is_restart: bool
) -> str:
    """Check the site against the log and the repository; return the reason if one is needed."""
    from promisetrack.cli.sealing import source_claim
    from promisetrack.edges.log import is_ancestor

    commit = built.manifest.source.commit
    last = log[-1] if log else None
    if source_claim(repo, commit, log=log) != built.manifest.source:
        _refuse(say("the manifest says of the commit {commit} what it is not", commit=commit))
    if built.manifest.previous_entry != (last.id if last else None):
        _refuse(say("the site was built before the publication log came to where it is now"))
    if is_restart:
        return reason
    if last is None or is_ancestor(repo, last.source, commit):
        if reason:
            click.echo(
                words().text(say("history was not rewritten: no reason is needed")), err=True
            )
        return ""
    if not reason:
        raise PromisetrackError(
            say(
                "history was rewritten: {commit} does not come after {before}, published before it",
                commit=commit,
                before=last.source,
            ),
            say("publish a commit that comes after it, or say why: --acknowledge-rewrite REASON"),
        )
    return reason


def _new_keys(signing: Signing | None, log: tuple[Entry, ...]) -> list[tuple[str, bytes]]:
    """Return the file with the keys where this entry changes them."""
    known = next((one.keys for one in reversed(log) if one.keys), None)
    if signing is None:
        if known:
            raise PromisetrackError(
                say("the publication log is signed, and git is not set up to sign here"),
                say("set gpg.format to ssh and user.signingkey to the key that signs it"),
            )
        return []
    named = None if signing.signers is None else signers.read(signing.signers.encode())
    wanted = named or known or (signing.public_key,)
    if signing.public_key not in (known or wanted):
        raise PromisetrackError(
            say("the publication log does not know this signing key"),
            say(
                "name the old and the new key in a file, its path in the git setting "
                "promisetrack.signers, and publish once with the old key"
            ),
        )
    return [] if wanted == known else [("allowed_signers", signers.write(wanted))]


def _push(repo: Repository, remote: str, *, branch: str, commit: str, over: str | None) -> None:
    import tempfile

    from promisetrack.edges.remote import push

    with tempfile.TemporaryDirectory(prefix="promisetrack-") as folder:
        push(repo, Path(folder), remote, branch=branch, commit=commit, over=over)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_signed(repo: Repository, commit: str) -> bool:
    from promisetrack.edges.log import entry_at
    from promisetrack.edges.signing import split_signature

    return bool(split_signature(entry_at(repo, commit).content, repo.object_format)[1])


def _tell(built: Built, commit: str, *, is_new: bool) -> None:
    n = built.manifest.n
    told = say("publication {n}: {id}", n=n, id=commit)
    if not is_new:
        told = say("this site is publication {n} already: {id}", n=n, id=commit)
    click.echo(words().text(told))


def _tell_next(remote: str | None, *, is_signed: bool) -> None:
    """Say what is left to do, and what this publication lacks."""
    speak = words().text
    if not is_signed:
        lacks = say(
            "it is not signed: git is not set up here to sign with an SSH key (gpg.format, "
            "user.signingkey)"
        )
        click.echo(speak(lacks), err=True)
    after = say("put the site online now; the log was pushed to {remote}", remote=remote or "")
    if remote is None:
        after = say("push the log before you put the site online: --push REMOTE")
    click.echo(speak(after), err=True)
