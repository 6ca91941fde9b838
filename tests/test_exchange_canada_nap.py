"""The importer of Canada's plans: a tree of milestones in two languages, without statuses."""

from __future__ import annotations

from datetime import date

import pytest

from promisetrack.checks.runner import run
from promisetrack.errors import UsageFault
from promisetrack.exchange.formats import run_import
from tests.importing import changes, data, imported, register, source

FORM = "canada-nap"
PLAN_5 = "canada-nap/nap5.yaml"
PLAN_4 = "canada-nap/nap-extract.yaml"
PLAN_6 = "canada-nap/nap6-extract.yaml"


def test_the_fifth_plan_is_whole() -> None:
    """Five commitments with 19 milestones and 106 indicators below them: 130 records."""
    files = imported(FORM, PLAN_5)
    records = [data(files, f"p-c0{n}") for n in range(1, 6)]
    steps = [step for record in records for step in record["milestones"]]
    assert len([step for step in steps if "part_of" not in step]) == 19
    assert len([step for step in steps if "part_of" in step]) == 106


def test_nothing_is_said_of_progress() -> None:
    """The tables hold no reports: every status is unknown, and there are no updates."""
    records = [data(imported(FORM, PLAN_5), f"p-c0{n}") for n in range(1, 6)]
    assert {record["status"] for record in records} == {"unknown"}
    assert {step["status"] for record in records for step in record["milestones"]} == {"unknown"}
    assert not any("updates" in record for record in records)


def test_an_indicator_is_a_nested_milestone() -> None:
    """Number, both languages, lead, and the deadline in words and as a date are kept."""
    steps = data(imported(FORM, PLAN_5), "p-c01")["milestones"]
    step = next(one for one in steps if one["number"] == "C01.2.2")
    assert step["part_of"] == "c01-2"
    assert step["lead"] == "ca-statcan"
    assert step["due"] == {"date": "2022-12", "text": {"en": "By 2022", "fr": "D'ici 2022"}}
    assert step["title"]["fr"].startswith("Créer une page Web « Énergie et environnement »")


def test_what_is_ongoing_has_no_end() -> None:
    """“Ongoing” is no deadline that can be missed; the month beside it is kept apart."""
    steps = data(imported(FORM, PLAN_5), "p-c04")["milestones"]
    step = next(one for one in steps if one["number"] == "C04.2.2")
    assert step["due"] == {"date": "ongoing", "text": {"en": "Ongoing", "fr": "En cours"}}
    assert step["x-due-date"] == "2024-12"


def test_a_supporting_department_is_a_partner() -> None:
    """The key that the source misspells `supt_sept` names the partner."""
    steps = data(imported(FORM, PLAN_5), "p-c05")["milestones"]
    assert [one for one in steps if one.get("partners") == ["ca-statcan"]]


def test_both_languages_are_originals() -> None:
    """Titles have both languages, and neither is marked as a translation."""
    plan = data(imported(FORM, PLAN_5), "plan")
    assert plan["languages"] == ["en", "fr"]
    assert plan["title"] == {
        "en": "2022-2024 National Action Plan on Open Government",
        "fr": "Plan d'action national du Canada pour un gouvernement ouvert de 2022-2024",
    }
    assert plan["period"] == {"start": "2022", "end": "2024"}


def test_the_fourth_plan_has_full_texts() -> None:
    """The 4th plan's full text is the description, its deadline a date without words."""
    steps = data(imported(FORM, PLAN_4), "p-c01")["milestones"]
    step = next(one for one in steps if one["number"] == "C01.1.1")
    assert step["title"]["en"] == "Pilot launched for users"
    assert step["description"]["en"].startswith("Pilot launched for users to submit datasets")
    assert step["due"] == "2020-06"


@pytest.mark.parametrize(
    ("number", "due"),
    [
        ("C01.1.1", {"text": {"en": "Fall 2027", "fr": "Automne 2027"}}),
        ("C03.4.1", None),
    ],
)
def test_the_sixth_plan_gives_words_only(number: str, due: object) -> None:
    """A season is no date, and none is invented for it."""
    files = imported(FORM, PLAN_6)
    steps = data(files, f"p-{number[:3].lower()}")["milestones"]
    step = next(one for one in steps if one["number"] == number)
    if due is not None:
        assert step["due"] == due
    assert "text" in step["due"]


def test_words_that_can_only_mean_one_date_are_dated() -> None:
    """“By end of 2025” is the year, a month its month; intervals and habits stay in words."""
    files = imported(FORM, PLAN_6)
    found = {
        step["due"]["text"]["en"]: step["due"].get("date")
        for name in ("c01", "c02", "c03")
        for step in data(files, f"p-{name}")["milestones"]
        if "due" in step
    }
    assert {words: found[words] for words in found if words.startswith("By end of")} == {
        words: words[-4:] for words in found if words.startswith("By end of")
    }
    assert all(
        date is None for words, date in found.items() if "until" in words or "to 20" in words
    )


def test_a_link_in_a_deadline_is_not_lost() -> None:
    """A deadline holds plain words; the text with its link is kept as the description."""
    steps = data(imported(FORM, PLAN_6), "p-c03")["milestones"]
    step = next(one for one in steps if one["number"] == "C03.4.3")
    assert "](" not in step["due"]["text"]["en"]
    assert "(https://www.canada.ca/fr/" in step["description"]["fr"]


def test_importing_again_changes_nothing() -> None:
    """The same table gives the same bytes."""
    assert changes(FORM, PLAN_5, imported(FORM, PLAN_5)) == ()


def test_a_commitment_that_the_table_drops_is_removed() -> None:
    """The file goes with its commitment, and only where the same table had it."""
    files = imported(FORM, PLAN_5)
    text = source(PLAN_5)["nap5.yaml"].decode().replace("C05:", "C06:").encode()
    changed = run_import(FORM, {"nap5.yaml": text}, plan="p", existing=files)
    assert [one.path for one in changed if one.new is None] == ["commitments/p/p-c05.yaml"]
    other = run_import(FORM, source(PLAN_6), plan="p", existing=files)
    assert [one for one in other if one.new is None] == []


def test_one_plan_of_several_is_selected() -> None:
    """A folder of tables needs --select; a table it does not have is wrong usage."""
    assert "commitments/p/p-c03.yaml" in imported(FORM, "canada-nap", select="nap6")
    for select in (None, "nap7"):
        with pytest.raises(UsageFault) as refused:
            run_import(FORM, source("canada-nap"), plan="p", select=select, existing={})
        assert dict(refused.value.help.values)["names"] == "nap, nap5, nap6"  # type: ignore[union-attr]
    with pytest.raises(UsageFault):
        run_import(FORM, {"x.yaml": b"a: [", "y.yaml": b"a: 1"}, plan="p", existing={})


def test_the_imported_files_have_no_fault_of_shape() -> None:
    """The register reads every imported file, and the checks find no error in them."""
    found = run(register(imported(FORM, PLAN_5)), today=date(2022, 1, 1))
    assert [one for one in found if one.level == "error"] == []
