"""What is computed once for all languages: where each commitment stands, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.register import computed
from promisetrack.register.register import Entry
from promisetrack.site.contents import folders
from promisetrack.site.fields import Fields
from promisetrack.site.files import NO_FILES, Shelf, shelf_of
from promisetrack.site.past import Past, is_addressable, past_of
from promisetrack.site.scales import Rating, Standing, ratings_of, standing_of
from promisetrack.site.theme import PLAIN, Theme, theme_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.history.records import Record
    from promisetrack.register.register import Register
    from promisetrack.site.site import Site


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone: its data and where it stands."""

    fields: Fields
    standing: Standing
    is_late: bool

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        return self.fields.string("id")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What someone else says of a commitment, on their own scale.

    `rating` is the completion-like one; None where the scheme has none that means a phase.
    """

    fields: Fields
    by: str
    day: date | None
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as pages need it. `source` is the language in which plain texts are written."""

    entry: Entry
    fields: Fields
    source: str
    standing: Standing
    phase: str
    is_overdue: bool
    is_stale: bool
    due: date | None
    last_news: date | None
    news: object
    milestones: tuple[Milestone, ...]
    judgements: tuple[Judgement, ...]
    faults: tuple[Diagnostic, ...]
    is_removed: bool = False

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.entry.id

    @property
    def leads(self) -> tuple[str, ...]:
        """The organisations that answer for it."""
        return self.fields.strings("lead")

    @property
    def evidence(self) -> tuple[Fields, ...]:
        """Its evidence."""
        return self.fields.parts("evidence")

    @property
    def independent(self) -> Judgement | None:
        """The newest judgement of the whole commitment that says where it stands."""
        whole = [one for one in self.judgements if one.rating and not one.fields.has("about")]
        return whole[-1] if whole else None

    @property
    def is_unproven(self) -> bool:
        """Said to be done, with no evidence linked anywhere."""
        return self.phase == "done" and not self.evidence


@dataclass(frozen=True, slots=True)
class Survey:
    """All commitments in the order of their plans' numbers, and who answers for what.

    `gone` are those that were removed, as they stood last. `incoming` maps an id to those that
    name it in `related`, with the kind of relation. `errors` counts what is wrong and not accepted.
    `shelf` are the tracker's own files, `theme` its colours, fonts and logo.
    """

    promises: tuple[Promise, ...]
    register: Register
    past: Past = field(default_factory=Past)
    gone: tuple[Promise, ...] = ()
    by_id: Mapping[str, Promise] = field(default_factory=dict)
    incoming: Mapping[str, tuple[tuple[str, Promise], ...]] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    errors: int = 0
    shelf: Shelf = NO_FILES
    theme: Theme = PLAIN

    def promise(self, identity: str) -> Promise | None:
        """Return one commitment by id."""
        return self.by_id.get(identity)

    def of_plan(self, plan: str) -> tuple[Promise, ...]:
        """Return the commitments of a plan."""
        return tuple(one for one in self.promises if one.entry.plan == plan)

    def of_theme(self, theme: str) -> tuple[Promise, ...]:
        """Return the commitments of a theme."""
        return tuple(one for one in self.promises if theme in one.fields.strings("themes"))

    def of_status(self, status: str) -> tuple[Promise, ...]:
        """Return the commitments in a status, by the account of the body in charge."""
        return tuple(one for one in self.promises if one.standing.id == status)

    def of_organisation(self, organisation: str) -> tuple[Promise, ...]:
        """Return the commitments for which an organisation answers, wholly or in a milestone."""
        return tuple(one for one in self.promises if organisation in answerable(one))

    def partnered_by(self, organisation: str) -> tuple[Promise, ...]:
        """Return the commitments in which an organisation takes part without answering for them."""
        return tuple(
            one
            for one in self.promises
            if organisation in partners(one.fields) and organisation not in answerable(one)
        )

    @property
    def late(self) -> tuple[Promise, ...]:
        """Return what is past its due date, the longest first."""
        late = [one for one in self.promises if one.is_overdue]
        return tuple(sorted(late, key=lambda one: (str(one.due), one.id)))


def answerable(promise: Promise) -> frozenset[str]:
    """Return who answers for a commitment or for one of its milestones."""
    leads = [*promise.leads]
    for milestone in promise.milestones:
        leads.extend(milestone.fields.strings("lead"))
    return frozenset(leads)


def partners(fields: Fields) -> tuple[str, ...]:
    """Return the ids of the partners, whatever their role."""
    listed = [one if isinstance(one, str) else None for one in fields.items("partners")]
    with_roles = [one.string("organisation") for one in fields.parts("partners")]
    return tuple(one for one in (*listed, *with_roles) if one)


