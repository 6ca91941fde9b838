"""Related commitments, and those of the same theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import Message, say
from promisetrack.site.parts import Pick, PickGroup, Picks, Section

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Link
    from promisetrack.site.survey import Promise


_NAMED = say("Named by")
_BACK: dict[str, Message] = {
    "continues": say("Continued by"),
    "replaces": say("Replaced by"),
    "replaced-by": say("Replaces"),
    "depends-on": say("What depends on it"),
    "split-into": say("Part of"),
    "merged-into": say("Takes in"),
    "implements": say("Implemented by"),
    "implemented-by": say("Implements"),
    "answers": say("Answered by"),
    "transferred-to": say("Taken over from"),
    "contradicts": say("Contradicts"),
    "same-as": say("Same as"),
}
"""How a relation is called from its other end."""


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return links to the commitments that this one names, and to those that name it."""
    groups: dict[str, list[Pick]] = {}
    named = {part.string("id") for part in promise.fields.parts("related")}
    for part in promise.fields.parts("related"):
        other = desk.survey.promise(part.string("id"))
        if other is not None:
            label = desk.word("related-kind", part.string("kind"))
            groups.setdefault(label, []).append(Pick(_link(desk, other)))
    for kind, other in desk.survey.incoming.get(promise.id, ()):
        if other.id not in named and other.id != promise.id:
            label = desk.tongue.message(_BACK.get(kind, _NAMED))
            groups.setdefault(label, []).append(Pick(_link(desk, other)))
    if not groups:
        return None
    return Section(
        "related",
        desk.say("Related commitments"),
        (Picks(tuple(PickGroup(label, tuple(picks)) for label, picks in groups.items())),),
        short=desk.say("Related"),
    )


def _link(desk: Desk, promise: Promise) -> Link:
    return desk.commitment(promise)
