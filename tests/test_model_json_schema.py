"""The JSON Schema for editors: valid, explained in both languages, and of the models' opinion."""

from __future__ import annotations

from typing import Any

import pytest
from babel.messages.pofile import read_po
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no stubs
from pydantic import ValidationError

from promisetrack.model.base import key_names
from promisetrack.model.forms import RESERVED
from promisetrack.model.json_schema import TITLES, schema
from promisetrack.model.kinds import KINDS, LISTS
from promisetrack.model.structure import records_in, structure_of
from promisetrack.model.vocabulary import VOCABULARIES, label
from promisetrack.resources import site_templates
from promisetrack.words.catalogue import Words

FRENCH = Words("fr", ("schema",))
SEVEN_LINES = {
    "id": "budget-ouvert",
    "title": "Publier le budget en données ouvertes",
    "lead": "direction-finances",
    "due": "2025-12-31",
    "status": "in-progress",
    "description": "Nous publierons le budget complet, ligne par ligne, avant la fin de 2025.",
    "source": "https://ville.example/plan.pdf",
}
TEXTS = sorted(
    {
        text
        for kind in KINDS.values()
        for record in records_in(kind)
        for member in structure_of(record).members.values()
        for text in (member.title, member.help)
    }
    | set(TITLES.values())
)


def is_valid(kind: str, data: object) -> bool:
    """Whether an editor finds nothing wrong."""
    return bool(Draft202012Validator(schema(kind)).is_valid(data))


def properties_in(data: object) -> list[dict[str, Any]]:
    """Return every declared property below a schema."""
    if isinstance(data, list):
        return [found for item in data for found in properties_in(item)]
    if not isinstance(data, dict):
        return []
    own = [p for p in data.get("properties", {}).values() if "not" not in p]
    return own + [found for value in data.values() for found in properties_in(value)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_schema_is_valid_and_explains_every_key(kind: str, language: str) -> None:
    """The schema follows its metaschema, and no key is without title and help text."""
    translate = Words(language, ("schema",)).gettext
    written = schema(kind, language, translate=translate)

    Draft202012Validator.check_schema(written)
    assert written["title"] == translate(TITLES[kind])
    for found in properties_in(written):
        assert found["title"].strip()
        assert found["description"].strip()


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_every_record_and_key_of_the_model(kind: str) -> None:
    """Nothing of the model is missing in the schema, and everything that is referred to exists."""
    written = schema(kind)
    root = {} if kind in LISTS else {KINDS[kind].__name__: written}
    definitions = {**written["$defs"], **root}

    for record in records_in(KINDS[kind]):
        found = definitions[record.__name__]
        assert list(found["properties"]) == list(key_names(record))
        assert found["additionalProperties"] is False
        assert found["patternProperties"] == {"^x-": True}
    assert (written.get("type") == "array") is (kind in LISTS)
    assert {ref.removeprefix("#/$defs/") for ref in references(written)} == set(written["$defs"])


def references(data: object) -> set[str]:
    """Return every reference below a schema."""
    if isinstance(data, list):
        return {ref for item in data for ref in references(item)}
    if not isinstance(data, dict):
        return set()
    own = {data["$ref"]} if "$ref" in data else set()
    return own | {ref for value in data.values() for ref in references(value)}


@pytest.mark.parametrize("text", TEXTS)
def test_every_title_and_help_text_is_in_the_french_catalogue(text: str) -> None:
    """A title or help text has words in both languages."""
    assert text.strip()
    assert catalogue()[text].strip()


def catalogue() -> dict[str, str]:
    """Return what the French catalogue says, as its file has it."""
    path = site_templates() / "locales" / "fr" / "LC_MESSAGES" / "schema.po"
    with path.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source) if m.id and not m.fuzzy}


