"""A plan: what commitments stand in; an action plan, a programme, a participatory budget."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.budget import Budget
from promisetrack.model.evidence import Evidence, Source
from promisetrack.model.forms import word
from promisetrack.model.indicator import Indicator
from promisetrack.model.milestone import Milestone
from promisetrack.model.organisation import Identifier
from promisetrack.model.values import (
    Date,
    Duration,
    Id,
    Language,
    Markdown,
    OwnId,
    Shown,
    Text,
    Url,
    Words,
)


class Period(Record):
    """From when to when a plan runs."""

    start: Date | None = key("Start", "When it begins.")
    end: Date | None = key("End", "When it ends.")


class Reporting(Record):
    """How often the body in charge reports."""

    every: Duration | None = key("Every", "How often, such as 6 months.")


class Stage(Record):
    """A stage of a plan, such as proposals, vote, delivery."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    title: Text = key("Title", "The stage, in one line.", ...)
    start: Date | None = key("Start", "When it begins.")
    end: Date | None = key("End", "When it ends.")
    text: Markdown | None = key("Text", "What happens in it.")
    url: Url | None = key("Address", "Where to read about it.")


class Plan(Record):
    """What commitments stand in: one folder."""

    id: OwnId = key("Id", "Its permanent name, and the name of its folder.", ...)
    title: Text = key("Title", "The name of the plan.", ...)
    kind: Annotated[str, word("origin-kind")] | None = key("Kind", "What kind of plan it is.")
    number: Words | None = key("Number", "The number that others give it, as text.")
    identifiers: tuple[Identifier, ...] = key(
        "Identifiers", "Its identifiers in the lists of others.", ()
    )
    authority: Id | None = key("Authority", "The id of the organisation that answers for it.")
    promised_by: tuple[Id, ...] = key(
        "Promised by", "The ids of the organisations that promised.", ()
    )
    guarantor: Id | None = key(
        "Guarantor", "The id of the organisation that watches over the procedure."
    )
    period: Period | None = key("Period", "From when to when the plan runs.")
    reporting: Reporting | None = key("Reporting", "How often the body in charge reports.")
    url: Url | None = key("Address", "Where to read about it.")
    source: Source | None = key(
        "Source of the text",
        "Where it was promised: an address, or evidence, page, passage and quotation.",
    )
    summary: Text | None = key("Summary", "One or two plain sentences.")
    description: Markdown | None = key("Description", "What the plan is about.")
    rules: Shown | None = key("Rules", "The rules that it follows: words, or ids of evidence.")
    selection: Annotated[str, word("selection")] | None = key(
        "Selection", "How those who took part were chosen."
    )
    stages: tuple[Stage, ...] = key("Stages", "The stages of the plan, in order.", ())
    milestones_template: tuple[Milestone, ...] = key(
        "Model milestones", "The milestones that a new commitment of the plan starts with.", ()
    )
    status_scheme: Id | None = key("Status scheme", "The list of statuses that it uses.")
    languages: tuple[Language, ...] = key(
        "Languages", "Its languages; the first is that of texts without a language.", ()
    )
    budget: Budget | None = key("Budget", "What it costs, and who pays.")
    indicators: tuple[Indicator, ...] = key("Indicators", "What is measured.", ())
    evidence: tuple[Evidence, ...] = key("Evidence", "The documents that prove it.", ())
    licence: Text | None = key("Licence", "The licence of its texts and data.")
