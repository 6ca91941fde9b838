"""Budget: what was planned, committed and spent, line by line, with the sum."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import evidence_links
from promisetrack.site.parts import Section, Table
from promisetrack.words.numbers import show_money

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise

_SUMS = ("planned", "committed", "spent")


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the budget of a commitment as a table."""
    budget = promise.fields.part("budget")
    lines = budget.parts("lines")
    if not lines:
        return None
    return Section(
        "budget", desk.say("Budget"), (table(desk, promise, budget),), answer=_answer(desk, budget)
    )


def table(desk: Desk, promise: Promise, budget: Fields) -> Table:
    """Return the lines and their sum."""
    lines, currency = budget.parts("lines"), budget.string("currency")
    has_proof = any(one.has("evidence") for one in lines)
    rows: list[tuple[object, ...]] = []
    for one in lines:
        cells: list[object] = [desk.text(one.raw("label"), promise.source) or one.string("year")]
        cells += [_money(desk, one.number(key), currency) for key in _SUMS]
        if has_proof:
            cells.append(desk.pen.links(evidence_links(desk, promise, one.strings("evidence"))))
        rows.append(tuple(cells))
    if len(lines) > 1:
        total: list[object] = [desk.say("Total")]
        total += [_money(desk, _total(lines, key), currency) for key in _SUMS]
        rows.append((*total, "") if has_proof else tuple(total))
    head: tuple[object, ...] = (
        desk.say("Line"),
        desk.say("Planned"),
        desk.say("Committed"),
        desk.say("Spent"),
    )
    tax = budget.string("tax")
    caption = (
        desk.word("tax", tax) if tax else str(desk.say("Sums in {currency}", currency=currency))
    )
    return Table(
        caption=caption,
        head=(*head, desk.say("Evidence")) if has_proof else head,
        rows=tuple(rows),
        numeric=(1, 2, 3),
    )


def _answer(desk: Desk, budget: Fields) -> object:
    lines, currency = budget.parts("lines"), budget.string("currency")
    planned, spent = _total(lines, "planned"), _total(lines, "spent")
    if planned is None:
        return ""
    if spent is None:
        return desk.say("{sum} planned.", sum=_money(desk, planned, currency))
    return desk.say(
        "{sum} planned, {spent} spent.",
        sum=_money(desk, planned, currency),
        spent=_money(desk, spent, currency),
    )


def _total(lines: tuple[Fields, ...], key: str) -> Decimal | None:
    """Return the sum of what is written; None where nothing is. Exact: sums are public money."""
    values = [Decimal(str(value)) for one in lines if (value := one.number(key)) is not None]
    return sum(values, Decimal(0)) if values else None


def _money(desk: Desk, value: object, currency: str) -> str:
    if value is None:
        return ""
    if len(currency) != 3 or not currency.isalpha():
        return desk.number(value)
    return show_money(value, currency.upper(), desk.tongue.language)  # type: ignore[arg-type] # a number of YAML
