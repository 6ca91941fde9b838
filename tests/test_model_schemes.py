"""Status schemes and assessment schemes: complete in both languages, each with its phases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import promisetrack.model
from promisetrack.model.schemes import (
    allowed_statuses,
    assessment_scheme,
    assessment_schemes,
    completion_of,
    dimension_of,
    is_allowed,
    is_rating,
    is_status_scheme,
    phase_of,
    rank_of,
    rating_label,
    rating_phase,
    shipped_assessment_schemes,
    shipped_status_schemes,
    status_label,
    status_scheme,
    status_schemes,
)
from promisetrack.model.tracker import Tracker
from promisetrack.model.vocabulary import (
    PHASES,
    STATUS_PHASES,
    STATUSES,
    VOCABULARIES,
    is_known,
    label,
)
from promisetrack.words.catalogue import Words

FILES = sorted((Path(promisetrack.model.__file__).parent / "schemes").glob("*.toml"))

TRACKER: dict[str, Any] = {
    "title": "Registre",
    "status_schemes": [
        {
            "id": "own-statuses",
            "title": "Own",
            "statuses": [{"id": "ok", "label": "Okay", "phase": "done"}],
        },
        {"id": "broken", "title": "Broken"},
        {
            "id": "default",
            "title": "Redefined",
            "statuses": [{"id": "complete", "label": "Done", "phase": "stopped"}],
        },
    ],
    "schemes": [
        {
            "id": "out-of-ten",
            "title": "Out of ten",
            "dimensions": [
                {"id": "clarity", "min": 0, "max": 10},
                {
                    "id": "progress",
                    "min": 0,
                    "max": 10,
                    "step": 0.5,
                    "phases": [
                        {"at_least": 10, "phase": "done"},
                        {"at_least": 0, "phase": "waiting"},
                        {"at_least": 1, "phase": "moving"},
                    ],
                },
            ],
        }
    ],
}


def labels_in(data: object) -> list[object]:
    """Return every title and label below a scheme."""
    if isinstance(data, list):
        return [found for item in data for found in labels_in(item)]
    if not isinstance(data, dict):
        return []
    own = [value for name, value in data.items() if name in ("title", "label")]
    return own + [found for value in data.values() for found in labels_in(value)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_scheme_file_is_complete_in_every_language(file: Path) -> None:
    """Every title and label has words in each shipped language; the file has its id as name."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))

    assert data["id"] == file.stem
    for words in labels_in(data):
        assert isinstance(words, dict)
        assert set(words) == {"ar", "en", "es", "fr"}
        assert all(isinstance(text, str) and text.strip() for text in words.values())
        assert "'" not in words["fr"]


def test_the_schemes_of_the_model_ship() -> None:
    """All schemes that the model names are there, and no other."""
    assert list(shipped_status_schemes()) == [
        "default",
        "fr-budget-participatif",
        "fr-promesses",
        "fr-recommandations",
    ]
    assert list(shipped_assessment_schemes()) == [
        "canada-nap",
        "fr-juridictions-financieres",
        "ogp-irm-2015",
        "ogp-irm-2021",
        "polimetre",
        "truth-o-meter",
    ]


def test_the_default_scheme_is_that_of_the_vocabulary() -> None:
    """Status and phase are said twice, and both say the same."""
    scheme = status_scheme()

    assert {status.id: status.phase for status in scheme.statuses} == STATUS_PHASES
    assert allowed_statuses(scheme) == STATUSES


