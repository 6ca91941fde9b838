"""A plan's records as rows, and the lists of words that their cells choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeGuard

from promisetrack.diagnostic import say
from promisetrack.exchange.table import Line, Sheet, get
from promisetrack.exchange.table_values import Lists, distinct
from promisetrack.model.routes import keys
from promisetrack.model.schemes import allowed_statuses, status_label, status_scheme
from promisetrack.model.text import pick
from promisetrack.model.vocabulary import VOCABULARIES, label

if TYPE_CHECKING:
    from promisetrack.register.register import Register
    from promisetrack.words.catalogue import Words


def languages_of(register: Register, plan: str) -> tuple[str, ...]:
    """Return the languages of a plan's texts; those without a language are in the first."""
    found: list[str] = []
    for entry in (register.plans.get(plan), register.tracker):
        written = entry.data.get("languages") if entry else None
        found += [one for one in written if isinstance(one, str)] if _is_list(written) else []
    return tuple(dict.fromkeys(found)) or ("en",)


def lists_of(register: Register, plan: str, words: Words) -> Lists:
    """Return, for each list of words, the words and what people see for them."""
    tracker = register.tracker.data if register.tracker else None
    entry = register.plans.get(plan)
    named = entry.data.get("status_scheme") if entry else None
    scheme = status_scheme(named if isinstance(named, str) else None, tracker)
    spoken = (words.language, *languages_of(register, plan))
    found: dict[str, dict[str, str]] = {
        "status": {
            one: pick(status_label(one, scheme), spoken, "en").text
            for one in allowed_statuses(scheme)
        },
        "flag": {"true": words.text(say("yes")), "false": words.text(say("no"))},
        "commitment": {one.id: one.id for one in commitments(register, plan)},
    }
    for kind, key in (("organisation", "name"), ("theme", "name"), ("place", "name")):
        found[kind] = {
            one.id: pick(one.data.get(key), spoken, spoken[-1]).text
            for one in register.of_kind(kind).values()
        }
    for name, members in VOCABULARIES.items():
        found[f"word:{name}"] = {one: words.text(label(name, one)) for one in members}
    return {name: distinct(members) for name, members in found.items()}


def commitments(register: Register, plan: str) -> tuple[Any, ...]:
    """Return the commitments of a plan, by id."""
    return tuple(one for one in register.commitments.values() if one.plan == plan)


def lines(sheet: Sheet, register: Register, plan: str) -> Iterator[Line]:
    """Yield the rows of a sheet: every record of its kind in the plan."""
    first = languages_of(register, plan)[0]
    for entry in commitments(register, plan):
        for key, at, parents, record in _records(sheet.steps, entry.data):
            above = (entry.id, *parents)
            cells = {
                column.name: above[place]
                for place, column in enumerate(sheet.columns[: len(sheet.parents)])
            }
            for column in sheet.columns[len(sheet.parents) :]:
                value = get(record, column, first)
                if value is not None:
                    cells[column.name] = value
            yield Line(entry.path, (entry.id, *key), at, cells)


def _records(
    steps: Sequence[str], data: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], tuple[str | int, ...], tuple[str, ...], Mapping[str, Any]]]:
    """Yield route, place, the ids of what is above, and the data of each record at `steps`."""
    if not steps:
        yield (), (), (), data
        return
    step, *rest = steps
    items = data.get(step)
    if not _is_list(items):
        return
    for place, (name, item) in enumerate(zip(keys(items, step), items, strict=True)):
        if not isinstance(item, Mapping):
            continue
        own = (str(item.get("id", name)),) if rest else ()
        for key, at, parents, record in _records(rest, item):
            yield (step, str(name), *key), (step, place, *at), (*own, *parents), record


def used(sheet: Sheet, rows: Sequence[Line]) -> Sheet:
    """Return the sheet with the columns that everybody needs, and those that say something."""
    from dataclasses import replace

    said = {name for row in rows for name in row.cells}
    kept = tuple(one for one in sheet.columns if one.is_core or one.name in said)
    return replace(sheet, columns=kept)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
