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

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT501"
LEVEL: Final = "warning"
NEEDS: Final = ("plan",)

_FIELDS: Final = (
    "title",
    "summary",
    "problem",
    "description",
    "expected_result",
    "audience",
    "easy",
)
_PARTS: Final = ("milestones", "indicators")
_REPORTS: Final = (("updates", ("text", "challenges")), ("assessments", ("text",)))


def find(world: World) -> Iterator[Finding]:
    """Find texts that lack a language of their plan."""
    for record in (*world.commitments, *world.of("plan")):
        languages = world.languages(record.entry)
        if len(languages) > 1:
            for node, key in _texts(record):
                yield from _missing(node, key, languages)


def _texts(record: Node) -> Iterator[tuple[Node, str]]:
    for name in _PARTS:
        yield from ((node, key) for node in record.items(name) for key in _FIELDS)
    for name, keys in _REPORTS:
        yield from ((node, key) for node in record.items(name) for key in keys)
    yield from ((record, key) for key in _FIELDS)


def _missing(node: Node, key: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    value = node.get(key)
    if not value:
        return
    written = value if isinstance(value, Mapping) else {languages[0]: value}
    for language in languages:
        if not written.get(language):
            yield node.finding(
                key,
                say("this text is missing in the language “{language}”", language=language),
                say(
                    "add “{language}: …” below it; mark a translation with “translated”",
                    language=language,
                ),
            )
