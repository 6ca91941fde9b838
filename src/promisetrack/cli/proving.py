"""The seven steps of a check, over the readers of git, disk and web (audit.md, "verify")."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from promisetrack.audit import entries
from promisetrack.audit.verdict import STEPS, Report, Step
from promisetrack.cli.sealing import chain_and_seals, flaw_of_seal, source_claim
from promisetrack.diagnostic import Message, say, say_n
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.audit.entries import Entry, Flaw
    from promisetrack.audit.verdict import Result
    from promisetrack.cli.ground import Ground
    from promisetrack.edges.digests import Digester


_NEEDED = ("repository", "log", "branch", "files")


@dataclass(slots=True)
class Findings:
    """The steps so far, and what later ones need: the log that was found sound."""

    steps: list[Step] = field(default_factory=list)
    log: tuple[Entry, ...] = ()
    witnesses: int = 0
    has_pin: bool = False
    is_signed: bool = False
    is_rebuilt: bool = False

    def add(self, step: Step) -> None:
        """Note a step."""
        self.steps.append(step)

    def report(self) -> Report:
        """Return all of it, in order; a step that could not be reached is unknown."""
        taken = {one.name: one for one in self.steps}
        for name in STEPS:
            if name not in taken:
                result: Result = "unknown" if name in _NEEDED else "skipped"
                told = say("not reached, because an earlier step did not succeed")
                taken[name] = Step(name, result, told)
        return Report(
            tuple(taken[name] for name in STEPS),
            self.witnesses,
            self.has_pin,
            self.is_signed,
            self.is_rebuilt,
        )


@contextmanager
def step(findings: Findings, name: str) -> Iterator[None]:
    """Note as unknown a step in which git or a network refuses."""
    try:
        yield
    except PromisetrackError as error:
        notes = (error.help,) if error.help else ()
        findings.add(Step(name, "unknown", error.message, notes))


def prove_repository(findings: Findings, ground: Ground) -> None:
    """Step 1: every object is there and is what its name says."""
    from dataclasses import replace

    from promisetrack.cli.ground import anchor
    from promisetrack.edges.remote import FETCH_PATIENCE

    with step(findings, "repository"):
        repository = ground.repository
        tips = [one for one in (ground.tip, anchor(repository, None)) if one]
        runner = replace(repository.runner, patience=FETCH_PATIENCE)
        words = ("fsck", "--full", "--no-dangling", "--no-progress", "--no-reflogs")
        answer = runner.ask(*_LENIENT, *words, *tips)
        if answer.code != 0:
            told = say("git finds the repository damaged: {why}", why=answer.complaint)
            findings.add(Step("repository", "unknown", told))
            return
        findings.add(
            Step("repository", "verified", say("every object in it is what its name says"))
        )


_LENIENT = tuple(
    word
    for name in (
        "badTimezone", "badDate", "badDateOverflow", "missingSpaceBeforeDate", "badEmail",
        "missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeEmail", "badName",
        "zeroPaddedDate", "multipleAuthors", "zeroPaddedFilemode", "nulInCommit",
    )
    for word in ("-c", f"fsck.{name}=ignore")
)  # fmt: skip
"""Forms that old programs wrote: odd, but no reason to doubt that an object is itself."""


def prove_log(findings: Findings, ground: Ground) -> None:
    """Step 2: every entry follows the one before, and says what its commit is."""
    with step(findings, "log"):
        if ground.tip is None:
            told = say(
                "there is no publication log (branch {branch}) in {origin}",
                branch=ground.log_branch,
                origin=ground.origin,
            )
            note = say(
                "fetch it if it exists: git fetch origin {name}:{name}", name=ground.log_branch
            )
            findings.add(Step("log", "unknown", told, (note,)))
            return
        log, sealed = chain_and_seals(ground.repository, ground.tip)
        flaw = _flaw(ground, log, sealed)
        if flaw is not None:
            result: Result = "refuted" if flaw.is_certain else "unknown"
            findings.add(Step("log", result, flaw.message))
            return
        findings.log = log
        findings.is_signed = bool(entries.keys_before(log, len(log) - 1))
        notes = tuple(_notes(log))
        if ground.divided is not None:
            findings.add(Step("log", "unknown", ground.divided, notes))
            return
        told = say_n(
            "{n} publication, and it is what it says",
            "{n} publications, each after the one before, and all are what they say",
            len(log),
        )
        findings.add(Step("log", "verified", told, notes))


def _flaw(ground: Ground, log: Sequence[Entry], sealed: Sequence[bytes]) -> Flaw | None:
    """Return the first thing that is wrong with a log, oldest entry first."""
    from promisetrack.edges.digests import Digester

    repository = ground.repository
    digester = Digester(repository)
    seen: dict[str, entries.SourceFacts] = {}
    for at, one in enumerate(log):
        previous = log[at - 1] if at else None
        flaw = entries.flaw_of_shape(one, previous)
        if flaw is None:
            facts = _facts(ground, one, previous, digester, seen)
            flaw = entries.flaw_of_source(one, previous, facts)
        flaw = flaw or flaw_of_seal(repository, log, at, sealed[at])
        if flaw is not None:
            return flaw
    return _flaw_of_newest(ground, log)


def _facts(
    ground: Ground,
    one: Entry,
    previous: Entry | None,
    digester: Digester,
    seen: dict[str, entries.SourceFacts],
) -> entries.SourceFacts:
    from dataclasses import replace

    from promisetrack.audit.manifest import tree_sha256
    from promisetrack.edges.log import is_ancestor

    repository, source = ground.repository, one.source
    if source not in seen:
        digests = digester.of(source)
        seen[source] = entries.SourceFacts(
            tree=next(iter(repository.commit_texts([source]))).tree,
            tree_sha256=tree_sha256((d.path, d.mode, d.size, d.sha256) for d in digests),
            object_format=repository.object_format,
            follows=True,
        )
    follows = previous is None or is_ancestor(repository, previous.source, source)
    return replace(seen[source], follows=follows)


def _flaw_of_newest(ground: Ground, log: Sequence[Entry]) -> Flaw | None:
    """Compare all that the newest entry says of its commit, the length of its past included."""
    newest = log[-1]
    if newest.manifest is None:
        return None
    claim = source_claim(ground.repository, newest.source, log=log[:-1])
    if claim == newest.manifest.source:
        return None
    told = say(
        "entry {n} ({id}) says of the past of the commit {source} what it is not",
        n=len(log) - 1,
        id=newest.id,
        source=newest.source,
    )
    return entries.Flaw(told)


def _notes(log: Sequence[Entry]) -> Iterator[Message]:
    for at, one in enumerate(log):
        if one.restarts:
            yield say(
                "the log began anew, in the place of {old}; the reason given: {reason}",
                old=one.restarts,
                reason=one.reason,
            )
        elif one.reason:
            yield say(
                "history was rewritten before publication {n}; the reason given: {reason}",
                n=at,
                reason=one.reason,
            )
    signed = next((at for at, one in enumerate(log) if one.keys), None)
    if signed is not None:
        changes = sum(1 for one in log[signed + 1 :] if one.keys)
        yield say("signed from publication {n} on", n=signed)
        if changes:
            yield say_n("the keys changed {n} time", "the keys changed {n} times", changes)
