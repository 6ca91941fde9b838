"""What an importer hands over: the files of a tracker as plain data, and who owns what in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Record: TypeAlias = "dict[str, Any]"

ORGANISATIONS = "commitments/organisations.yaml"
THEMES = "commitments/themes.yaml"


def _is_nobodys(_where: str, _item: Any, _record: Mapping[str, Any]) -> bool:
    return False


def _nothing(_where: str, _old: Mapping[str, Any], _new: Mapping[str, Any]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Owner:
    """Tells what an importer made from what people added.

    `language` is that of its single-language texts. `keys` are the keys, by kind of place
    (`""` is the record itself, `milestones` an item of that list), that nobody but the importer
    writes: they go when the source no longer says them; under `milestones.*` stand the keys of
    an item that the importer writes at all (under `*` those of the record), under `milestones`
    those that go. `also(where, old, new)` names further keys that are the importer's alone, by
    what both say. `made(where, item, record)` tells of a list item that the source no longer has
    whether the importer once made it; of the whole record at `""`.
    """

    language: str
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    made: Callable[[str, Any, Mapping[str, Any]], bool] = _is_nobodys
    also: Callable[[str, Mapping[str, Any], Mapping[str, Any]], frozenset[str]] = _nothing


@dataclass(frozen=True, slots=True)
class Request:
    """What the command was asked: the id of the plan to write, and which part of the source.

    `existing` holds the texts of the tracker's files by path: importers read them where the
    source names a thing anew and only what was there before tells which one it is.
    """

    plan: str
    select: str | None = None
    detail: str | None = None
    existing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """One plan as the source tells it: path of each file -> its data, in the model's shape."""

    plan: str
    files: Mapping[str, Record | list[Record]]
    owner: Owner


def plan_path(plan: str) -> str:
    """Return where the plan itself is written."""
    return f"commitments/{plan}/plan.yaml"


def commitment_path(plan: str, commitment: str) -> str:
    """Return where a commitment is written."""
    return f"commitments/{plan}/{commitment}.yaml"


def items(record: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    """Return the maps in a list of a record, whatever somebody wrote there."""
    found = record.get(key)
    return (
        tuple(one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else ()
    )


def without_gaps(record: Record) -> Record:
    """Return the record without keys that have nothing to say."""
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}
