"""Places: `<lang>/places/`: by kind, each with its commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.vocabulary import VOCABULARIES
from promisetrack.site.contents import has
from promisetrack.site.fields import Fields
from promisetrack.site.folds import MOST
from promisetrack.site.listing import late_mark
from promisetrack.site.parts import Row, Rows, Section
from promisetrack.site.pictures.map import section as map_of
from promisetrack.site.places import UNNAMED, by_place, place_anchor
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.urls import PLACES_GEOJSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of places, where commitments name any."""
    if not has(edition, "places"):
        return
    desk = desk_of(edition, "places")
    found = by_place(desk)
    placed = {one.id for many in found.values() for one in many}
    without = len(desk.survey.promises) - len(placed)
    lede = desk.join(
        (
            desk.say_n("{n} place has commitments.", "{n} places have commitments.", len(found)),
            desk.say_n("{n} commitment names no place.", "{n} commitments name no place.", without)
            if without
            else "",
        )
    )
    sections = (map_of(desk, found), *_sections(desk, found))
    yield sheet(desk, "places", lede, sections, data_address=PLACES_GEOJSON)


def _sections(desk: Desk, found: dict[str, tuple[Promise, ...]]) -> tuple[Section | None, ...]:
    """Return a section for each kind of place, in the order of the vocabulary."""
    kinds: dict[str, list[str]] = {}
    for name in found:
        entry = desk.register.places.get(name)
        kind = Fields(entry.data).string("kind") if entry else ""
        kinds.setdefault(kind, []).append(name)
    order = [*VOCABULARIES["place-kind"], *sorted(set(kinds) - {*VOCABULARIES["place-kind"]})]
    return tuple(
        Section(
            f"kind-{kind or 'other'}" if kind in VOCABULARIES["place-kind"] else "kind-other",
            desk.word("place-kind", kind) if kind in VOCABULARIES["place-kind"]
            else desk.say("Other places"),
            (Rows(tuple(_row(desk, name, found[name]) for name in kinds[kind])),),
        )
        for kind in order
        if kind in kinds
    )  # fmt: skip


def _row(desk: Desk, name: str, promises: tuple[Promise, ...]) -> Row:
    entry = desk.register.places.get(name)
    fields = Fields(entry.data) if entry else Fields({})
    parent = fields.string("part_of")
    notes: list[object] = [desk.join(_line(desk, one)) for one in promises]
    about = [desk.name("place", parent)] if parent in desk.register.places else []
    if fields.has("code"):
        about.append(desk.say("code {code}", code=fields.string("code")))  # type: ignore[arg-type] # shown alike
    return Row(
        id=place_anchor(name),
        who=desk.say_n("{n} commitment", "{n} commitments", len(promises)),
        title=desk.name("place", name) if entry else name.removeprefix(UNNAMED),
        by=desk.pen.links(about),
        notes=tuple(notes[:MOST]),
        more=tuple(notes[MOST:]),
    )


def _line(desk: Desk, promise: Promise) -> tuple[object, ...]:
    """Return a commitment with its status, in words."""
    late = late_mark(desk, promise)
    word = desk.pen.show(desk.mark(promise.standing).word)
    state = desk.pen.links(one for one in (word, late.word if late else "") if one)
    return (desk.commitment(promise), desk.say("({state})", state=state))
