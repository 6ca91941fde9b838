"""Pictures drawn at build: what they draw, what they leave out, and the table beside each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.aims import aims_of, missed
from promisetrack.site.build import build
from promisetrack.site.drifts import drifts_of
from promisetrack.site.pictures.periods import courses_of
from promisetrack.site.site import Options, Site
from promisetrack.site.survey import survey
from tests.test_site_history import BASE, PATH, TRACKER, changed, files_of, page, site_of, words

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

TODAY = date(2026, 11, 22)
PLAN = "id: p\ntitle: Plan\n"


def files(**records: str) -> dict[str, str]:
    """Return the pages of a site without a history; a record is named by its id."""
    texts = {
        "commitments/tracker.yaml": TRACKER,
        "commitments/organisations.yaml": "- id: mobility\n  name: Mobility\n",
        "commitments/p/plan.yaml": PLAN,
        **{f"commitments/p/{name}.yaml": f"id: {name}\n{text}" for name, text in records.items()},
    }
    found = build(site_from(texts))
    return {one.path: one.content.decode() for one in found if one.path.endswith(".html")}


def site_from(texts: dict[str, str]) -> Site:
    """Return the site of these files."""
    register = load(SourceFile(path, text.encode()) for path, text in texts.items())
    return Site(register=register, languages=("en", "fr", "ar"), today=TODAY)


MEASURED = """\
title: Plant trees
status: in-progress
lead: mobility
start: 2026-01-01
due: 2026-12-31
progress: 25
indicators:
  - {{id: trees, title: Trees, baseline: {{date: 2026-01-01, value: 100}},
     target: {{date: {due}, value: 200}}, measurements: [{values}]}}
"""


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ("{date: 2026-06-30, value: 150}", 0.5),
        ("{date: 2026-06-30, value: 150}, {date: 2026-09-30, value: 210}", 1.1),
        ("{date: 2026-06-30, value: 80}", -0.2),
        ("{date: 2026-06-30, value: soon}", None),
        ("", None),
    ],
)
def test_the_way_of_an_indicator_is_from_its_baseline_to_its_target(
    values: str, way: float | None
) -> None:
    """The last published value says how far it came; without one, nothing is said."""
    text = MEASURED.format(due="2026-10-31", values=values)
    site = site_from({"commitments/p/plan.yaml": PLAN, "commitments/p/x.yaml": f"id: x\n{text}"})
    aims = aims_of(survey(site).promises, TODAY)
    own = next(one for one in aims if one.indicator)
    assert own.way == way
    assert own.time > 1
    assert bool(missed(aims, TODAY)) is not own.is_reached
    stated = next(one for one in aims if one.indicator is None)
    assert (stated.way, round(stated.time, 2)) == (0.25, 0.89)


def test_progress_is_drawn_against_time_with_its_table() -> None:
    """The plan's page draws both shares, names them in words and holds the same in a table."""
    text = MEASURED.format(due="2026-10-31", values="{date: 2026-06-30, value: 150}")
    found = page(files(x=text), "en/plans/p/")
    rows = found.select("#way .strips li")
    assert [words(BeautifulSoup(str(one), "html.parser"), "p") for one in rows] == [
        "Plant trees 25% of the way, 89% of the time",
        "Trees 50% of the way, 100% of the time",
    ]
    bars = [line["x2"] for line in found.select("#way line.bar")]
    assert bars == ["25.25%", "49.5%"]
    assert len(found.select("#way tbody tr")) == 2
    for drawing in found.select("#way svg[role=img]"):
        assert drawing.title is not None
        assert drawing["aria-labelledby"] == drawing.title["id"]


def test_a_picture_is_mirrored_where_the_page_is() -> None:
    """In a right-to-left page what lay at the start lies at the other end."""
    text = MEASURED.format(due="2026-10-31", values="{date: 2026-06-30, value: 150}")
    pages = files(x=text)
    left, right = (page(pages, f"{one}/plans/p/").select("#way line.bar") for one in ("en", "ar"))
    for one, other in zip(left, right, strict=True):
        start, end = (float(str(one[key]).rstrip("%")) for key in ("x1", "x2"))
        assert [float(str(other[key]).rstrip("%")) for key in ("x1", "x2")] == [
            round(100 - start, 2),
            round(100 - end, 2),
        ]


