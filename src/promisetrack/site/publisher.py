"""Who publishes the register, and how to reach them: what tracker.yaml says, and what it omits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.fields import Fields
from promisetrack.site.parts import Fact, Link
from promisetrack.site.said import Said
from promisetrack.site.survey import first_language

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk


def publisher(desk: Desk) -> Fields:
    """Return what tracker.yaml says of its publisher."""
    entry = desk.register.tracker
    return Fields(entry.data).part("publisher") if entry else Fields({})


def name(desk: Desk) -> Fact | None:
    """Return who publishes."""
    fields = publisher(desk)
    said = desk.pen.pick(fields.raw("name"), first_language(desk.register, None))
    if said is None:
        return None
    return Fact(str(desk.say("Publisher")), Link(said, url=fields.string("url")))


def ways(desk: Desk, *, is_absence_said: bool = False) -> tuple[Fact, ...]:
    """Return how to write or call; `is_absence_said`: also what is not stated."""
    fields = publisher(desk)
    found = []
    for key, label in (
        ("contact", desk.say("Contact")),
        ("post", desk.say("By post")),
        ("phone", desk.say("By telephone")),
        ("opening", desk.say("Opening hours")),
    ):
        value = desk.pen.pick(fields.raw(key), first_language(desk.register, None))
        if value is not None:
            found.append(Fact(str(label), _linked(key, value)))
        elif is_absence_said and key != "opening":
            found.append(Fact(str(label), desk.say("not stated")))
    return tuple(found)


def _linked(key: str, value: Said) -> object:
    text = value.text
    if key == "contact" and "@" in text and " " not in text:
        return Link(Said(text, ""), url=f"mailto:{text}")
    if key == "contact" and text.startswith(("https://", "http://")):
        return Link(Said(text, ""), url=text)
    return value
