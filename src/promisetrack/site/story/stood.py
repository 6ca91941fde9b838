"""The record as it stood on any past day: every value it has had, with the versions that held it.

Everything is in the page. Without a script it is a table of versions and each value with its
dates; with one, a day or a version can be chosen and only what stood then is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from markupsafe import Markup

from promisetrack.history.people import NOBODY
from promisetrack.site.forge import forge_of
from promisetrack.site.frame import tracker_title
from promisetrack.site.parts import Link, Section
from promisetrack.site.story.lives import Item
from promisetrack.site.story.telling import ABBREVIATED, names_for, who
from promisetrack.site.story.values import Speaker
from promisetrack.site.urls import absolute

if TYPE_CHECKING:
    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk
    from promisetrack.site.story.lives import Life, Lives, Span, Version
    from promisetrack.site.survey import Promise

SCRIPT = "assets/past.js"
STYLE = "assets/past.css"
_NAMING = ("title", "name", "label", "date")
"""The key of an item that names it, the first that it has."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, the versions that hold it, and its dates in words where it did not always stand."""

    html: object
    first: int
    end: int | None
    period: object


@dataclass(frozen=True, slots=True)
class Place:
    """What is said at one place of the record."""

    label: object
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the record: places of its own, or an item of a list, named by its title."""

    heading: tuple[Value, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A key of the record with its parts."""

    title: object
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """A version that can be chosen."""

    id: str
    name: str
    since: str
    day: object
    commit: str
    link: object
    who: object
    changes: object
    digest: str
    state: str


@dataclass(frozen=True, slots=True)
class Stood:
    """All of it, with the sentences that a script fills."""

    shape: ClassVar[str] = "stood"
    stands: tuple[Stand, ...]
    groups: tuple[Group, ...]
    first: str
    last: str
    cite: str


def section(desk: Desk, promise: Promise, record: Record) -> Section:
    """Return the part of the history page on past versions."""
    lives = desk.survey.past.lives(record)
    block = Stood(
        stands=tuple(_stand(desk, record, one, place) for place, one in enumerate(lives.versions))[
            ::-1
        ],
        groups=_groups(desk, promise, record, lives),
        first=_iso(lives.versions[0]),
        last=desk.site.today.isoformat(),
        cite=_cite(desk, promise),
    )
    return Section(
        "stood",
        desk.say("As it stood on a past day"),
        (block,),
        answer=desk.say_n(
            "One version: what it says below has never changed.",
            "{n} versions. Each can be read as it stood, and cited.",
            len(lives.versions),
        ),
    )


def _cite(desk: Desk, promise: Promise) -> str:
    """Return the line with which a version is cited; `{day}`, `{commit}`, `{hash}` are filled."""
    title = desk.title(promise.fields, promise.source, promise.id)
    here = absolute(desk.site.options.base_url, desk.pen.here)
    return desk.say(
        "“{title}”, as it stood on {day}. {tracker}. Version {commit}, SHA-256 {hash}. {address}",
        title=title.text,
        tracker=tracker_title(desk).text,
        address=f"{here}#v-{{short}}",
        day="{day}",
        commit="{commit}",
        hash="{hash}",
    ).unescape()


def _stand(desk: Desk, record: Record, version: Version, place: int) -> Stand:
    commit = version.commit
    identity = commit.id if commit else ""
    day = desk.survey.past.day_of(commit)
    forge = forge_of(desk.site)
    code = Markup("<code>{}</code>").format(identity[:ABBREVIATED])
    state = "" if version.is_there else "gone"
    return Stand(
        id=str(place),
        name=f"v-{identity[:ABBREVIATED]}",
        since=_iso(version),
        day=desk.pen.day(day) if day else identity[:ABBREVIATED],
        commit=identity,
        link=Link(code, url=forge.commit_at(identity)) if forge and identity else code,
        who=who(desk, commit) if commit and _policy(desk) != NOBODY else "",
        changes=desk.say_n("{n} change", "{n} changes", version.changes),
        digest=version.digest,
        state=state if version.is_readable else "unreadable",
    )


