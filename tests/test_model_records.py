"""The records: required keys, vocabularies, keys with x-, and errors that name a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from promisetrack.model.base import Record, key_names
from promisetrack.model.commitment import Commitment
from promisetrack.model.errors import CHECK_OF, EXPECTED, is_about_key, structural
from promisetrack.model.kinds import KINDS
from promisetrack.model.shape import Shape, shape_of, shape_of_file
from promisetrack.model.structure import (
    Alternatives,
    Items,
    Keys,
    Node,
    One,
    Pairs,
    records_in,
    structure_of,
)
from promisetrack.model.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVEN_LINES: dict[str, Any] = {
    "id": "budget-ouvert",
    "title": "Publier le budget en données ouvertes",
    "lead": "direction-finances",
    "due": "2025-12-31",
    "status": "in-progress",
    "description": "Nous publierons le budget complet, ligne par ligne, avant la fin de 2025.",
    "source": "https://ville.example/plan.pdf",
}

EVERY_RECORD = sorted(
    {record for kind in KINDS.values() for record in records_in(kind)}, key=lambda r: r.__name__
)


def faults(record: type[BaseModel], data: object) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the check and the structural place of each error."""
    try:
        record.model_validate(data)
    except ValidationError as error:
        return [(CHECK_OF[e["type"]], structural(e["loc"])) for e in error.errors()]
    return []


def commitment(**more: object) -> dict[str, object]:
    """Return the seven lines with more keys."""
    return {**SEVEN_LINES, **more}


def sample(node: Node) -> object:
    """Return a value that a node accepts."""
    if isinstance(node, Keys):
        return minimal(node.record)
    if isinstance(node, Items):
        return [sample(node.item)]
    if isinstance(node, Pairs):
        return {sample(node.key): sample(node.value)}
    if isinstance(node, Alternatives):
        return sample(node.options[0])
    form = node.form
    if form.vocabulary:
        return VOCABULARIES[form.vocabulary][0]
    return SAMPLES.get(form.name, "en")


SAMPLES: dict[str, object] = {
    "id": "some-id",
    "status": "complete",
    "email": "office@ville.example",
    "currency": "EUR",
    "colour": "#114a8b",
    "sha256": "0" * 64,
    "blob": "0" * 40,
    "timezone": "Europe/Paris",
    "date": "2026-Q1",
    "duration": "6 months",
    "number": 1.5,
    "whole-number": 7,
    "true-or-false": True,
    "rating": 3,
}
ONE_OF = {
    "Evidence": "url",
    "Spot": "name",
    "DateInWords": "date",
    "ResponseTo": "question",
    "Dimension": "values",
}


def minimal(record: type[Record]) -> dict[str, object]:
    """Return the least that the record accepts."""
    members = structure_of(record).members
    return {
        name: sample(member.node)
        for name, member in members.items()
        if member.is_required or ONE_OF.get(record.__name__) == name
    }


def full(record: type[Record]) -> dict[str, object]:
    """Return the record with every key that can stand beside the others."""
    members = structure_of(record).members
    data = {name: sample(member.node) for name, member in members.items()}
    if record.__name__ == "Evidence":
        del data["file"]
    if record.__name__ == "ResponseTo":
        return minimal(record)
    return data


def test_seven_lines_are_a_commitment() -> None:
    """The example of the model is a commitment, and its keys are its attributes."""
    record = Commitment.model_validate(SEVEN_LINES)

    assert {name: getattr(record, name) for name in SEVEN_LINES} == SEVEN_LINES


@pytest.mark.parametrize("record", EVERY_RECORD)
def test_every_key_of_a_record_takes_a_value_of_its_form(record: type[Record]) -> None:
    """A record with all its keys is accepted, and keeps the values as they were written."""
    data = full(record)
    read = record.model_validate(data)

    for name, attribute in key_names(record).items():
        assert (getattr(read, attribute) in (None, (), False)) is (name not in data), name


