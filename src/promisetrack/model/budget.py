"""What it costs."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.forms import whole, word
from promisetrack.model.values import Currency, Date, Id, Sum, Text


class BudgetLine(Record):
    """One line of the budget."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    label: Text = key("Label", "What the money is for.", ...)
    year: Annotated[int, whole(1, 9999)] | None = key("Year", "The year of the sums.")
    planned: Sum | None = key("Planned", "What was announced.")
    committed: Sum | None = key("Committed", "What was bound by contracts or decisions.")
    spent: Sum | None = key("Spent", "What was paid.")
    date: Date | None = key("Date", "The date of these figures.")
    funding: Text | None = key("Funding", "Where the money comes from.")
    decision: Id | None = key("Decision", "The id of the decision that says so.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Budget(Record):
    """What it costs, and who pays."""

    currency: Currency | None = key("Currency", "The currency, three letters such as EUR.")
    tax: Annotated[str, word("tax")] | None = key("Tax", "Whether the sums include taxes.")
    lines: tuple[BudgetLine, ...] = key("Lines", "The lines of the budget.", ())