def test_what_is_past_its_date_stands_on_the_first_page_and_among_the_deadlines() -> None:
    """A missed target is counted at once, and told with how far on its way it stopped."""
    text = MEASURED.format(due="2026-10-31", values="{date: 2026-06-30, value: 150}")
    pages = files(x=text.replace("due: 2026-12-31\n", ""))
    home = page(pages, "en/")
    assert words(home, "h1") == "1 commitment. 0 complete. 1 target not reached."
    assert "50%" in words(home, "#farthest")
    assert "Last value published: 150, Jun 30, 2026" in words(
        page(pages, "en/deadlines/"), "#missed"
    )


LATER = changed(BASE_RECORD := "id: x\ntitle: T\nstatus: unknown\ndue: 2026-03-31\n",
                ("2026-03-31", "2026-06-30"))  # fmt: skip
LATEST = LATER.replace("2026-06-30", "2026-12-31") + (
    "amendments:\n  - date: 2026-07-01\n    changes:\n      - due\n    reason: No offer.\n"
)
NO_DATE = LATER.replace("due: 2026-06-30\n", "")


@pytest.mark.parametrize(
    ("texts", "months", "told", "reason"),
    [
        ((BASE_RECORD, LATER), 3, "Mar 31, now Jun 30", "no stated reason"),
        ((BASE_RECORD, LATER, LATEST), 9, "Mar 31, then Jun 30, now Dec 31", "no stated reason"),
        ((LATER, LATEST), 6, "Jun 30, now Dec 31", "reason stated"),
        ((LATER, BASE_RECORD), -3, "Jun 30, now Mar 31", ""),
        ((BASE_RECORD, NO_DATE), 0, "Mar 31, now without", "no stated reason"),
    ],
)
def test_a_deadline_is_told_from_its_first_day_to_its_last(
    texts: tuple[str, ...], months: int, told: str, reason: str
) -> None:
    """Promised for …, then …, now …: with the months in all, and whether a reason is stated."""
    trees = tuple({**BASE, PATH: text} for text in texts)
    site = site_of(trees)
    (drift,) = drifts_of(survey(site))
    assert drift.months == months
    found = page(files_of(trees), "en/deadlines/")
    said = words(found, "#drift .strips li p").replace(" ,", ",")
    gist = words(found, "#drift .strips title")
    assert "<" not in gist
    assert gist in said.replace(" :", ":")
    long = {"Mar 31": "March 31, 2026", "Jun 30": "June 30, 2026", "Dec 31": "December 31, 2026"}
    for short, whole in long.items():
        told = told.replace(short, whole)
    assert told in said
    assert (reason in said) and ("reason" in said) is bool(reason)
    assert len(found.select("#drift svg svg .gh")) == len(texts) - 1
    assert len(found.select("#drift tbody tr")) == 1


def test_a_deadline_that_was_only_set_has_not_moved() -> None:
    """A first deadline is no drift."""
    trees = ({**BASE, PATH: NO_DATE}, {**BASE, PATH: LATER})
    assert drifts_of(survey(site_of(trees))) == ()
    assert page(files_of(trees), "en/deadlines/").select("#drift") == []


def test_a_gap_in_the_history_stays_a_gap() -> None:
    """While a record is out of the register it has no status, and no line is drawn."""
    begun = BASE_RECORD.replace("unknown", "in-progress")
    trees = ({**BASE, PATH: begun}, BASE, {**BASE, PATH: begun})
    site = site_of(trees)
    found = survey(site)
    record = found.past.record("x")
    assert record is not None
    (course,) = courses_of(found, found.promises[0], record)
    assert [(one.start, one.end) for one in course.periods] == [
        (date(2026, 1, 10), date(2026, 2, 11)),
        (date(2026, 7, 12), None),
    ]
    history = page(files_of(trees), "en/commitments/x/history/")
    lines = [(line["x1"], line["x2"]) for line in history.select("#timeline line.bar")]
    assert len(lines) == 2
    assert float(str(lines[0][1]).rstrip("%")) < float(str(lines[1][0]).rstrip("%"))
    assert len(history.select("#timeline tbody tr")) == 2


