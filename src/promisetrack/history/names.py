"""What things are called in the reader's language: fields, statuses, organisations, plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.model.kinds import KINDS
from promisetrack.model.schemes import status_label
from promisetrack.model.structure import Alternatives, Items, Keys, Node, Pairs, structure_of
from promisetrack.model.text import pick
from promisetrack.model.vocabulary import label
from promisetrack.words.languages import name_in

if TYPE_CHECKING:
    from promisetrack.model.scale import StatusScheme
    from promisetrack.words.catalogue import Words

Route: TypeAlias = tuple[str | int, ...]

DOMAINS: Final = ("history", "words", "schema", "checks", "source")


@dataclass(frozen=True, slots=True)
class Names:
    """Resolves ids and keys into the words of one language.

    `default` is the language of texts without one. `organisations` and `plans` give the Text
    that names an id; `scheme` the status scheme of a plan (None: the common one).
    """

    words: Words
    default: str = "en"
    organisations: Mapping[str, object] = field(default_factory=dict)
    plans: Mapping[str, object] = field(default_factory=dict)
    scheme: Callable[[str | None], StatusScheme | None] = lambda plan: None

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.words.language

    def text(self, value: object) -> str:
        """Return the words of a Text, on one line."""
        if isinstance(value, Mapping) and isinstance(value.get("text"), str):
            value = value["text"]
        return " ".join(pick(value, (self.language,), self.default).text.split())

    def status(self, value: object, plan: str | None) -> str:
        """Return the label of a status; nothing said is “No information”."""
        status = value if isinstance(value, str) and value else "unknown"
        return self.text(status_label(status, self.scheme(plan))) or status

    def position(self, value: object) -> str:
        """Return the label of an answer to a request."""
        return self.words.text(label("answer-position", str(value)))

    def organisation(self, value: object) -> str:
        """Return the name of an organisation given by id, or by a map that holds it."""
        if isinstance(value, Mapping):
            value = value.get("organisation")
        return self.text(self.organisations.get(str(value))) or _as_written(value)

    def plan(self, value: object) -> str:
        """Return the title of a plan."""
        return self.text(self.plans.get(str(value))) or _as_written(value)

    def language_name(self, code: str) -> str:
        """Return the name of a language as inside a sentence."""
        return name_in(code, self.language)

    def field(self, route: Route, kind: str = "commitment") -> str:
        """Return the name of the last known key on a route; one of its own keeps its key."""
        return self.words.gettext(field_title(kind, route))


def _as_written(value: object) -> str:
    return "…" if value is None else str(value)


@cache
def field_title(kind: str, route: Route) -> str:
    """Return the English title of the deepest key that a route names."""
    node: Node | None = structure_of(KINDS[kind]) if kind in KINDS else None
    title = ""
    for step in route:
        keys = keys_of(node)
        if keys is not None:
            member = keys.members.get(str(step))
            if member is None:
                return title or str(step)
            title, node = member.title, member.node
        else:
            node = node_inside(node)
    return title or ".".join(str(step) for step in route)


def keys_of(node: Node | None) -> Keys | None:
    """Return the known keys of a map, where one may stand there."""
    if isinstance(node, Keys):
        return node
    if isinstance(node, Alternatives):
        return next((found for one in node.options if (found := keys_of(one))), None)
    return None


def node_inside(node: Node | None) -> Node | None:
    """Return what stands in a list or in a map of free keys."""
    if isinstance(node, Items):
        return node.item
    if isinstance(node, Pairs):
        return node.value
    if isinstance(node, Alternatives):
        return next((found for one in node.options if (found := node_inside(one))), None)
    return None
