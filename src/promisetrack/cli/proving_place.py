"""The steps of a check that ask where a publication stands: branch, pin, witnesses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from promisetrack.audit import pins
from promisetrack.audit.verdict import Step
from promisetrack.cli.proving import step
from promisetrack.diagnostic import say, say_n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.audit.entries import Entry
    from promisetrack.audit.pins import Pin
    from promisetrack.cli.ground import Ground
    from promisetrack.cli.proving import Findings
    from promisetrack.diagnostic import Message
    from promisetrack.edges.git import Repository

WITNESS_BRANCH = "promisetrack-witness"
WITNESS_FILE = "witness.jsonl"


def prove_branch(findings: Findings, ground: Ground, asked: str | None) -> None:
    """Step 3: the last published commit is in the official branch, not only somewhere."""
    from promisetrack.edges.log import is_ancestor

    if not findings.log:
        return
    with step(findings, "branch"):
        newest = findings.log[-1]
        name, tip, notes = _official(ground, newest, asked)
        if tip is None:
            told = say("there is no branch {name} in {origin}", name=name, origin=ground.origin)
            findings.add(Step("branch", "unknown", told, notes))
            return
        told = say(
            "the published commit {source} is in the branch {name}", source=newest.source, name=name
        )
        if is_ancestor(ground.repository, newest.source, tip):
            findings.add(Step("branch", "verified", told, notes))
            return
        told = say(
            "the published commit {source} is not in the branch {name}, which is at {tip}",
            source=newest.source,
            name=name,
            tip=tip,
        )
        findings.add(Step("branch", "refuted", told, notes))


def _official(
    ground: Ground, newest: Entry, asked: str | None
) -> tuple[str, str | None, tuple[Message, ...]]:
    """Return the official branch, its tip, and what is odd about its name."""
    from promisetrack.cli.ground import head_branch

    named = asked or _forge_branch(ground, newest.source)
    head = head_branch(ground.repository)
    tip = _branch_tip(ground, named) if named else None
    if tip is not None or asked:
        notes: tuple[Message, ...] = ()
        if named != head and head and not asked:
            notes = (say("the repository’s own main branch is {head}", head=head),)
        return named or "", tip, notes
    if head is None:
        return named or "main", None, ()
    notes = ()
    if named and named != head:
        notes = (say("the branch was called {old}; it is now {new}", old=named, new=head),)
    return head, _branch_tip(ground, head), notes


def _branch_tip(ground: Ground, name: str) -> str | None:
    """Return a branch's tip: origin’s, unless what is here only goes further."""
    from promisetrack.edges.log import branch_tips, is_ancestor

    here, there = branch_tips(ground.repository, name)
    if here and there and is_ancestor(ground.repository, there, here):
        return here
    return there or here


def _forge_branch(ground: Ground, source: str) -> str | None:
    from promisetrack.cli.erasure import tracker_at

    forge = tracker_at(ground.repository, source).get("forge")
    branch = forge.get("branch") if isinstance(forge, dict) else None
    return branch if isinstance(branch, str) and branch else None


def prove_pin(findings: Findings, pin: Pin | None, *, is_asked: bool) -> None:
    """Step 4: the entry that was seen before is still in the log, under its number."""
    if pin is None or not findings.log:
        if pin is not None or is_asked:
            told = say("there is no pin yet: this is the first time that the log is seen")
            if pin is not None:
                told = say("without a log the pin has nothing to be compared with")
            findings.add(Step("pin", "skipped" if pin is None else "unknown", told))
        else:
            findings.add(Step("pin", "skipped", say("not asked for (--pin FILE)")))
        return
    log = findings.log
    told = say("publication {n} is still {entry}, as it was seen before", n=pin.n, entry=pin.entry)
    if pin.n < len(log) and log[pin.n].id == pin.entry:
        findings.has_pin = True
        findings.add(Step("pin", "verified", told))
        return
    findings.add(_lost(pin, log))


