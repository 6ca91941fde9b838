"""`data/v1/commitments.csv`, `milestones.csv`, `evidence.csv`: one line a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.model.commitment import Commitment
from promisetrack.model.evidence import Evidence
from promisetrack.model.milestone import Milestone as MilestoneModel
from promisetrack.register import computed
from promisetrack.site.data.columns import (
    COMMITMENT,
    COUNTS,
    LAST_DAY,
    OTHERS,
    PLAN,
    Line,
    keys,
    listed,
    number,
    originals,
    overdue,
    page,
    phase,
    promise_of,
    string,
    titles,
    written,
)
from promisetrack.site.data.resource import CSV, Resource
from promisetrack.site.data.tables import Column, table
from promisetrack.site.fields import Fields
from promisetrack.site.survey import first_language
from promisetrack.site.urls import COMMITMENTS_CSV, EVIDENCE_CSV, MILESTONES_CSV

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise, Survey


def files(site: Site, survey: Survey) -> Iterator[Artifact]:
    """Return the CSV files."""
    promises = sorted(survey.promises, key=lambda one: one.id)
    yield Artifact(COMMITMENTS_CSV, table(_commitment(site), map(_line, promises)))
    steps = (one for promise in promises for one in _milestones(promise))
    yield Artifact(MILESTONES_CSV, table(_milestone(site), steps))
    yield Artifact(EVIDENCE_CSV, table(_evidence(site), _proofs(site, promises)))


def resources(site: Site) -> tuple[Resource, ...]:
    """Return what the files are."""
    return (
        Resource(
            COMMITMENTS_CSV,
            "commitments-table",
            say("Commitments (table)"),
            say("One line a commitment, for a spreadsheet."),
            CSV,
            _commitment(site),
            key=("id",),
        ),
        Resource(
            MILESTONES_CSV,
            "milestones-table",
            say("Milestones (table)"),
            say("One line a milestone."),
            CSV,
            _milestone(site),
            refers=("commitment", "commitments-table"),
        ),
        Resource(
            EVIDENCE_CSV,
            "evidence-table",
            say("Evidence (table)"),
            say("One line a piece of evidence, of commitments and of plans."),
            CSV,
            _evidence(site),
        ),
    )


def _line(promise: Promise) -> Line:
    return Line(promise.fields, promise.source, promise.entry.plan or "", promise)


def _milestones(promise: Promise) -> Iterator[Line]:
    for one in promise.milestones:
        yield Line(one.fields, promise.source, promise.entry.plan or "", promise, one)


def _proofs(site: Site, promises: list[Promise]) -> Iterator[Line]:
    for identity, entry in site.register.plans.items():
        source = first_language(site.register, identity)
        for one in Fields(entry.data).parts("evidence"):
            yield Line(one, source, identity)
    for promise in promises:
        for one in promise.evidence:
            yield Line(one, promise.source, promise.entry.plan or "", promise)


# ---- columns ----------------------------------------------------------------------------------


def _commitment(site: Site) -> tuple[Column[Line], ...]:
    strings, dates = keys(Commitment, string), keys(Commitment, written)
    return (
        *strings("id"),
        PLAN,
        *strings("number"),
        *titles(site, Commitment),
        *strings("status", "status_as_written"),
        phase(lambda line: promise_of(line).phase),
        *keys(Commitment, number, type_="number")("progress"),
        *strings("lead"),
        *keys(Commitment, listed)("themes", "values", "tags"),
        *dates("start", "due"),
        LAST_DAY,
        overdue(lambda line: promise_of(line).is_overdue),
        Column(
            "stale",
            say("Stale"),
            say("Whether there was no news for longer than the register's own rule allows."),
            lambda line: promise_of(line).is_stale,
            "boolean",
        ),
        Column(
            "last_update",
            say("Last report"),
            say("The date of the newest report of the body in charge, as it was written."),
            lambda line: computed.last_update(promise_of(line).entry),
        ),
        *COUNTS,
        *OTHERS,
        page(site),
        Column(
            "path",
            say("File"),
            say("The file of the repository that says all this."),
            lambda line: promise_of(line).entry.path,
        ),
    )


def _milestone(site: Site) -> tuple[Column[Line], ...]:
    strings, dates = keys(MilestoneModel, string), keys(MilestoneModel, written)
    return (
        COMMITMENT,
        *strings("id", "number"),
        *titles(site, MilestoneModel),
        *strings("part_of", "lead", "status", "status_as_written"),
        phase(lambda line: line.milestone and line.milestone.standing.phase),
        *keys(MilestoneModel, number, type_="number")("progress"),
        *dates("start", "due"),
        LAST_DAY,
        *dates("completed"),
        overdue(lambda line: line.milestone and line.milestone.is_late),
    )


def _evidence(site: Site) -> tuple[Column[Line], ...]:
    strings, dates = keys(Evidence, string), keys(Evidence, written)
    return (
        PLAN,
        COMMITMENT,
        *strings("id", "kind"),
        *titles(site, Evidence),
        *keys(Evidence, originals)("publisher"),
        *strings("language"),
        *dates("published", "accessed"),
        *strings("url", "file", "page", "archive", "sha256"),
        *keys(Evidence, originals)("shows"),
    )
