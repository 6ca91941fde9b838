"""`data/v1/commitments.csv`, `milestones.csv`, `evidence.csv`: one line a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.model.commitment import Commitment
from promisetrack.model.evidence import Evidence
from promisetrack.model.milestone import Milestone as MilestoneModel
from promisetrack.register import computed
from promisetrack.site.data.resource import CSV, Resource
from promisetrack.site.data.tables import (
    Column,
    documented,
    iso_day,
    original,
    table,
    text_in,
    written_date,
)
from promisetrack.site.fields import Fields
from promisetrack.site.survey import first_language
from promisetrack.site.urls import (
    COMMITMENTS_CSV,
    EVIDENCE_CSV,
    MILESTONES_CSV,
    Addresses,
    absolute,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from promisetrack.model.base import Record
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Milestone, Promise, Survey


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, with the language of its plain texts.

    `commitment` and `milestone` are set where the line belongs to them.
    """

    fields: Fields
    source: str
    plan: str
    commitment: Promise | None = None
    milestone: Milestone | None = None


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
    string, dates = _keys(Commitment, _string), _keys(Commitment, _written)
    return (
        *string("id"),
        _PLAN,
        *string("number"),
        *_titles(site, Commitment),
        *string("status", "status_as_written"),
        _phase(lambda line: _promise(line).phase),
        *_keys(Commitment, _number, type_="number")("progress"),
        *string("lead"),
        *_keys(Commitment, _list)("themes", "values", "tags"),
        *dates("start", "due"),
        _LAST_DAY,
        _overdue(lambda line: _promise(line).is_overdue),
        Column(
            "stale",
            say("Stale"),
            say("Whether there was no news for longer than the register's own rule allows."),
            lambda line: _promise(line).is_stale,
            "boolean",
        ),
        Column(
            "last_update",
            say("Last report"),
            say("The date of the newest report of the body in charge, as it was written."),
            lambda line: computed.last_update(_promise(line).entry),
        ),
        *_COUNTS,
        *_OTHERS,
        _page(site),
        Column(
            "path",
            say("File"),
            say("The file of the repository that says all this."),
            lambda line: _promise(line).entry.path,
        ),
    )


def _milestone(site: Site) -> tuple[Column[Line], ...]:
    string, dates = _keys(MilestoneModel, _string), _keys(MilestoneModel, _written)
    return (
        _COMMITMENT,
        *string("id", "number"),
        *_titles(site, MilestoneModel),
        *string("part_of", "lead", "status", "status_as_written"),
        _phase(lambda line: line.milestone and line.milestone.standing.phase),
        *_keys(MilestoneModel, _number, type_="number")("progress"),
        *dates("start", "due"),
        _LAST_DAY,
        *dates("completed"),
        _overdue(lambda line: line.milestone and line.milestone.is_late),
    )


def _evidence(site: Site) -> tuple[Column[Line], ...]:
    string, dates = _keys(Evidence, _string), _keys(Evidence, _written)
    return (
        _PLAN,
        _COMMITMENT,
        *string("id", "kind"),
        *_titles(site, Evidence),
        *_keys(Evidence, _original)("publisher"),
        *string("language"),
        *dates("published", "accessed"),
        *string("url", "file", "page", "archive", "sha256"),
        *_keys(Evidence, _original)("shows"),
    )