def _lost(pin: Pin, log: Sequence[Entry]) -> Step:
    """Say why an entry that was seen is not in the log."""
    if log[0].restarts:
        told = say(
            "publication {n} was {entry}; the log began anew since, so nobody can say whether it "
            "was a part of the old one",
            n=pin.n,
            entry=pin.entry,
        )
        return Step("pin", "unknown", told)
    if pin.n < len(log):
        told = say(
            "publication {n} was {entry} when it was seen, and is {now} now",
            n=pin.n,
            entry=pin.entry,
            now=log[pin.n].id,
        )
    else:
        told = say(
            "publication {n} ({entry}) was seen before, and the log ends with {last} ({now})",
            n=pin.n,
            entry=pin.entry,
            last=len(log) - 1,
            now=log[-1].id,
        )
    return Step("pin", "refuted", told, (say("the pin was made at {origin}", origin=pin.origin),))


def prove_witnesses(
    findings: Findings, ground: Ground, places: Sequence[str], folder: Path
) -> None:
    """Step 5: what each witness saw is in this log, or this log is in what it saw."""
    if not places:
        told = say("not asked for (--witness REPO)")
        findings.add(Step("witnesses", "skipped", told))
        return
    if not findings.log:
        told = say("without a log the witnesses have nothing to be compared with")
        findings.add(Step("witnesses", "unknown", told))
        return
    notes: list[Message] = []
    for number, place in enumerate(places):
        home = folder / f"witness-{number}"
        home.mkdir()
        with step(findings, "witnesses"):
            one = _witness(findings, ground, place, home)
            if one.result != "verified":
                findings.add(one)
                return
            notes.append(one.detail)
            findings.witnesses += 1
    if findings.witnesses == len(places):
        told = say_n("{n} witness sees this log", "{n} witnesses see this log", len(places))
        findings.add(Step("witnesses", "verified", told, tuple(notes)))


def _witness(findings: Findings, ground: Ground, place: str, folder: Path) -> Step:
    repository = _witness_repository(place, folder)
    record = _record(repository, ground, findings.log)
    if record is None:
        told = say("{place} has recorded nothing about this log", place=place)
        return Step("witnesses", "unknown", told)
    log = findings.log
    seen = say("{place} saw publication {n}", place=place, n=record.n)
    if record.n < len(log) and log[record.n].id == record.entry:
        return Step("witnesses", "verified", seen)
    if _leads_to(repository, log[-1].id, record.entry):
        newer = say("{place} saw publication {n}, which is newer", place=place, n=record.n)
        return Step("witnesses", "verified", newer)
    if log[0].restarts:
        told = say("the log began anew after what {place} saw", place=place)
        return Step("witnesses", "unknown", told)
    told = say(
        "split view: {place} saw publication {n} as {entry}, and this log is at {tip}",
        place=place,
        n=record.n,
        entry=record.entry,
        tip=log[-1].id,
    )
    return Step("witnesses", "refuted", told)


def _witness_repository(place: str, folder: Path) -> Repository:
    from promisetrack.edges.git import Repository
    from promisetrack.edges.remote import fetch_all

    path = Path(place)
    found = Repository.open(path) if "://" not in place and path.is_dir() else None
    return found or fetch_all(place, folder)


def _record(repository: Repository, ground: Ground, log: Sequence[Entry]) -> pins.Pin | None:
    from promisetrack.edges.log import blob_in, branch_tips

    here, there = branch_tips(repository, WITNESS_BRANCH)
    tip = here or there
    content = blob_in(repository, tip, WITNESS_FILE, pins.LIMIT) if tip else None
    if content is None:
        return None
    return pins.about(pins.read_records(content), ground.origin, [one.id for one in log])


def _leads_to(repository: Repository, older: str, newer: str) -> bool:
    from promisetrack.edges.log import holds, is_ancestor

    if not (holds(repository, older) and holds(repository, newer)):
        return False
    return is_ancestor(repository, older, newer)
