"""`promisetrack witness`: remember another tracker's publication log, and raise the alarm."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.audit import pins
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from promisetrack.audit.entries import Entry
    from promisetrack.audit.verdict import Report
    from promisetrack.cli.ground import Ground
    from promisetrack.edges.git import Repository


@click.command(cls=Command, help=_("Remember the publication log of another tracker."))
@click.argument("origin", metavar="ORIGIN")
@click.pass_obj
def witness(session: Session, *, origin: str) -> int:
    """Verify the log against what was seen last; record it here, or raise the alarm (exit 1)."""
    from promisetrack.cli.ground import open_ground
    from promisetrack.cli.proving import Findings, prove_log, prove_repository
    from promisetrack.cli.proving_place import prove_branch, prove_pin
    from promisetrack.edges.remote import remote_address

    own = _own(session)
    address = remote_address(own, origin)
    tip, content = _records(own)
    last = pins.about(pins.read_records(content), address, ())
    pin = last if last and pins.same_place(last.origin, address) else None
    with tempfile.TemporaryDirectory(prefix="promisetrack-") as folder:
        ground = open_ground(address, Path(folder), branch=None)
        findings = Findings()
        prove_repository(findings, ground)
        prove_log(findings, ground)
        prove_branch(findings, ground, None)
        prove_pin(findings, pin, is_asked=True)
        report = findings.report()
        code = _outcome(report, address)
        if code == 0:
            _remember(own, ground, findings.log, pin, tip=tip, content=content)
    return code


def _own(session: Session) -> Repository:
    from promisetrack.edges.git import Repository

    here = Path(session.folder or ".")
    own = Repository.open(here)
    if own is None:
        raise PromisetrackError(
            say("{folder} is in no git repository that could remember anything", folder=str(here)),
            say("run it in your copy of the tracker, or in an empty repository (git init)"),
        )
    return own


def _records(own: Repository) -> tuple[str | None, bytes]:
    """Return the tip of the branch on which this repository remembers, and what stands there."""
    from promisetrack.cli.proving_place import WITNESS_BRANCH, WITNESS_FILE
    from promisetrack.edges.log import blob_in, log_tip

    tip = log_tip(own, WITNESS_BRANCH)
    content = blob_in(own, tip, WITNESS_FILE, pins.LIMIT) if tip else None
    if tip and content is None:
        raise PromisetrackError(
            say("the branch {branch} holds no records that can be read", branch=WITNESS_BRANCH),
            say("look at it; what a witness saw is not thrown away"),
        )
    return tip, content or b""


def _outcome(report: Report, address: str) -> int:
    """Say what is wrong, if anything; return the exit code that all but the files deserve."""
    from promisetrack.audit.verdict import EXIT
    from promisetrack.output.escape import visible

    speak = words().text
    steps = [one for one in report.steps if one.name not in ("files", "rebuild", "witnesses")]
    results = {one.result for one in steps}
    if not results & {"refuted", "unknown"}:
        return EXIT["verified"]
    is_alarm = "refuted" in results
    head = say("could not check {origin}; nothing was recorded", origin=address)
    if is_alarm:
        head = say("ALARM: {origin} does not show what it showed before", origin=address)
    click.echo(visible(speak(head)))
    for one in steps:
        if one.result in ("refuted", "unknown"):
            for part in (one.detail, *one.notes):
                click.echo(f"  {visible(speak(part))}")
    return EXIT["refuted"] if is_alarm else EXIT["unknown"]


def _remember(
    own: Repository,
    ground: Ground,
    log: tuple[Entry, ...],
    pin: pins.Pin | None,
    *,
    tip: str | None,
    content: bytes,
) -> None:
    """Record the newest entry, and keep it: it is a parent of the record."""
    from promisetrack.cli.proving_place import WITNESS_BRANCH, WITNESS_FILE
    from promisetrack.edges.clock import now
    from promisetrack.edges.log import branch_tips, set_branch, write_entry
    from promisetrack.edges.remote import take

    newest, n = log[-1], len(log) - 1
    speak = words().text
    if pin is not None and pin.entry == newest.id:
        click.echo(speak(say("nothing new: publication {n} is still the last one", n=n)))
        return
    take(own, ground.repository, newest.id)
    moment = now(os.environ)
    seen = pins.Pin(ground.origin, n, newest.id, moment.isoformat().replace("+00:00", "Z"))
    commit = write_entry(
        own,
        files=[(WITNESS_FILE, content + pins.record(seen))],
        parents=[*([tip] if tip else []), newest.id],
        message=f"seen: publication {n}\n\nEntry: {newest.id}\n",
        seconds=int(moment.timestamp()),
    )
    set_branch(own, f"refs/heads/{WITNESS_BRANCH}", commit, branch_tips(own, WITNESS_BRANCH)[0])
    click.echo(speak(say("publication {n} is recorded: {entry}", n=n, entry=newest.id)))
    told = say("let others see it: git push REMOTE {branch}", branch=WITNESS_BRANCH)
    click.echo(speak(told), err=True)
