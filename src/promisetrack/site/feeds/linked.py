"""`data/v1/commitments/<id>.jsonld`: a commitment in the words of schema.org, for machines.

A promise is a `PlanAction`: who plans to do what, until when, and how far that has come. The
context stands in the file, so that nothing is fetched to read it. What has no word there
(milestones, indicators, changes) is in the JSON of the commitment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from promisetrack.artifact import Artifact
from promisetrack.model import text as texts
from promisetrack.model.dates import first_day, last_day
from promisetrack.site.data import licence
from promisetrack.site.data.records import as_json
from promisetrack.site.past import is_addressable
from promisetrack.site.pen import safe_url
from promisetrack.site.survey import first_language
from promisetrack.site.urls import Addresses, absolute, commitment_json, commitment_linked, relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Edition
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Judgement, Promise

_CONTEXT: Final = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
    "actionStatus": {"@type": "@vocab"},
}
_STATUSES: Final = {
    "waiting": "PotentialActionStatus",
    "moving": "ActiveActionStatus",
    "done": "CompletedActionStatus",
    "partial": "CompletedActionStatus",
    "stopped": "FailedActionStatus",
    "declined": "FailedActionStatus",
}


def files(editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """Return a file for each commitment that the register has now."""
    edition = editions[0]
    for promise in edition.survey.promises:
        if is_addressable(promise.id):
            content = as_json({"@context": _CONTEXT, **_node(edition, promise)})
            yield Artifact(commitment_linked(promise.id), content)


def _node(edition: Edition, promise: Promise) -> dict[str, Any]:
    fields, here = promise.fields, commitment_linked(promise.id)
    languages = edition.site.languages
    pages = [_page(edition, here, promise.id, one) for one in languages]
    return _filled(
        {
            "@id": f"{_address(edition, here, here)}#commitment",
            "@type": "PlanAction",
            "identifier": promise.id,
            "name": _texts(fields.raw("title"), promise.source) or promise.id,
            "description": _texts(fields.raw("description"), promise.source),
            "agent": [_body(edition, one) for one in promise.leads],
            "startTime": _day(first_day(fields.raw("start"))),
            "endTime": _day(last_day(fields.raw("due"))),
            "actionStatus": _STATUSES.get(promise.phase),
            "mainEntityOfPage": pages[0],
            "subjectOf": [
                *pages[1:],
                _record(edition, here, promise),
                *(_evidence(promise, one) for one in promise.evidence),
                *(_review(edition, one) for one in promise.judgements),
            ],
        }
    )


def _page(edition: Edition, here: str, identity: str, language: str) -> dict[str, Any]:
    address = _address(edition, here, Addresses(language).commitment(identity))
    return {"@id": address, "@type": "WebPage", "inLanguage": language}


def _record(edition: Edition, here: str, promise: Promise) -> dict[str, Any]:
    """Return the data of the commitment, with the licence under which it may be reused."""
    plan = edition.site.register.plans.get(promise.entry.plan or "")
    own = licence.of_plan(edition.site, plan.id, plan.data) if plan else None
    terms = own or licence.of_register(edition.site)
    source = edition.site.source
    return _filled(
        {
            "@id": _address(edition, here, commitment_json(promise.id)),
            "@type": "Dataset",
            "name": promise.id,
            "encodingFormat": "application/json",
            "version": source.published or None if source else None,
            "license": (terms.url or None) if terms else None,
        }
    )


def _body(edition: Edition, identity: str) -> dict[str, Any]:
    entry = edition.site.register.organisations.get(identity)
    source = first_language(edition.site.register, None)
    name = _texts(entry.data.get("name"), source) if entry else []
    url = safe_url(str(entry.data.get("url") or "")) if entry else ""
    return _filled(
        {
            "@type": "Organization",
            "identifier": identity,
            "name": name or identity,
            "url": url if url.startswith("http") else None,
        }
    )


def _evidence(promise: Promise, one: Fields) -> dict[str, Any]:
    url = safe_url(one.string("url"))
    return _filled(
        {
            "@type": "CreativeWork",
            "name": _texts(one.raw("title"), promise.source),
            "url": url if url.startswith("http") else None,
            "datePublished": _day(first_day(one.raw("published"))),
            "publisher": _texts(one.raw("publisher"), promise.source),
        }
    )


def _review(edition: Edition, one: Judgement) -> dict[str, Any]:
    rating = _texts(one.rating.label, "en") if one.rating else []
    return _filled(
        {
            "@type": "Review",
            "author": _body(edition, one.by) if one.by else None,
            "datePublished": _day(one.day),
            "reviewBody": rating,
        }
    )


def _texts(value: Any, source: str) -> list[dict[str, str]]:
    """Return the words of a Text in every language that it has."""
    found = {one.language: one.text.strip() for one in texts.all_of(value, source)}
    return [{"@value": text, "@language": name} for name, text in found.items() if text]


def _day(day: object) -> str | None:
    return str(day) if day else None


def _address(edition: Edition, here: str, there: str) -> str:
    base = edition.site.options.base_url
    return absolute(base, there) if base else relative(here, there)


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: nothing is said of it."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}
