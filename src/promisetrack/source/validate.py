"""From data to a model, or to faults: what a model finds wrong, with its place and its remedy.

The model says what is wrong in its own terms (model/errors.py); the words for people are in
`wording`. A record reports all of its faults at once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ValidationError

from promisetrack.diagnostic import Fault, Message, Span, say
from promisetrack.model.errors import CHECK_OF, is_about_key, structural
from promisetrack.model.forms import PATTERNS
from promisetrack.model.kinds import KINDS
from promisetrack.model.shape import NEUTRAL, Shape, shape_of
from promisetrack.model.structure import records_in, structure_of
from promisetrack.source import wording
from promisetrack.source.commas import commas
from promisetrack.source.labels import meant_field
from promisetrack.source.trouble import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.source.build import At
    from promisetrack.source.document import Document


_GUESSES = 200
"""For so many unknown fields of a record it is asked what was meant."""
_FEW = 16
"""So many fields can be listed in a message."""


def validate(
    document: Document, kind: str, *, at: At = (), data: object
) -> tuple[BaseModel | None, tuple[Fault, ...]]:
    """Return the record that `data` is, or None, and all that is wrong with it or noteworthy.

    `at` is the place of the record in the document: where faults are looked up. `kind` is one of
    model.kinds.KINDS. Never raises for what a document contains.
    """
    return validate_as(document, KINDS[kind], shape_of(kind), at=at, data=data)


def validate_as(
    document: Document, model: type[BaseModel], shape: Shape, *, at: At = (), data: object
) -> tuple[BaseModel | None, tuple[Fault, ...]]:
    """Do what `validate` does, for any model and its shape."""
    notes = tuple(_notes(document, at))
    try:
        return model.model_validate(data), notes
    except ValidationError as error:
        findings = error.errors(include_url=False, include_input=False)
        faults = _Faults(document, shape, at, data).all(findings)
    ordered = sorted((*faults, *notes), key=lambda one: (one.span.start, one.check))
    return None, tuple(ordered)


def _notes(document: Document, at: At) -> Iterator[Fault]:
    """Yield a note for each name that other programs would read as a number or as yes and no."""
    for odd in document.odd_scalars:
        if odd.at[: len(at)] == at:
            yield Fault(
                "number-that-is-a-name",
                say(
                    "“{written}” is kept as text; other programs read a number, or yes or no",
                    written=odd.raw,
                ),
                say("put it in quotes: {quoted}", quoted=quoted(odd.raw)),
                document.path,
                document.locate(odd.at),
                odd.at,
            )

    for place, start in document.cut:
        if place[: len(at)] == at:
            yield _cut(document, place, start)


def _cut(document: Document, at: At, start: int) -> Fault:
    """A comment that looks like the rest of a text: `title: Plan #12`."""
    lines, value = document.lines, document.locate(at).start
    number = lines.number_at(start)
    line, column = lines.line(number), start - lines.starts[number]
    rest = line[column:].rstrip()
    first = value.column - 1
    fixed = f"{line[:first].strip()} {quoted(line[first:].rstrip())}"
    return Fault(
        "comment-cuts-text",
        say("“{rest}” is a comment for YAML: the text ends before the sign “#”", rest=rest[:60]),
        say("write “{line}”; a comment that is meant has a space behind “#”", line=fixed)
        if value.line == number + 1
        else say("put the whole text in quotes; a comment that is meant has a space behind “#”"),
        document.path,
        lines.span(start, start + len(rest)),
        at,
    )


def _is_of_a_check(place: At, finding: Any, data: object) -> bool:
    """Whether a check that sees more speaks of this: of a status that is no id, because the
    plan's scheme says which words it knows; of a suppression that gives no reason.
    """
    if place[:1] == ("suppress",) and place[2:] == ("reason",):
        return isinstance(_walk(data, place), str)
    ctx = finding.get("ctx", {})
    is_status = bool(place) and place[-1] == "status" and ctx.get("expected") == "id"
    return is_status and str(ctx.get("written")) not in ("{…}", "[…]", "null", "")


_LANGUAGE = re.compile(PATTERNS["language"], re.ASCII)


class _Faults:
    """The faults of one record."""

    def __init__(self, document: Document, shape: Shape, at: At, data: object) -> None:
        self.document = document
        self.shape = shape
        self.at = at
        self.data = data
        self.meant: dict[At, str | None] = {}

    def all(self, findings: list[Any]) -> list[Fault]:
        """Return a fault for each finding; those of a split text are one."""
        split = {one.at: one for one in commas(self.document, self.at, self.data, self.shape)}
        broken = {place for one in split.values() for place in one.places}
        faults = [one.fault(self.document) for one in split.values()]
        renamed = self._renamed(findings)
        for finding in findings:
            place = _written(finding["loc"], self.data, finding["type"])
            if _is_of_a_check(place, finding, self.data):
                continue
            is_split = any(place[:length] in broken for length in range(len(place) + 1))
            if not is_split and place not in renamed:
                faults.append(self._fault(finding, place))
        return list(dict.fromkeys(faults))

    def _renamed(self, findings: list[Any]) -> set[At]:
        """Return the missing fields that stand there under another name: one fault, not two."""
        found: set[At] = set()
        for finding in findings:
            if finding["type"] != "extra_forbidden":
                continue
            place = _written(finding["loc"], self.data, "extra_forbidden")
            meant = self._meant(place)
            if meant is not None:
                found.add((*place[:-1], meant))
        return found

    def _meant(self, place: At) -> str | None:
        """Return the field that an unknown one should have been; not for thousands of them."""
        if place not in self.meant and len(self.meant) < _GUESSES:
            fields = tuple(_shape_at(self.shape, place[:-1]).fields)
            self.meant[place] = meant_field(str(place[-1]), fields)
        return self.meant.get(place)

    def _fault(self, finding: Any, place: At) -> Fault:
        kind = str(finding["type"])
        if kind == "missing":
            return self._missing(place)
        if kind == "extra_forbidden":
            return self._unknown_field(place)
        ctx = finding.get("ctx", {})
        on: Literal["key", "value"] = "key" if is_about_key(finding["loc"]) else "value"
        check = CHECK_OF.get(kind, "wrong-type")
        if kind == "blank":
            return self._blank(place)
        if kind == "missing-one-of":
            return self._make(check, *wording.one_of(ctx), place, span=self._head(place))
        if wording.is_list_wanted(kind):
            check, message, help_text = wording.no_list(_walk(self.data, place))
            return self._make(check, message, help_text, place, on=on)
        if ctx.get("expected") == "language" and self._is_no_text(place[:-1]):
            return self._no_text(check, place[:-1])
        check, message, help_text = wording.words(kind, ctx, place)
        if ctx.get("written") == "" and place:
            message, help_text = wording.empty(place)
        return self._make(check, message, help_text, place, on=on)

    def _is_no_text(self, place: At) -> bool:
        """Whether fields of a record stand where a text, or one for each language, is expected."""
        box = _walk(self.data, place)
        if not isinstance(box, dict):
            return False
        names = {str(one) for one in box}
        others = names - _field_names()
        return others != names and not any(map(_LANGUAGE.fullmatch, others))

    def _no_text(self, check: str, place: At) -> Fault:
        """Fields in the place of a text, as one fault."""
        named = [one for one in place if isinstance(one, str)]
        message, help_text = wording.no_text(named[-1] if named else "")
        on: Literal["key", "value"] = "key" if place and isinstance(place[-1], str) else "value"
        return self._make(check, message, help_text, place, on=on)

    def _make(
        self,
        check: str,
        message: Message,
        help_text: Message | None,
        place: At,
        *,
        on: Literal["key", "value"] = "value",
        span: Span | None = None,
    ) -> Fault:
        at = (*self.at, *place)
        span = span or self.document.locate(at, on=on)
        return Fault(check, message, help_text, self.document.path, span, at)

    def _head(self, place: At) -> Span:
        return self.document.first_line((*self.at, *place))

    def _missing(self, place: At) -> Fault:
        name, parent = str(place[-1]), place[:-1]
        box = _walk(self.data, parent)
        if isinstance(box, dict) and name in box:
            message = say("“{field}” has no value", field=name)
            help_text = say("write it behind the colon")
            if isinstance(box[name], str):
                message = say("“{field}” is empty", field=name)
                help_text = say("write the text between the quotes")
            elif box[name] == []:
                message = say("“{field}” is empty", field=name)
                help_text = say(
                    "write each item on a line of its own, behind a dash and a space: “- …”"
                )
            return self._make("missing-field", message, help_text, place, on="key")
        message = say("“{field}” is missing here", field=name)
        help_text = say("add a line “{field}: …” to this record", field=name)
        return self._make("missing-field", message, help_text, place, span=self._head(parent))

    def _blank(self, place: At) -> Fault:
        """A text of a list, or in one language, that says nothing."""
        message, help_text = wording.blank(place)
        return self._make("missing-field", message, help_text, place)

    def _unknown_field(self, place: At) -> Fault:
        name = str(place[-1])
        allowed = tuple(_shape_at(self.shape, place[:-1]).fields)
        meant = self._meant(place)
        message = say("there is no field “{field}” here", field=name)
        if meant:
            help_text = say("did you mean “{meant}”?", meant=meant)
        elif 0 < len(allowed) <= _FEW:
            help_text = say(
                "the fields here are: {fields}; a name of your own begins with “x-”",
                fields=", ".join(allowed),
            )
        else:
            help_text = say(
                "“promisetrack schema” lists the fields; a name of your own begins with “x-”"
            )
        return self._make("unknown-field", message, help_text, place, on="key")


@cache
def _field_names() -> frozenset[str]:
    """Return every name of a field, in whatever record."""
    records = (record for kind in KINDS.values() for record in records_in(kind))
    return frozenset(name for record in records for name in structure_of(record).members)


def _written(loc: tuple[str | int, ...], data: object, kind: str) -> At:
    """Return the place that a `loc` means, by walking the data: what nobody wrote is left out."""
    place: list[str | int] = []
    for number, part in enumerate(loc):
        is_last = number == len(loc) - 1
        beneath = _step(data, part)
        if beneath is not _NOTHING:
            data = beneath
            place.append(part)
        elif is_last and kind in ("missing", "extra_forbidden"):
            place.extend(structural((part,)))
    return tuple(place)


def _walk(data: object, place: At) -> object:
    for part in place:
        data = _step(data, part)
        if data is _NOTHING:
            return None
    return data


_NOTHING = object()


def _step(data: object, part: str | int) -> object:
    """Return what lies beneath a key or an index, or _NOTHING."""
    if isinstance(data, dict):
        return data.get(part, _NOTHING)
    is_index = isinstance(data, list | tuple) and isinstance(part, int) and part < len(data)
    return data[part] if is_index else _NOTHING  # type: ignore[index] # mypy does not follow is_index


def _shape_at(shape: Shape, place: At) -> Shape:
    for part in place:
        beneath = shape.item if isinstance(part, int) else shape.fields.get(part) or shape.any
        if beneath is None:
            return NEUTRAL
        shape = beneath
    return shape