@pytest.mark.parametrize(
    ("scheme", "phases"),
    [
        (
            "fr-budget-participatif",
            "depot:waiting analyse:waiting non-recevable:declined non-realisable:declined "
            "vote:waiting non-retenu:declined laureat:waiting etudes:moving procedures:moving "
            "travaux:moving livraison:moving realise:done realise-en-partie:partial "
            "suspens:stopped regroupement:stopped abandon:stopped",
        ),
        (
            "fr-recommandations",
            "attente:waiting etude:waiting retenue:waiting engagee:moving totale:done "
            "incomplete:partial non-retenue:declined transmise:declined sans-objet:stopped "
            "abandon:stopped",
        ),
        (
            "fr-promesses",
            "non-evaluee:unknown inverifiable:unknown en-cours:moving en-pause:stopped "
            "tenue:done tenue-en-partie:partial rompue:stopped abandonnee:stopped",
        ),
    ],
)
def test_a_french_scheme_has_the_statuses_of_the_glossary(scheme: str, phases: str) -> None:
    """Statuses stand in their order, each with its phase; unknown is always allowed."""
    found = status_scheme(scheme)

    assert [f"{status.id}:{status.phase}" for status in found.statuses] == phases.split()
    assert allowed_statuses(found)[0] == "unknown"
    assert phase_of("unknown", found) == "unknown"


@pytest.mark.parametrize(
    ("scheme", "dimensions"),
    [
        (
            "ogp-irm-2021",
            {
                "completion": "no-evidence unclear not-started limited substantial complete "
                "withdrawn",
                "verifiability": "verifiable not-verifiable",
                "ambition": "unclear modest substantial",
                "early_results": "no-notable-results moderate significant",
            },
        ),
        (
            "ogp-irm-2015",
            {
                "completion": "not-started limited substantial complete withdrawn",
                "specificity": "none low medium high",
                "potential_impact": "none minor moderate transformative",
                "did_it_open_government": "worsened did-not-change marginal major outstanding",
            },
        ),
        ("canada-nap", {"completion": "NS LP SP C"}),
        (
            "truth-o-meter",
            {"outcome": "not-yet-rated in-the-works stalled compromise kept broken"},
        ),
        ("polimetre", {"outcome": "not-yet-rated in-progress partially-kept kept broken"}),
        (
            "fr-juridictions-financieres",
            {"mise-en-oeuvre": "totale en-cours incomplete absente refus sans-objet"},
        ),
    ],
)
def test_an_assessment_scheme_has_the_values_of_the_model(
    scheme: str, dimensions: dict[str, str]
) -> None:
    """Dimensions and values are those of the model; the first is the completion-like one."""
    found = assessment_scheme(scheme)
    assert found is not None

    values = {d.id: " ".join(value.id for value in d.values) for d in found.dimensions}
    assert {d: values[d].split() for d in values} == {d: v.split() for d, v in dimensions.items()}
    completion = completion_of(found)
    assert completion is not None
    assert completion.id == next(iter(dimensions))
    assert all(value.phase in PHASES for value in completion.values)


@pytest.mark.parametrize("value", ["ND", "NR", "NA", "NC"])
@pytest.mark.parametrize("scheme", ["ogp-irm-2015", "ogp-irm-2021"])
def test_some_values_of_ogp_mean_no_rating(scheme: str, value: str) -> None:
    """What OGP did not rate has no phase and is no rating."""
    found = assessment_scheme(scheme)
    assert found is not None

    assert not is_rating(found, value)
    assert rating_phase(found, {"completion": value}) is None
    assert rating_phase(found, {"completion": "limited"}) == "moving"
    assert rating_phase(found, {"ambition": "substantial"}) is None


@pytest.mark.parametrize("tracker", [TRACKER, None])
def test_a_scheme_that_nobody_knows_is_the_default(tracker: dict[str, Any] | None) -> None:
    """An unknown or broken scheme falls back, and can be told from a known one."""
    for name in ("nonsense", "broken"):
        assert status_scheme(name, tracker).id == "default"
        assert not is_status_scheme(name, tracker)
    assert assessment_scheme("nonsense", tracker) is None


def test_a_tracker_adds_schemes_of_its_own() -> None:
    """Own schemes stand beside the shipped ones, from data and from the model alike."""
    own = {**TRACKER, "status_schemes": TRACKER["status_schemes"][:1]}
    for tracker in (TRACKER, Tracker.model_validate(own)):
        scheme = status_scheme("own-statuses", tracker)
        assert allowed_statuses(scheme) == ("unknown", "ok")
        assert phase_of("ok", scheme) == "done"
        assert phase_of("nonsense", scheme) == "unknown"
        assert "own-statuses" in status_schemes(tracker)
        assert "out-of-ten" in assessment_schemes(tracker)


