"""Budget: what was planned, committed and spent, line by line, with the sum."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.site.commitment.common import evidence_links
from promisetrack.site.commitment.decisions import decision_link
from promisetrack.site.drawn import Bar, Bars
from promisetrack.site.parts import Section, Table
from promisetrack.words.numbers import show_money

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise

SUMS = ("planned", "committed", "spent")


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the budget of a commitment as a table."""
    budget = promise.fields.part("budget")
    lines = budget.parts("lines")
    if not lines:
        return None
    return Section(
        "budget",
        desk.say("Budget"),
        (*bars(desk, promise, budget), table(desk, promise, budget)),
        answer=_answer(desk, budget),
    )


def bars(desk: Desk, promise: Promise, budget: Fields) -> tuple[Bars, ...]:
    """Return the sums as lines on one scale, year by year where the lines name years."""
    lines = budget.parts("lines")
    years = sorted({one.string("year") for one in lines if one.has("year")})
    groups: list[tuple[object, tuple[Fields, ...]]]
    if len(years) > 1:
        groups = [
            (year, tuple(one for one in lines if one.string("year") == year)) for year in years
        ]
        rest = tuple(one for one in lines if not one.has("year"))
        groups += [(str(desk.say("Without a year")), rest)] if rest else []
    else:
        groups = [(_label(desk, promise, one), (one,)) for one in lines]
    sums = [(label, [sum_of(many, key) for key in SUMS]) for label, many in groups]
    most = max((float(one) for _, many in sums for one in many if one is not None), default=0.0)
    if most <= 0 or not any(many[1] is not None or many[2] is not None for _, many in sums):
        return ()
    rows = tuple(
        Bar(
            label,
            tuple(
                (kind, round(max(float(one), 0.0) / most * 100, 2), "")
                for kind, one in zip(SUMS, many, strict=True)
                if one is not None
            ),
        )
        for label, many in sums
    )
    words = (desk.say("Planned"), desk.say("Committed"), desk.say("Spent"))
    return (Bars(rows, tuple(zip(SUMS, words, strict=True))),)


def _label(desk: Desk, promise: Promise, line: Fields) -> object:
    """Return what a line is for, with its year."""
    label, year = desk.text(line.raw("label"), promise.source), line.string("year")
    if label and year:
        return desk.say("{label}, {year}", label=label, year=year)
    return label or year


def table(desk: Desk, promise: Promise, budget: Fields) -> Table:
    """Return the lines and their sum."""
    lines, currency = budget.parts("lines"), budget.string("currency")
    has_proof = any(one.has("evidence") for one in lines)
    rows: list[tuple[object, ...]] = []
    for one in lines:
        cells: list[object] = [_cell(desk, promise, one)]
        cells += [money(desk, one.number(key), currency) for key in SUMS]
        if has_proof:
            cells.append(desk.pen.links(evidence_links(desk, promise, one.strings("evidence"))))
        rows.append(tuple(cells))
    if len(lines) > 1:
        total: list[object] = [desk.say("Total")]
        total += [money(desk, sum_of(lines, key), currency) for key in SUMS]
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


def _cell(desk: Desk, promise: Promise, line: Fields) -> object:
    """Return the first cell of a line: what for, when, who pays, which act."""
    decision = decision_link(desk, promise, line.string("decision"))
    when = desk.date(line.raw("date"), promise.source)
    more = (
        desk.text(line.raw("funding"), promise.source),
        desk.say("figures of {date}", date=when) if when else "",
        decision,
    )
    label = desk.pen.show(_label(desk, promise, line))
    said = desk.pen.links(one for one in more if one)
    return Markup('{}<br><span class="sm soft">{}</span>').format(label, said) if said else label


def _answer(desk: Desk, budget: Fields) -> object:
    lines, currency = budget.parts("lines"), budget.string("currency")
    planned, spent = sum_of(lines, "planned"), sum_of(lines, "spent")
    if planned is None:
        return ""
    if spent is None:
        return desk.say("{sum} planned.", sum=money(desk, planned, currency))
    return desk.say(
        "{sum} planned, {spent} spent.",
        sum=money(desk, planned, currency),
        spent=money(desk, spent, currency),
    )


def sum_of(lines: tuple[Fields, ...], key: str) -> Decimal | None:
    """Return the sum of what is written; None where nothing is. Exact: sums are public money."""
    values = [Decimal(str(value)) for one in lines if (value := one.number(key)) is not None]
    return sum(values, Decimal(0)) if values else None


def money(desk: Desk, value: object, currency: str) -> str:
    """Return a sum with its currency, where it names one; nothing where nothing is written."""
    if value is None:
        return ""
    if len(currency) != 3 or not currency.isalpha():
        return desk.number(value)
    return show_money(value, currency.upper(), desk.tongue.language)  # type: ignore[arg-type] # a number of YAML