_PLAN: Column[Line] = Column(
    "plan", say("Plan"), say("The id of the plan that it belongs to."), lambda line: line.plan
)
_COMMITMENT: Column[Line] = Column(
    "commitment",
    say("Commitment"),
    say("The id of the commitment that it belongs to; empty for what belongs to the plan."),
    lambda line: line.commitment.id if line.commitment else "",
)
_LAST_DAY: Column[Line] = Column(
    "due_end",
    say("Last day of the deadline"),
    say("The last day that the deadline means, YYYY-MM-DD; empty where it means none."),
    lambda line: iso_day(line.fields.raw("due")),
    "date",
)
_COUNTS: tuple[Column[Line], ...] = (
    Column(
        "milestones",
        say("Milestones"),
        say("How many milestones it has."),
        lambda line: len(_promise(line).milestones),
        "integer",
    ),
    Column(
        "milestones_done",
        say("Milestones done"),
        say("How many of them are done, as the body in charge says."),
        lambda line: sum(one.standing.phase == "done" for one in _promise(line).milestones),
        "integer",
    ),
    Column(
        "evidence",
        say("Evidence"),
        say("How many pieces of evidence it has."),
        lambda line: len(_promise(line).evidence),
        "integer",
    ),
)
_OTHERS: tuple[Column[Line], ...] = (
    Column(
        "assessed_by",
        say("Assessed by"),
        say("Whose assessment of the whole commitment is the newest: the id of an organisation."),
        lambda line: (found := _promise(line).independent) and found.by,
    ),
    Column(
        "assessed_on",
        say("Assessed on"),
        say("The last day that the date of that assessment means, YYYY-MM-DD."),
        lambda line: (found := _promise(line).independent) and found.day,
        "date",
    ),
    Column(
        "assessed_scheme",
        say("Scale of the assessment"),
        say("The id of the scale on which it was rated."),
        lambda line: (found := _promise(line).independent) and found.fields.string("scheme"),
    ),
    Column(
        "assessed_rating",
        say("Rating"),
        say("The rating on that scale, in its dimension of completion."),
        lambda line: (found := _promise(line).independent) and found.rating and found.rating.id,
    ),
    Column(
        "assessed_phase",
        say("Phase of the rating"),
        say("The phase that the rating means, to set beside the official one."),
        lambda line: (found := _promise(line).independent) and found.rating and found.rating.phase,
    ),
)


def _phase(value: Callable[[Line], object]) -> Column[Line]:
    return Column(
        "phase",
        say("Phase"),
        say("unknown, waiting, moving, done, partial, stopped or declined: what the status means."),
        value,
    )


def _overdue(value: Callable[[Line], object]) -> Column[Line]:
    return Column(
        "overdue",
        say("Overdue"),
        say("Whether the last day of the deadline has passed while it is not done."),
        value,
        "boolean",
    )


def _page(site: Site) -> Column[Line]:
    addresses, base = Addresses(site.languages[0]), site.options.base_url
    return Column(
        "page",
        say("Page"),
        say("Its page on the site: a public address, or one from the root of the site."),
        lambda line: absolute(base, addresses.commitment(_promise(line).id)),
    )


def _titles(site: Site, record: type[Record]) -> tuple[Column[Line], ...]:
    """Return the title as it was written, then in each language of the site."""
    written = documented(record, "title", _original("title"))
    return (written, *(_title_in(language) for language in site.languages))


def _title_in(language: str) -> Column[Line]:
    return Column(
        f"title_{language}",
        say("Title in one language ({language})", language=language),
        say("The title where it is known in that language; otherwise empty."),
        lambda line: text_in(line.fields.raw("title"), language, line.source),
    )


def _keys(
    record: type[Record], read: Callable[[str], Callable[[Line], object]], *, type_: str = "string"
) -> Callable[..., tuple[Column[Line], ...]]:
    """Return a maker of columns that hold keys of a record as `read` reads them."""
    return lambda *names: tuple(documented(record, one, read(one), type_=type_) for one in names)


def _string(name: str) -> Callable[[Line], object]:
    return lambda line: _stated(line, name)


def _stated(line: Line, name: str) -> object:
    """A status that is not written is `unknown`, as everywhere; texts are the original ones."""
    if name == "status" and line.commitment:
        return (line.milestone or line.commitment).standing.id
    value = line.fields.raw(name)
    return original(value, line.source) if isinstance(value, dict) else line.fields.string(name)


def _original(name: str) -> Callable[[Line], object]:
    return lambda line: original(line.fields.raw(name), line.source)


def _written(name: str) -> Callable[[Line], object]:
    return lambda line: written_date(line.fields.raw(name))


def _number(name: str) -> Callable[[Line], object]:
    return lambda line: line.fields.number(name)


def _list(name: str) -> Callable[[Line], object]:
    return lambda line: "; ".join(line.fields.strings(name))


def _promise(line: Line) -> Any:
    """Return the commitment of a line; those of the first table always have one."""
    return line.commitment