def test_a_tracker_cannot_redefine_a_shipped_scheme() -> None:
    """The same name means the same in every tracker."""
    assert phase_of("complete", status_scheme("default", TRACKER)) == "done"
    assert status_schemes(TRACKER)["default"] == status_scheme()


@pytest.mark.parametrize(
    ("value", "is_valid", "phase"),
    [
        (0, True, "waiting"),
        (0.5, True, "waiting"),
        (1, True, "moving"),
        (9.5, True, "moving"),
        (10, True, "done"),
        (10.5, False, "done"),
        (-1, False, None),
        (0.3, False, "waiting"),
        (True, False, None),
        ("many", False, None),
    ],
)
def test_a_scale_of_numbers_has_limits_steps_and_phases(
    value: object, phase: str | None, *, is_valid: bool
) -> None:
    """A tracker may rate with numbers; the completion-like dimension is the one with phases."""
    scheme = assessment_scheme("out-of-ten", TRACKER)
    assert scheme is not None
    dimension = dimension_of(scheme, "progress")
    assert dimension is not None

    assert completion_of(scheme) == dimension
    assert is_allowed(dimension, value) is is_valid
    assert rating_phase(scheme, {"progress": value}) == phase


def test_a_number_has_no_phase_where_a_scheme_gives_none() -> None:
    """A rating of another dimension says nothing of completion."""
    scheme = assessment_scheme("out-of-ten", TRACKER)
    assert scheme is not None

    assert rating_phase(scheme, {"clarity": 10}) is None


def test_statuses_rise_in_the_order_of_the_model() -> None:
    """Unknown and not-started claim nothing; statuses of other schemes rise by phase."""
    ranks = [rank_of(s) for s in ("unknown", "not-started", "in-progress", "limited")]
    assert ranks == [0, 0, 1, 2]
    assert (rank_of("substantial"), rank_of("complete")) == (3, 4)
    assert [rank_of(s) for s in ("partial", "on-hold", "withdrawn", "declined")] == [None] * 4

    budget = status_scheme("fr-budget-participatif")
    assert [rank_of(s, budget) for s in ("vote", "travaux", "realise", "abandon")] == [
        0,
        1,
        4,
        None,
    ]


def test_a_label_is_never_missing() -> None:
    """What nobody knows is shown as it was written."""
    scheme = shipped_assessment_schemes()["canada-nap"]

    assert status_label("complete")["fr"] == "Réalisation achevée"
    assert status_label("complete")["es"] == "Realización completa"
    assert status_label("nonsense") == "nonsense"
    assert status_label("unknown", status_scheme("fr-promesses"))["en"] == "No information"
    assert rating_label(scheme.dimensions[0], "SP")["fr"] == "Progrès important"
    assert rating_label(scheme.dimensions[0], 7) == "7"
    assert Words("fr", ("schema",)).text(label("evidence-kind", "nonsense")) == "nonsense"
    assert not is_known("evidence-kind", "nonsense")
    assert not is_known("nonsense", "law")


@pytest.mark.parametrize(
    ("vocabulary", "word"),
    [(name, word) for name, words in VOCABULARIES.items() for word in words],
)
def test_a_word_of_a_vocabulary_has_a_label_in_both_languages(vocabulary: str, word: str) -> None:
    """No word is shown as its id, and no French word is an English one left behind."""
    message = label(vocabulary, word)
    french = Words("fr", ("schema",)).text(message)

    assert is_known(vocabulary, word)
    assert message.text
    assert message.text != "{value}"
    assert french
    assert french != message.text or message.text in SAME_WORD


SAME_WORD = {
    *("Association", "Consultation", "Programme", "Question", "Vote"),
    *("GitHub", "GitLab", "Forgejo", "Gitea", "Bitbucket"),
}
