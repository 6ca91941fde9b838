"""Related commitments, and those of the same theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.parts import Pick, PickGroup, Picks, Section

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.parts import Link
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return links to the commitments that this one names."""
    groups: dict[str, list[Pick]] = {}
    for part in promise.fields.parts("related"):
        other = desk.survey.promise(part.string("id"))
        if other is not None:
            label = desk.word("related-kind", part.string("kind"))
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
