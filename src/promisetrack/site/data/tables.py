"""`data/v1/*.csv`: for spreadsheets (RFC 4180, UTF-8); the raw values live in the JSON."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from promisetrack.artifact import Artifact
from promisetrack.model import text as texts
from promisetrack.site.urls import COMMITMENTS_CSV, EVIDENCE_CSV, MILESTONES_CSV

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.site.fields import Fields
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise, Survey

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What starts a formula in a spreadsheet; the wide forms in East Asian ones (OWASP)."""


def files(site: Site, survey: Survey) -> Iterator[Artifact]:
    """Return the CSV files."""
    promises = sorted(survey.promises, key=lambda one: one.id)
    yield Artifact(COMMITMENTS_CSV, table(_COMMITMENT, (_commitment(one) for one in promises)))
    yield Artifact(
        MILESTONES_CSV, table(_MILESTONE, (row for one in promises for row in _milestones(one)))
    )
    yield Artifact(
        EVIDENCE_CSV, table(_EVIDENCE, (row for one in promises for row in _evidence(one)))
    )


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    """Return CSV: commas, quotes where needed, CRLF, a heading; no cell starts a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return text.getvalue().encode()


def cell(value: object) -> str:
    """Return a value as a cell; what a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


_COMMITMENT = (
    "id", "plan", "number", "title", "status", "status_as_written", "phase", "lead", "themes",
    "start", "due", "overdue", "stale", "last_update", "milestones", "milestones_done", "evidence",
    "path",
)  # fmt: skip
_MILESTONE = (
    "commitment", "id", "number", "title", "part_of", "lead", "status", "status_as_written",
    "phase", "start", "due", "completed", "overdue",
)  # fmt: skip
_EVIDENCE = (
    "commitment", "id", "kind", "title", "publisher", "published", "accessed", "url", "file",
    "archive", "sha256",
)  # fmt: skip


def _commitment(promise: Promise) -> tuple[object, ...]:
    fields = promise.fields
    done = sum(one.standing.phase == "done" for one in promise.milestones)
    return (
        promise.id,
        promise.entry.plan,
        fields.string("number"),
        _text(fields, "title", promise),
        promise.standing.id,
        fields.string("status_as_written"),
        promise.phase,
        " ".join(promise.leads),
        " ".join(fields.strings("themes")),
        _date(fields.raw("start")),
        _date(fields.raw("due")),
        promise.is_overdue,
        promise.is_stale,
        promise.last_news.isoformat() if promise.last_news else "",
        len(promise.milestones),
        done,
        len(promise.evidence),
        promise.entry.path,
    )


def _milestones(promise: Promise) -> Iterator[tuple[object, ...]]:
    for one in promise.milestones:
        fields = one.fields
        yield (
            promise.id,
            one.id,
            fields.string("number"),
            _text(fields, "title", promise),
            fields.string("part_of"),
            " ".join(fields.strings("lead")),
            one.standing.id,
            fields.string("status_as_written"),
            one.standing.phase,
            _date(fields.raw("start")),
            _date(fields.raw("due")),
            _date(fields.raw("completed")),
            one.is_late,
        )


def _evidence(promise: Promise) -> Iterator[tuple[object, ...]]:
    for fields in promise.evidence:
        yield (
            promise.id,
            fields.string("id"),
            fields.string("kind"),
            _text(fields, "title", promise),
            _text(fields, "publisher", promise),
            _date(fields.raw("published")),
            _date(fields.raw("accessed")),
            fields.string("url"),
            fields.string("file"),
            fields.string("archive"),
            fields.string("sha256"),
        )


def _text(fields: Fields, key: str, promise: Promise) -> str:
    return texts.pick(fields.raw(key), (promise.source,), promise.source).text


def _date(value: Any) -> str:
    """Return a date as it was written; of a date with words, the date, else the words."""
    if isinstance(value, dict):
        words = value.get("text")
        return str(value.get("date") or (words if isinstance(words, str) else "") or "")
    return value if isinstance(value, str) else ""
