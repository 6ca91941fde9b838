"""The published data, read by the readers that other people use."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import frictionless
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it ships no types
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from promisetrack.edges.disk import read_tree
from promisetrack.history import replay
from promisetrack.history.serialise import events_from
from promisetrack.model.kinds import KINDS
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.data import resources
from promisetrack.site.data.licence import licence_of
from promisetrack.site.site import Options, Site, SourceInfo
from tests import golden_history, repositories
from tests.test_site_build import TODAY, register, site_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Repository

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
EU = "http://publications.europa.eu/resource/authority"
BASE = "https://engagements.valbrume.example/"


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the golden tracker as a repository."""
    return golden_history.repository(tmp_path_factory.mktemp("tracker"))


@pytest.fixture(scope="module")
def data(tracker: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the data of the golden tracker's site."""
    site = tmp_path_factory.mktemp("site") / "site"
    return golden_history.build(tracker.path, site) / "data" / "v1"


def read(path: Path) -> Any:
    """Return a JSON file."""
    return json.loads(path.read_text("utf-8"))


def rows(path: Path) -> list[dict[str, str]]:
    """Return the lines of a CSV file, as Python's reader sees them."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


# ---- JSON -------------------------------------------------------------------------------------


def test_a_record_is_the_data_of_its_file(data: Path, tracker: Repository) -> None:
    """Every record is its YAML's data unchanged, and besides only plan, path and computed."""
    entries = load(read_tree(tracker.path)).commitments
    records = {one["id"]: one for one in read(data / "commitments.json")["commitments"]}
    assert list(records) == sorted(entries)
    for identity, record in records.items():
        computed = {"plan", "path", "computed"}
        kept = {key: value for key, value in record.items() if key not in computed}
        assert kept == dict(entries[identity].data)
        assert list(kept) == list(entries[identity].data)
        assert computed <= set(record)
        assert read(data / "commitments" / f"{identity}.json")["commitment"] == record


def test_numbers_and_words_of_the_yaml_survive(data: Path) -> None:
    """A number written as text stays text, a date in words keeps both, a point its digits."""
    records = {one["id"]: one for one in read(data / "commitments.json")["commitments"]}
    halles = records["halles-a-l-ombre"]
    assert halles["number"] == "1.10"
    assert halles["places"][1]["point"] == {"lat": 46.2, "lon": -3.9}
    assert records["cantine"]["due"] == {"date": "2026-09", "text": "À la rentrée 2026"}


# ---- schemas ----------------------------------------------------------------------------------


def test_schemas_are_published_in_every_language(data: Path, tracker: Repository) -> None:
    """Each kind has a valid schema (2020-12) in English and French, which accepts the records."""
    for kind in KINDS:
        english, french = (read(data / "schemas" / f"{kind}.{one}.json") for one in ("en", "fr"))
        for one in (english, french):
            Draft202012Validator.check_schema(one)
        assert english["$id"] == f"{BASE}data/v1/schemas/{kind}.en.json"
        assert english["title"] != french["title"]
        assert english["$defs"].keys() == french["$defs"].keys()
    validator = Draft202012Validator(read(data / "schemas" / "commitment.fr.json"))
    for entry in load(read_tree(tracker.path)).commitments.values():
        assert not [*validator.iter_errors(dict(entry.data))]
    assert [*validator.iter_errors({"id": "X", "title": 3})]


# ---- tables -----------------------------------------------------------------------------------


def test_tables_are_rfc_4180(data: Path) -> None:
    """Every CSV is UTF-8 without a mark, its lines end in CR LF, all have the same length."""
    for path in data.glob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert content.endswith(b"\r\n"), path
        lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
        assert len({len(line) for line in lines}) == 1, path
        assert len(lines) > 1, path


def test_tables_say_what_the_records_say(data: Path) -> None:
    """Cells hold what is in the JSON: dates as written and as days, both views, the titles."""
    found = {line["id"]: line for line in rows(data / "commitments.csv")}
    records = {one["id"]: one for one in read(data / "commitments.json")["commitments"]}
    assert list(found) == list(records)
    for identity, line in found.items():
        computed = records[identity]["computed"]
        assert line["phase"] == computed["phase"]
        assert line["overdue"] == str(computed["overdue"]).lower()
        assert line["last_update"] == (computed["last_update"] or "")
        assert int(line["milestones"]) == sum(computed["milestones"].values())
        assert line["page"] == f"{BASE}fr/commitments/{identity}/"
    halles, budget = found["halles-a-l-ombre"], found["budget-ouvert"]
    assert (halles["number"], halles["due"], halles["due_end"]) == ("1.10", "2025-Q4", "2025-12-31")
    assert halles["title_en"] == "Plant thirty trees on the market square"
    assert budget["title_en"] == ""
    assert found["cantine"]["due"] == "2026-09"
    assert (budget["phase"], budget["assessed_by"], budget["assessed_phase"]) == (
        "done",
        "vigie",
        "moving",
    )


def test_evidence_of_plans_and_commitments_is_listed(data: Path) -> None:
    """The table of evidence has that of plans too; no cell can run as a formula."""
    found = [(line["plan"], line["commitment"], line["id"]) for line in rows(data / "evidence.csv")]
    assert found == [
        ("mandat", "", "programme"),
        ("mandat", "budget-ouvert", "jeu-de-donnees"),
        ("mandat", "halles-a-l-ombre", "etude-sols"),
    ]
    assert rows(data / "evidence.csv")[2]["title"].startswith("'=HYPERLINK")
    for path in data.glob("*.csv"):
        for line in rows(path):
            assert not [cell for cell in line.values() if cell.startswith(("=", "+", "@", "\t"))]


# ---- places -----------------------------------------------------------------------------------


def test_places_are_geojson(data: Path) -> None:
    """Places are a FeatureCollection (RFC 7946): longitude first, null where no point is known."""
    places = read(data / "places.geojson")
    assert places["type"] == "FeatureCollection"
    found = {one["properties"]["name"]: one for one in places["features"]}
    assert {one["type"] for one in places["features"]} == {"Feature"}
    assert found["Place des Halles"]["geometry"] == {
        "type": "Point",
        "coordinates": [-3.8995, 46.2005],
    }
    assert found["Place des Halles"]["id"] == "halles"
    assert found["Place des Halles"]["properties"]["name_en"] == "Market square"
    assert found["Place des Halles"]["properties"]["commitments"] == ["halles-a-l-ombre"]
    assert found["Bas-Pays"]["geometry"] is None
    assert found["Rue du Puits"]["properties"]["commitments"] == ["halles-a-l-ombre"]


@pytest.mark.parametrize(
    "point", ["{lat: 91, lon: 0}", "{lat: 1}", "{lat: x, lon: 0}", "{lat: true, lon: 0}", "[1, 2]"]
)
def test_a_point_that_is_not_on_earth_has_no_geometry(tmp_path: Path, point: str) -> None:
    """A point that the model refuses does not become a wrong place on someone's map."""
    folder = tmp_path / "commitments"
    folder.mkdir()
    (folder / "tracker.yaml").write_text("title: T\n")
    (folder / "places.yaml").write_text(f"- id: a\n  name: A\n  point: {point}\n")
    found = load(read_tree(tmp_path))
    site = Site(register=found, languages=("en",), today=TODAY)
    files = {one.path: one.content for one in build(site)}
    for feature in json.loads(files["data/v1/places.geojson"])["features"]:
        assert feature["geometry"] is None


# ---- data package -----------------------------------------------------------------------------


def test_the_data_package_is_valid(data: Path) -> None:
    """Frictionless finds no fault in the package, its tables, types, keys, sizes and hashes."""
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note", "message"])
    assert {task.name for task in report.tasks} >= {
        "commitments-table",
        "milestones-table",
        "evidence-table",
        "events-table",
    }


def test_a_wrong_table_is_found(data: Path, tmp_path: Path) -> None:
    """The validation of the package can fail: a changed cell breaks type and hash."""
    for path in data.iterdir():
        if path.is_file():
            content = path.read_bytes()
            changed = content.replace(b",true,", b",perhaps,") if path.suffix == ".csv" else content
            (tmp_path / path.name).write_bytes(changed)
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_column_is_documented_in_both_languages(data: Path) -> None:
    """Each column of each table has a title and a description in English and in French."""
    package = read(data / "datapackage.json")
    for resource in package["resources"]:
        for one in (resource, *resource.get("schema", {}).get("fields", ())):
            for words in (one["titles"], one["descriptions"]):
                assert words["en"].strip(), one
                assert words["fr"].strip(), one
            assert one["descriptions"]["en"] != one["descriptions"]["fr"], one
        if "schema" in resource:
            names = [one["name"] for one in resource["schema"]["fields"]]
            head = (data / resource["path"]).read_text("utf-8").partition("\n")[0].strip()
            assert head.split(",") == names


def test_the_package_lists_all_files_with_sizes_and_seals(data: Path) -> None:
    """Each file of the folder is in the package, with its size and SHA-256."""
    package = read(data / "datapackage.json")
    listed = {one["path"]: one for one in package["resources"]}
    own = {"datapackage.json", "catalog.jsonld"}
    assert set(listed) == {path.name for path in data.iterdir() if path.is_file()} - own
    for path, one in listed.items():
        content = (data / path).read_bytes()
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{sha256(content).hexdigest()}"


def test_the_package_names_sources_and_licences(data: Path) -> None:
    """Licences and sources are those that the register and its plans state."""
    package = read(data / "datapackage.json")
    assert package["licenses"] == [
        {
            "name": "etalab-2.0",
            "path": "https://spdx.org/licenses/etalab-2.0",
            "title": "etalab-2.0",
        }
    ]
    (source,) = package["sources"]
    assert (source["title"], source["path"]) == (
        "Programme du mandat",
        "https://valbrume.example/programme",
    )
    assert source["licenses"][0]["title"] == "Licence Ouverte 2.0"
    assert package["fictitious"] is True
    assert package["created"] == "2025-12-12T12:00:00+01:00"


@pytest.mark.parametrize(
    ("words", "identity", "has_address"),
    [
        ("CC0-1.0", "CC0-1.0", True),
        ("cc-by-4.0", "CC-BY-4.0", True),
        ("Licence ouverte 2.0 (Etalab)", "etalab-2.0", True),
        ("Licence Ouverte / Open Licence 2.0", "etalab-2.0", True),
        ("Open Government Licence - Canada", "OGL-Canada-2.0", True),
        ("https://ville.example/licence", "LicenseRef-https-ville.example-licence", True),
        ("As stated by each plan", "LicenseRef-as-stated-by-each-plan", False),
        ("版权", "LicenseRef-own", False),
    ],
)
def test_licences_are_recognised(words: str, identity: str, *, has_address: bool) -> None:
    """Known licences get their SPDX identifier and address; others are kept in their words."""
    found = licence_of(words)
    assert found is not None
    assert (found.id, bool(found.url)) == (identity, has_address)


def test_no_licence_is_invented() -> None:
    """Where no licence is stated, none is published."""
    assert licence_of("  ") is None


# ---- DCAT -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(data: Path) -> Graph:
    """Return the catalogue as triples."""
    return Graph().parse(data / "catalog.jsonld", format="json-ld")


def test_the_catalogue_describes_the_register(graph: Graph) -> None:
    """The catalogue holds the data set with publisher, licence, languages, time and contact."""
    catalogue, dataset = (
        URIRef(f"{BASE}data/v1/catalog.jsonld#{name}") for name in ("catalog", "register")
    )
    assert (catalogue, RDF.type, DCAT.Catalog) in graph
    assert (catalogue, DCAT.dataset, dataset) in graph
    assert (catalogue, FOAF.homepage, URIRef(BASE)) in graph
    title = "Register of commitments of Valbrume (fictitious example)"
    for one in (catalogue, dataset):
        assert (one, DCTERMS.title, Literal(title, lang="en")) in graph
        assert set(graph.objects(one, DCTERMS.language)) == {
            URIRef(f"{EU}/language/FRA"),
            URIRef(f"{EU}/language/ENG"),
        }
        publisher = graph.value(one, DCTERMS.publisher)
        name = Literal("Commune de Valbrume (fictive)", lang="fr")
        assert graph.value(publisher, FOAF.name) == name
        modified = Literal("2025-12-12T12:00:00+01:00", datatype=XSD.dateTime)
        assert graph.value(one, DCTERMS.modified) == modified
        licence = URIRef("https://spdx.org/licenses/etalab-2.0")
        assert graph.value(one, DCTERMS.license) == licence
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2024-01-01", datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal("2026-06-30", datatype=XSD.date)
    contact = graph.value(dataset, DCAT.contactPoint)
    vcard = Namespace("http://www.w3.org/2006/vcard/ns#")
    mail = URIRef("mailto:participation@valbrume.example")
    assert graph.value(contact, vcard.hasEmail) == mail
    assert Literal("exemple fictif", lang="fr") in set(graph.objects(dataset, DCAT.keyword))


def test_every_file_is_a_distribution(graph: Graph, data: Path) -> None:
    """Each distribution has an address, a type, a size and a checksum that are true."""
    found = set(graph.subjects(RDF.type, DCAT.Distribution))
    dataset = URIRef(f"{BASE}data/v1/catalog.jsonld#register")
    assert set(graph.objects(dataset, DCAT.distribution)) == found
    assert len(found) == len(read(data / "datapackage.json")["resources"])
    for one in found:
        address = str(graph.value(one, DCAT.downloadURL))
        content = (data / address.removeprefix(f"{BASE}data/v1/")).read_bytes()
        assert graph.value(one, DCAT.accessURL) == URIRef(address)
        size = graph.value(one, DCAT.byteSize)
        assert isinstance(size, Literal)
        assert Decimal(str(size)) == len(content)
        seal = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(seal) == sha256(content).hexdigest()
        media = str(graph.value(one, DCAT.mediaType))
        assert media.startswith("https://www.iana.org/assignments/media-types/")
        assert len(set(graph.objects(one, DCTERMS.title))) == 2


def test_each_plan_is_a_data_set_with_its_own_source(graph: Graph) -> None:
    """A plan keeps its licence, its source and the body that answers for it."""
    plan = URIRef(f"{BASE}data/v1/catalog.jsonld#plan-mandat")
    assert (plan, RDF.type, DCAT.Dataset) in graph
    assert graph.value(plan, DCTERMS.source) == URIRef("https://valbrume.example/programme")
    creator = graph.value(plan, DCTERMS.creator)
    assert Literal("Direction des finances", lang="fr") in set(graph.objects(creator, FOAF.name))


def test_without_a_public_address_names_are_relative() -> None:
    """A catalogue without a public address means the place where it lies."""
    files = {one.path: one.content for one in build(site_of(register()))}
    here = "https://ailleurs.example/sous/data/v1/catalog.jsonld"
    graph = Graph().parse(files["data/v1/catalog.jsonld"], format="json-ld", publicID=here)
    homes = set(graph.objects(URIRef(f"{here}#catalog"), FOAF.homepage))
    assert homes == {URIRef("https://ailleurs.example/sous/")}
    assert (
        URIRef(f"{here}#commitments"),
        DCAT.downloadURL,
        URIRef("https://ailleurs.example/sous/data/v1/commitments.json"),
    ) in graph


# ---- history ----------------------------------------------------------------------------------


def test_a_published_history_replays_to_the_published_record(data: Path) -> None:
    """Applied one after the other, the published events give the published record."""
    for record in read(data / "commitments.json")["commitments"]:
        story = read(data / "history" / f"{record['id']}.json")
        assert (story["format"], story["complete"]) == (1, True)
        events = events_from(story["commitments"][record["id"]]["events"])
        here = replay.replay(events)[-1].data
        kept = {k: v for k, v in record.items() if k not in ("plan", "path", "computed")}
        assert here == kept


def test_a_removed_commitment_keeps_its_history(data: Path) -> None:
    """What was removed is in the history and in no list of commitments."""
    story = read(data / "history" / "navette.json")["commitments"]["navette"]
    assert story["removed"] is not None
    assert [one["kind"] for one in story["events"]] == ["commitment-added", "commitment-removed"]
    assert "navette" not in {line["id"] for line in rows(data / "commitments.csv")}


def test_lines_and_table_of_events_agree(data: Path) -> None:
    """events.jsonl and events.csv have the same events in the same order, oldest first."""
    lines = [json.loads(line) for line in (data / "events.jsonl").read_text("utf-8").splitlines()]
    table = rows(data / "events.csv")
    assert [(one["commit"], one["commitment"] or "", one["kind"]) for one in lines] == [
        (one["commit"], one["commitment"], one["kind"]) for one in table
    ]
    assert [one["date"] for one in lines] == sorted(one["date"] for one in lines)
    per_record = sum(
        len(record["events"])
        for path in (data / "history").iterdir()
        for record in read(path)["commitments"].values()
    )
    assert per_record == sum(one["commitment"] is not None for one in lines)
    moved = next(one for one in table if one["kind"] == "deadline-moved")
    assert (moved["before"], moved["after"], moved["weakens"], moved["reason"]) == (
        "2025-06-30",
        "2025-12-31",
        "true",
        "",
    )
    lowered = next(one for one in table if one["kind"] == "target-changed")
    assert (lowered["before"], lowered["after"], lowered["reason"]) == ("30", "18", "2025-05-15")


def test_nobody_is_named_unless_the_tracker_says_so(data: Path) -> None:
    """By default the history names organisations; no person, no address of a person is in it."""
    for path in (data / "events.jsonl", data / "events.csv", *(data / "history").iterdir()):
        text = path.read_text("utf-8")
        for secret in ("Camille", "Alex", "alex@", "a.personne@", "ailleurs.example"):
            assert secret not in text, (path, secret)
    authors = {one["author"] for one in rows(data / "events.csv")}
    assert authors == {"Direction des finances", ""}


@pytest.mark.parametrize(("policy", "shown"), [("names", True), ("none", False)])
def test_the_policy_of_the_tracker_decides_who_is_named(
    tmp_path: Path, policy: str, *, shown: bool
) -> None:
    """With `names` persons are named, never their addresses; with `none` nobody is."""
    text = (golden_history.FOLDER / "history.txt").read_text("utf-8")
    text = text.replace("fictitious: true\n", f"fictitious: true\npolicy:\n  authors: {policy}\n")
    tracker = repositories.build(tmp_path / "tracker", text)
    data = golden_history.build(tracker.path, tmp_path / "site") / "data" / "v1"
    events = (data / "events.jsonl").read_text("utf-8")
    assert ("Camille Exemple" in events) is shown
    assert "camille.exemple@" not in events
    assert "a.personne@" not in events
    assert '"author":"Direction des finances"' not in events


def test_without_a_history_nothing_pretends_to_be_one() -> None:
    """A site of files without git has no history, and its descriptions do not promise one."""
    site = site_of(register(), options=Options(base_url=BASE), source=SourceInfo(""))
    files = {one.path: one.content for one in build(site)}
    assert not [path for path in files if "history" in path.split("/") or "events" in path]
    assert not [one for one in resources(site) if "events" in one.address]
    assert b"events" not in files["data/v1/datapackage.json"]
