"""Budgets of several commitments on one scale, with their sums in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.budget import SUMS, money, sum_of
from promisetrack.site.drawn import Bar, Bars
from promisetrack.site.parts import Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

    Sums = tuple[Decimal | None, ...]


def section(desk: Desk, promises: Iterable[Promise]) -> Section | None:
    """Return the budgets of a selection; those of each currency on a scale of their own."""
    found: dict[str, list[tuple[Promise, Sums]]] = {}
    for one in promises:
        budget = one.fields.part("budget")
        lines = budget.parts("lines")
        sums = tuple(sum_of(lines, key) for key in SUMS)
        if any(value is not None for value in sums):
            found.setdefault(budget.string("currency"), []).append((one, sums))
    blocks: list[object] = []
    for currency, many in found.items():
        blocks += [*_bars(desk, many, currency), _table(desk, many, currency)]
    if not blocks:
        return None
    return Section("sums", desk.say("Budget"), tuple(blocks))


def _bars(desk: Desk, many: list[tuple[Promise, Sums]], currency: str) -> tuple[Bars, ...]:
    most = max(float(value) for _, sums in many for value in sums if value is not None)
    if most <= 0:
        return ()
    rows = tuple(
        Bar(
            desk.commitment(one),
            tuple(
                (kind, round(max(float(value), 0.0) / most * 100, 2), money(desk, value, currency))
                for kind, value in zip(SUMS, sums, strict=True)
                if value is not None
            ),
        )
        for one, sums in many
    )
    words = (desk.say("Planned"), desk.say("Committed"), desk.say("Spent"))
    return (Bars(rows, tuple(zip(SUMS, words, strict=True))),)


def _table(desk: Desk, many: list[tuple[Promise, Sums]], currency: str) -> Table:
    rows: list[tuple[object, ...]] = [
        (desk.commitment(one), *(money(desk, value, currency) for value in sums))
        for one, sums in many
    ]
    if len(many) > 1:
        columns = zip(*(sums for _, sums in many), strict=True)
        whole = (sum(one for one in column if one is not None) for column in columns)
        rows.append(
            (desk.say("Total of what is stated"), *(money(desk, one, currency) for one in whole))
        )
    return Table(
        caption=desk.say("What was planned, committed and spent, as far as it is stated"),
        head=(
            desk.say("Commitment"),
            desk.say("Planned"),
            desk.say("Committed"),
            desk.say("Spent"),
        ),
        rows=tuple(rows),
        numeric=(1, 2, 3),
    )
