"""What a reader can do: ask, bring evidence, correct, look at the file, take the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.feeds import links
from promisetrack.site.forge import Forge, forge_of
from promisetrack.site.form.ways import form_link
from promisetrack.site.letters import by_post, report
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
    return [*found, *(one for one in (report(desk, promise), by_post(desk)) if one)]


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