def test_the_french_catalogue_has_no_leftovers() -> None:
    """Each message of the catalogue is still used, and typed with plain spaces and ’."""
    labels = {label(name, word).text for name, words in VOCABULARIES.items() for word in words}

    assert set(catalogue()) == {*TEXTS, *labels, "{value}"}
    for french in catalogue().values():
        assert "'" not in french
        assert "\u00a0" not in french
        assert "\u202f" not in french


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"due": 2026},
        {"due": "2026-Q1"},
        {"due": {"date": "2027-09", "text": {"en": "By fall 2027"}}},
        {"title": {"fr": "a", "en": {"text": "b", "translated": "machine"}}},
        {"status": "travaux"},
        {"partners": ["a", {"organisation": "b", "role": "funder"}]},
        {"places": ["a", {"name": "b", "point": {"lat": 1.5, "lon": -2}}]},
        {"source": {"evidence": "a", "page": "12"}},
        {"safeguards": {"rules": ["evidence-id"], "notice": "words"}},
        {"amendments": [{"date": "2026", "reason": "r", "changes": ["due", ["a", "b.c"]]}]},
        {"evidence": [{"id": "a", "title": "t", "shows": "s", "x-own": 1}]},
        {"responses": [{"date": "2026", "by": "a", "text": "t", "to": {"question": "q"}}]},
        {"request": {"votes": {"for": 3}}},
        {"x-own": [1]},
    ],
)
def test_a_right_commitment_is_valid_in_editor_and_model(more: dict[str, Any]) -> None:
    """What the model accepts, the editor accepts (a bare year is a number to editors)."""
    data = {**SEVEN_LINES, **more}

    assert is_valid("commitment", data)
    if data["due"] != 2026:
        KINDS["commitment"].model_validate(data)


@pytest.mark.parametrize(
    "more",
    [
        {"id": "Budget"},
        {"id": "plan"},
        {"id": "a" * 65},
        {"colour": "red"},
        {"due": "31/12/2025"},
        {"due": {}},
        {"title": {}},
        {"title": {"French": "a"}},
        {"progress": 101},
        {"sdgs": [18]},
        {"origin": {"kind": "nonsense"}},
        {"evidence": [{"id": "a", "title": "t"}]},
        {"evidence": [{"id": "a", "title": "t", "url": "u", "file": "f"}]},
        {"evidence": [{"id": "a", "url": "u"}]},
        {"milestones": [{"title": "t"}]},
        {"places": [{"point": {"lat": 1, "lon": 2}}]},
        {"responses": [{"date": "2026", "by": "a", "text": "t", "to": {}}]},
        {"number": 1.1},
        {"id": "all"},
        {"title": " "},
        {"title": {"fr": ""}},
        {"title": {"fr": {"text": "\n"}}},
        {"tags": [""]},
        {"updates": [{"date": "2026", "by": "a", "text": ""}]},
        {"amendments": [{"date": "2026", "reason": "", "changes": ["due"]}]},
        {"evidence": [{"id": "a", "title": "", "url": "u"}]},
    ],
)
def test_a_wrong_commitment_is_not_valid(more: dict[str, Any]) -> None:
    """An editor marks what `check` would find."""
    assert not is_valid("commitment", {**SEVEN_LINES, **more})


@pytest.mark.parametrize("kind", ["commitment", "plan", "organisation", "theme", "place"])
@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_reserved_id_is_refused_by_editor_and_model(kind: str, name: str) -> None:
    """No record of a file has an id that names a file, a folder or a page."""
    data = {"id": name, "title" if kind in ("commitment", "plan") else "name": "A"}
    file: object = [data] if kind in LISTS else data

    assert not is_valid(kind, file)
    with pytest.raises(ValidationError, match="reserved"):
        KINDS[kind].model_validate(data)
    milestone = {"id": name, "title": "A"}
    KINDS["commitment"].model_validate({**SEVEN_LINES, "milestones": [milestone]})


def test_an_editor_completes_words_with_their_labels() -> None:
    """Words of a vocabulary and common statuses come with labels in the language asked for."""
    written = schema("commitment", "fr", translate=FRENCH.gettext)
    kind = written["$defs"]["Evidence"]["properties"]["kind"]
    status = written["properties"]["status"]["anyOf"][0]

    assert dict(zip(kind["enum"], kind["enumDescriptions"], strict=True))["minutes"] == (
        "Procès-verbal"
    )
    assert dict(zip(status["enum"], status["enumDescriptions"], strict=True))["on-hold"] == (
        "En suspens"
    )


def test_a_list_file_is_a_list() -> None:
    """organisations.yaml is a list of records."""
    assert is_valid("organisation", [{"id": "a", "name": "A", "kind": "government"}])
    assert not is_valid("organisation", {"id": "a", "name": "A"})
