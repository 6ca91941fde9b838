"""`promisetrack verify`: is a site what was published, and was its past kept?"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.audit import pins
from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from promisetrack.audit.verdict import Report
    from promisetrack.cli.ground import Ground
    from promisetrack.cli.proving import Findings


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be checked, and against what."""

    site: str
    repository: str | None
    branch: str | None
    pin: Path | None
    witnesses: tuple[str, ...]
    is_rebuilt: bool


@click.command(
    cls=Command,
    help=_("Check that a site is what was published, and that its past was kept."),
)
@click.argument("site", metavar="SITE")
@click.option("--repo", metavar="REPO", help=_("The tracker’s repository; default: the one here."))
@click.option("--branch", metavar="NAME", help=_("The official branch."))
@click.option("--pin", metavar="FILE", help=_("What was seen last time; written when all is well."))
@click.option("--witness", metavar="REPO", multiple=True, help=_("A repository that has watched."))
@click.option("--rebuild", is_flag=True, help=_("Build the site again and compare every byte."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_("How to print what was found."),
)
@click.pass_obj
def verify(
    session: Session,
    *,
    site: str,
    repo: str | None,
    branch: str | None,
    pin: str | None,
    witness: tuple[str, ...],
    rebuild: bool,
    form: str,
) -> int:
    """Prove what can be proved; 0 verified, 1 refuted, 3 could not check."""
    from promisetrack.audit.report import to_text
    from promisetrack.audit.verdict import to_json
    from promisetrack.output.escape import visible

    place = Path(pin) if pin else None
    asked = Asked(site, repo or _here(session, site), branch, place, witness, rebuild)
    report = check(asked)
    speak = words().text
    if form == "json":
        click.echo(json.dumps(to_json(report, speak), ensure_ascii=False, indent=2))
    else:
        text = to_text(report, site, lambda one: visible(speak(one)), has_colour=session.colour)
        click.echo(text, nl=False)
    return report.exit_code


def check(asked: Asked) -> Report:
    """Go through the seven steps; a step that cannot be taken is unknown, and says why."""
    from promisetrack.cli.proving import Findings
    from promisetrack.cli.proving_place import prove_witnesses
    from promisetrack.cli.proving_rebuild import prove_rebuild
    from promisetrack.cli.proving_site import prove_files, showing

    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="promisetrack-") as name, showing(asked.site) as shown:
        folder = Path(name)
        pin = _read_pin(asked.pin)
        where = asked.site if shown is None and asked.repository is None else asked.repository
        ground = _prove_past(findings, where, asked, pin, folder)
        if ground is not None:
            prove_witnesses(findings, ground, asked.witnesses, folder)
        one = prove_files(findings, ground, shown)
        prove_rebuild(findings, ground, one, is_asked=asked.is_rebuilt)
        report = findings.report()
        if asked.pin is not None and report.verdict == "verified" and findings.log:
            _write_pin(asked.pin, pin, findings, where or "")
    return report


def _prove_past(
    findings: Findings, where: str | None, asked: Asked, pin: pins.Pin | None, folder: Path
) -> Ground | None:
    """Steps 1 to 4; return the ground on which the others stand, None where there is none."""
    from promisetrack.audit.verdict import Step
    from promisetrack.cli.ground import open_ground
    from promisetrack.cli.proving import prove_log, prove_repository, step
    from promisetrack.cli.proving_place import prove_branch, prove_pin

    if where is None:
        told = say("no repository was given, and there is none here")
        note = say("give the one that the site’s foot names: --repo ADDRESS")
        findings.add(Step("repository", "unknown", told, (note,)))
        return None
    with step(findings, "repository"):
        ground = open_ground(where, folder, branch=asked.branch)
        prove_repository(findings, ground)
        prove_log(findings, ground)
        prove_branch(findings, ground, asked.branch)
        prove_pin(findings, pin, is_asked=asked.pin is not None)
        return ground
    return None


def _here(session: Session, site: str) -> str | None:
    """Return the repository around the tracker that is worked in, if there is one."""
    from promisetrack.cli.tracker import find
    from promisetrack.edges.git import Repository

    if Path(site).is_file():
        return None
    try:
        root = find(session)
        return str(root) if Repository.open(root) is not None else None
    except PromisetrackError:
        return None


def _read_pin(place: Path | None) -> pins.Pin | None:
    if place is None or not place.exists():
        return None
    with place.open("rb") as file:
        pin = pins.read_pin(file.read(pins.LIMIT))
    if pin is None:
        raise PromisetrackError(
            say("{path} is no pin", path=str(place)),
            say("it holds origin, n and entry; without the file, the first check writes one"),
        )
    return pin


def _write_pin(place: Path, old: pins.Pin | None, findings: Findings, origin: str) -> None:
    """Write down the newest entry, so that the next check starts from there."""
    from promisetrack.edges.folder import write_files

    newest = findings.log[-1]
    pin = pins.Pin(old.origin if old else origin, len(findings.log) - 1, newest.id)
    if old is None or (old.n, old.entry) != (pin.n, pin.entry):
        text = pins.write_pin(pin).decode()
        write_files(place.resolve().parent, {place.name: text})
        message = say("{path} remembers publication {n} now", path=str(place), n=pin.n)
        click.echo(words().text(message), err=True)
