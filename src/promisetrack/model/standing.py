"""Where a promise stands, and why: reasons and reviews."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.forms import word
from promisetrack.model.values import Date, Id, Markdown


class StatusReason(Record):
    """Why a promise was refused, stopped, put off or closed in part."""

    code: Annotated[str, word("reason-code")] | None = key(
        "Reason", "The reason, from the list of reasons."
    )
    text: Markdown | None = key("Text", "The reason in words.")
    date: Date | None = key("Date", "When it was decided.")
    decision: Id | None = key("Decision", "The id of the decision that says so.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Review(Record):
    """Somebody looked, and there was nothing new."""

    date: Date = key("Date", "When somebody looked.", ...)
    by: Id | None = key("By", "The id of the organisation that looked.")
