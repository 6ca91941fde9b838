"""Who says what about a promise, dated: updates, assessments, responses, amendments, relations."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import model_validator

from promisetrack.model.base import Record, key
from promisetrack.model.errors import missing_one_of, only_one_of
from promisetrack.model.forms import word
from promisetrack.model.values import FREE_MAP, Date, Id, Markdown, Rating, Route, ScaleId, StatusId


class Update(Record):
    """What the body in charge reports; never edited afterwards."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "The day of the report.", ...)
    by: Id = key("By", "The id of the organisation that reports.", ...)
    about: Id | None = key("About", "The id of the milestone that it is about.")
    status: StatusId | None = key("Status", "Where it stands, as the body in charge says.")
    text: Markdown = key("Text", "What was done.", ...)
    challenges: Markdown | None = key("Challenges", "What went wrong or is difficult.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Assessment(Record):
    """What someone else judges, on their own scale."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    by: Id = key("By", "The id of the organisation that judges.", ...)
    date: Date = key("Date", "The day of the assessment.", ...)
    scheme: Id = key("Assessment scheme", "The scale, such as ogp-irm-2021.", ...)
    about: Id | None = key("About", "The id of the milestone that it is about.")
    ratings: Annotated[Mapping[ScaleId, Rating], FREE_MAP] = key(
        "Ratings", "For each dimension of the scheme, its value.", ...
    )
    text: Markdown | None = key("Text", "Why it was judged so.")
    interests: Markdown | None = key(
        "Interests", "What ties those who judge to the body in charge."
    )
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class ResponseTo(Record):
    """What a response replies to: one of three."""

    assessment: Id | None = key("Assessment", "The id of the assessment that it replies to.")
    question: Id | None = key("Question", "The id of the question that it replies to.")
    response: Id | None = key("Response", "The id of the response that it replies to.")

    @model_validator(mode="after")
    def _is_one(self) -> "ResponseTo":
        fields = ("assessment", "question", "response")
        given = tuple(field for field in fields if getattr(self, field) is not None)
        if not given:
            missing_one_of(fields)
        if len(given) > 1:
            only_one_of(given)
        return self


class Response(Record):
    """The right of reply."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "The day of the reply.", ...)
    by: Id = key("By", "The id of the organisation that replies.", ...)
    to: ResponseTo | None = key("In reply to", "What it replies to.")
    text: Markdown = key("Text", "The reply, word for word.", ...)
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Amendment(Record):
    """A change of the promise, with its reason."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "When the change was decided.", ...)
    kind: Annotated[str, word("amendment-kind")] | None = key(
        "Kind", "A change of the promise, or the correction of a mistake."
    )
    changes: tuple[Route, ...] = key(
        "Changes", "What changes, such as due or milestones.m1.due.", ...
    )
    before: Markdown | None = key("Before", "What stood there, where git never saw it.")
    after: Markdown | None = key("After", "What stands there since, where git never saw it.")
    effect: Annotated[str, word("amendment-effect")] | None = key(
        "Effect", "Whether it weakens, strengthens or clarifies the promise."
    )
    reason: Markdown = key("Reason", "Why the promise changes.", ...)
    decided_by: Id | None = key("Decided by", "The id of the organisation that decided.")
    decision: Id | None = key("Decision", "The id of the decision that says so.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Relation(Record):
    """How this commitment is related to another one."""

    id: Id = key("Id", "The id of the other commitment.", ...)
    kind: Annotated[str, word("related-kind")] = key(
        "Kind", "How the two are related: continues, replaces, depends-on …", ...
    )
