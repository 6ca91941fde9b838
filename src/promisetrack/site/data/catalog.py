"""`data/v1/catalog.jsonld`: the register for data portals.

DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) with what DCAT-AP 3 asks of European portals. The
context stands in the file: nothing needs to be fetched to read it. Without a public address,
names are relative to the address of the file.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.model import text as texts
from promisetrack.model.dates import first_day, last_day
from promisetrack.site import data as group
from promisetrack.site.data import licence
from promisetrack.site.data.package import plan_address
from promisetrack.site.data.records import as_json
from promisetrack.site.data.resource import JSON_LD, Family, languages_of, spoken_in
from promisetrack.site.data.tables import original
from promisetrack.site.fields import Fields
from promisetrack.site.frame import is_fictitious
from promisetrack.site.pen import safe_url
from promisetrack.site.survey import first_language
from promisetrack.site.urls import CATALOG, Addresses, absolute, schema_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from promisetrack.site.data.resource import Measure, Resource
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Survey

_EU: Final = "http://publications.europa.eu/resource/authority"
_IANA: Final = "https://www.iana.org/assignments/media-types"
_LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "ARA", "de": "DEU", "en": "ENG", "es": "SPA", "fr": "FRA", "it": "ITA", "nl": "NLD",
    "pt": "POR",
}  # fmt: skip
"""The languages' codes in the EU's list of languages (ISO 639-3, in capitals)."""

_CONTEXT: Final[Mapping[str, Any]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def index(site: Site, survey: Survey, measures: Mapping[str, Measure]) -> Iterator[Artifact]:
    """Return the catalogue of all files that were written."""
    public = site.options.base_url
    base = {"@base": absolute(public, CATALOG)} if public else {}
    nodes = [*_Catalogue(site, measures).nodes()]
    graph = {"@context": {**base, **_CONTEXT}, "@graph": nodes}
    yield Artifact(CATALOG, as_json(graph))


def families(site: Site) -> tuple[Family, ...]:
    """Return the catalogue."""
    return (Family(CATALOG, say("The same for data portals (DCAT)."), JSON_LD),)


class _Catalogue:
    """Writes the nodes of one catalogue."""

    def __init__(self, site: Site, measures: Mapping[str, Measure]) -> None:
        self.site = site
        self.measures = measures
        self.data = dict(site.register.tracker.data) if site.register.tracker else {}
        self.source = first_language(site.register, None)
        self.terms = licence.of_register(site)

    def nodes(self) -> Iterator[dict[str, Any]]:
        resources = group.resources(self.site)
        yield _filled(self.catalogue())
        yield _filled(self.dataset(resources))
        for identity, entry in self.site.register.plans.items():
            yield _filled(self.plan(identity, Fields(entry.data)))
        for one in resources:
            yield _filled(self.distribution(one))

    def catalogue(self) -> dict[str, Any]:
        return {
            **self.shared("catalog", "dcat:Catalog"),
            "foaf:homepage": _iri(self.address("")),
            "dcat:dataset": [
                _iri("#register"),
                *(_iri(f"#plan-{name}") for name in self.site.register.plans),
            ],
        }

    def dataset(self, resources: tuple[Resource, ...]) -> dict[str, Any]:
        source = self.site.source
        return {
            **self.shared("register", "dcat:Dataset"),
            "dct:identifier": self.address("") if self.site.options.base_url else None,
            "dcat:contactPoint": self.contact(),
            "dcat:theme": _iri(f"{_EU}/data-theme/GOVE"),
            "dcat:keyword": self.keywords(),
            "dcat:landingPage": [
                _iri(self.address(Addresses(one).plain("data"))) for one in self.site.languages
            ],
            "dct:accessRights": _iri(f"{_EU}/access-right/PUBLIC"),
            "dct:temporal": self.years(),
            "dcat:version": source.published or None if source else None,
            "dct:conformsTo": [
                _iri(self.address(schema_json("commitment", one)))
                for one in languages_of(self.site)
            ],
            "dct:hasPart": [_iri(f"#plan-{name}") for name in self.site.register.plans],
            "dcat:distribution": [_iri(f"#{one.name}") for one in resources],
        }

    def plan(self, identity: str, fields: Fields) -> dict[str, Any]:
        """Return a plan: the part of the register with a source and a licence of its own."""
        source = first_language(self.site.register, identity)
        period = fields.part("period")
        url = plan_address(fields)
        return {
            "@id": f"#plan-{identity}",
            "@type": "dcat:Dataset",
            "dct:identifier": identity,
            "dct:title": _texts(fields.raw("title"), source) or identity,
            "dct:description": _texts(fields.raw("description"), source)
            or _texts(fields.raw("summary"), source)
            or _texts(fields.raw("title"), source),
            "dct:isPartOf": _iri("#register"),
            "dct:creator": self.authority(fields.string("authority")),
            "dct:language": _languages(fields.strings("languages") or self.site.languages),
            "dct:temporal": _period(first_day(period.raw("start")), last_day(period.raw("end"))),
            "dcat:landingPage": _iri(url) if url else None,
            "dct:source": _iri(url) if url else None,
            **_terms(licence.of_plan(self.site, identity, fields.data) or self.terms),
        }

    def distribution(self, one: Resource) -> dict[str, Any]:
        measure, languages = self.measures[one.address], languages_of(self.site)
        seal = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(measure.sha256, "xsd:hexBinary"),
        }
        return {
            "@id": f"#{one.name}",
            "@type": "dcat:Distribution",
            "dct:title": _tagged(spoken_in(one.title, languages)),
            "dct:description": _tagged(spoken_in(one.what, languages)),
            "dcat:accessURL": _iri(self.address(one.address)),
            "dcat:downloadURL": _iri(self.address(one.address)),
            "dcat:mediaType": _iri(f"{_IANA}/{one.form.media}"),
            "dct:format": _iri(f"{_EU}/file-type/{one.form.file_type}"),
            "dcat:byteSize": _typed(str(measure.size), "xsd:nonNegativeInteger"),
            "dct:conformsTo": _iri(one.form.standard) if one.form.standard else None,
            "dct:language": _languages(self.site.languages),
            "dct:modified": self.modified(),
            "spdx:checksum": seal,
            **_terms(self.terms),
        }

    def shared(self, name: str, kind: str) -> dict[str, Any]:
        """Return what catalogue and dataset say alike."""
        title = _texts(self.data.get("title"), self.source) or "promisetrack"
        return {
            "@id": f"#{name}",
            "@type": kind,
            "dct:title": title,
            "dct:description": _texts(self.data.get("description"), self.source) or title,
            "dct:publisher": self.publisher(),
            "dct:language": _languages(self.site.languages),
            "dct:modified": self.modified(),
            **_terms(self.terms),
        }

    def modified(self) -> dict[str, Any]:
        """Return when the data changed last: at the commit; of a preview, the day of the site."""
        source = self.site.source
        if source and "T" in source.claimed_time and not source.is_worktree:
            return _typed(source.claimed_time, "xsd:dateTime")
        return _typed(self.site.today.isoformat(), "xsd:date")

    def publisher(self) -> dict[str, Any] | None:
        fields = Fields(self.data).part("publisher")
        name, url = _texts(fields.raw("name"), self.source), safe_url(fields.string("url"))
        if not name:
            return None
        return _filled(
            {
                "@id": "#publisher",
                "@type": "foaf:Agent",
                "foaf:name": name,
                "foaf:homepage": _iri(url) if url.startswith("http") else None,
            }
        )

    def contact(self) -> dict[str, Any] | None:
        """Return the contact of the publisher: an office's address or page, never a person's."""
        fields = Fields(self.data).part("publisher")
        written, name = fields.string("contact"), original(fields.raw("name"), self.source).strip()
        url = safe_url(written)
        mail = f"mailto:{written}" if "@" in written and " " not in written else ""
        if not (url.startswith("http") or mail):
            return None
        kind = "vcard:hasURL" if url.startswith("http") else "vcard:hasEmail"
        return {"@type": "vcard:Kind", "vcard:fn": name or written, kind: _iri(url or mail)}

    def authority(self, identity: str) -> dict[str, Any] | None:
        entry = self.site.register.organisations.get(identity)
        if entry is None:
            return None
        fields = Fields(entry.data)
        url = safe_url(fields.string("url"))
        return _filled(
            {
                "@id": f"#organisation-{identity}",
                "@type": "foaf:Agent",
                "foaf:name": _texts(fields.raw("name"), self.source) or identity,
                "foaf:homepage": _iri(url) if url.startswith("http") else None,
            }
        )

    def keywords(self) -> list[dict[str, str]]:
        words = [say("open government"), say("public commitments"), say("accountability")]
        if is_fictitious(self.site):
            words.append(say("fictitious example"))
        languages = languages_of(self.site)
        return [tagged for word in words for tagged in _tagged(spoken_in(word, languages))]

    def years(self) -> dict[str, Any] | None:
        """Return from the first to the last day of all plans that say theirs."""
        periods = [Fields(one.data).part("period") for one in self.site.register.plans.values()]
        starts = [day for one in periods if (day := first_day(one.raw("start")))]
        ends = [day for one in periods if (day := last_day(one.raw("end")))]
        is_closed = len(ends) == len(periods)  # one plan without an end leaves all open
        return _period(min(starts, default=None), max(ends) if ends and is_closed else None)

    def address(self, there: str) -> str:
        """Return a public address, or one relative to this file."""
        if self.site.options.base_url:
            return absolute(self.site.options.base_url, there)
        path = posixpath.relpath(there or ".", posixpath.dirname(CATALOG))
        return f"{path}/" if not there or there.endswith("/") else path


def _iri(address: str) -> dict[str, str]:
    return {"@id": address}


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": kind}


def _tagged(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in words.items()]


def _texts(value: Any, source: str) -> list[dict[str, str]]:
    """Return the words of a Text in every language that it has."""
    found = {one.language: one.text.strip() for one in texts.all_of(value, source)}
    return _tagged({language: text for language, text in found.items() if text})


def _languages(codes: tuple[str, ...]) -> list[dict[str, str]]:
    known = (_LANGUAGES.get(one.partition("-")[0]) for one in codes)
    return [_iri(f"{_EU}/language/{code}") for code in dict.fromkeys(known) if code]


def _period(start: date | None, end: date | None) -> dict[str, Any] | None:
    if start is None and end is None:
        return None
    return _filled(
        {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(start.isoformat(), "xsd:date") if start else None,
            "dcat:endDate": _typed(end.isoformat(), "xsd:date") if end else None,
        }
    )


def _terms(one: licence.Licence | None) -> dict[str, Any]:
    """Return a licence: by its address; in words where no address is known."""
    if one is None:
        return {}
    if one.url:
        return {"dct:license": _iri(one.url)}
    return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": one.title}}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: nothing is said of it."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}
