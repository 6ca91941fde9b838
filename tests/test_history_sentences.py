"""Events in words: a full natural sentence for every kind and concern, in both languages."""

from __future__ import annotations

import re
from datetime import UTC
from typing import Any

import pytest

from promisetrack.diagnostic import say
from promisetrack.history.commits import Commit
from promisetrack.history.concerns import COMMON
from promisetrack.history.events import CONCERNS, KINDS, Event, Reason
from promisetrack.history.names import DOMAINS, Names
from promisetrack.history.records import Story, Version
from promisetrack.history.sentences import CONCERN_LABELS, sentence
from promisetrack.output.story import history_text
from promisetrack.words.catalogue import Words

RECORD: dict[str, Any] = {
    "id": "a",
    "title": "A",
    "milestones": [{"id": "m", "title": "Ouvrir le portail"}],
    "indicators": [{"id": "i", "title": "Part du bio", "unit": "%"}],
    "questions": [{"id": "q", "date": "2024", "text": "Quand ?"}],
}
NAMES = {
    "organisations": {"mairie": {"fr": "Mairie", "en": "Town hall"}},
    "plans": {"p": "Plan 2024"},
}


def names(language: str) -> Names:
    """Return the names of things in one language; a gap that nothing fills is an error."""
    return Names(Words(language, DOMAINS, is_strict=True), "fr", **NAMES)  # type: ignore[arg-type] # plain Texts


def tell(event: Event, language: str) -> str:
    """Return an event's sentence, its no-break spaces plain."""
    return re.sub("[\u00a0\u202f]", " ", sentence(event, names(language), RECORD, plan="p"))


def test_the_goalpost_moves_a_third_time() -> None:
    """A third postponement does the sum for the reader and says what is missing."""
    story = Story("a")
    for number, due in enumerate(("2023-07-31", "2024-01-31", "2024-06-30", "2024-09-30")):
        commit = Commit(str(number))
        version = Version({**RECORD, "due": due}, "commitments/p/a.yaml", "p")
        story.add(story.step(version, commit, COMMON), commit, ())
    assert tell(story.events[-1], "fr") == (
        "L’échéance passe du 30 juin au 30 septembre 2024 : trois mois plus tard,"
        " troisième report, quatorze mois au total, sans motif indiqué."
    )
    assert tell(story.events[-1], "en") == (
        "The deadline moves from June 30 to September 30, 2024: three months later,"
        " third postponement, 14 months in total, no stated reason."
    )


