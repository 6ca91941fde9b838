"""What the law wants removed is not shown, and that it was removed is."""

from __future__ import annotations

import copy

import pytest

from promisetrack.history.redact import Redaction, extended, redact, redactions, words_of
from promisetrack.words.catalogue import Words

BLOB, OTHER = "a" * 40, "b" * 40
DATA = {
    "id": "budget-ouvert",
    "title": {"fr": "Publier le budget", "en": "Publish the budget"},
    "description": "Écrire à jeanne@example.org.",
    "status": "in-progress",
    "due": "2025-12-31",
    "updates": [
        {"date": "2025-01-01", "text": "Jeanne a répondu."},
        {"date": "2025-02-01", "text": "Rien."},
    ],
    "budget": {"lines": [{"label": "Études", "planned": 3000}]},
}


def removal(route: str, blob: str = BLOB) -> Redaction:
    """Return a removal as tracker.yaml writes it."""
    written = {"blob": blob, "reason": "loi", "date": "2026-01-31"} | (
        {"route": route} if route else {}
    )
    return redactions({"redact": [written]})[0]


def cleaned(route: str, blob: str = BLOB) -> object:
    """Return the data without what stood at a route."""
    return redact(DATA, blob, [removal(route)], lambda one: f"[{one.date}]")


@pytest.mark.parametrize(
    ("route", "is_gone", "is_left"),
    [
        ("description", ["jeanne@"], ["Jeanne a", "Publier", "Publish"]),
        ("title", ["Publier", "Publish"], ["jeanne@", "Jeanne a"]),
        ("title.en", ["Publish the"], ["Publier", "jeanne@"]),
        ("updates.2025-01-01.text", ["Jeanne a"], ["Rien.", "jeanne@"]),
        ("updates.*.text", ["Jeanne a", "Rien."], ["jeanne@", "Publier"]),
        ("updates", ["Jeanne a", "Rien."], ["jeanne@", "2025-02-01"]),
        ("nothing.there", [], ["jeanne@", "Jeanne a", "Publier"]),
        ("", ["jeanne@", "Jeanne", "Publier", "Rien"], ["budget-ouvert", "in-progress", "2025-12"]),
    ],
)  # fmt: skip
def test_what_stood_at_a_route_is_gone(route: str, is_gone: list[str], is_left: list[str]) -> None:
    """Exactly the texts at the route are replaced; ids, states and dates stay."""
    before = copy.deepcopy(DATA)
    told = repr(cleaned(route))
    assert not [one for one in is_gone if one in told]
    assert [one for one in is_left if one in told] == is_left
    assert before == DATA


def test_another_version_is_not_touched() -> None:
    """A removal names one version of a file; another one comes back as it is."""
    assert cleaned("description", OTHER) is DATA


def test_the_same_text_in_other_versions_goes_too() -> None:
    """A text that stood in several versions would be told by the others."""
    later = DATA | {"status": "complete"}
    changed = DATA | {"description": "Écrire au service."}
    versions = [(BLOB, DATA), (OTHER, later), ("c" * 40, changed)]
    wanted = extended([removal("description")], versions)
    assert {one.blob for one in wanted} == {BLOB, OTHER}
    for blob, data in versions:
        assert "jeanne@" not in repr(redact(data, blob, wanted, lambda one: one.date))


@pytest.mark.parametrize(
    "written", [None, 3, "x", [None], [{}], [{"blob": 3}], [{"route": "x"}], {"blob": BLOB}]
)
def test_odd_settings_are_left_out(written: object) -> None:
    """What cannot be understood removes nothing and breaks nothing."""
    assert redactions({"redact": written}) == ()


def test_the_words_name_day_and_reason() -> None:
    """Readers see that something was removed, when and why, in their language."""
    one = Redaction(BLOB, ("title",), {"fr": "décision", "en": "judgement"}, "2026-01-31")
    french, english = Words("fr", ("history",)), Words("en", ("history",))
    assert french.text(words_of(one, ["fr"], "fr")) == "[retiré le 2026-01-31 : décision]"
    assert english.text(words_of(one, ["en"], "fr")) == "[removed on 2026-01-31: judgement]"
