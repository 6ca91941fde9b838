"""`data/v1/datapackage.json`: what the files are, column by column.

Data Package 2.0 with Table Schema (https://datapackage.org). `title` and `description` are in the
first language of the site; `titles` and `descriptions`, which the standard leaves to us, have
them in every language.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.site import data as group
from promisetrack.site.data import licence
from promisetrack.site.data.records import as_json, head
from promisetrack.site.data.resource import FOLDER, JSON, Family, languages_of, spoken_in
from promisetrack.site.data.tables import original
from promisetrack.site.fields import Fields
from promisetrack.site.frame import is_fictitious
from promisetrack.site.pen import safe_url
from promisetrack.site.survey import first_language
from promisetrack.site.urls import DATAPACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from promisetrack.diagnostic import Message
    from promisetrack.site.data.resource import Measure, Resource
    from promisetrack.site.data.tables import Column
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Survey

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"


def index(site: Site, survey: Survey, measures: Mapping[str, Measure]) -> Iterator[Artifact]:
    """Return the description of all files that were written."""
    yield Artifact(DATAPACKAGE, as_json(_package(site, measures)))


def families(site: Site) -> tuple[Family, ...]:
    """Return the description."""
    what = say("What the files are, column by column (Data Package).")
    return (Family(DATAPACKAGE, what, JSON),)


def _package(site: Site, measures: Mapping[str, Measure]) -> dict[str, Any]:
    languages = languages_of(site)
    return {
        "$schema": PROFILE,
        "name": "commitments",
        **_described(site),
        **({"homepage": site.options.base_url} if site.options.base_url else {}),
        **_created(site),
        **head(site),
        "fictitious": is_fictitious(site),
        **_listed("licenses", [_licence(one) for one in licence.of_all(site)]),
        **_listed("contributors", _contributors(site)),
        **_listed("sources", _sources(site)),
        "resources": [_resource(one, measures, languages) for one in group.resources(site)],
    }


def _listed(name: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    """The standard wants no empty list."""
    return {name: items} if items else {}


def _created(site: Site) -> dict[str, str]:
    """The time of the commit, as it claims it."""
    time = site.source.claimed_time if site.source else ""
    return {"created": time} if "T" in time else {}


def _described(site: Site) -> dict[str, Any]:
    """Return title and description as tracker.yaml has them."""
    tracker = site.register.tracker
    source = first_language(site.register, None)
    data = tracker.data if tracker else {}
    found = {key: original(data.get(key), source).strip() for key in ("title", "description")}
    return {key: text for key, text in found.items() if text}


def _licence(one: licence.Licence) -> dict[str, str]:
    path = {"path": one.url} if one.url else {}
    return {"name": one.id, **path, "title": one.title}


def _contributors(site: Site) -> list[dict[str, Any]]:
    tracker = site.register.tracker
    publisher = Fields(tracker.data).part("publisher") if tracker else Fields({})
    name = original(publisher.raw("name"), first_language(site.register, None)).strip()
    url = safe_url(publisher.string("url"))
    path = {"path": url} if url.startswith("http") else {}
    return [{"title": name, **path, "roles": ["publisher"]}] if name else []


def _sources(site: Site) -> list[dict[str, Any]]:
    """Return where the plans were taken from, with the licence of each."""
    return [_source(site, name, Fields(one.data)) for name, one in site.register.plans.items()]


def _source(site: Site, identity: str, fields: Fields) -> dict[str, Any]:
    title = original(fields.raw("title"), first_language(site.register, identity)).strip()
    url = plan_address(fields)
    terms = licence.of_plan(site, identity, fields.data)
    return {
        "title": title or identity,
        **({"path": url} if url else {}),
        "plan": identity,
        **({"licenses": [_licence(terms)]} if terms else {}),
    }


def plan_address(fields: Fields) -> str:
    """Return where a plan can be read: its own address, its source's, or its evidence's."""
    cited = fields.part("source").string("evidence")
    proofs = {one.string("id"): one.string("url") for one in fields.parts("evidence")}
    options = (fields.string("url"), fields.string("source"), proofs.get(cited, ""))
    return next((url for one in options if (url := safe_url(one)).startswith("http")), "")


def _resource(
    one: Resource, measures: Mapping[str, Measure], languages: tuple[str, ...]
) -> dict[str, Any]:
    measure = measures[one.address]
    return {
        "name": one.name,
        "path": posixpath.relpath(one.address, FOLDER),
        **_words(one.title, one.what, languages),
        **({"type": "table"} if one.columns else {}),
        "format": one.form.name,
        "mediatype": one.form.media,
        "encoding": "utf-8",
        "bytes": measure.size,
        "hash": f"sha256:{measure.sha256}",
        **(_table(one, languages) if one.columns else {}),
    }


def _table(one: Resource, languages: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column, languages) for column in one.columns]}
    if one.key:
        schema["primaryKey"] = list(one.key)
    if one.refers:
        column, table = one.refers
        reference = {"resource": table, "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": [column], "reference": reference}]
    return {"dialect": {"delimiter": ",", "lineTerminator": "\r\n"}, "schema": schema}


def _field(column: Column[Any], languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type,
        **_words(column.title, column.help, languages),
    }


def _words(title: Message, what: Message, languages: tuple[str, ...]) -> dict[str, Any]:
    titles, texts = spoken_in(title, languages), spoken_in(what, languages)
    first = languages[0]
    return {
        "title": titles[first],
        "description": texts[first],
        "titles": titles,
        "descriptions": texts,
    }
