"""What stands in `commitments/`, against the sources it was imported from, whole.

The sources are read here by themselves: rows of tables, choices of forms, pages.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from promisetrack.exchange.formats import run_import
from tests.importing import DATA

ROOT = Path(__file__).resolve().parents[1]
EDITIONS = sorted((DATA / "barometre/whole").glob("*.csv"))
LATEST = EDITIONS[-1]


class _Words(yaml.SafeLoader):
    """Reads every scalar as the text that stands in the file."""


_Words.yaml_implicit_resolvers = {}


def committed() -> dict[str, str]:
    """Return the texts of the project's own tracker by path."""
    files = sorted((ROOT / "commitments").rglob("*.yaml"))
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}


def records(files: dict[str, str], plan: str) -> list[dict[str, Any]]:
    """Return the commitments of a plan, every scalar as the text that was written."""
    start = f"commitments/{plan}/"
    return [
        yaml.load(text, _Words)
        for path, text in files.items()
        if path.startswith(start) and not path.endswith("/plan.yaml")
    ]


def whole(name: str) -> bytes:
    """Return a Canadian table: the 5th as it is, the others out of their archive."""
    if name == "nap5.yaml":
        return (DATA / "canada-nap" / name).read_bytes()
    return lzma.decompress((DATA / f"canada-nap/whole/{name}.xz").read_bytes())


def table(name: str) -> dict[str, dict[str, Any]]:
    """Return the choices of a Canadian table at its three levels, by code."""
    fields = yaml.load(whole(name), _Words)["resources"][0]["fields"]
    levels = ("commitments", "milestones", "indicators")
    found = [one["choices"] for one in fields if one["datastore_id"] in levels]
    return {code: choice for choices in found for code, choice in choices.items()}


def canada(name: str) -> dict[str, str]:
    """Return the files that importing a Canadian table gives."""
    made = run_import("canada-nap", {name: whole(name)}, plan="p", existing={})
    return {one.path: one.new for one in made if one.new is not None}


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def test_the_register_holds_84_commitments() -> None:
    """36 of the United States, 5 of Canada, 43 of the baromètre."""
    files = committed()
    plans = ("us-nap5", "canada-nap5", "barometre")
    assert [len(records(files, plan)) for plan in plans] == [36, 5, 43]


@pytest.mark.parametrize(
    ("name", "total"), [("nap.yaml", 201), ("nap5.yaml", 130), ("nap6.yaml", 88)]
)
def test_canada_is_whole_in_both_languages(name: str, total: int) -> None:
    """Every commitment, milestone and indicator of the table is there, word for word."""
    found = (
        records(canada(name), "p") if name != "nap5.yaml" else records(committed(), "canada-nap5")
    )
    all_of_them = [one for record in found for one in (record, *record["milestones"])]
    titles = {one["number"]: one["title"] for one in all_of_them}
    assert len(all_of_them) == len(titles) == total
    assert titles == {
        code: {language: one_line(choice[language]) for language in ("en", "fr")}
        for code, choice in table(name).items()
    }


def test_canada_keeps_its_tree() -> None:
    """5 commitments, 19 milestones, 106 indicators, each below the one that its number names."""
    found = records(committed(), "canada-nap5")
    steps = [(record, step) for record in found for step in record["milestones"]]
    assert len([step for _, step in steps if "part_of" not in step]) == 19
    assert len([step for _, step in steps if "part_of" in step]) == 106
    for record, step in steps:
        above = step["number"].rpartition(".")[0]
        assert above.lower().replace(".", "-") == step.get("part_of", record["number"].lower())


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of an edition of the baromètre."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_the_barometre_is_equal_to_the_last_digit() -> None:
    """Baselines, targets and values stand in the files as the last edition has them."""
    found = {
        (one_line(record["title"]), one_line(one["title"]), one.get("unit", "")): one
        for record in records(committed(), "barometre")
        for one in record["indicators"]
    }
    seen = set()
    for row in rows(LATEST):
        key = tuple(one_line(row[name]) for name in ("mesure", "indicateur", "unite"))
        one = found[key]  # type: ignore[index] # a tuple of three
        seen.add(key)
        last = one["measurements"][-1]
        assert (last["date"], last["value"]) == (
            row["date_valeur_actuelle"],
            row["valeur_actuelle"],
        )
        for name, value, date in (
            ("baseline", "valeur_initiale", "date_valeur_initiale"),
            ("target", "cible", "date_cible"),
        ):
            assert one.get(name, {}).get("value", "") == row[value]
            assert one.get(name, {}).get("date", row[date]) == row[date]
    assert seen == found.keys()


def test_every_edition_of_the_barometre_left_its_values() -> None:
    """Each value of each of the five editions is a measurement; a later edition may correct it."""
    found = [one for record in records(committed(), "barometre") for one in record["indicators"]]
    said: dict[tuple[str, str], str] = {}
    for path in EDITIONS:
        for row in rows(path):
            said[row["id_indicateur"], row["date_valeur_actuelle"]] = row["valeur_actuelle"]
    kept = {
        (re.sub(r"-2$", "", one["id"]), measured["date"], Decimal(measured["value"]))
        for one in found
        for measured in one["measurements"]
    }
    wanted = {
        (name.replace("_", "-").lower(), date, Decimal(value))
        for (name, date), value in said.items()
    }
    assert len(EDITIONS) == 5
    assert {one[0] for one in kept} == {one[0] for one in wanted}
    assert wanted <= kept


def united_states() -> dict[str, bytes]:
    """Return the last state of the pages of open.usa.gov."""
    text = lzma.decompress((DATA / "open-usa-gov/history.jsonl.xz").read_bytes()).decode()
    pages: dict[str, str | None] = {}
    for line in text.splitlines():
        pages |= json.loads(line)["files"]
    beside = ("LICENSE.md", "pages/nap/5/nap-5.md")
    found = {name: (DATA / "open-usa-gov/new" / name).read_bytes() for name in beside}
    return found | {path: said.encode() for path, said in pages.items() if said is not None}


def test_importing_again_changes_nothing() -> None:
    """The whole sources of the three plans, imported onto what is committed, change no byte."""
    files = committed()
    canada_5 = {"nap5.yaml": whole("nap5.yaml")}
    barometre = {LATEST.name: LATEST.read_bytes()}
    assert run_import("open-usa-gov", united_states(), plan="us-nap5", existing=files) == ()
    assert run_import("canada-nap", canada_5, plan="canada-nap5", existing=files) == ()
    assert run_import("barometre", barometre, plan="barometre", existing=files) == ()
