"""France's baromètre des résultats de l'action publique: the table `…-synthese-national.csv`.

A measure is a commitment, its rows are indicators. Measures are retitled from one edition to the
next and have no number: the commitment of an earlier edition that shares an indicator is the
same. Each edition adds its values; `--detail` adds the series of the second table. The table
says nothing of who does what or of where a measure stands, so the status is unknown.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault
from promisetrack.exchange.imported import (
    Imported,
    Owner,
    Record,
    Request,
    commitment_path,
    items,
    plan_path,
    without_gaps,
)
from promisetrack.exchange.names import slug
from promisetrack.source.edit import plain_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = "barometre"
_HEAD = frozenset(
    {"mesure", "indicateur", "id_indicateur", "valeur_actuelle", "date_valeur_actuelle"}
    | {"valeur_initiale", "date_valeur_initiale", "cible", "date_cible"}
)
_DETAIL_HEAD = frozenset({"mesure", "id_indicateur", "date", "valeur"})

_Row = dict[str, str]
_Series = dict[str, list[_Row]]


def convert(files: Mapping[str, str], request: Request) -> Imported:
    """Return the plan and its commitments, as one edition of the table gives them.

    Raises UsageFault where the source is not one such table.
    """
    rows = _rows(files)
    series = _series(request.detail)
    measures: dict[str, list[_Row]] = {}
    for row in rows:
        measures.setdefault(_line(row["mesure"]), []).append(row)
    out: dict[str, Record | list[Record]] = {plan_path(request.plan): _plan(request.plan)}
    names = _names(measures, _known(request))
    for title, found in measures.items():
        record = {
            "id": names[title],
            "title": title,
            "status": "unknown",
            "indicators": list(_indicators(found, series)),
        }
        out[commitment_path(request.plan, names[title])] = record
    return Imported(request.plan, out, _OWNER)


def _rows(files: Mapping[str, str]) -> list[_Row]:
    tables = [rows for text in files.values() if (rows := _table(text, _HEAD))]
    if len(tables) != 1:
        raise UsageFault(
            say("no table of the baromètre was found in the source")
            if not tables
            else say("the source holds several editions of the baromètre"),
            say("name one file …-synthese-national.csv; import the editions in their order"),
        )
    return tables[0]


def _table(text: str, head: frozenset[str]) -> list[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    try:
        return list(reader) if head <= set(reader.fieldnames or ()) else []
    except csv.Error:
        return []


def _series(detail: str | None) -> _Series:
    """Return the rows of the second table by indicator."""
    found: _Series = {}
    rows = _table(detail, _DETAIL_HEAD) if detail is not None else []
    if detail is not None and not rows:
        raise UsageFault(
            say("the file given with --detail is not the second table of the baromètre"),
            say("name the file …-detail-national.csv"),
        )
    for row in rows:
        found.setdefault(row["id_indicateur"], []).append(row)
    return found


def _plan(plan: str) -> Record:
    return {
        "id": plan,
        "title": "Baromètre des résultats de l’action publique",
        "kind": "programme",
        "url": "https://github.com/etalab/barometre-resultats-donnees",
        "languages": ["fr"],
        "licence": "Licence Ouverte 2.0",
        "x-source": {
            "repository": "https://github.com/etalab/barometre-resultats-donnees",
            "licence": "Licence Ouverte 2.0 / Open Licence 2.0",
        },
    }


def _known(request: Request) -> dict[str, set[str]]:
    """Return the commitments that the plan has already: id -> ids of their indicators."""
    found: dict[str, set[str]] = {}
    for path, text in sorted(request.existing.items()):
        if re.fullmatch(rf"commitments/{request.plan}/(?!plan\.yaml)[^/]+\.yaml", path):
            data = plain_data(text)
            if isinstance(data, dict) and "id" in data:
                found[str(data["id"])] = set(_indicator_ids(data))
    return found


def _indicator_ids(data: Mapping[str, Any]) -> Iterator[str]:
    for indicator in items(data, "indicators"):
        yield str(indicator.get("id"))


def _names(measures: Mapping[str, list[_Row]], known: dict[str, set[str]]) -> dict[str, str]:
    """Return the id of each measure: that of the commitment with most indicators in common."""
    names: dict[str, str] = {}
    free = dict(known)
    common = [
        (len(found), title, name)
        for title, rows in measures.items()
        for name, ids in known.items()
        if (found := ids & {slug(row["id_indicateur"]) for row in rows})
    ]
    for _, title, name in sorted(common, key=lambda one: (-one[0], one[1], one[2])):
        if title not in names and name in free:
            names[title] = name
            del free[name]
    for title in measures:
        if title not in names:
            names[title] = _unused(slug(title), {*known, *names.values()})
    return names


def _unused(name: str, used: set[str]) -> str:
    if name not in used:
        return name
    return next(one for n in range(2, 1000) if (one := f"{name[:60]}-{n}") not in used)


def _indicators(rows: list[_Row], series: _Series) -> Iterator[Record]:
    """Yield the indicators of a measure; a row that repeats another says nothing new."""
    used: set[str] = set()
    told: list[_Row] = []
    for row in rows:
        if row in told:
            continue
        told.append(row)
        name = _unused(slug(row["id_indicateur"]), used)
        used.add(name)
        details = series.get(row["id_indicateur"], [])
        is_same = all(
            one["valeur"] == row["valeur_actuelle"]
            for one in details
            if one["date"] == row["date_valeur_actuelle"]
        )
        yield _indicator(name, row, details if is_same else [])
        if details and not is_same:
            yield _of_detail(name, details)


def _indicator(name: str, row: _Row, details: list[_Row]) -> Record:
    values = {one["date"]: one["valeur"] for one in details}
    values[row["date_valeur_actuelle"]] = row["valeur_actuelle"]
    return without_gaps(
        {
            "id": name,
            "title": _line(row["indicateur"]),
            "unit": _line(row.get("unite", "")),
            "baseline": _reading(row["date_valeur_initiale"], row["valeur_initiale"]),
            "target": _reading(row["date_cible"], row["cible"]),
            "measurements": _measurements(values),
        }
    )


def _of_detail(name: str, details: list[_Row]) -> Record:
    """Return the series of the second table where it counts otherwise (by month, not by year)."""
    first = details[0]
    return without_gaps(
        {
            "id": f"{name[:57]}-detail",
            "title": f"{_line(first['indicateur'])} (série détaillée)",
            "unit": _line(first.get("unite", "")),
            "measurements": _measurements({one["date"]: one["valeur"] for one in details}),
        }
    )


def _measurements(values: Mapping[str, str]) -> list[Record]:
    return [
        {"date": date, "value": _number(value)} for date, value in sorted(values.items()) if value
    ]


def _reading(date: str, value: str) -> Record | None:
    """Return a value and its date as the table writes them, or None without a value."""
    return without_gaps({"date": date, "value": _number(value)}) if value else None


def _number(value: str) -> int | float:
    """Return the number; `100.0` stays `100.0`, so that it reads as it was written."""
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        raise UsageFault(
            say("the table has “{value}” where a number is expected", value=value),
            say("correct the table, or take it from its publisher again"),
        ) from None


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_OWNER = Owner(
    "fr",
    {
        "indicators": frozenset({"title", "unit", "baseline", "target"}),
        "indicators.baseline": frozenset({"date"}),
        "indicators.target": frozenset({"date"}),
    },
)
