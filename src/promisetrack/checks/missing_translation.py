"""A text is not there in one of the plan's languages.

Whoever reads the site in that language meets a foreign one in the middle of it.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    # commitments/p/plan.yaml
    id: p
    title:
      en: Plan
      fr: Plan
    languages: [en, fr]

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title:
      en: Publish the budget
      fr: Publier le budget
    status: not-started
    due: 2027-12-31
    # commitments/p/plan.yaml
    id: p
    title:
      en: Plan
      fr: Plan
    languages: [en, fr]

Found at: title
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.model.forms import is_blank
from promisetrack.model.kinds import KINDS
from promisetrack.model.structure import Alternatives, Items, Keys, structure_of
from promisetrack.model.text import has_language

if TYPE_CHECKING:
    from promisetrack.checks.reading import At
    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Message
    from promisetrack.model.structure import Node

CODE: Final = "PT501"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)

_TEXTS: Final = frozenset({"text", "markdown", "shown"})
"""The names of what may have several languages (model.values)."""

_OWN_WORDS: Final = frozenset(
    {
        "at",
        "before",
        "after",
        "decisions",
        "evidence",
        "licence",
        "origin",
        "places",
        "help_places",
        "questions",
        "quote",
        "request",
        "responses",
        "status_as_written",
    }
)
"""Words of somebody, or of a document, and names: they stay in the language that they are in."""
_WORD: Final = re.compile(r"[^\W\d_]{3}")
"""What a unit is made of that is a word, and not a sign: %, km², € are the same everywhere."""


def find(world: World) -> Iterator[Finding]:
    """Find texts that lack a language of their plan."""
    for record in (*world.commitments, *world.of("plan")):
        languages = world.languages(record.entry)
        for at, value in _texts(structure_of(KINDS[record.entry.kind]), record.data, ()):
            is_sign = at[-1] == "unit" and isinstance(value, str) and not _WORD.search(value)
            for language in () if is_sign else _missing(value, languages):
                yield Finding(
                    record.entry,
                    at,
                    say("this text is missing in the language “{language}”", language=language),
                    _remedy(value, language, languages[0]),
                )


def _remedy(value: object, language: str, first: str) -> Message:
    """Say what to write: a text alone must become one text for each language first."""
    if isinstance(value, Mapping):
        return say(
            "add “{language}: …” below it; mark a translation with “translated”",
            language=language,
        )
    return say(
        "put the text on a line of its own below the name, as “  {first}: …”, and write below "
        "that “  {language}: …”; mark a translation with “translated”",
        first=first,
        language=language,
    )


def _texts(node: Node, data: object, at: At) -> Iterator[tuple[At, object]]:
    """Yield each text that pages show in the reader's language, and its place."""
    if isinstance(node, Alternatives):
        if node.name in _TEXTS:
            yield at, data
            return
        for option in node.options:
            yield from _texts(option, data, at)
    elif isinstance(node, Keys) and isinstance(data, Mapping):
        for key, value in data.items():
            member = node.members.get(key)
            if member is not None and key not in _OWN_WORDS:
                yield from _texts(member.node, value, (*at, key))
    elif isinstance(node, Items) and isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from _texts(node.item, value, (*at, index))


def _missing(value: object, languages: tuple[str, ...]) -> Iterator[str]:
    """Yield the languages that a text is not in."""
    is_said = not is_blank(value) if isinstance(value, str) else bool(value)
    if languages and is_said and isinstance(value, str | Mapping):
        yield from (one for one in languages if not has_language(value, one, languages[0]))