def test_statuses_are_counted_over_time() -> None:
    """The page of statuses draws how many were in each phase, from the history alone."""
    begun = BASE_RECORD.replace("unknown", "in-progress")
    trees = ({**BASE, PATH: BASE_RECORD}, {**BASE, PATH: begun})
    found = page(files_of(trees), "en/statuses/")
    told = [" ".join(one.get_text(" ").split()) for one in found.select("#over-time .strips li p")]
    assert told == [
        "No information 1 on January 10, 2026, 0 now",
        "In progress 1 on February 11, 2026, 1 now",
    ]
    rows = [
        [cell.get_text() for cell in row.select("td")]
        for row in found.select("#over-time tbody tr")
    ]
    assert rows == [["0", "1"], ["1", "0"]]


def test_the_card_of_an_organisation_counts_and_ranks_nobody() -> None:
    """Each row is so many of so many: complete, proven, reported, on time, answered."""
    done = (
        "title: A\nstatus: complete\nlead: mobility\nevidence:\n  - {id: e, title: E, shows: it}\n"
    )
    late = (
        "title: B\nstatus: in-progress\nlead: mobility\ndue: 2026-01-01\nquestions:\n"
        "  - {date: 2026-02-01, text: When?}\n"
    )
    found = page(files(a=done, b=late), "en/organisations/mobility/")
    rows = [
        [cell.get_text() for cell in row.select("th, td")] for row in found.select("#card tbody tr")
    ]
    assert rows == [
        ["Commitments said to be complete", "1", "2"],
        ["Complete ones with evidence", "1", "1"],
        ["Open ones with recent news", "0", "1"],
        ["Commitments with a deadline that are not late", "0", "1"],
        ["Questions from the public with an answer", "0", "1"],
    ]


SQUARE = {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]}


@pytest.mark.parametrize(
    ("outline", "paths"),
    [
        (json.dumps(SQUARE), 1),
        (json.dumps({"type": "FeatureCollection", "features": [{"geometry": SQUARE}]}), 1),
        (json.dumps({"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]] * 2}), 2),
        ('{"type": "Polygon", "coordinates": [[["x", 1], [2, 1], [2, 2], [1, 2]]]}', 0),
        ("[" * 10_000, 0),
        ("no json", 0),
    ],
)  # fmt: skip
def test_a_map_draws_the_outlines_of_the_registers_own_files(outline: str, paths: int) -> None:
    """Outlines come from GeoJSON in the register, points from places.yaml; a broken file draws
    nothing, and a place without a position stays in the list.
    """
    places = (
        "- {id: a, name: Here, kind: commune, point: {lat: 1.5, lon: 1.5}}\n"
        "- {id: b, name: There, kind: commune, boundary: p/files/b.geojson,\n"
        "   point: {lat: 2, lon: 2}}\n"
        "- {id: c, name: Nowhere, kind: commune}\n"
    )
    site = site_from(
        {
            "commitments/places.yaml": places,
            "commitments/p/plan.yaml": PLAN,
            "commitments/p/files/b.geojson": outline,
            "commitments/p/x.yaml": "id: x\ntitle: T\nstatus: unknown\nplaces: [a, b, c]\n",
        }
    )
    html = next(one.content for one in build(site) if one.path == "en/places/index.html")
    found = BeautifulSoup(html, "html.parser")
    assert len(found.select("#map path.shore")) == paths
    assert [one.get_text() for one in found.select("#map li")] == ["Here", "There"]
    assert "1 place is in the list only" in words(found, "#map")
    assert "Nowhere" in words(found, "#kind-commune")


def test_type_in_pictures_is_never_smaller_than_twelve_pixels(
    browser: Browser, tmp_path: Path
) -> None:
    """On a phone of 390 pixels every word in a drawing is at least 12 pixels high and inside it."""
    trees = tuple({**BASE, PATH: text} for text in (BASE_RECORD, LATER, LATEST))
    site = replace(site_of(trees), options=Options(is_portable=True))
    for one in build(site):
        place = tmp_path / one.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(one.content)
    measure = """all => all.map(one => [parseFloat(getComputedStyle(one).fontSize)
        * one.getScreenCTM().a, one.getBoundingClientRect().right])"""
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    for address in ("en/deadlines/", "fr/commitments/x/", "ar/deadlines/"):
        tab.goto((tmp_path / address / "index.html").as_uri())
        found = tab.locator("svg text").evaluate_all(measure)
        assert found
        assert min(size for size, _ in found) >= 12
        assert max(right for _, right in found) <= 390
    tab.close()
