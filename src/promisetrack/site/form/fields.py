"""The fields of the forms, drawn from the model: labels, help, what may stand there.

`ASKED` says only which keys come first and which sub-records are asked for; every other simple
key of a record follows by itself, so that a new key of the model is a new field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from promisetrack.model.commitment import Commitment
from promisetrack.model.evidence import Evidence
from promisetrack.model.forms import ID_LENGTH, PATTERNS
from promisetrack.model.milestone import Milestone
from promisetrack.model.participation import Question
from promisetrack.model.reports import Update
from promisetrack.model.structure import Alternatives, Items, Keys, One, structure_of
from promisetrack.model.vocabulary import VOCABULARIES, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from promisetrack.diagnostic import Message
    from promisetrack.model.base import Record
    from promisetrack.model.forms import Form
    from promisetrack.model.structure import Member, Node


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in.

    `title` and `help` are ids of the catalogue `schema`. `kind` says how it is asked and checked:
    line, prose, words, id, url, date, number, pattern, word, many-words, status, record, records,
    numbers, group. `has_language`: the words belong to a language. `words` are those of a
    vocabulary with their labels; `refers` is what an id names; `inner` are the fields of a group.
    """

    key: str
    title: str
    help: str
    kind: str
    is_required: bool = False
    has_language: bool = False
    words: tuple[tuple[str, Message], ...] = ()
    refers: str = ""
    pattern: str = ""
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    inner: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How a record is asked for: keys that come first, keys that are not asked, sub-records.

    `needed`: keys that the model can do without, but a reader of the site cannot.
    """

    record: type[Record]
    first: tuple[str, ...]
    without: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    groups: Mapping[str, tuple[type[Record], tuple[str, ...]]] | None = None


ASKED: Final[Mapping[str, Asked]] = {
    "commitment": Asked(
        Commitment,
        ("title", "id", "description", "source", "lead", "due", "status", "milestones", "evidence"),
        without=("status_as_written", "progress"),
        needed=("status",),
        groups={
            "milestones": (Milestone, ("title", "due", "description")),
            "evidence": (Evidence, ("title", "url", "shows")),
        },
    ),
    "update": Asked(
        Update,
        ("date", "by", "about", "status", "text", "challenges", "evidence"),
        without=("id",),
    ),
    "evidence": Asked(
        Evidence,
        ("title", "url", "shows", "kind", "publisher", "published"),
        without=("file", "sha256", "accessed"),
    ),
    "question": Asked(Question, ("date", "text", "url"), without=("id", "due", "merged_into")),
}
"""What can be filled in → how. Files and seals need the repository; the rest is asked."""

LISTS: Final[Mapping[str, str]] = {
    "update": "updates",
    "evidence": "evidence",
    "question": "questions",
}
"""What is added to a commitment → the list that holds it."""

_REFERS: Final = {
    "by": "organisation",
    "lead": "organisation",
    "promised_by": "organisation",
    "partners": "organisation",
    "themes": "theme",
    "places": "place",
    "about": "milestone",
    "evidence": "evidence",
}
_URLS: Final = frozenset({"url", "archive", "source"})
# Text that people write in one line, although the model does not mind more.
_TEXT: Final = {"text": "line", "markdown": "prose"}


def fields_of(name: str) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Return the fields of a form of `ASKED`: those that come first, and the rest."""
    asked = ASKED[name]
    members = structure_of(asked.record).members
    first = tuple(_field(key, members[key], asked) for key in asked.first)
    hidden = {*asked.first, *asked.without}
    rest = (_field(key, member, asked) for key, member in members.items() if key not in hidden)
    kept = [field for field in (*first, *rest) if field is not None]
    return tuple(kept[: len(first)]), tuple(kept[len(first) :])


def order_of(name: str) -> tuple[str, ...]:
    """Return the keys of the record in the order in which a file has them."""
    return tuple(structure_of(ASKED[name].record).members)


def _field(key: str, member: Member, asked: Asked) -> Field | None:
    groups = asked.groups or {}
    if key in groups:
        record, keys = groups[key]
        members = structure_of(record).members
        inner = tuple(one for name in keys if (one := _simple(name, members[name])))
        return Field(key, member.title, member.help, "group", inner=inner)
    found = _simple(key, member)
    return replace(found, is_required=True) if found and key in asked.needed else found


def _simple(key: str, member: Member) -> Field | None:
    """Return the field of a key that holds a value or a list of values; None for records."""

    def field(kind: str, **more: object) -> Field:
        return Field(key, member.title, member.help, kind, member.is_required, **more)  # type: ignore[arg-type] # the keywords are Field's own

    return _drawn(key, member.node, field)


def _drawn(key: str, node: Node, field: Callable[..., Field]) -> Field | None:
    if isinstance(node, Alternatives):
        if node.name in _TEXT:
            return field(_TEXT[node.name], has_language=True)
        if node.name == "date":
            return field("date")
        one = next((option for option in node.options if isinstance(option, One)), None)
        return _drawn(key, one, field) if one else None
    if isinstance(node, Items):
        return _list(key, node.item, field)
    return None if not isinstance(node, One) else _value(key, node.form, field)


def _value(key: str, form: Form, field: Callable[..., Field]) -> Field | None:
    if form.vocabulary is not None:
        return field("word", words=_words(form.vocabulary))
    if form.name == "id":
        if key in _REFERS:
            return field("record", refers=_REFERS[key])
        return field("id", pattern=PATTERNS["id"], longest=ID_LENGTH)
    if form.name in ("number", "whole-number"):
        return field("number", low=form.low, high=form.high)
    if form.name in ("status", "date"):
        return field(form.name)
    if form.name == "text":
        return field("url" if key in _URLS else "line")
    return field("pattern", pattern=PATTERNS[form.name]) if form.name in PATTERNS else None


def _list(key: str, item: Node, field: Callable[..., Field]) -> Field | None:
    if isinstance(item, Alternatives):
        item = next((option for option in item.options if isinstance(option, One)), item)
    if isinstance(item, Keys) or not isinstance(item, One):
        return None
    form = item.form
    if form.vocabulary is not None:
        return field("many-words", words=_words(form.vocabulary))
    if key in _REFERS:
        return field("records", refers=_REFERS[key])
    if form.name == "whole-number":
        return field("numbers", low=form.low, high=form.high)
    return field("words") if form.name == "text" else None


def _words(vocabulary: str) -> tuple[tuple[str, Message], ...]:
    return tuple((word, label(vocabulary, word)) for word in VOCABULARIES[vocabulary])
