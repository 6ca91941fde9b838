"""The models as JSON Schema 2020-12, for editors that complete, explain and check YAML.

Source: https://json-schema.org/draft/2020-12/schema; `enumDescriptions` is what editors built on
VS Code's JSON language service show beside the words of a vocabulary.

Titles and help texts are ids of the catalogue `schema`; who calls hands in the translation. An
editor reads YAML by itself and takes `due: 2026` for a number, so dates may be whole numbers here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from promisetrack.diagnostic import say
from promisetrack.model.evidence import Evidence
from promisetrack.model.forms import ID_LENGTH, PATTERNS, RESERVED
from promisetrack.model.kinds import KINDS, LISTS
from promisetrack.model.place import Spot
from promisetrack.model.reports import ResponseTo
from promisetrack.model.scale import Dimension
from promisetrack.model.schemes import shipped_status_schemes
from promisetrack.model.structure import (
    Alternatives,
    Items,
    Keys,
    Node,
    One,
    Pairs,
    records_in,
    structure_of,
)
from promisetrack.model.text import pick
from promisetrack.model.values import DateInWords
from promisetrack.model.vocabulary import VOCABULARIES, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from promisetrack.model.base import Record
    from promisetrack.model.forms import Form

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

TITLES: Final[Mapping[str, str]] = {
    "commitment": say("Commitment").text,
    "plan": say("Plan").text,
    "organisation": say("Organisations").text,
    "theme": say("Themes").text,
    "place": say("Places").text,
    "tracker": say("Tracker").text,
    "assessment": say("Assessments").text,
}
"""Kind → title of its file, an id of the catalogue `schema`."""


def _any_of(*keys: str) -> dict[str, Any]:
    return {"anyOf": [{"required": [key]} for key in keys]}


_RULES: Final[Mapping[type[Record], dict[str, Any]]] = {
    # What the models check over several keys of one record.
    Evidence: _any_of("url", "file", "shows") | {"not": {"required": ["url", "file"]}},
    DateInWords: _any_of("date", "text"),
    Dimension: {"anyOf": [{"required": ["values"]}, {"required": ["min", "max"]}]},
    ResponseTo: {"oneOf": [{"required": [k]} for k in ("assessment", "question", "response")]},
    Spot: _any_of("name", "code"),
}


def schema(
    kind: str, language: str = "en", *, translate: Callable[[str], str] = str
) -> dict[str, Any]:
    """Return the JSON Schema of a file of a kind of KINDS; of LISTS a list of records.

    `translate` puts the titles and help texts into `language`; without it they are English.
    """
    record = KINDS[kind]
    writer = _Writer(language, translate)
    definitions = {_name(one): writer.record(one) for one in records_in(record)}
    reference = writer.node(structure_of(record))
    whole = definitions.pop(_name(record)) if kind not in LISTS else {}
    body = whole or {"type": "array", "items": reference}
    return {
        "$schema": DIALECT,
        "title": translate(TITLES[kind]),
        **body,
        "$defs": dict(sorted({**definitions, **writer.named}.items())),
    }


class _Writer:
    """Writes the parts of one schema in one language; `named` collects the shared forms."""

    def __init__(self, language: str, translate: Callable[[str], str]) -> None:
        self.language = language
        self.translate = translate
        self.named: dict[str, dict[str, Any]] = {}

    def record(self, record: type[Record]) -> dict[str, Any]:
        members = structure_of(record).members
        required = [name for name, member in members.items() if member.is_required]
        return {
            "type": "object",
            "properties": {
                name: {
                    "title": self.translate(member.title),
                    "description": self.translate(member.help),
                    **self.node(member.node),
                    **(_not_empty(member.node) if member.is_required else {}),
                }
                for name, member in members.items()
            },
            **({"required": required} if required else {}),
            "patternProperties": {"^x-": True},
            "additionalProperties": False,
            **_RULES.get(record, {}),
        }

    def node(self, node: Node) -> dict[str, Any]:
        if isinstance(node, Keys):
            return {"$ref": f"#/$defs/{_name(node.record)}"}
        if isinstance(node, One):
            return self.form(node.form)
        if isinstance(node, Items):
            return {"type": "array", "items": self.filled(node.item)}
        if isinstance(node, Pairs):
            return self.pairs(node)
        options = {"anyOf": [self.node(option) for option in node.options]}
        if node.name is None:
            return options
        self.named[node.name] = options
        return {"$ref": f"#/$defs/{node.name}"}

    def filled(self, node: Node) -> dict[str, Any]:
        """Return what may stand in a list or behind a free key: no empty text."""
        return {**self.node(node), **(_FILLED if _may_be_text(node) else {})}

    def pairs(self, node: Pairs) -> dict[str, Any]:
        pattern = PATTERNS.get(node.key.form.name) if isinstance(node.key, One) else None
        value = self.filled(node.value)
        if pattern is None:
            return {"type": "object", "additionalProperties": value}
        return {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {_whole(pattern): value},
            "additionalProperties": False,
        }

    def form(self, form: Form) -> dict[str, Any]:
        if form.vocabulary is not None:
            return self.vocabulary(form.vocabulary)
        if form.name == "text" and form.is_quiet:
            return {"type": ["string", "integer"]}  # an editor takes `page: 12` for a number
        if form.name in _SIMPLE:
            return dict(_SIMPLE[form.name]) | _limits(form)
        if form.name == "status":
            return {"anyOf": [self.statuses(), _pattern("id")]}
        if form.name == "date":
            year = {"type": "integer", "minimum": 1, "maximum": 9999}
            return {"anyOf": [_pattern("date"), year]}
        taken = {"not": {"enum": sorted(RESERVED)}} if form.is_own else {}
        return _pattern(form.name) | taken

    def vocabulary(self, name: str) -> dict[str, Any]:
        words = VOCABULARIES[name]
        described = [self.translate(label(name, word).text) for word in words]
        return {"enum": list(words), "enumDescriptions": described}

    def statuses(self) -> dict[str, Any]:
        statuses = shipped_status_schemes()["default"].statuses
        described = [pick(status.label, (self.language,), "en").text for status in statuses]
        return {"enum": [status.id for status in statuses], "enumDescriptions": described}


_SIMPLE: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "whole-number": {"type": "integer"},
    "true-or-false": {"type": "boolean"},
    "rating": {"type": ["string", "number"]},
    "route-part": {"type": ["string", "integer"]},
}


_FILLED: Final[Mapping[str, str]] = {"pattern": r"\S"}
"""Of a text: something to read is in it. Says nothing of what is no text."""


def _not_empty(node: Node) -> dict[str, Any]:
    if isinstance(node, Items):
        return {"minItems": 1}
    return dict(_FILLED) if _may_be_text(node) else {}


def _may_be_text(node: Node) -> bool:
    if isinstance(node, One):
        return node.form.name == "text"
    return isinstance(node, Alternatives) and any(map(_may_be_text, node.options))


def _pattern(name: str) -> dict[str, Any]:
    pattern = {"type": "string", "pattern": _whole(PATTERNS[name])}
    return pattern | {"maxLength": ID_LENGTH} if name == "id" else pattern


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _limits(form: Form) -> dict[str, Any]:
    limits = {"minimum": form.low, "maximum": form.high}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _name(record: type[Record]) -> str:
    return record.__name__
