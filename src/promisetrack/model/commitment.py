"""A commitment: what was promised, by whom, by when, where it stands, and what proves it."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.budget import Budget
from promisetrack.model.evidence import Evidence, Source
from promisetrack.model.forms import whole, word
from promisetrack.model.indicator import Indicator
from promisetrack.model.milestone import Milestone
from promisetrack.model.organisation import Accountable, Contact, Identifier, Partner
from promisetrack.model.origin import Answer, Decision, Origin, Request
from promisetrack.model.participation import Participation, Question
from promisetrack.model.place import PlaceRef
from promisetrack.model.reports import Amendment, Assessment, Relation, Response, Update
from promisetrack.model.safeguards import Safeguards
from promisetrack.model.standing import Review, StatusReason
from promisetrack.model.values import Date, Id, Markdown, OwnId, Percent, StatusId, Text, Words


class Commitment(Record):
    """One promise, one file."""

    id: OwnId = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    title: Text = key("Title", "What is promised, in one line.", ...)
    number: Words | None = key("Number", "The number in the plan, as text.")
    identifiers: tuple[Identifier, ...] = key(
        "Identifiers", "Its identifiers in the lists of others.", ()
    )
    summary: Text | None = key("Summary", "One or two plain sentences.")
    easy: Markdown | None = key("Easy to read", "The promise in easy-to-read language.")
    problem: Markdown | None = key("Problem", "The problem that it is meant to solve.")
    description: Markdown | None = key(
        "Description, word for word", "The text of the promise, word for word."
    )
    expected_result: Markdown | None = key("Expected result", "What will be different then.")
    audience: Markdown | None = key("Audience", "For whom the promise is made.")
    source: Source | None = key(
        "Source of the text",
        "Where it was promised: an address, or evidence, page, passage and quotation.",
    )
    promised_by: tuple[Id, ...] = key(
        "Promised by", "The ids of the organisations that promised, where it was not the lead.", ()
    )
    lead: Id | None = key("Lead", "The id of the organisation in charge.")
    partners: tuple[Partner, ...] = key(
        "Partners", "The organisations that take part: ids, or organisation and role.", ()
    )
    accountable: Accountable | None = key(
        "Accountable", "The function that answers for the promise."
    )
    contact: Contact | None = key("Contact", "Whom to ask: a function, not a person.")
    themes: tuple[Id, ...] = key("Themes", "The ids of its themes.", ())
    values: tuple[Annotated[str, word("value")], ...] = key(
        "Values", "The values of open government that it serves.", ()
    )
    sdgs: tuple[Annotated[int, whole(1, 17)], ...] = key(
        "Sustainable development goals", "Numbers of the United Nations' goals, 1 to 17.", ()
    )
    tags: tuple[Words, ...] = key("Tags", "Free words to find it by.", ())
    places: tuple[PlaceRef, ...] = key(
        "Places", "Where: ids of places.yaml, or name, code and point.", ()
    )
    start: Date | None = key("Start", "When it begins.")
    due: Date | None = key("Due", "The deadline, as precise as it was given.")
    status: StatusId = key("Status", "Where it stands, as the body in charge says.", "unknown")
    status_as_written: Text | None = key("Status as written", "The source's own word for it.")
    status_reason: StatusReason | None = key(
        "Reason of the status", "Why it was refused, stopped, put off or closed in part."
    )
    progress: Percent | None = key("Progress", "How much is done, from 0 to 100.")
    reviewed: Review | None = key(
        "Reviewed", "When somebody last looked, although there was nothing new."
    )
    origin: Origin | None = key("Origin", "How the promise came to be.")
    request: Request | None = key("Request", "What was asked for.")
    answer: Answer | None = key("Answer", "What the executive answered.")
    milestones: tuple[Milestone, ...] = key("Milestones", "The steps and deliverables.", ())
    indicators: tuple[Indicator, ...] = key("Indicators", "What is measured.", ())
    budget: Budget | None = key("Budget", "What it costs, and who pays.")
    participation: tuple[Participation, ...] = key("Participation", "How the public took part.", ())
    decisions: tuple[Decision, ...] = key("Decisions", "The acts that it rests on.", ())
    safeguards: Safeguards | None = key(
        "Safeguards", "What protects people when the promise is digital."
    )
    updates: tuple[Update, ...] = key(
        "Updates", "What the body in charge reports; dated, never edited afterwards.", ()
    )
    evidence: tuple[Evidence, ...] = key("Evidence", "The documents that prove it.", ())
    assessments: tuple[Assessment, ...] = key(
        "Assessments", "What others judge, on their own scales.", ()
    )
    responses: tuple[Response, ...] = key("Right of reply", "Replies to what others say.", ())
    questions: tuple[Question, ...] = key(
        "Questions", "Questions from the public, and the answers.", ()
    )
    amendments: tuple[Amendment, ...] = key(
        "Amendments", "Changes of the promise, with their reasons.", ()
    )
    related: tuple[Relation, ...] = key(
        "Related commitments", "How it is related to other commitments.", ()
    )
