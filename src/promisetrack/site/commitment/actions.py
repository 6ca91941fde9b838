"""What a reader can do: ask, bring evidence, correct, look at the file, take the data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from promisetrack.site.feeds import links
from promisetrack.site.fields import Fields
from promisetrack.site.forge import Forge, forge_of
from promisetrack.site.form.ways import form_link
from promisetrack.site.parts import Action, Actions, Link, Section
from promisetrack.site.urls import commitment_json

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section:
    """Return the actions that this tracker offers; of what was removed, only where to look."""
    forge = forge_of(desk.site)
    if promise.is_removed:
        return _of_removed(desk, promise, forge)
    items = [*_taking_part(desk, promise), *_looking(desk, promise, forge)]
    items += links.actions(desk, promise)
    items.append(
        Action(
            Link(desk.say("Reuse the data"), commitment_json(promise.id)),
            str(desk.say("This commitment as JSON")),
        )
    )
    return Section("act", desk.say("Take part"), (Actions(tuple(items)),))


def _of_removed(desk: Desk, promise: Promise, forge: Forge | None) -> Section:
    link = Link(desk.say("Read its history"), desk.addresses.history(promise.id))
    items = [Action(link, str(desk.say("Every change, word by word")))]
    if forge is not None:
        changes = Link(
            desk.say("See every change of the file"), url=forge.history(promise.entry.path)
        )
        items.append(Action(changes, str(desk.say("Who changed what, and when, on the forge"))))
    return Section("act", desk.say("Take part"), (Actions(tuple(items)),))


def _taking_part(desk: Desk, promise: Promise) -> list[Action]:
    title = desk.title(promise.fields, promise.source, promise.id).text
    found = [
        Action(
            form_link(desk, "question", promise.id, desk.say("Ask a question")),
            str(desk.say("About this commitment, in public")),
        ),
        Action(
            form_link(desk, "evidence", promise.id, desk.say("Bring evidence")),
            str(desk.say("A document, a photograph, a link")),
        ),
        Action(
            form_link(desk, "update", promise.id, desk.say("Report on a commitment")),
            str(desk.say("For the body in charge: what was done, and where it stands.")),
        ),
    ]
    tracker = desk.register.tracker
    contact = Fields(tracker.data).part("publisher").string("contact") if tracker else ""
    if "@" in contact:
        subject = quote(f"{title} ({promise.id})")
        found.append(
            Action(
                Link(desk.say("Report an error"), url=f"mailto:{contact}?subject={subject}"),
                str(desk.say("Without an account: by e-mail")),
            )
        )
    return found


def _looking(desk: Desk, promise: Promise, forge: Forge | None) -> list[Action]:
    if forge is None:
        return []
    path = promise.entry.path
    return [
        Action(
            Link(desk.say("Propose a correction"), url=forge.edit(path)),
            str(desk.say("Change the file of this commitment; someone else reviews it")),
        ),
        Action(
            Link(desk.say("Read the source file"), url=forge.file(path)),
            path,
        ),
        Action(
            Link(desk.say("See every change of the file"), url=forge.history(path)),
            str(desk.say("Who changed what, and when, on the forge")),
        ),
    ]