def _policy(desk: Desk) -> str:
    tracker = desk.register.tracker
    policy = tracker.data.get("policy") if tracker else None
    return str(policy.get("authors")) if isinstance(policy, dict) else ""


def _iso(version: Version) -> str:
    return version.since.isoformat() if version.since else ""


def _groups(desk: Desk, promise: Promise, record: Record, lives: Lives) -> tuple[Group, ...]:
    names = names_for(desk, promise.source)
    told = _Telling(Speaker(desk, promise.source, names, record.plan), lives)
    keys: dict[str, list[Life]] = {}
    for life in lives.lives:
        if life.path != ("id",):
            keys.setdefault(life.path[0], []).append(life)
    return tuple(Group(names.field((key,)), _parts(told, many)) for key, many in keys.items())


def _parts(told: _Telling, many: list[Life]) -> tuple[Part, ...]:
    """Return the places of one key: item by item where it is a list."""
    items: dict[tuple[str, ...], list[Life]] = {}
    for life in many:
        is_item = len(life.path) > 1 and isinstance(life.path[1], Item)
        items.setdefault(life.path[: 2 if is_item else 1], []).append(life)
    return tuple(told.part(path, found) for path, found in items.items())


@dataclass(frozen=True, slots=True)
class _Telling:
    speaker: Speaker
    lives: Lives

    def part(self, path: tuple[str, ...], many: list[Life]) -> Part:
        if len(path) < 2:
            return Part((), tuple(self.place(one, 1) for one in many))
        by_key = {one.path[2:]: one for one in many}
        naming = next((by_key[(key,)] for key in _NAMING if (key,) in by_key), None)
        heading = self.values(naming) if naming else self.unnamed(path, many)
        hidden = (("id",), naming.path[2:] if naming else ())
        rest = (one for one in many if one.path[2:] not in hidden and len(one.path) > 2)
        return Part(heading, tuple(self.place(one, 2) for one in rest if not _is_said(one)))

    def unnamed(self, path: tuple[str, ...], many: list[Life]) -> tuple[Value, ...]:
        """Return the name of an item without a title: its own value, or its natural key."""
        whole = next((one for one in many if one.path == path), None)
        if whole:
            return self.values(whole)
        first = min(span.first for one in many for span in one.spans)
        ends = [span.end for one in many for span in one.spans]
        end = None if None in ends else max(one for one in ends if one is not None)
        return (Value(path[-1], first, end, ""),)

    def place(self, life: Life, depth: int) -> Place:
        return Place(self.label(life.path, depth), self.values(life))

    def label(self, path: tuple[str, ...], depth: int) -> str:
        """Return what stands at a path: keys by their titles, items by their names."""
        found = []
        for at in range(depth, len(path)):
            step = path[at]
            found.append(
                str(step) if isinstance(step, Item) else self.speaker.names.field(path[: at + 1])
            )
        return " · ".join(found)

    def values(self, life: Life) -> tuple[Value, ...]:
        return tuple(
            Value(
                self.speaker.say(life.path, one.value),
                one.first,
                one.end,
                self.period(one),
            )
            for one in life.spans
        )

    def period(self, span: Span) -> object:
        """Return from when to when a value stood; nothing where it always did."""
        if span.first == 0 and span.end is None:
            return ""
        start = self.day(span.first)
        if span.end is None:
            return self.speaker.desk.say("since {date}", date=start)
        return self.speaker.desk.say("from {start} to {end}", start=start, end=self.day(span.end))

    def day(self, place: int) -> str:
        day = self.speaker.desk.survey.past.day_of(self.lives.versions[place].commit)
        return self.speaker.desk.pen.day(day) if day else "…"


def _is_said(life: Life) -> bool:
    """Whether a value only repeats the name of its item: `measurements`, by their dates."""
    name = life.path[-2]
    if not isinstance(name, Item) or life.path[-1] not in ("date", "scheme"):
        return False
    return all(str(one.value) == str(name) for one in life.spans)
