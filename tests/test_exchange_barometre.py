"""The importer of the baromètre: measures found again by their indicators, values untouched."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from promisetrack.checks.runner import run
from promisetrack.errors import UsageFault
from promisetrack.exchange.formats import run_import
from tests.importing import DATA, changes, data, imported, register, source

FORM = "barometre"
FIRST = "barometre/2021-01-13-synthese-national.csv"
SECOND = "barometre/2021-07-23-synthese-national.csv"
THIRD = "barometre/2021-12-21-synthese-national.csv"
LATEST = "barometre/latest-synthese-national.csv"
DETAIL = "barometre/latest-detail-national.csv"


def editions(*paths: str, detail: str | None = None) -> dict[str, str]:
    """Return the files after importing these editions, one after the other."""
    files: dict[str, str] = {}
    for path in paths:
        files = imported(FORM, path, existing=files, detail=detail if path == LATEST else None)
    return files


def rows(path: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO((DATA / path).read_text("utf-8-sig"))))


def indicators(files: dict[str, str]) -> dict[str, Any]:
    """Return all indicators by id."""
    names = [path.split("/")[-1].removesuffix(".yaml") for path in files]
    records = [data(files, name) for name in names if name not in ("plan", "organisations")]
    return {one["id"]: one for record in records for one in record["indicators"]}


@pytest.mark.parametrize("path", [FIRST, SECOND, LATEST])
def test_values_are_equal_to_the_last_digit(path: str) -> None:
    """Baseline, current value and target are written exactly as in the table."""
    found = indicators(editions(path))
    for row in rows(path):
        one = found[row["id_indicateur"]]
        (measured,) = one["measurements"]
        assert (measured["date"], repr(measured["value"])) == (
            row["date_valeur_actuelle"],
            row["valeur_actuelle"],
        )
        for key, value in (("baseline", "valeur_initiale"), ("target", "cible")):
            assert repr(one.get(key, {}).get("value", "")).strip("'") == row[value]
        assert one.get("target", {}).get("date", "") == row["date_cible"]


def test_a_retitled_measure_is_the_same_commitment() -> None:
    """A measure whose title changed keeps its id, and gets its new title."""
    files = editions(SECOND, THIRD)
    name = "dedoubler-les-classes-en-rep-grande-section-cp-ce1"
    record = data(files, name)
    assert record["title"].startswith("Dédoubler les classes en éducation prioritaire")
    assert len([path for path in files if "dedoubler" in path]) == 1


def test_editions_add_their_values() -> None:
    """The value of an earlier edition stays when a later one adds its own."""
    files = editions(FIRST, SECOND, THIRD, LATEST)
    found = indicators(files)["tx-gs-rep"]["measurements"]
    assert [one["value"] for one in found] == [15.0, 55.0, 68.0]
    assert [one["date"] for one in found] == sorted(one["date"] for one in found)


def test_an_indicator_that_stands_twice() -> None:
    """Rows that repeat each other are one indicator; rows that differ are two."""
    found = indicators(editions(LATEST))
    assert "nb-labellisations-france-services-2" not in found
    assert found["nb-logement-accompagnement"]["unit"] == "logements"
    assert found["nb-logement-accompagnement-2"]["unit"] == "logements rénovés"


def test_a_row_without_a_target_has_none() -> None:
    """No target is invented where the table gives none."""
    assert "target" not in indicators(editions(LATEST))["nb-atteintes-personnes"]


def test_a_target_that_is_withdrawn_goes() -> None:
    """A target that a later edition no longer gives is no longer in the file."""
    table = source(LATEST)
    ((name, content),) = table.items()
    lines = content.decode().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if ",tx-gs-rep," in line)
    lines[at] = lines[at].replace("74.0,91.0,2022-11-30", ",,")
    files = editions(LATEST)
    (change,) = run_import(FORM, {name: "".join(lines).encode()}, plan="p", existing=files)
    assert change.old is not None
    assert change.new is not None
    assert "    target:\n      date: 2022-11-30\n      value: 74.0\n" not in change.new
    assert len(change.old.splitlines()) - len(change.new.splitlines()) == 3


def test_the_detailed_series_joins_where_it_counts_alike() -> None:
    """A series with the same value at the same date gives measurements, another an indicator."""
    found = indicators(editions(LATEST, detail=DETAIL))
    series = [row for row in rows(DETAIL) if row["id_indicateur"] == "nb-postes-tig"]
    assert [repr(one["value"]) for one in found["nb-postes-tig"]["measurements"]] == [
        row["valeur"] for row in sorted(series, key=lambda row: row["date"])
    ]
    assert len(found["nb-atteintes-personnes"]["measurements"]) == 1
    assert len(found["nb-atteintes-personnes-detail"]["measurements"]) > 12


@pytest.mark.parametrize("paths", [(FIRST,), (FIRST, SECOND), (FIRST, SECOND, THIRD, LATEST)])
def test_importing_again_changes_nothing(paths: tuple[str, ...]) -> None:
    """The same edition gives the same bytes, whatever was imported before it."""
    files = editions(*paths)
    assert changes(FORM, paths[-1], files) == ()


def test_a_wrong_table_is_refused() -> None:
    """Another table, several editions at once, or a wrong --detail are wrong usage."""
    with pytest.raises(UsageFault):
        run_import(FORM, source(DETAIL), plan="p", existing={})
    with pytest.raises(UsageFault):
        run_import(FORM, source("barometre"), plan="p", existing={})
    with pytest.raises(UsageFault):
        run_import(FORM, source(LATEST), plan="p", detail=b"a,b\n1,2\n", existing={})
    with pytest.raises(UsageFault):
        run_import(FORM, {"x.csv": "é".encode("latin-1")}, plan="p", existing={})


def test_the_imported_files_have_no_fault_of_shape() -> None:
    """The register reads every imported file, and the checks find no error in them."""
    files = editions(FIRST, SECOND, THIRD, LATEST, detail=DETAIL)
    found = run(register(files), today=date(2022, 1, 1))
    assert [one for one in found if one.level == "error"] == []


def test_a_value_that_is_no_number_is_refused() -> None:
    """A table with a word where a number belongs is refused, and the word is named."""
    ((name, content),) = source(LATEST).items()
    with pytest.raises(UsageFault) as refused:
        run_import(FORM, {name: content.replace(b"68.0", b"n.d.")}, plan="p", existing={})
    assert dict(refused.value.message.values)["value"] == "n.d."
