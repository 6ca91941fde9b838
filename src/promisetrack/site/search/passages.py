"""What of a commitment is searched, and where in it each text stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.site.said import pick
from promisetrack.site.survey import answerable, partners
from promisetrack.text.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise

TITLE, SUMMARY, TEXT, STEPS, REST = range(5)
"""Places in a commitment, the weightiest first: a word in a title outweighs one in a report."""

_WHOLE: Final = (
    ("summary", SUMMARY), ("easy", SUMMARY), ("description", TEXT), ("problem", TEXT),
    ("expected_result", TEXT), ("audience", TEXT),
)  # fmt: skip
_PARTS: Final = (
    ("milestones", STEPS, ("title", "summary", "description")),
    ("indicators", STEPS, ("title",)),
    ("updates", REST, ("text", "challenges")),
    ("evidence", REST, ("title", "shows")),
    ("assessments", REST, ("text",)),
    ("responses", REST, ("text",)),
    ("questions", REST, ("text",)),
    ("participation", REST, ("title", "outcome")),
    ("decisions", REST, ("title",)),
    ("amendments", REST, ("reason",)),
)
"""The lists of a commitment and their texts, in the order of the page."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?؟…])[\"»”)’]*\s+|\n+")
_SYNTAX: Final = re.compile(r"[*_`\[\]<>#|~\\!&^:]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]+$", re.MULTILINE)
_LONGEST: Final = 20_000
"""Characters of a text that are searched."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is searched. `is_shown`: a result may quote it, sentence by sentence."""

    place: int
    language: str
    text: str
    is_shown: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """The text sentence by sentence."""
        found = (" ".join(one.split()) for one in _SENTENCE_END.split(self.text))
        return tuple(one for one in found if one)


def passages(desk: Desk, promise: Promise) -> tuple[Passage, ...]:
    """Return the texts of a commitment as a reader of the desk's language reads them."""
    fields = promise.fields
    return (
        *_spoken(desk, promise, fields, "title", TITLE, is_shown=False),
        *_numbers(promise),
        *(found for key, place in _WHOLE for found in _spoken(desk, promise, fields, key, place)),
        *_asked(desk, promise),
        *(
            found
            for key, place, names in _PARTS
            for part in fields.parts(key)
            for name in names
            for found in _spoken(desk, promise, part, name, place)
        ),
        *_names(desk, promise),
    )


def _spoken(
    desk: Desk, promise: Promise, fields: Fields, key: str, place: int, *, is_shown: bool = True
) -> Iterator[Passage]:
    if not fields.has(key):
        return
    said = pick(fields.raw(key), desk.tongue.language, promise.source)
    if said is not None:
        yield Passage(place, said.language, _bare(said.text), is_shown)


def _bare(text: str) -> str:
    """Return the words of a Markdown text; the parser is asked only where there is something."""
    found = plain(text) if _SYNTAX.search(text) else text
    return found[:_LONGEST]


def _numbers(promise: Promise) -> Iterator[Passage]:
    """Return what people copy from a plan: its number, its id, the names that others gave it."""
    schemes = (one.string("id") for one in promise.fields.parts("identifiers"))
    for one in dict.fromkeys((promise.fields.string("number"), promise.id, *schemes)):
        if one:
            yield Passage(TITLE, "", one)


def _asked(desk: Desk, promise: Promise) -> Iterator[Passage]:
    request, answer = promise.fields.part("request"), promise.fields.part("answer")
    for part, key in ((request, "text"), (answer, "text"), (answer, "reason")):
        yield from _spoken(desk, promise, part, key, TEXT)


def _names(desk: Desk, promise: Promise) -> Iterator[Passage]:
    """Return the names of bodies, themes, places and of the plan, and the words of its state."""
    fields = promise.fields
    bodies = (*sorted(answerable(promise)), *partners(fields), *fields.strings("promised_by"))
    named = (
        *(("organisation", one) for one in bodies),
        *(("theme", one) for one in fields.strings("themes")),
        *(("place", one) for one in fields.strings("places")),
        ("plan", promise.entry.plan or ""),
    )
    for kind, identity in dict.fromkeys(named):
        if identity:
            said = desk.name(kind, identity)
            yield Passage(REST, said.language, said.text)
    for one in fields.strings("tags"):
        yield Passage(REST, promise.source, one)
    for spot in fields.parts("places"):
        yield from _spoken(desk, promise, spot, "name", REST, is_shown=False)
