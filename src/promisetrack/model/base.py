"""What all records have in common: frozen, exact about their keys, open for keys with x-."""

# No `from __future__ import annotations` in the modules of records: pydantic reads their
# annotations when the module is imported.

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator

from promisetrack.model.errors import wrong_type
from promisetrack.model.forms import Form, is_blank

EXTENSION: Final = "x-"
"""Keys that start so are kept, exported and never interpreted."""


def key(title: str, help: str, default: Any = None) -> Any:  # noqa: A002 - the words of JSON Schema editors; pydantic's Field is untyped too
    """Declare a key: its title and help text (ids of the catalogue `schema`), its default.

    Without a default (`...`) the key is required.
    """
    return Field(default, title=title, description=help)


def renamed_key(name: str, title: str, help: str, default: Any = None) -> Any:  # noqa: A002 - as in `key`
    """Declare a key whose YAML name is a Python keyword; its attribute ends in `_`."""
    return Field(default, alias=name, title=title, description=help)


class Record(BaseModel):
    """A map of known keys and of keys with x-, which `extensions` holds.

    A key with nothing behind it (`lead:`) counts as absent; so does one with an empty
    text, or with an empty list where a list is required.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)

    # Nobody can write a key "x-" that is not an extension: so no name is taken from people.
    extensions: Mapping[str, Any] = Field(default_factory=dict, alias=EXTENSION, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _set_aside(cls, data: object) -> object:
        """Take the keys with x- out of the known ones, and drop known keys without a value."""
        if data.__class__ is dict and _is_plain(data):  # nearly always
            return data
        if isinstance(data, cls):
            return data
        if not isinstance(data, Mapping):
            return wrong_type(data, "map")
        known = key_names(cls)
        texts, lists = text_names(cls), required_lists(cls)
        kept = {
            k: v
            for k, v in data.items()
            if (v is not None or k not in known)
            and not (v.__class__ is str and k in texts and is_blank(v))
            and not (v == [] and k in lists)
        }
        own = {k: kept.pop(k) for k in tuple(kept) if str(k).startswith(EXTENSION)}
        if own:
            kept[EXTENSION] = own
        return kept


def _is_plain(data: Any) -> bool:
    """Whether no key of a map needs to be looked at twice."""
    return all(
        value is not None
        and name.__class__ is str
        and name[:2] != EXTENSION
        and (value.__class__ is not str or not is_blank(value))
        and value != []
        for name, value in data.items()
    )


@cache
def text_names(record: type[BaseModel]) -> frozenset[str]:
    """Return the YAML keys of a record whose value may be one text."""
    annotations = record.__annotations__
    return frozenset(
        name
        for name, attribute in key_names(record).items()
        if _may_be_text(annotations[attribute])
    )


@cache
def required_lists(record: type[BaseModel]) -> frozenset[str]:
    """Return the YAML keys of a record whose list must be there, with something in it."""
    return frozenset(
        name
        for name, attribute in key_names(record).items()
        if record.model_fields[attribute].is_required()
        and _is_list(record.__annotations__[attribute])
    )


def _is_list(annotation: Any) -> bool:  # an annotation may be anything
    return get_origin(annotation) is tuple


def _may_be_text(annotation: Any) -> bool:  # an annotation may be anything
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        is_text = any(isinstance(mark, Form) and mark.name == "text" for mark in parts[1:])
        return is_text or _may_be_text(parts[0])
    return get_origin(annotation) in (Union, UnionType) and any(map(_may_be_text, parts))


_NAMES: dict[type[BaseModel], Mapping[str, str]] = {}


def key_names(record: type[BaseModel]) -> Mapping[str, str]:
    """Return the YAML keys of a record and the attributes that hold them, in order."""
    names = _NAMES.get(record)
    if names is None:
        names = _NAMES[record] = {
            field.alias or attribute: attribute
            for attribute, field in record.model_fields.items()
            if attribute != "extensions"
        }
    return names
