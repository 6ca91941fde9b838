"""What the script must know of the register: files, languages, statuses, steps, taken ids.

Plain data for JSON. It stands in the page, because the page may load nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from promisetrack.model.forms import RESERVED
from promisetrack.model.schemes import allowed_statuses, phase_of, status_label
from promisetrack.register.computed import scheme_of
from promisetrack.register.register import Entry
from promisetrack.site.fields import Fields
from promisetrack.site.form.fields import ASKED, LISTS, order_of
from promisetrack.site.form.places import spot, status_line
from promisetrack.site.form.ways import LONGEST, LONGEST_MAIL, Ways, new_file
from promisetrack.site.survey import first_language

if TYPE_CHECKING:
    from promisetrack.model.scale import StatusScheme
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise

_EVIDENCE_FOR: Final = ("complete", "substantial")


def book(desk: Desk, ways: Ways) -> dict[str, Any]:
    """Return the data of the page; texts are in the reader's language where there are such."""
    schemes: dict[str, list[list[object]]] = {}
    return {
        "language": desk.tongue.language,
        "prefix": desk.site.source.prefix if desk.site.source else "",
        "longest": LONGEST,
        "longestMail": LONGEST_MAIL,
        "mail": ways.mail,
        "forge": _forge(ways),
        "orders": {name: order_of(name) for name in ASKED},
        "lists": dict(LISTS),
        "plans": {
            entry.id: {
                "folder": entry.path.rsplit("/", 1)[0],
                "language": first_language(desk.register, entry.id),
                "scheme": _scheme(desk, entry.id, schemes),
                "lead": Fields(entry.data).string("authority"),
            }
            for entry in desk.register.plans.values()
        },
        "commitments": {one.id: _commitment(desk, one, schemes) for one in open_promises(desk)},
        "taken": sorted({*desk.register.commitments, *(one.id for one in desk.survey.gone)}),
        "reserved": sorted(RESERVED),
        "schemes": schemes,
    }


def as_json(data: dict[str, Any]) -> Markup:
    """Return the data as the text of an element: what HTML would read as markup is escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # Inside JSON these stand in texts only, where an escape means the same.
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - the characters of markup are escaped above


def open_promises(desk: Desk) -> list[Promise]:
    """Return the commitments that have a file of their own, by title."""
    kept = [one for one in desk.survey.promises if not one.entry.at and not one.is_removed]
    return sorted(kept, key=lambda one: (title_of(desk, one).casefold(), one.id))


def title_of(desk: Desk, promise: Promise) -> str:
    """Return the title of a commitment as the reader knows it."""
    return desk.title(promise.fields, promise.source, promise.id).text


def _forge(ways: Ways) -> dict[str, Any] | None:
    forge = ways.forge
    if forge is None:
        return None
    new = new_file(forge)
    return {
        "edit": forge.edit("").removesuffix("?mode=edit"),
        "editEnd": "?mode=edit" if forge.kind == "bitbucket" else "",
        "new": {"address": new.address, "name": new.name, "content": new.content} if new else None,
    }


def _commitment(
    desk: Desk, promise: Promise, schemes: dict[str, list[list[object]]]
) -> dict[str, Any]:
    document = desk.register.documents.get(promise.entry.path)
    text = document.text if document else ""
    source = promise.source
    dates = [one.string("date") for one in promise.fields.parts("updates")]
    return {
        "path": promise.entry.path,
        "title": title_of(desk, promise),
        "language": source,
        "scheme": _scheme(desk, promise.entry.plan, schemes),
        "lead": promise.fields.string("lead"),
        "status": promise.fields.string("status"),
        "statusLine": status_line(text),
        "last": max(dates, default=""),
        "milestones": [
            [one.id, _title(desk, one.fields, source), one.fields.string("status")]
            for one in promise.milestones
            if one.id
        ],
        "evidence": [
            [one.string("id"), _title(desk, one, source)]
            for one in promise.evidence
            if one.string("id")
        ],
        "spots": {
            name: [place.how, place.line, place.is_new, place.indent]
            for name in sorted(set(LISTS.values()))
            for place in (spot(text, name),)
        },
    }


def _title(desk: Desk, fields: Fields, source: str) -> str:
    return desk.title(fields, source, fields.string("id")).text


def _scheme(desk: Desk, plan: str | None, schemes: dict[str, list[list[object]]]) -> str:
    """Return the name of a plan's status scheme and note its words."""
    here = Entry("commitment", "", plan, "", (), {}, None)
    scheme = scheme_of(here, desk.register)
    if scheme.id not in schemes:
        schemes[scheme.id] = _statuses(desk, scheme)
    return scheme.id


def _statuses(desk: Desk, scheme: StatusScheme) -> list[list[object]]:
    """Return each status with its words and whether the tracker wants evidence for it."""
    tracker = desk.register.tracker
    policy = Fields(tracker.data).part("policy") if tracker else Fields({})
    asked = policy.strings("evidence_for") if policy.has("evidence_for") else _EVIDENCE_FOR
    found: list[list[object]] = []
    for one in allowed_statuses(scheme):
        said = desk.pen.pick(status_label(one, scheme), "en")
        is_done = "complete" in asked and phase_of(one, scheme) == "done"
        found.append([one, said.text if said else one, one in asked or is_done])
    return found
