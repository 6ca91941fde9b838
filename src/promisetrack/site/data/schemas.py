"""`data/v1/schemas/<kind>.<lang>.json`: the JSON Schemas of the files, for editors and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.model.json_schema import schema
from promisetrack.model.kinds import KINDS
from promisetrack.site.data.records import as_json
from promisetrack.site.data.resource import JSON, Family, languages_of
from promisetrack.site.urls import absolute, schema_json
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.site import Site
    from promisetrack.site.survey import Survey


def files(site: Site, survey: Survey) -> Iterator[Artifact]:
    """Return a schema for each kind of file in each language of the site, English and French.

    Where the address of the site is known, a schema says it (`$id`).
    """
    for language in languages_of(site):
        translate = Words(language, ("schema",)).gettext
        for kind in KINDS:
            address = schema_json(kind, language)
            body = schema(kind, language, translate=translate)
            base = site.options.base_url
            name = {"$id": absolute(base, address)} if base else {}
            yield Artifact(address, as_json({"$schema": body.pop("$schema"), **name, **body}))


def families(site: Site) -> tuple[Family, ...]:
    """Return the schemas of a kind of file."""
    what = say("JSON Schemas of the files of a register, for editors and checks.")
    return (Family(schema_json("…", languages_of(site)[0]), what, JSON),)
