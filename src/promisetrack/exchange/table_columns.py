"""The sheets and columns of a plan, read from the models, headed in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.exchange.table import Column, Sheet
from promisetrack.model.commitment import Commitment
from promisetrack.model.evidence import Evidence
from promisetrack.model.indicator import Indicator, Measurement
from promisetrack.model.milestone import Milestone
from promisetrack.model.reports import Update
from promisetrack.model.structure import Alternatives, Items, Keys, Node, One, structure_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.words.catalogue import Words

TITLES: Final[dict[str, Message]] = {
    "commitments": say("Commitments"),
    "milestones": say("Milestones"),
    "indicators": say("Indicators"),
    "measurements": say("Measurements"),
    "updates": say("Updates"),
    "evidence": say("Evidence"),
}
"""The name of each sheet, in the order of the workbook."""

_SHEETS: Final = (
    Sheet("commitments", (), Commitment, ()),
    Sheet("milestones", ("milestones",), Milestone, ("commitment",)),
    Sheet("indicators", ("indicators",), Indicator, ("commitment",)),
    Sheet("measurements", ("indicators", "measurements"), Measurement, ("commitment", "indicator")),
    Sheet("updates", ("updates",), Update, ("commitment",)),
    Sheet("evidence", ("evidence",), Evidence, ("commitment",)),
)
_CORE: Final = {
    "commitments": "id number title summary description expected_result source lead partners "
    "contact.role contact.email themes start due status progress",
    "milestones": "id number title part_of lead start due status progress completed evidence",
    "indicators": "id title unit milestone better baseline.date baseline.value target.date "
    "target.value",
    "measurements": "date value text evidence",
    "updates": "date by about status text challenges evidence",
    "evidence": "id title url kind language publisher published shows",
}
_ORGANISATIONS: Final = frozenset(
    {"lead", "by", "promised_by", "partners", "organisation", "decided_by"}
)
_REFERS: Final = {
    "themes": "theme",
    "places": "place",
    **dict.fromkeys(_ORGANISATIONS, "organisation"),
}
_KINDS: Final = {"number", "whole-number", "date", "word"}


def sheets(words: Words, languages: Sequence[str]) -> tuple[Sheet, ...]:
    """Return every sheet with every column that it can have; `languages[0]` is that of texts."""
    return tuple(_with_columns(sheet, words, tuple(languages)) for sheet in _SHEETS)


def _with_columns(sheet: Sheet, words: Words, languages: tuple[str, ...]) -> Sheet:
    writer = _Writer(words, languages, frozenset(_CORE[sheet.name].split()))
    own = tuple(
        replace(writer.parent(name), title=writer.title(name), help=words.text(_PARENT_HELP[name]))
        for name in sheet.parents
    )
    return replace(sheet, columns=(*own, *writer.record(structure_of(sheet.record))))


_PARENTS: Final = {"commitment": say("Commitment"), "indicator": say("Indicator")}
_PARENT_HELP: Final = {
    "commitment": say("The id of the commitment that this row belongs to."),
    "indicator": say("The id of the indicator that this row belongs to."),
}


@dataclass(frozen=True, slots=True)
class _Writer:
    words: Words
    languages: tuple[str, ...]
    core: frozenset[str]

    def title(self, parent: str) -> str:
        return self.words.text(_PARENTS[parent])

    def parent(self, name: str) -> Column:
        return Column(
            f"/{name}", (), "parent", "", "", choices=name, is_required=True, is_core=True
        )

    def record(self, keys: Keys, above: Column | None = None) -> Iterator[Column]:
        """Yield the columns of a record, those of the maps in it behind their titles."""
        for name, member in keys.members.items():
            title = self.words.gettext(member.title)
            path: tuple[str, ...] = (name,)
            if above is not None:
                title, path = f"{above.title} › {title}", (*above.path, name)
            dotted = ".".join(path)
            start = Column(
                name=dotted,
                path=path,
                kind="words",
                title=title,
                help=self.words.gettext(member.help),
                is_required=member.is_required and above is None,
                is_core=dotted in self.core,
            )
            yield from self.node(start, member.node)

    def node(self, start: Column, node: Node) -> Iterator[Column]:
        if isinstance(node, One):
            yield _single(start, node)
        elif isinstance(node, Keys):
            yield from self.record(node, start)
        elif isinstance(node, Items):
            if _is_listed(node.item):
                yield replace(start, kind="list", choices=_choices(start, node.item))
        elif isinstance(node, Alternatives):
            yield from self.alternatives(start, node)

    def alternatives(self, start: Column, node: Alternatives) -> Iterator[Column]:
        if node.name in ("text", "markdown"):
            yield from self.texts(start)
        elif node.name == "date":
            yield replace(start, kind="date")
            title = self.words.text(say("{column}, in words", column=start.title))
            inner = replace(
                start, name=f"{start.name}.text", path=(*start.path, "text"), title=title
            )
            yield from self.texts(replace(inner, is_core=False, is_required=False))
        elif isinstance(node.options[0], One):
            yield _single(start, node.options[0])

    def texts(self, start: Column) -> Iterator[Column]:
        """Yield a column a language; only the first is one that every row needs."""
        for at, language in enumerate(self.languages):
            title = start.title if len(self.languages) == 1 else f"{start.title} ({language})"
            yield replace(
                start,
                name=f"{start.name}@{language}",
                kind="text",
                title=title,
                language=language,
                is_core=start.is_core and at == 0,
                is_required=start.is_required and at == 0,
            )


def _single(start: Column, node: One) -> Column:
    form, name = node.form, start.path[-1]
    if form.name == "status":
        return replace(start, kind="word", choices="status")
    if form.vocabulary is not None:
        return replace(start, kind="word", choices=f"word:{form.vocabulary}")
    if form.name == "true-or-false":
        return replace(start, kind="flag")
    if name == "progress":
        return replace(start, kind="percent")
    if form.name == "id" and start.path == ("id",):
        return replace(start, kind="id")
    if form.name == "id" and name in _ORGANISATIONS:
        return replace(start, kind="word", choices="organisation")
    return replace(start, kind=form.name if form.name in _KINDS else "words")


def _choices(column: Column, item: Node) -> str | None:
    if isinstance(item, One) and item.form.vocabulary is not None:
        return f"word:{item.form.vocabulary}"
    return _REFERS.get(column.path[-1])


def _is_listed(node: Node) -> bool:
    """Tell whether each item of a list may be one word on a line."""
    if isinstance(node, Alternatives):
        return any(isinstance(option, One) for option in node.options)
    return isinstance(node, One) and node.form.name != "route-part"
