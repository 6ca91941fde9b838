"""How a promise came to be: its origin, what was asked, what was answered, what was decided."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag

from promisetrack.model.base import Record, key, renamed_key
from promisetrack.model.forms import whole, word
from promisetrack.model.values import (
    MAP,
    SCALAR,
    Count,
    Date,
    Estimate,
    Id,
    Markdown,
    Text,
    Url,
    Words,
    scalar_or_map,
)


class Votes(Record):
    """How a vote went."""

    for_: Count | None = renamed_key("for", "For", "How many voted for it.")
    against: Count | None = key("Against", "How many voted against it.")
    abstain: Count | None = key("Abstained", "How many abstained.")


VotesOrCount: TypeAlias = Annotated[
    Annotated[int, whole(0), Tag(SCALAR)] | Annotated[Votes, Tag(MAP)],
    Discriminator(scalar_or_map),
]
"""How many votes it had, or `Votes`."""


class ProposedBy(Record):
    """Who had the idea."""

    kind: Annotated[str, word("proposer-kind")] | None = key(
        "Kind", "What kind of person or group proposed it."
    )
    name: Text | None = key("Name", "The name of the group, only if it agreed to be named.")


class Proposal(Record):
    """A proposal of the public that the promise takes up."""

    title: Text | None = key("Title", "The title of the proposal.")
    url: Url | None = key("Address", "The address of the proposal.")
    reference: Words | None = key("Reference", "The number of the proposal, as text.")


class Origin(Record):
    """How the promise came to be."""

    kind: Annotated[str, word("origin-kind")] | None = key("Kind", "What it came from.")
    title: Text | None = key("Title", "The name of the plan, vote, assembly or act.")
    date: Date | None = key("Date", "When it came to be.")
    url: Url | None = key("Address", "Where to read about it.")
    reference: Words | None = key("Reference", "Its number there, as text.")
    votes: Count | None = key("Votes", "How many votes it had.")
    rank: Annotated[int, whole(1)] | None = key("Rank", "Its rank in the vote.")
    voters: Count | None = key("Voters", "How many people voted.")
    estimate: Estimate | None = key("Estimate", "The cost that was estimated when it was chosen.")
    proposed_by: ProposedBy | None = key("Proposed by", "Who had the idea.")
    proposals: tuple[Proposal, ...] = key(
        "Proposals", "The proposals of the public that it takes up.", ()
    )


class Request(Record):
    """What was asked for."""

    text: Markdown | None = key("Text", "What was asked, word for word.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())
    votes: VotesOrCount | None = key("Votes", "How many votes it had, or how the vote went.")


class Answer(Record):
    """What the executive answered."""

    date: Date | None = key("Date", "When the answer was given.")
    due: Date | None = key("Due", "By when an answer was owed.")
    by: Id | None = key("By", "The id of the organisation that answered.")
    position: Annotated[str, word("answer-position")] | None = key(
        "Position", "What was answered: accepted, deferred, declined …"
    )
    reason: Markdown | None = key("Reason", "Why it was answered so.")
    text: Markdown | None = key("Text", "The answer, word for word.")
    decision: Id | None = key("Decision", "The id of the decision that says so.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Decision(Record):
    """An act: a council decision, a by-law, a law."""

    id: Id = key("Id", "Its permanent name, unique in the commitment.", ...)
    date: Date = key("Date", "When it was decided.", ...)
    title: Text = key("Title", "The title of the act.", ...)
    body: Id | None = key("Body", "The id of the organisation that decided.")
    number: Words | None = key("Number", "The number of the act, as text.")
    votes: Votes | None = key("Votes", "How the vote went.")
    url: Url | None = key("Address", "The web address of the act.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())
