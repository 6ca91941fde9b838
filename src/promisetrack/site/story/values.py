"""A value of a past version in words, as the pages of that day would have said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.history.marks import is_marked, paragraphs
from promisetrack.history.values import is_void
from promisetrack.model.schemes import status_scheme
from promisetrack.model.vocabulary import is_known
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Link
from promisetrack.site.said import Said
from promisetrack.site.scales import standing_of
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.history.names import Names
    from promisetrack.site.desk import Desk

_DATES = frozenset({"due", "start", "date", "completed", "published", "accessed", "end"})
_BODIES = frozenset({"lead", "by", "promised_by", "partners", "organisation", "decided_by"})
_WORDS = {
    ("evidence", "kind"): "evidence-kind",
    ("origin", "kind"): "origin-kind",
    ("participation", "kind"): "participation-kind",
    ("answer", "position"): "answer-position",
    ("related", "kind"): "related-kind",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says values of a record of `plan` whose plain texts are written in `source`."""

    desk: Desk
    source: str
    names: Names
    plan: str | None

    def say(self, path: tuple[str, ...], value: object) -> object:
        """Return the value at a path as something that the pen can show."""
        desk, key = self.desk, path[-1]
        if is_void(value):
            return desk.say("nothing")
        if key == "status" and isinstance(value, str):
            return _status(desk, value, self.plan)
        if key in _DATES:
            return desk.date(value, self.source) or str(value)
        if key in _BODIES:
            many = value if isinstance(value, list) else [value]
            return listed((self.names.organisation(one) for one in many), desk.tongue.language)
        if isinstance(value, bool):
            return desk.say("yes") if value else desk.say("no")
        if isinstance(value, int | float):
            return desk.number(value)
        vocabulary = _WORDS.get((path[0], key), "")
        if is_known(vocabulary, value):
            return desk.word(vocabulary, str(value))
        return _text(desk, value, self.source, is_markdown=is_marked(path))


def _text(desk: Desk, value: object, source: str, *, is_markdown: bool) -> object:
    if isinstance(value, list):
        return listed((str(one) for one in value), desk.tongue.language)
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return Link(Said(value, ""), url=value)
    said = desk.pen.pick(value, source)
    if said is None:
        return str(value)
    text = paragraphs(said.text) if is_markdown else said.text
    return Markup("<br>").join(
        desk.pen.show(Said(one.strip(), said.language, said.is_foreign))
        for one in text.splitlines()
        if one.strip()
    )


def _status(desk: Desk, value: str, plan: str | None) -> object:
    entry = desk.register.plans.get(plan or "")
    tracker = desk.register.tracker
    name = Fields(entry.data).string("status_scheme") if entry else ""
    scheme = status_scheme(name or None, tracker.data if tracker else {})
    return desk.mark(standing_of(value, scheme)).word
