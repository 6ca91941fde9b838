"""Which feeds there are, and which commitments each of them follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.site.past import is_addressable
from promisetrack.site.survey import answerable, partners
from promisetrack.site.urls import FEED_ALL, Addresses, feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Edition
    from promisetrack.site.past import Change
    from promisetrack.site.survey import Promise


@dataclass(frozen=True, slots=True)
class Group:
    """One feed: its address, what it follows, the page about that, its changes, newest first.

    `kind` is plan, organisation, theme, commitment, or empty for everything.
    """

    address: str
    kind: str
    id: str
    page: str
    changes: tuple[Change, ...]


FOLDERS = {"plan": "plans", "organisation": "organisations", "theme": "themes"}


def groups(edition: Edition) -> Iterator[Group]:
    """Return every feed; none where the site is built without its history."""
    timeline = edition.survey.past.timeline
    if timeline is None:
        return
    changes = _all(edition)
    first = Addresses(edition.tongue.language)
    yield Group(FEED_ALL, "", "", first.list_of("changes"), changes)
    followed = _followed(edition, changes)
    for kind, folder in FOLDERS.items():
        for identity in edition.site.register.of_kind(kind):
            if is_addressable(identity):
                found = tuple(followed.get((kind, identity), ()))
                page = first.record(folder, identity)
                yield Group(feed(kind, identity), kind, identity, page, found)
    for (kind, identity), own in followed.items():
        if kind == "commitment":
            page = first.commitment(identity)
            yield Group(feed(kind, identity), kind, identity, page, tuple(own))


def _all(edition: Edition) -> tuple[Change, ...]:
    """Return all changes, newest first; the register before its commitments."""
    past = edition.survey.past
    timeline = past.timeline
    if timeline is None:
        return ()
    order = {commit.id: place for place, commit in enumerate(timeline.commits)}
    found = past.changes(timeline.tracker, None)
    for record in timeline.commitments.values():
        found += past.changes(record.events, record)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                -order.get(one.commit.id, -1) if one.commit else 1,
                one.record.id if one.record else "",
            ),
        )
    )


def _followed(edition: Edition, changes: tuple[Change, ...]) -> dict[tuple[str, str], list[Change]]:
    """Return the changes by what they touch, as the commitments stand now."""
    survey = edition.survey
    promises = {one.id: one for one in (*survey.gone, *survey.promises)}
    topics = {identity: _topics(one) for identity, one in promises.items()}
    found: dict[tuple[str, str], list[Change]] = {
        ("commitment", identity): [] for identity in promises if is_addressable(identity)
    }
    for change in changes:
        if change.record is None:
            for identity in {str(one.route[1]) for one in change.events if _is_of_plan(one.route)}:
                found.setdefault(("plan", identity), []).append(change)
        for topic in topics.get(change.record.id, ()) if change.record else ():
            found.setdefault(topic, []).append(change)
    return found


def _is_of_plan(route: tuple[str | int, ...]) -> bool:
    return len(route) > 1 and route[0] == "plans"


def _topics(promise: Promise) -> tuple[tuple[str, str], ...]:
    bodies = sorted(answerable(promise) | set(partners(promise.fields)))
    return (
        ("commitment", promise.id),
        ("plan", promise.entry.plan or ""),
        *(("organisation", one) for one in bodies),
        *(("theme", one) for one in promise.fields.strings("themes")),
    )
