"""The step of a check that builds the site again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.audit import manifest
from promisetrack.audit.compare import compare
from promisetrack.audit.verdict import Step
from promisetrack.cli.proving import step
from promisetrack.cli.proving_site import manifest_of, named
from promisetrack.diagnostic import say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.audit.entries import Entry
    from promisetrack.audit.manifest import Manifest
    from promisetrack.cli.ground import Ground
    from promisetrack.cli.proving import Findings
    from promisetrack.diagnostic import Message


def prove_rebuild(
    findings: Findings, ground: Ground | None, one: Entry | None, *, is_asked: bool
) -> None:
    """Step 7: the same bytes come out when the site is built again from the repository."""
    if not is_asked:
        findings.add(Step("rebuild", "skipped", say("not asked for (--rebuild)")))
        return
    if ground is None or one is None or one.manifest is None:
        told = say("without a publication that the site is, there is nothing to build again")
        findings.add(Step("rebuild", "unknown", told))
        return
    with step(findings, "rebuild"):
        found = _rebuilt(findings, ground, one)
        findings.is_rebuilt = found.result == "verified"
        findings.add(found)


def _rebuilt(findings: Findings, ground: Ground, one: Entry) -> Step:
    from promisetrack.cli.rebuild import options_of, rebuilt

    wanted = manifest_of(ground.repository, one)
    other = _other_program(wanted)
    if other is not None:
        return Step("rebuild", "unknown", other)
    try:
        if options_of(wanted.builder.options).has_own_templates:
            told = say(
                "the register’s own templates made the pages: they are code, and are not run"
            )
            return Step("rebuild", "unknown", told)
    except ValueError as unknown:
        told = say("this program does not know the options {names}", names=str(unknown))
        return Step("rebuild", "unknown", told)
    files = {}
    for artifact in rebuilt(ground.repository, wanted, findings.log[: wanted.n]):
        files[artifact.path] = artifact.content
    made = manifest.parse(files[manifest.MANIFEST])
    seen = _Built({one.path: one for one in made.files})
    found = compare(
        wanted.files, seen.look(wanted), [one.path for one in made.files], may_hide=False
    )
    if found.message is not None:
        notes = (found.message, named(one))
        return Step("rebuild", "refuted", say("another site comes out"), notes)
    told = say_n("{n} file, byte for byte", "{n} files, byte for byte", found.compared)
    return Step("rebuild", "verified", told)


def _other_program(wanted: Manifest) -> Message | None:
    from promisetrack import __version__
    from promisetrack.edges.installed import dependencies_sha256

    if wanted.builder.name != "promisetrack" or wanted.builder.version != __version__:
        return say(
            "the site was built with promisetrack {theirs}, this is {ours}",
            theirs=wanted.builder.version,
            ours=__version__,
        )
    if wanted.builder.dependencies_sha256 != dependencies_sha256():
        return say("the site was built with other versions of the libraries than those here")
    return None


@dataclass(frozen=True, slots=True)
class _Rebuilt:
    """A file that was built again, as a comparison wants it."""

    path: str
    size: int = 0
    sha256: str = ""
    trouble: str | None = None
    is_longer: bool = False


@dataclass(frozen=True, slots=True)
class _Built:
    files: dict[str, manifest.SiteFile]

    def look(self, wanted: Manifest) -> Iterator[_Rebuilt]:
        for one in wanted.files:
            made = self.files.get(one.path)
            if made is None:
                yield _Rebuilt(one.path, trouble="missing")
            else:
                yield _Rebuilt(one.path, made.size, made.sha256)
