"""`data/v1/history/<id>.json`, `events.jsonl`, `events.csv`: what happened, exactly.

The files of single commitments have the format of `history --format json`, so that one reader
serves both. Who changed something is named as the policy of the tracker says (`policy.authors`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.history import serialise
from promisetrack.history.timeline import Timeline
from promisetrack.model.routes import show
from promisetrack.site.data.authors import named_by
from promisetrack.site.data.records import as_json
from promisetrack.site.data.resource import CSV, JSON, JSON_LINES, Family, Resource
from promisetrack.site.data.tables import Column, table
from promisetrack.site.past import is_addressable
from promisetrack.site.urls import EVENTS_CSV, EVENTS_JSONL, history_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.history.events import Event
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Survey

LONGEST: Final = 32_000
"""Characters that spreadsheets still show in one cell."""

_WHOLE: Final = ("commitment-added", "commitment-removed", "commitment-restored", "plan-added",
                 "plan-removed")  # fmt: skip
"""Events whose values are whole records."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event as plain data, with the commitment that it befell (None: the register itself)."""

    commitment: str | None
    plain: dict[str, Any]


def files(site: Site, survey: Survey) -> Iterator[Artifact]:
    """Return the files; none where the site is built without its history."""
    timeline = site.timeline
    if not isinstance(timeline, Timeline):
        return
    named = named_by(site)
    for identity in timeline.commitments:
        if is_addressable(identity):
            yield Artifact(history_json(identity), as_json(_story(timeline, identity, named)))
    lines = _lines(timeline, named)
    yield Artifact(EVENTS_JSONL, b"".join(_json_line(one) for one in lines))
    yield Artifact(EVENTS_CSV, table(_COLUMNS, lines))


def resources(site: Site) -> tuple[Resource, ...]:
    """Return what the files are; those of single commitments are linked from their pages."""
    if not isinstance(site.timeline, Timeline):
        return ()
    return (
        Resource(
            EVENTS_JSONL,
            "events",
            say("Changes"),
            say("Everything that changed since the first commit, one event a line, exactly."),
            JSON_LINES,
        ),
        Resource(
            EVENTS_CSV,
            "events-table",
            say("Changes (table)"),
            say("The same for a spreadsheet; of a whole record only its coming and going."),
            CSV,
            _COLUMNS,
        ),
    )


def families(site: Site) -> tuple[Family, ...]:
    """Return the histories of single commitments."""
    if not isinstance(site.timeline, Timeline):
        return ()
    return (Family(history_json("…"), say("What happened to one commitment, exactly."), JSON),)


def _story(timeline: Timeline, identity: str, named: serialise.Named) -> dict[str, Any]:
    """Return one commitment's history; copies of its id stand beside it, so that none is lost."""
    plain = serialise.history(timeline, is_complete=True, only=identity, named=named)
    for name, found in timeline.commitments.items():
        if name.startswith(f"{identity}#"):
            plain["commitments"][name] = serialise.record(found, named=named)
    return plain


def _lines(timeline: Timeline, named: serialise.Named) -> list[Line]:
    """Return all events: oldest commit first, the register before its commitments."""
    order = {commit.id: place for place, commit in enumerate(timeline.commits)}
    found: list[tuple[str | None, Event]] = [(None, one) for one in timeline.tracker]
    for name, record in sorted(timeline.commitments.items()):
        found += [(name, one) for one in record.events]
    found.sort(key=lambda one: order.get(one[1].commit.id, -1) if one[1].commit else -1)
    return [Line(name, serialise.event(one, named)) for name, one in found]


def _json_line(line: Line) -> bytes:
    return orjson.dumps(
        {"commitment": line.commitment, **line.plain},
        option=orjson.OPT_APPEND_NEWLINE,
        default=str,
    )


def _value(key: str, line: Line) -> object:
    """Return a value for a cell: text as it is, anything else as JSON, cut where too long."""
    value = line.plain[key]
    if value is None or line.plain["kind"] in _WHOLE:
        return None
    text = value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


_COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column(
        "date",
        say("Date"),
        say("When the change was committed, as the commit claims."),
        lambda line: line.plain["date"],
    ),
    Column(
        "commit",
        say("Commit"),
        say("The commit of the official line that brought the change."),
        lambda line: line.plain["commit"],
    ),
    Column(
        "commitment",
        say("Commitment"),
        say("The id of the commitment; empty for a change of the register itself."),
        lambda line: line.commitment,
    ),
    Column("kind", say("Kind"), say("What happened."), lambda line: line.plain["kind"]),
    Column(
        "route",
        say("Where"),
        say("Where in the record: keys and names of list items, joined by dots."),
        lambda line: show(tuple(line.plain["route"])),
    ),
    Column(
        "before",
        say("Before"),
        say("The value before; lists and maps as JSON. The JSON files have the exact value."),
        lambda line: _value("before", line),
    ),
    Column(
        "after",
        say("After"),
        say("The value after; lists and maps as JSON. The JSON files have the exact value."),
        lambda line: _value("after", line),
    ),
    Column(
        "concern",
        say("Concern"),
        say(
            "Why it deserves a second look: later, removed, lowered, stopped, rewritten, unproven."
        ),
        lambda line: line.plain["concern"],
    ),
    Column(
        "weakens",
        say("Weakens"),
        say("Whether the promise is weaker after it."),
        lambda line: line.plain["weakens"],
        "boolean",
    ),
    Column(
        "reason",
        say("Amendment"),
        say("The date of the amendment that gives the reason; empty where none does."),
        lambda line: show(tuple(line.plain["amendment"][1:])) if line.plain["amendment"] else "",
    ),
    Column(
        "count",
        say("How often"),
        say("How many concerns of this kind there have been here, this one included."),
        lambda line: line.plain["count"],
        "integer",
    ),
    Column(
        "author",
        say("By"),
        say("Who made the change, as far as the policy of the register names them."),
        lambda line: line.plain["author"],
    ),
    Column(
        "subject",
        say("Subject"),
        say("The first line of the commit's message."),
        lambda line: line.plain["subject"],
    ),
)
