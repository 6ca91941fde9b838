"""A change rewrites a text in its own language, and its translation still says the old.

Readers of the other language would go on reading what is no longer promised or reported.

Before:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    # commitments/p/open-budget.yaml
    id: open-budget
    title:
      en: Publish the budget
      fr:
        text: Publier le budget
        translated: human
    status: not-started
    due: 2026-06-30

Example:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    # commitments/p/open-budget.yaml
    id: open-budget
    title:
      en: Publish the budget and the accounts
      fr:
        text: Publier le budget
        translated: human
    status: not-started
    due: 2026-06-30

Instead:
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    # commitments/p/open-budget.yaml
    id: open-budget
    title:
      en: Publish the budget and the accounts
      fr:
        text: Publier le budget et les comptes
        translated: human
    status: not-started
    due: 2026-06-30

Found at: title.fr
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding, Node
from promisetrack.diagnostic import say
from promisetrack.history.naming import is_marked
from promisetrack.history.values import is_void, same
from promisetrack.model.routes import natural, resolve, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World
    from promisetrack.register.register import Entry

CODE: Final = "PT407"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find marked translations that stayed while a text of their original languages changed."""
    for entry, before in _changed(world):
        for node in world.nodes(Node(entry, (), entry.data)):
            marked = [key for key, one in node.data.items() if is_marked(one)]
            at = resolve(before, natural(entry.data, node.at)) if marked else None
            old = value_at(before, at) if at is not None else None
            if isinstance(old, Mapping) and _is_rewritten(old, node.data):
                for language in marked:
                    if same(_words(old.get(language)), _words(node.get(language))):
                        yield Finding(
                            entry,
                            (*node.at, language),
                            say(
                                "this is the translation ({language}) of words that have changed",
                                language=language,
                            ),
                            say("translate anew, or make sure that it still says the same"),
                        )


def _changed(world: World) -> Iterator[tuple[Entry, Mapping[str, object]]]:
    """Yield every record that the change touched, with its data before."""
    if world.proposal is None:
        return
    for name in world.proposal.changes.commitments:
        was = world.proposal.before.get(name)
        entry = world.register.commitments.get(name)
        if was is not None and was.data is not None and entry is not None:
            yield entry, was.data
    for old in world.proposal.base.entries:
        now = world.register.of_kind(old.kind).get(old.id)
        if old.kind == "tracker":
            now = world.register.tracker
        if now is not None and old.kind != "commitment":
            yield now, old.data


def _is_rewritten(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Return whether words of a language that is no translation are others now."""
    return any(
        not is_marked(new[key]) and not is_void(old.get(key)) and not same(_words(old[key]), words)
        for key in old.keys() & new.keys()
        if isinstance(words := _words(new[key]), str)
    )


def _words(entry: object) -> object:
    return entry.get("text") if isinstance(entry, Mapping) else entry
