"""How the public takes part: participation, questions and answers to them."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.forms import word
from promisetrack.model.values import Count, Date, Id, Markdown, Text, Url


class Participation(Record):
    """A vote, workshop, meeting or survey."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "When it took place.", ...)
    kind: Annotated[str, word("participation-kind")] = key(
        "Kind", "What took place: a vote, a workshop, a meeting …", ...
    )
    title: Text | None = key("Title", "What it was called.")
    url: Url | None = key("Address", "Where to read about it.")
    stage: Annotated[str, word("participation-stage")] | None = key(
        "Stage", "At what stage: framing, design, decision, delivery or evaluation."
    )
    selection: Annotated[str, word("selection")] | None = key(
        "Selection", "How those who took part were chosen."
    )
    participants: Count | None = key("Participants", "How many people took part.")
    offline: Text | None = key("Without internet", "How people took part without internet.")
    outcome: Markdown | None = key("Outcome", "What came out of it.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class PublicAnswer(Record):
    """An answer to a question from the public."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "When the answer was given.", ...)
    by: Id | None = key("By", "The id of the organisation that answered.")
    text: Markdown = key("Text", "The answer, word for word.", ...)
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Question(Record):
    """A question from the public."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date = key("Date", "When it was asked.", ...)
    text: Markdown = key("Text", "The question, without personal data.", ...)
    url: Url | None = key("Address", "Where it was asked.")
    due: Date | None = key("Due", "By when an answer is owed.")
    merged_into: Id | None = key("Merged into", "The id of the question that asks the same.")
    answers: tuple[PublicAnswer, ...] = key("Answers", "The answers to it.", ())