@pytest.mark.parametrize("record", EVERY_RECORD)
def test_a_key_with_x_is_kept_in_every_record(record: type[Record]) -> None:
    """Keys that start with x- are nobody's business and stay."""
    read = record.model_validate({**minimal(record), "x-own": {"a": [1]}, "x-": None})

    assert read.extensions == {"x-own": {"a": [1]}, "x-": None}


@pytest.mark.parametrize("record", EVERY_RECORD)
def test_an_unknown_key_is_refused_in_every_record(record: type[Record]) -> None:
    """A key that no one knows is a fault at that key, also when nothing stands behind it."""
    data = {**minimal(record), "unknown-key": None, "extensions": {}}

    expected = {("unknown-field", ("unknown-key",)), ("unknown-field", ("extensions",))}
    assert set(faults(record, data)) == expected


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (record, name)
        for record in EVERY_RECORD
        for name, member in structure_of(record).members.items()
        if member.is_required
    ],
)
@pytest.mark.parametrize("is_empty", [False, True])
def test_a_required_key_is_missed(record: type[Record], name: str, *, is_empty: bool) -> None:
    """A required key that is absent, or has nothing behind it, is a missing field."""
    data = minimal(record)
    if is_empty:
        data[name] = None
    else:
        del data[name]

    assert faults(record, data) == [("missing-field", (name,))]


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("Commitment", {"id", "title"}),
        ("Milestone", {"id", "title"}),
        ("Indicator", {"id", "title"}),
        ("Evidence", {"id", "title"}),
        ("Update", {"date", "by", "text"}),
        ("Assessment", {"by", "date", "scheme", "ratings"}),
        ("Question", {"date", "text"}),
        ("Amendment", {"date", "changes", "reason"}),
        ("Decision", {"id", "date", "title"}),
        ("Plan", {"id", "title"}),
        ("Organisation", {"id", "name"}),
        ("Tracker", {"title"}),
    ],
)
def test_required_keys_are_those_of_the_model(name: str, required: set[str]) -> None:
    """Nothing is required that the model does not require."""
    record = next(one for one in EVERY_RECORD if one.__name__ == name)

    members = structure_of(record).members
    assert {key for key, member in members.items() if member.is_required} == required


def words_of(node: Node) -> Iterator[str]:
    """Yield the vocabularies that stand directly at a node."""
    if isinstance(node, One) and node.form.vocabulary:
        yield node.form.vocabulary
    if isinstance(node, Items):
        yield from words_of(node.item)


VOCABULARY_KEYS = [
    (record, name, vocabulary, isinstance(member.node, Items))
    for record in EVERY_RECORD
    for name, member in structure_of(record).members.items()
    for vocabulary in words_of(member.node)
]


@pytest.mark.parametrize(("record", "name", "vocabulary", "is_list"), VOCABULARY_KEYS)
def test_a_vocabulary_accepts_its_words_and_no_other(
    record: type[Record], name: str, vocabulary: str, *, is_list: bool
) -> None:
    """Each word is accepted; another one is an unknown value, with the allowed ones at hand."""
    for word in VOCABULARIES[vocabulary]:
        value = [word] if is_list else word
        assert faults(record, {**minimal(record), name: value}) == []

    wrong = ["Nonsense"] if is_list else "Nonsense"
    with pytest.raises(ValidationError) as caught:
        record.model_validate({**minimal(record), name: wrong})
    (error,) = caught.value.errors()
    assert error["type"] == "unknown-value"
    assert error["ctx"]["written"] == "Nonsense"
    assert error["ctx"]["allowed"] == VOCABULARIES[vocabulary]
    assert structural(error["loc"]) == ((name, 0) if is_list else (name,))


def test_every_vocabulary_is_used_or_computed() -> None:
    """No vocabulary is left behind."""
    used = {vocabulary for _, _, vocabulary, _ in VOCABULARY_KEYS}

    assert set(VOCABULARIES) == used


