"""Routes: the names of places in a record, in both directions, on any data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.model.routes import (
    covers,
    expand,
    keys,
    natural,
    nearest,
    parse,
    resolve,
    show,
    value_at,
)

LABEL: dict[str, object] = {
    "fr": "Arbres. Ombre",
    "en": {"text": "Trees", "translated": "machine"},
}
RECORD: dict[str, Any] = {
    "id": "open-budget",
    "title": {"fr": "Publier le budget", "en": "Publish the budget"},
    "sdgs": [2, 16],
    "tags": ["eau", "eau", "a.b", "*"],
    "identifiers": [{"scheme": "ogp", "id": "US0113"}],
    "partners": ["agglo", {"organisation": "asso", "role": "funder"}],
    "places": ["centre", {"name": "Tanneries", "code": "VAL-Q03"}, {"name": {"fr": "Lavoir"}}],
    "milestones": [{"id": "m1", "due": "2026"}, {"title": "no id"}, {"id": "m2"}],
    "indicators": [
        {
            "id": "part-bio",
            "target": {"value": 60},
            "measurements": [
                {"date": "2026-09", "value": 1},
                {"date": "2026-09", "value": 2},
                {"date": "2026-10", "about": "m1", "value": 3},
            ],
        }
    ],
    "budget": {"lines": [{"label": LABEL, "planned": 5}]},
    "participation": [{"date": "2026-01-22", "kind": "workshop"}],
    "updates": [
        {"date": "2026-02-24", "about": "m1", "text": "a"},
        {"date": {"text": {"en": "second period"}}, "text": "b"},
        {"date": {"date": "2027-09", "text": "fall"}, "text": "c"},
    ],
    "assessments": [{"by": "vigie", "date": "2026-11-18"}, {"id": "a2", "by": "vigie"}],
    "responses": [{"date": "2026-11-20", "by": "agglo"}],
    "questions": [{"date": "2026-06-30", "answers": [{"date": "2026-07-08", "text": "x"}]}],
    "related": [{"id": "other", "kind": "continues"}],
    "x-list": [[1], {}, {"deep": True}, None, True, 1.5],
}

ROUTES = [
    (("title", "en"), "title.en"),
    (("sdgs", 1), "sdgs.16"),
    (("tags", 0), "tags.eau"),
    (("tags", 1), "tags.eau#2"),
    (("tags", 2), "tags.a\\.b"),
    (("tags", 3), "tags.[3]"),
    (("identifiers", 0, "id"), "identifiers.ogp.id"),
    (("partners", 0), "partners.agglo"),
    (("partners", 1, "role"), "partners.asso.role"),
    (("places", 0), "places.centre"),
    (("places", 1), "places.VAL-Q03"),
    (("places", 2), "places.Lavoir"),
    (("milestones", 0, "due"), "milestones.m1.due"),
    (("milestones", 1, "title"), "milestones.no id.title"),
    (("indicators", 0, "measurements", 0), "indicators.part-bio.measurements.2026-09"),
    (("indicators", 0, "measurements", 1), "indicators.part-bio.measurements.2026-09#2"),
    (("indicators", 0, "measurements", 2), "indicators.part-bio.measurements.2026-10/m1"),
    (("budget", "lines", 0, "planned"), "budget.lines.Arbres\\. Ombre.planned"),
    (("participation", 0), "participation.2026-01-22/workshop"),
    (("updates", 0), "updates.2026-02-24/m1"),
    (("updates", 1), "updates.second period"),
    (("updates", 2), "updates.2027-09"),
    (("assessments", 0), "assessments.vigie/2026-11-18"),
    (("assessments", 1), "assessments.a2"),
    (("responses", 0), "responses.2026-11-20"),
    (("questions", 0, "answers", 0), "questions.2026-06-30.answers.2026-07-08"),
    (("related", 0), "related.continues/other"),
    (("x-list", 0), "x-list.[0]"),
    (("x-list", 1), "x-list.[1]"),
    (("x-list", 3), "x-list.null"),
    (("x-list", 4), "x-list.true"),
    (("x-list", 5), "x-list.1\\.5"),
]


@pytest.mark.parametrize(("at", "text"), ROUTES)
def test_a_list_item_is_named_by_its_natural_key(at: tuple[str | int, ...], text: str) -> None:
    """Each place has the route that people would give it, and the route leads back to it."""
    route = natural(RECORD, at)

    assert show(route) == text
    assert parse(text) == route
    assert resolve(RECORD, route) == at


def test_a_route_without_a_place_resolves_to_nothing() -> None:
    """What the record does not have has no structural place, but a nearest one."""
    assert resolve(RECORD, ("milestones", "m9", "due")) is None
    assert nearest(RECORD, ("milestones", "m9", "due")) == ("milestones",)
    assert nearest(RECORD, ("milestones", "m1", "start")) == ("milestones", 0)


def test_a_step_that_the_data_does_not_have_stays_as_it_is() -> None:
    """A route may name a key that is missing: that is where the fault is."""
    assert natural(RECORD, ("milestones", 0, "lead")) == ("milestones", "m1", "lead")
    assert natural(RECORD, ("milestones", 99, "lead")) == ("milestones", 99, "lead")


@pytest.mark.parametrize(
    ("pattern", "route", "is_covered"),
    [
        ("due", "due", True),
        ("due", "due.text.en", True),
        ("due.text", "due", False),
        ("indicators.*.target", "indicators.part-bio.target.value", True),
        ("indicators.*.target", "indicators.part-bio.baseline", False),
        ("*", "title", True),
        ("", "title", True),
        ("tags.\\*", "tags.x", True),
    ],
)
def test_a_pattern_covers_what_lies_beneath_it(
    pattern: str, route: str, *, is_covered: bool
) -> None:
    """A prefix covers all beneath it, a star any one part."""
    assert covers(parse(pattern), parse(route)) is is_covered


def test_a_star_expands_to_every_item() -> None:
    """A pattern names all places that it covers, in file order."""
    assert expand(RECORD, ("milestones", "*", "id")) == (
        ("milestones", 0, "id"),
        ("milestones", 2, "id"),
    )
    assert expand(RECORD, ("nothing", "*")) == ()


def test_a_key_that_looks_like_a_number_is_not_an_index() -> None:
    """Index 3 and the key "3" have different texts, which read back as what they were."""
    assert show((3, "3", "[3]", "", "[]", "*")) == "[3].3.\\[3].[].\\[].\\*"
    assert parse("[3].3.\\[3].[].\\[]") == (3, "3", "[3]", "", "[]")


def test_a_key_that_reads_like_a_counted_one_stays_unique() -> None:
    """Two items never get the same key, whatever people call them."""
    assert keys(["a#2", "a", "a"], "tags") == ("a#2", "a", "a#3")
    assert keys(["a", "a", "a#2"], "tags") == ("a", "a#2", "a#2#2")


def test_values_are_read_at_structural_places() -> None:
    """A place that is not there has no value."""
    assert value_at(RECORD, ("milestones", 0, "due")) == "2026"
    assert value_at(RECORD, ("milestones", 7, "due")) is None
    assert value_at(RECORD, ("id", "deeper")) is None


NAMES = st.sampled_from(
    [
        *("id", "date", "by", "about", "kind", "name", "label", "code", "lines", "updates"),
        *("places", "milestones", "related", "identifiers", "measurements", "x.y", "", "*"),
        *("[0]", "\\", "a#2"),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NAMES | st.text()
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=25,
)


def places(data: object) -> list[tuple[str | int, ...]]:
    """Return every structural place of the data."""
    found: list[tuple[str | int, ...]] = [()]
    inner: list[tuple[str | int, object]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    for step, value in inner:
        found.extend((step, *rest) for rest in places(value))
    return found


@settings(max_examples=150, deadline=None)
@given(DATA)
def test_every_place_of_any_data_has_a_route_that_leads_back(data: object) -> None:
    """Structural place → route → text → route → place is the identity, also on broken data."""
    for at in places(data):
        route = natural(data, at)
        assert parse(show(route)) == route
        assert resolve(data, route) == at


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_reads_as_a_route(text: str) -> None:
    """Reading a route never fails, and what it reads has a text that means the same."""
    assert parse(show(parse(text))) == parse(text)


def test_the_order_of_languages_is_no_name() -> None:
    """Of several originals the first by its code names an item, however they are written."""
    labels = ({"fr": "Arbres", "en": "Trees"}, {"en": "Trees", "fr": "Arbres"})
    assert {keys([{"label": label}], "lines") for label in labels} == {("Trees",)}