def survey(site: Site) -> Survey:
    """Compute where everything stands on the day of the site."""
    faults = _faults(site)
    promises = [_promise(entry, site, faults) for entry in site.register.commitments.values()]
    ordered = tuple(sorted(promises, key=_plan_order))
    tracker = site.register.tracker
    past = past_of(site.timeline, tracker.data.get("timezone") if tracker else None)
    found = Survey(
        promises=ordered,
        register=site.register,
        past=past,
        gone=_gone(past, site, faults),
        by_id={one.id: one for one in ordered},
        incoming=_incoming(ordered),
        shelf=shelf_of(site.register, site.removals),
        theme=theme_of(site.register),
        errors=sum(one.level == "error" and one.suppressed is None for one in site.diagnostics),
    )
    return replace(found, folders=folders(found))


def _gone(
    past: Past, site: Site, faults: Mapping[str, tuple[Diagnostic, ...]]
) -> tuple[Promise, ...]:
    """Return the commitments that only the history knows, as they stood last."""
    records = past.timeline.commitments.values() if past.timeline else ()
    return tuple(
        replace(
            _promise(_last(one, one.data), site, faults),
            is_removed=True,
            is_overdue=False,
            is_stale=False,
        )
        for one in records
        if one.data is not None
        and is_addressable(one.id)
        and one.id not in site.register.commitments
    )


def _last(record: Record, data: dict[str, object]) -> Entry:
    return Entry("commitment", record.id, record.plan, record.path, (), data, None)


def _incoming(promises: tuple[Promise, ...]) -> dict[str, tuple[tuple[str, Promise], ...]]:
    found: dict[str, list[tuple[str, Promise]]] = {}
    for one in promises:
        for part in one.fields.parts("related"):
            found.setdefault(part.string("id"), []).append((part.string("kind"), one))
    return {identity: tuple(many) for identity, many in found.items()}


def first_language(register: Register, plan: str | None) -> str:
    """Return the language of plain texts: the plan's first, else the tracker's, else English."""
    for entry in (register.plans.get(plan or ""), register.tracker):
        if entry is not None:
            languages = Fields(entry.data).strings("languages")
            if languages:
                return languages[0]
    return "en"


def _faults(site: Site) -> dict[str, tuple[Diagnostic, ...]]:
    """Return what is wrong by file."""
    found: dict[str, list[Diagnostic]] = {}
    for one in site.diagnostics:
        found.setdefault(one.path, []).append(one)
    return {path: tuple(many) for path, many in found.items()}


def _promise(entry: Entry, site: Site, faults: Mapping[str, tuple[Diagnostic, ...]]) -> Promise:
    register, fields = site.register, Fields(entry.data)
    scheme = computed.scheme_of(entry, register)
    return Promise(
        entry=entry,
        fields=fields,
        source=first_language(register, entry.plan),
        standing=standing_of(computed.status_of(entry.data), scheme),
        phase=computed.phase(entry, register),
        is_overdue=computed.is_overdue(entry, register, site.today),
        is_stale=computed.is_stale(entry, register, site.today),
        due=last_day(entry.data.get("due")),
        last_news=computed.last_news(entry),
        news=_news(fields),
        milestones=tuple(
            Milestone(
                Fields(data),
                standing_of(computed.status_of(data), scheme),
                computed.is_late(data, scheme, site.today),
            )
            for data in computed.milestones(entry)
        ),
        judgements=_judgements(fields, register),
        faults=faults.get(entry.path, ()),
    )


def _news(fields: Fields) -> object:
    """Return the Date, as written, of the newest report or review."""
    dates = [one.raw("date") for one in fields.parts("updates")]
    dates.append(fields.part("reviewed").raw("date"))
    dated = [(day, str(index), one) for index, one in enumerate(dates) if (day := last_day(one))]
    return max(dated, key=lambda one: one[:2])[2] if dated else None


def _judgements(fields: Fields, register: Register) -> tuple[Judgement, ...]:
    tracker = register.tracker.data if register.tracker else None
    found = []
    for part in fields.parts("assessments"):
        ratings = ratings_of(part, tracker)
        completion = next((one for one in ratings if one.phase), None)
        day = last_day(part.raw("date"))
        found.append(Judgement(part, part.string("by"), day, completion))
    return tuple(sorted(found, key=lambda one: (str(one.day or ""), one.by)))


def _plan_order(promise: Promise) -> tuple[str, tuple[tuple[int, str], ...], str]:
    """Order by plan, then as a reader counts: 2 before 10, `1.10` behind `1.9`."""
    number = promise.fields.string("number") or promise.id
    pieces = tuple(
        (int(piece), "") if piece.isdecimal() and piece.isascii() else (-1, piece)
        for piece in _split(number)
    )
    return promise.entry.plan or "", pieces, promise.id


def _split(number: str) -> list[str]:
    pieces, kind = [""], None
    for character in number:
        now = character.isdecimal() and character.isascii()
        if kind is not None and now != kind:
            pieces.append("")
        pieces[-1] += character
        kind = now
    return pieces