JUDGED = {"by": "vigie", "date": "2025", "scheme": "polimetre"}
FAULTS = [
    ({"id": "Open_Budget"}, "wrong-type", ("id",)),
    ({"id": "a" * 65}, "wrong-type", ("id",)),
    ({"id": "-a"}, "wrong-type", ("id",)),
    ({"id": 12}, "wrong-type", ("id",)),
    ({"title": ["a"]}, "wrong-type", ("title",)),
    ({"title": {}}, "wrong-type", ("title",)),
    ({"title": {"fr": None}}, "wrong-type", ("title", "fr")),
    ({"title": {"French": "a"}}, "wrong-type", ("title", "French")),
    ({"title": {"fr": {"text": "a", "translated": "ai"}}}, "unknown-value", None),
    ({"title": {"fr": {"translated": "human"}}}, "missing-field", ("title", "fr", "text")),
    ({"due": "31/12/2025"}, "bad-date", ("due",)),
    ({"due": "2025-02-30"}, "bad-date", ("due",)),
    ({"due": 2025}, "bad-date", ("due",)),
    ({"due": {"date": "soon"}}, "bad-date", ("due", "date")),
    ({"due": {"dat": "2025"}}, "unknown-field", ("due", "dat")),
    ({"due": {"x-a": 1}}, "missing-field", ("due",)),
    ({"progress": 101}, "wrong-type", ("progress",)),
    ({"progress": -1}, "wrong-type", ("progress",)),
    ({"progress": "75"}, "wrong-type", ("progress",)),
    ({"progress": True}, "wrong-type", ("progress",)),
    ({"progress": float("nan")}, "wrong-type", ("progress",)),
    ({"sdgs": [0]}, "wrong-type", ("sdgs", 0)),
    ({"sdgs": [18]}, "wrong-type", ("sdgs", 0)),
    ({"sdgs": [1.5]}, "wrong-type", ("sdgs", 0)),
    ({"sdgs": 4}, "wrong-type", ("sdgs",)),
    ({"themes": "water"}, "wrong-type", ("themes",)),
    ({"themes": {"a": 1}}, "wrong-type", ("themes",)),
    ({"milestones": ["m1"]}, "wrong-type", ("milestones", 0)),
    ({"partners": [{"role": "funder"}]}, "missing-field", ("partners", 0, "organisation")),
    ({"partners": [["a"]]}, "wrong-type", ("partners", 0)),
    ({"places": [{"point": {"lat": 1, "lon": 2}}]}, "missing-field", ("places", 0)),
    ({"places": [{"name": "a", "point": [1, 2]}]}, "wrong-type", ("places", 0, "point")),
    ({"source": {"evidence": "No!"}}, "wrong-type", ("source", "evidence")),
    ({"contact": {"email": "nobody"}}, "wrong-type", ("contact", "email")),
    ({"evidence": [{"id": "e", "title": "t"}]}, "missing-field", ("evidence", 0)),
    ({"amendments": [{"date": "2025", "reason": "r", "changes": "due"}]}, "wrong-type", None),
    ({"assessments": [{**JUDGED, "ratings": 3}]}, "wrong-type", ("assessments", 0, "ratings")),
    ({"budget": {"currency": "euro"}}, "wrong-type", ("budget", "currency")),
    ({"budget": []}, "wrong-type", ("budget",)),
    ({"status": "In progress"}, "wrong-type", ("status",)),
    ({"request": {"votes": "many"}}, "wrong-type", ("request", "votes")),
    ({"request": {"votes": {"for": -1}}}, "wrong-type", ("request", "votes", "for")),
]


@pytest.mark.parametrize(("more", "check", "at"), FAULTS)
def test_one_mistake_is_one_fault_at_its_place(
    more: dict[str, object], check: str, at: tuple[str | int, ...] | None
) -> None:
    """A mistake is reported once, where it was made, under the name of its check."""
    (found,) = faults(Commitment, commitment(**more))

    assert found[0] == check
    assert at is None or found[1] == at


