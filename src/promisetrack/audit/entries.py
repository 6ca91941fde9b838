"""Entries of the publication log: what each must be, judged from plain values.

What git has to say (parents, trees, ancestry, signatures) is handed in; nothing is fetched here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from promisetrack.audit import signers
from promisetrack.audit.manifest import BadManifest, Manifest, parse
from promisetrack.audit.publications import Publication
from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Signature: TypeAlias = Literal["valid", "none", "wrong", "unknown"]

_FILES: Final = {"manifest.json": "100644", "allowed_signers": "100644"}
_REASON: Final = re.compile(r"^Acknowledge-rewrite: (.+)$", re.MULTILINE)
_RESTARTS: Final = re.compile(r"^Restarts: ([0-9a-f]{40}|[0-9a-f]{64})$", re.MULTILINE)
REASON_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was read. Its manifest lists no files here (`files` is empty): of a long log
    they would fill the memory; `manifest_sha256` stands for the bytes.

    `keys` are the keys that it brings (None: it changes none), `flaw` says why its manifest cannot
    be read, `is_newer` that it has a format of a later version of this program.
    """

    id: str
    parents: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    manifest: Manifest | None
    manifest_sha256: str
    keys: tuple[str, ...] | None
    reason: str
    restarts: str
    seconds: int
    flaw: Message | None = None
    is_newer: bool = False

    @property
    def source(self) -> str:
        """The published commit, as its parents name it."""
        return self.parents[-1] if self.parents else ""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the repository says of a published commit.

    `follows` is whether the source published before is this one or behind it; True for the first.
    """

    tree: str
    tree_sha256: str
    object_format: str
    follows: bool


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a log is refuted, or where `is_certain` is False, why it cannot be judged."""

    message: Message
    is_certain: bool = True


def entry(
    *,
    id: str,  # noqa: A002 - the word for it
    parents: tuple[str, ...],
    items: tuple[tuple[str, str], ...],
    manifest: bytes | None,
    allowed: bytes | None,
    message: str,
    seconds: int,
) -> Entry:
    """Read what a commit of the log holds, whoever wrote it."""
    read, flaw, is_newer = None, None, False
    if manifest is None:
        flaw = say("it holds no manifest.json")
    else:
        try:
            read = replace(parse(manifest), files=())
        except BadManifest as bad:
            flaw, is_newer = bad.message, bad.is_newer
    reason, restarts = _REASON.search(message), _RESTARTS.search(message)
    return Entry(
        id=id,
        parents=parents,
        items=items,
        manifest=read,
        manifest_sha256=hashlib.sha256(manifest or b"").hexdigest(),
        keys=None if allowed is None else signers.read(allowed),
        reason=reason[1].strip()[:REASON_LIMIT] if reason else "",
        restarts=restarts[1] if restarts else "",
        seconds=seconds,
        flaw=flaw,
        is_newer=is_newer,
    )


def message(n: int, source: str, *, reason: str = "", restarts: str = "") -> str:
    """Return the text of an entry's commit. A reason is one line."""
    lines = [f"publication {n}", "", f"Source: {source}"]
    if reason:
        lines.append(f"Acknowledge-rewrite: {' '.join(reason.split())[:REASON_LIMIT]}")
    if restarts:
        lines.append(f"Restarts: {restarts}")
    return "\n".join(lines) + "\n"


def flaw_of_shape(one: Entry, previous: Entry | None) -> Flaw | None:
    """Judge an entry by itself and by the one before: files, numbers, parents."""
    n = _number(previous)
    if one.manifest is None:
        why = one.flaw or say("it holds no manifest.json")
        told = say("entry {n} ({id}) has no manifest: {why}", n=n, id=one.id, why=why)
        return Flaw(told, is_certain=not one.is_newer)
    wrong = _wrong_shape(one, one.manifest, previous, n=n)
    return None if wrong is None else Flaw(wrong)


def _wrong_shape(
    one: Entry, manifest: Manifest, previous: Entry | None, *, n: int
) -> Message | None:
    if manifest.n != n:
        return say(
            "the entry {id} has the number {given} in the place of {n}",
            id=one.id,
            given=manifest.n,
            n=n,
        )
    before = previous.id if previous else None
    if one.parents != tuple(name for name in (before, manifest.source.commit) if name):
        return say(
            "entry {n} ({id}) does not stand on the entry before it and on the commit {source} "
            "that it names",
            n=n,
            id=one.id,
            source=manifest.source.commit,
        )
    if manifest.previous_entry != before:
        return say(
            "entry {n} ({id}) names another entry before it than the one that it stands on",
            n=n,
            id=one.id,
        )
    if any(_FILES.get(name) != mode for name, mode in one.items):
        return say("entry {n} ({id}) holds files that no entry holds", n=n, id=one.id)
    if one.keys == ():
        return say("entry {n} ({id}) changes the keys, but names none", n=n, id=one.id)
    if one.restarts and previous is not None:
        return say("entry {n} ({id}) begins a log anew in the middle of it", n=n, id=one.id)
    return None


def flaw_of_source(one: Entry, previous: Entry | None, facts: SourceFacts) -> Flaw | None:
    """Judge what an entry says of the commit that it publishes."""
    if one.manifest is None:
        return None
    claim, n = one.manifest.source, _number(previous)
    if (claim.tree, claim.tree_sha256, claim.object_format) != (
        facts.tree,
        facts.tree_sha256,
        facts.object_format,
    ):
        told = say(
            "entry {n} ({id}) says of the commit {source} what that commit is not",
            n=n,
            id=one.id,
            source=claim.commit,
        )
        return Flaw(told)
    if not facts.follows and not one.reason and previous is not None:
        told = say(
            "history was rewritten: entry {n} published {source}, which does not come after "
            "{before}, published before it, and no reason is given",
            n=n,
            source=claim.commit,
            before=previous.source,
        )
        return Flaw(told)
    return None


def keys_before(chain: Sequence[Entry], at: int) -> tuple[str, ...] | None:
    """Return the keys that may sign the entry at this place; None while the log has no keys.

    They are those of the entry before. The entry that brings the first keys must be signed with
    one of them.
    """
    for one in reversed(chain[:at]):
        if one.keys:
            return one.keys
    return chain[at].keys


def flaw_of_signature(
    one: Entry, n: int, keys: tuple[str, ...] | None, signature: Signature
) -> Flaw | None:
    """Judge the signature of an entry, given the keys that may sign it."""
    if not keys or signature == "valid":
        return None
    if signature == "unknown":
        return Flaw(
            say("the signature of entry {n} ({id}) cannot be checked here", n=n, id=one.id),
            is_certain=False,
        )
    if signature == "none":
        return Flaw(say("entry {n} ({id}) is not signed, though the log has keys", n=n, id=one.id))
    return Flaw(
        say("entry {n} ({id}) is not signed by a key that the log knew before it", n=n, id=one.id)
    )


def publications(chain: Iterable[Entry]) -> tuple[Publication, ...]:
    """Return the lines of `audit/publications.jsonl` for entries, oldest first."""
    return tuple(
        Publication(
            one.manifest.n,
            one.id,
            one.manifest.source.commit,
            one.manifest.files_root,
            one.reason,
            one.restarts,
        )
        for one in chain
        if one.manifest is not None
    )


def _number(previous: Entry | None) -> int:
    if previous is None:
        return 0
    return previous.manifest.n + 1 if previous.manifest else 0