EXAMPLES = [
    (
        Event("deadline-moved", ("milestones", "m", "due"), "2024-04", "2024-08", concern="later"),
        "L’échéance de l’étape « Ouvrir le portail » passe d’avril 2024 à août 2024 :"
        " quatre mois plus tard, sans motif indiqué.",
    ),
    (
        Event("deadline-removed", ("due",), "2024-07-01", None, concern="removed"),
        "L’échéance du 1er juillet 2024 est supprimée, sans motif indiqué.",
    ),
    (
        Event("deadline-set", ("due",), None, "2025-Q2"),
        "L’échéance est fixée au 2e trimestre 2025.",
    ),
    (
        Event("status-changed", ("status",), "limited", "complete", concern="unproven"),
        "L’état d’avancement passe de « En cours, avancement limité » à « Réalisation achevée »,"
        " sans nouvelle preuve.",
    ),
    (
        Event(
            "target-changed",
            ("indicators", "i", "target", "value"),
            100,
            60,
            concern="lowered",
            amendment=("amendments", "2024"),
            is_late=True,
        ),
        "La cible de l’indicateur « Part du bio » passe de 100 % à 60 % : un écart de 40,"
        " motif indiqué après coup.",
    ),
    (
        Event("progress-changed", ("progress",), 40, 60),
        "Le taux d’avancement passe de 40 % à 60 %.",
    ),
    (
        Event("measurement-added", ("indicators", "i", "measurements", "2024-03"), None,
              {"date": "2024-03", "value": 37}),
        "L’indicateur « Part du bio » atteint 37 % en mars 2024.",
    ),
    (
        Event("commitment-moved", (), "p", "q"),
        "L’engagement passe du plan « Plan 2024 » au plan « q ».",
    ),
    (
        Event("commitment-removed", (), RECORD, None, concern="removed"),
        "L’engagement est retiré du registre ; sa fiche reste lisible.",
    ),
    (
        Event("response-added", ("responses", "2024"), None, {"date": "2024", "by": "mairie"}),
        "Une réponse de « Mairie » est publiée.",
    ),
    (
        Event("translation-changed", ("title", "en"), {"text": "a", "translated": "human"},
              {"text": "b", "translated": "human"}),
        "La traduction en anglais de la rubrique « Titre » change.",
    ),
    (
        Event("deadline-moved", ("due",), {"date": "2024"}, {"date": "2024", "text": "Bientôt"}),
        "L’échéance est formulée autrement, « 2024 » au lieu de « 2024 ».",
    ),
    (
        Event("other-changed", ("themes", "eau"), None, "eau"),
        "La rubrique « Thèmes » compte désormais « eau ».",
    ),
    (
        Event("other-changed", ("tags", "école"), "école", None),
        "La rubrique « Mots-clés » ne compte plus « école ».",
    ),
    (
        Event("other-changed", ("themes", "eau"), None, {"id": "eau", "name": "Eau potable"}),
        "Le thème « Eau potable » est ajouté.",
    ),
    (
        Event("other-changed", ("themes", "eau", "name"), "Eau", "Eau potable"),
        "Le thème « eau » change.",
    ),
    (
        Event("other-changed", ("places", "halles"), {"id": "halles", "name": "Halles"}, None),
        "Le lieu « Halles » est supprimé.",
    ),
    (
        Event("other-changed", ("tracker", "title"), "A", "B"),
        "Dans le registre, la rubrique « Titre » change.",
    ),
    (
        Event("other-changed", ("audience",), "Tous", None),
        "La rubrique « Public concerné » est supprimée.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("event", "french"), EXAMPLES, ids=lambda one: getattr(one, "kind", ""))
def test_sentences_in_french(event: Event, french: str) -> None:
    """A sentence reads as a French public servant would write it."""
    assert tell(event, "fr") == french


ROUTES: dict[str, tuple[Any, ...]] = {
    "deadline": ("due",),
    "start": ("start",),
    "progress": ("progress",),
    "owner": ("lead",),
    "target": ("indicators", "i", "target", "value"),
    "baseline": ("indicators", "i", "baseline", "value"),
    "status": ("status",),
    "wording": ("description",),
    "translation": ("description", "en"),
    "request": ("request",),
    "safeguard": ("safeguards", "recourse"),
    "measurement": ("indicators", "i", "measurements", "2024"),
    "milestone": ("milestones", "m"),
    "indicator": ("indicators", "i"),
    "question": ("questions", "q"),
    "plan": ("plans", "p", "title"),
    "organisation": ("organisations", "mairie", "name"),
    "rules": ("tracker", "policy"),
}
VALUES: list[tuple[object, object]] = [
    (None, "2024-01-31"),
    ("2024-01-31", None),
    ("2024-01-31", "2025-01-31"),
    (None, {"id": "x", "title": "X", "date": "2024", "by": "mairie"}),
    ({"id": "x", "title": "X", "date": "ongoing"}, None),
    ({"date": {"text": "un jour"}, "value": 3}, {"date": "2024-S1", "value": 4}),
    (["a", "b"], ["b", "a"]),
    (3, 4.5),
    (True, ["{braces}"]),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence(kind: str, language: str) -> None:
    """Every kind, with every concern and whatever values, is told in one whole sentence."""
    route = ROUTES.get(kind.split("-")[0], ("x-own", "key"))
    for before, after in VALUES:
        for concern in (None, *CONCERNS):
            for nth in (1, 2):
                event = Event(
                    kind, route, before, after, concern=concern, count=nth, nth=nth,
                    origin="2023-01-31", reason=Reason("yaml-syntax", say("{x}", x="y")),
                )  # fmt: skip
                text = tell(event, language)
                assert text.endswith("."), text
                assert text[0].isupper() or not text[0].isalpha(), text
                assert "  " not in text, text
                assert "None" not in text, text


def test_every_concern_has_a_name() -> None:
    """Every concern has a label, in French that of the glossary."""
    french = names("fr").words
    assert {concern: french.text(CONCERN_LABELS[concern]) for concern in CONCERNS} == {
        "later": "Report",
        "removed": "Suppression",
        "lowered": "Baisse",
        "stopped": "Arrêt",
        "rewritten": "Réécriture après publication",
        "unproven": "Sans nouvelle preuve",
    }


def test_what_people_write_fills_no_gap() -> None:
    """Braces in a title stay braces, and a title of many lines stands on one."""
    event = Event("milestone-added", ("milestones", "x"), None, {"id": "x", "title": "{day}\n{of}"})
    assert tell(event, "en") == "The milestone “{day} {of}” is added."


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("2024-03-01T13:20:58-05:00", "2024-03-01"),
        ("0000-01-01T00:00:00+00:00", "0000-01-01"),
        ("253402300800 +0000", "????-??-??"),
        ("", "????-??-??"),
    ],
)
def test_a_day_that_cannot_be_told_is_a_row_of_question_marks(claim: str, shown: str) -> None:
    """A date of the year 10000, or none, is not cut into something that looks like a date."""
    story = Story("a")
    commit = Commit("1", date=claim)
    story.add(story.step(Version(RECORD, "commitments/p/a.yaml", "p"), commit, COMMON), commit, ())
    text = history_text({"a": story.record()}, (), names=names("en"), zone=UTC)
    assert f"  {shown}    The commitment enters the tracker." in text


def test_what_was_removed_later_keeps_its_title() -> None:
    """A milestone that is gone is still called by its title where its deadline moved."""
    story = Story("a")
    step = {"id": "m", "title": "Ouvrir le portail", "due": "2024"}
    for number, steps in enumerate(([step], [{**step, "due": "2025"}], [])):
        commit = Commit(str(number), date="2024-03-01T00:00:00+00:00")
        version = Version({**RECORD, "milestones": steps}, "commitments/p/a.yaml", "p")
        story.add(story.step(version, commit, COMMON), commit, ())
    text = history_text({"a": story.record()}, (), names=names("fr"), zone=UTC)
    assert "L’échéance de l’étape « Ouvrir le portail » passe de 2024 à 2025" in text