def test_evidence_has_one_place_or_only_shows() -> None:
    """Evidence is a page or a file, not both; either may say what it shows."""
    base = {"id": "e", "title": "t"}
    record = next(one for one in EVERY_RECORD if one.__name__ == "Evidence")

    for good in ({"url": "u"}, {"file": "f"}, {"shows": "s"}, {"url": "u", "shows": "s"}):
        assert faults(record, base | good) == []
    assert faults(record, base | {"url": "u", "file": "f"}) == [("wrong-type", ())]


def test_a_point_lies_on_the_earth() -> None:
    """Latitude and longitude have limits."""
    point = {"lat": 90.5, "lon": -181}

    assert faults(Commitment, commitment(places=[{"name": "a", "point": point}])) == [
        ("wrong-type", ("places", 0, "point", "lat")),
        ("wrong-type", ("places", 0, "point", "lon")),
    ]


def test_every_fault_of_a_record_is_reported() -> None:
    """One mistake hides no other."""
    data = commitment(id="X", due="soon", status=5, colour="red", progress=200)

    assert sorted(name for name, _ in faults(Commitment, data)) == [
        "bad-date",
        "unknown-field",
        "wrong-type",
        "wrong-type",
        "wrong-type",
    ]


def test_a_missing_status_is_unknown_and_seen_to_be_missing() -> None:
    """The model says unknown, and still knows that nobody wrote it."""
    record = Commitment.model_validate({"id": "a", "title": "t"})

    assert record.status == "unknown"
    assert "status" not in record.model_fields_set


def test_an_error_about_a_key_says_so() -> None:
    """A wrong language is a fault of the key, not of its words."""
    with pytest.raises(ValidationError) as caught:
        Commitment.model_validate(commitment(title={"French": "Bonjour"}))
    (error,) = caught.value.errors()

    assert is_about_key(error["loc"])


def test_records_are_frozen() -> None:
    """What people wrote is not changed by the program."""
    record = Commitment.model_validate(SEVEN_LINES)

    with pytest.raises(ValidationError):
        record.title = "other"  # type: ignore[misc] # that is the point


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "date", "text", "fr", "by", "x-a", "url", "for"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(key_names(Commitment))), JUNK, max_size=8))
def test_any_data_gives_faults_with_known_checks(data: dict[str, object]) -> None:
    """Whatever stands in a file, every error has a check, a form that has words, and a place."""
    try:
        Commitment.model_validate(data)
    except ValidationError as error:
        for one in error.errors():
            assert one["type"] in CHECK_OF
            if one["type"] == "wrong-type":
                assert one["ctx"]["expected"] in EXPECTED
            at = structural(one["loc"])
            assert not any(str(part).startswith("<") for part in at)


@pytest.mark.parametrize("kind", KINDS)
def test_shapes_know_every_key(kind: str) -> None:
    """The shape that the reader uses has the keys of the model."""
    assert set(shape_of(kind).fields) == set(key_names(KINDS[kind]))


def test_shapes_say_where_text_is_expected() -> None:
    """Numbers of commitments and dates stay as typed, dates without a note; counts do not."""
    shape = shape_of("commitment")
    milestone = shape.fields["milestones"].item
    assert milestone is not None

    assert shape.fields["number"] == Shape(text=True, words=True)
    assert shape.fields["due"].text
    assert shape.fields["due"].quiet
    assert not shape.fields["progress"].text
    assert shape.fields["title"].any is not None
    assert shape.fields["title"].any.text
    assert not shape.fields["title"].quiet
    assert milestone.fields["number"] == Shape(text=True, words=True)
    assert shape.fields["evidence"].item is not None
    assert shape.fields["evidence"].item.fields["page"] == Shape(text=True, quiet=True, words=True)
    assert shape_of_file("organisation").item == shape_of("organisation")
    assert shape_of_file("plan") == shape_of("plan")
