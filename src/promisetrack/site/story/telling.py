"""One change of one record as an entry of a page: when, who, what, word by word, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.diagnostic import say
from promisetrack.history.people import NAMES, NOBODY, ROLES, shown
from promisetrack.history.sentences import concern_label, sentence
from promisetrack.site.fields import Fields
from promisetrack.site.forge import forge_of
from promisetrack.site.parts import Link, Mark, When
from promisetrack.site.story.excerpts import excerpt
from promisetrack.site.story.words import words_of
from promisetrack.site.told import Moment, Told
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.history.commits import Commit
    from promisetrack.history.events import Event
    from promisetrack.history.names import Names
    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk
    from promisetrack.site.past import Change

NO_REASON = say("no stated reason")
"""The words with which a sentence of the history ends; a page shows them beside their shape."""

ABBREVIATED = 10
"""Characters of a commit's id on pages; links and data have it whole."""


def moment(
    desk: Desk, change: Change, *, title: object = None, source: str = "", is_linked: bool = False
) -> Moment:
    """Return what one commit did to a record; `source` is the language that it is written in.

    `is_linked`: whether the page has every version once, so that a link can lead to each.
    """
    names = _names(desk, source)
    record = change.record
    told = tuple(tell(desk, event, record, names) for event in change.events)
    commit = change.commit
    return Moment(
        when=_when(desk, change),
        who=who(desk, commit, change.events) if commit else "",
        title=title,
        told=told,
        notes=tuple(one for one in (commit_link(desk, commit),) if one) if commit else (),
        anchor=f"c-{commit.id[:ABBREVIATED]}" if commit and is_linked else "",
    )


def tell(desk: Desk, event: Event, record: Record | None, names: Names) -> Told:
    """Return one event in words, with its words before and after."""
    said = sentence_of(event, record, names)
    return Told(
        sentence=_without_reason(said, names) if is_silent(event) else said,
        words=tuple(excerpt(one) for one in words_of(desk, event, names, record)),
        marks=marks(desk, event),
        notes=_reason(desk, event, record, names),
    )


def sentence_of(event: Event, record: Record | None, names: Names) -> str:
    """Return what happened as one sentence."""
    data = record.named() if record else {}
    return sentence(event, names, data, plan=record.plan if record else None)


def is_silent(event: Event) -> bool:
    """Whether a promise is weaker and nothing says why."""
    return event.weakens and event.amendment is None and bool(event.route)


def _without_reason(said: str, names: Names) -> str:
    """Return the sentence without its last words, which stand beside their shape."""
    last = f", {names.words.text(NO_REASON)}."
    return f"{said.removesuffix(last)}." if said.endswith(last) else said


def marks(desk: Desk, event: Event) -> tuple[Mark, ...]:
    """Return the shapes that a reader should not miss: what is weaker, what has no reason."""
    found = []
    if event.weakens and event.concern:
        glyph = "moved" if event.concern == "later" else "weaker"
        found.append(Mark(glyph, "late", desk.tongue.message(concern_label(event.concern))))
        if is_silent(event):
            found.append(Mark("silent", "late", desk.tongue.message(NO_REASON)))
    elif event.concern == "unproven":
        found.append(Mark("silent", "late", desk.say("no new evidence")))
    return tuple(found)


def who(desk: Desk, commit: Commit, events: tuple[Event, ...] = ()) -> object:
    """Return who made a change, as far as the tracker's policy lets pages say it."""
    tracker = desk.register.tracker
    written = Fields(tracker.data).part("policy").string("authors") if tracker else ""
    policy = written if written in (NAMES, NOBODY) else ROLES
    if policy == NOBODY:
        return ""
    bodies = desk.edition.bodies
    inside = {one.id: one for event in events for one in event.via}
    people = dict.fromkeys(
        name for one in (inside.values() or (commit,)) if (name := shown(one, policy, bodies))
    )
    return listed(people, desk.tongue.language) or desk.say("a contributor")


def commit_link(desk: Desk, commit: Commit) -> Markup:
    """Return « Version 9f2c41e7a0 », linked to the forge where it is known."""
    code = Markup("<code>{}</code>").format(commit.id[:ABBREVIATED])
    forge = forge_of(desk.site)
    link: object = Link(code, url=forge.commit_at(commit.id)) if forge else code
    return desk.say("Version {commit}", commit=link)


def names_for(desk: Desk, source: str) -> Names:
    """Return the names of this page's language for records written in `source`."""
    return _names(desk, source)


def _names(desk: Desk, source: str) -> Names:
    names = desk.edition.names
    if names is None:
        raise LookupError("a site without a history tells none")
    return replace(names, default=source) if source and source != names.default else names


def _when(desk: Desk, change: Change) -> When | None:
    day = change.day
    return desk.day(day) if day else None


def _reason(desk: Desk, event: Event, record: Record | None, names: Names) -> tuple[object, ...]:
    """Return the reason that the amendment of an event gives."""
    if event.amendment is None or record is None or record.data is None:
        return ()
    data = record.data.get("amendments")
    key = str(event.amendment[-1])
    for one in data if isinstance(data, list) else ():
        if isinstance(one, dict) and key in (str(one.get("id")), str(one.get("date"))):
            text = names.text(one.get("reason"))
            return (desk.say("Reason: {reason}", reason=text),) if text else ()
    return ()
