"""What a file should say once something was added: reports, judgements, changes, documents.

Pure: each function takes a register and the new words, and returns drafts, the bytes of files
before and after. Nothing is written here. The data of a file are changed, and `source.keep` finds
the lines for them, so that everything else keeps its bytes.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from promisetrack.model.base import key_names
from promisetrack.model.dates import last_day
from promisetrack.model.kinds import KINDS
from promisetrack.model.milestone import Milestone
from promisetrack.source.edit import dump_new
from promisetrack.source.keep import rewrite_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from promisetrack.register.register import Entry, Register

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """The bytes that a file should have; `old` is what it has now, None where there is no file."""

    path: str
    old: bytes | None
    new: bytes

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.old != self.new


def data_of(register: Register, entry: Entry) -> Data:
    """Return a copy of what the file of a commitment or plan says, to be changed."""
    return deepcopy(dict(register.documents[entry.path].data))  # type: ignore[call-overload] # an entry's file holds a map


def changed(register: Register, path: str, data: Mapping[str, Any] | Sequence[Any]) -> Draft:
    """Return the draft of a file that should say `data`; a new one where there is none."""
    held = register.files.get(path)
    if held is None:
        return Draft(path, None, dump_new(data).encode("utf-8"))
    return Draft(path, held.content, rewrite_bytes(held.content, data))


def path_of(register: Register, plan: str, identity: str) -> str:
    """Return where a new commitment belongs: in the folder of its plan."""
    return f"{register.plans[plan].path.rsplit('/', 1)[0]}/{identity}.yaml"


def ordered(kind: str, data: Mapping[str, Any]) -> Data:
    """Return a record without empty values, its keys in the order of the model."""
    order = list(key_names(KINDS[kind]))
    known = {key: data[key] for key in order if key in data}
    whole = {**known, **{key: value for key, value in data.items() if key not in known}}
    return {key: value for key, value in whole.items() if value not in (None, "", [], {})}


def compact(data: Mapping[str, Any]) -> Data:
    """Return a map without what was left empty."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def with_key(data: Data, key: str, value: Any, order: Sequence[str]) -> Data:
    """Return `data` with a key set; a new key stands behind the one that the model puts before."""
    if key in data or key not in order:
        return {**data, key: value}
    earlier = [one for one in order[: order.index(key)] if one in data]
    if not earlier:
        return {key: value, **data}
    found: Data = {}
    for name, held in data.items():
        found[name] = held
        if name == earlier[-1]:
            found[key] = value
    return found


def with_item(data: Data, key: str, item: Mapping[str, Any], *, kind: str = "commitment") -> Data:
    """Return a record with one more item in one of its lists; dated ones find their place."""
    held = data.get(key)
    items = list(held) if isinstance(held, list) else []
    items.insert(_place(items, item), dict(item))
    return with_key(data, key, items, list(key_names(KINDS[kind])))


def _place(items: Sequence[Any], item: Mapping[str, Any]) -> int:
    """Return where an item belongs: last, or among the dates where the list is in their order."""
    days = [last_day(one.get("date")) if isinstance(one, dict) else None for one in items]
    own = last_day(item.get("date"))
    if own is None or None in days:
        return len(items)
    known = [day for day in days if day is not None]
    if len(known) > 1 and known[0] > known[-1] and all(a >= b for a, b in pairwise(known)):
        return next((index for index, day in enumerate(known) if day <= own), len(items))
    if all(a <= b for a, b in pairwise(known)):
        return len([day for day in known if day <= own])
    return len(items)


def reported(
    data: Data, report: Mapping[str, Any], *, progress: int | None, is_done: bool, word: str | None
) -> Data:
    """Return a commitment with one more report; its status follows the newest one.

    `is_done` says that the reported status is in the phase done: a milestone then gets its day.
    `word` is the body's own word for the status; one that was written for an older status goes.
    """
    order = list(key_names(KINDS["commitment"]))
    is_newest = _is_newest(data.get("updates"), report)
    found = with_item(data, "updates", report)
    if not is_newest:
        return found
    about = report.get("about")
    if about is None:
        return _stands(found, report.get("status"), progress, word, order)
    steps = [
        _step(one, report, progress, is_done=is_done, word=word) if _is(one, about) else one
        for one in found.get("milestones") or []
    ]
    return {**found, "milestones": steps}


def _is(item: object, identity: object) -> bool:
    return isinstance(item, dict) and item.get("id") == identity


def _step(
    step: Data, report: Mapping[str, Any], progress: int | None, *, is_done: bool, word: str | None
) -> Data:
    order = list(key_names(Milestone))
    found = _stands(step, report.get("status"), progress, word, order)
    if is_done and "completed" not in found:
        found = with_key(found, "completed", report["date"], order)
    return found


def _stands(
    data: Data, status: str | None, progress: int | None, word: str | None, order: Sequence[str]
) -> Data:
    found = data
    if status is not None and data.get("status") != status:
        found = with_key(found, "status", status, order)
        if word is None:
            found = {key: value for key, value in found.items() if key != "status_as_written"}
    if word is not None:
        found = with_key(found, "status_as_written", word, order)
    if progress is not None:
        found = with_key(found, "progress", progress, order)
    return found


def _is_newest(updates: object, report: Mapping[str, Any]) -> bool:
    own = last_day(report.get("date"))
    others = [
        last_day(one.get("date"))
        for one in (updates if isinstance(updates, list) else ())
        if isinstance(one, dict) and one.get("about") == report.get("about")
    ]
    return own is None or all(day is None or day <= own for day in others)


def reviewed(data: Data, day: date, by: str | None) -> Data:
    """Return a commitment that somebody looked at, with nothing new to say."""
    value = compact({"date": day.isoformat(), "by": by})
    return with_key(data, "reviewed", value, list(key_names(KINDS["commitment"])))


def part_of(data: Data, about: str | None) -> Data:
    """Return what a report is about: the milestone of this id, else the whole commitment."""
    steps = data.get("milestones") or () if about is not None else ()
    return next((one for one in steps if _is(one, about)), data)


def explained(data: Data, reason: Mapping[str, Any], *, about: str | None = None) -> Data:
    """Return a commitment with the reason of its status, or of the status of a milestone."""
    if about is None:
        order = list(key_names(KINDS["commitment"]))
        return with_key(data, "status_reason", compact(reason), order)
    order = list(key_names(Milestone))
    steps = [
        with_key(one, "status_reason", compact(reason), order) if _is(one, about) else one
        for one in data.get("milestones") or []
    ]
    return {**data, "milestones": steps}


def assessments_path(entry: Entry, organisation: str) -> str:
    """Return the file in which an organisation keeps its assessments beside the original."""
    return f"{entry.path.removesuffix('.yaml')}.assessments/{organisation}.yaml"


def taken_ids(data: Mapping[str, Any], *more: Mapping[str, Any]) -> set[str]:
    """Return every id that the items of these records have."""
    found: set[str] = set()
    for record in (data, *more):
        for value in record.values():
            for item in value if isinstance(value, list) else ():
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    found.add(item["id"])
    return found


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return the id, or the id with the next free number behind it."""
    used = set(taken)
    if wanted not in used:
        return wanted
    number = 2
    while f"{wanted[:60]}-{number}" in used:
        number += 1
    return f"{wanted[:60]}-{number}"


def set_at(data: Data, at: Sequence[str | int], value: Any) -> Data:
    """Return a record with the value at a structural place replaced, or set where none stood."""
    if not at:
        return dict(value)
    found: Any = deepcopy(data)
    here = found
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value
    result: Data = found
    return result
