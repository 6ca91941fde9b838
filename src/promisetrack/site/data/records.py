"""`data/v1/*.json`: the YAML's data unchanged, plus plan, path and what was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from promisetrack import __version__
from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.register import computed
from promisetrack.site.data.resource import JSON, Family, Resource
from promisetrack.site.urls import COMMITMENTS_JSON, TRACKER_JSON, commitment_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise, Survey

FORMAT = 1


def files(site: Site, survey: Survey) -> Iterator[Artifact]:
    """Return the JSON files."""
    records = [record(site, one) for one in sorted(survey.promises, key=lambda one: one.id)]
    yield Artifact(COMMITMENTS_JSON, as_json({**head(site), "commitments": records}))
    for one in records:
        content = as_json({**head(site), "commitment": one})
        yield Artifact(commitment_json(str(one["id"])), content)
    yield Artifact(TRACKER_JSON, as_json(_tracker(site)))


def resources(site: Site) -> tuple[Resource, ...]:
    """Return what the files are; those of single commitments are linked from their pages."""
    return (
        Resource(
            COMMITMENTS_JSON,
            "commitments",
            say("Commitments"),
            say("Every commitment, as its file says it, with what was computed."),
            JSON,
        ),
        Resource(
            TRACKER_JSON,
            "tracker",
            say("Register"),
            say("The register itself, its plans, organisations, themes and places."),
            JSON,
        ),
    )


def families(site: Site) -> tuple[Family, ...]:
    """Return the files of single commitments."""
    what = say("One file a commitment, linked from its page.")
    return (Family(commitment_json("…"), what, JSON),)


def record(site: Site, promise: Promise) -> dict[str, Any]:
    """Return one commitment as data."""
    entry = promise.entry
    return {
        **entry.data,
        "id": entry.id,
        "plan": entry.plan,
        "path": entry.path,
        "computed": {
            "phase": promise.phase,
            "overdue": promise.is_overdue,
            "stale": promise.is_stale,
            "last_update": computed.last_update(entry),
            "milestones": computed.milestone_phases(entry, site.register),
        },
    }


def as_json(value: object) -> bytes:
    """Return JSON as people and machines read it: two spaces, keys in the order of the file."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str)


def head(site: Site) -> dict[str, Any]:
    """Return what every file says of itself: its format, its source, the day it is true for."""
    source = site.source
    told: dict[str, Any] = {"commit": source.published or None if source else None}
    if source and source.is_worktree:
        told |= {"preview": True, "changed_from": source.commit or None}
    return {"format": FORMAT, "source": told, "today": site.today.isoformat()}


def _tracker(site: Site) -> dict[str, Any]:
    register = site.register
    groups = {
        "plans": register.plans,
        "organisations": register.organisations,
        "themes": register.themes,
        "places": register.places,
    }
    return {
        **head(site),
        "builder": {"name": "promisetrack", "version": __version__},
        "languages": list(site.languages),
        "tracker": dict(register.tracker.data) if register.tracker else None,
        **{name: [dict(entry.data) for entry in found.values()] for name, found in groups.items()},
    }
