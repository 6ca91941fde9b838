"""The record as it stood on a past day: what the page says is what `build --at` says."""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from promisetrack.cli import run
from promisetrack.history.commits import Commit
from promisetrack.site.past import first_days
from promisetrack.site.story.lives import digest
from promisetrack.words.zones import zone_of
from tests.edges_repository import Made, make
from tests.test_site_history import FIRST, SECOND, THIRD, TRACKER, changed

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag
    from playwright.sync_api import Browser

PATH = "commitments/p/x.yaml"
FOURTH = changed(
    THIRD,
    ("        value: 2\n", "        value: 2\n      - date: 2026-03-31\n        value: 5\n"),
    (
        "  - id: study\n    title: Study of all schools",
        "  - id: study\n    title: Study of schools",
    ),
)
FIFTH = changed(FOURTH, ("lead: mobility\n", "lead: mobility\nthemes:\n  - streets\n"))
SIXTH = changed(
    FIFTH,
    ("milestones:\n  - id: study\n    title: Study of schools\n    due: 2026-09-30\n"
     "    status: not-started\n", ""),
)  # fmt: skip
VERSIONS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, FIRST)
"""Values change, come, go and come back."""
MONTH = 60 * 24 * 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, tuple[str, ...]]:
    """Return a tracker with seven versions of one record, and their commits."""
    one = make(tmp_path_factory.mktemp("past") / "repo")
    one.write("commitments/tracker.yaml", TRACKER)
    one.write("commitments/p/plan.yaml", "id: p\ntitle: Plan\n")
    found = []
    for text in VERSIONS:
        one.minutes += MONTH
        found.append(one.change(PATH, text))
    return one, tuple(found)


@pytest.fixture(scope="module")
def now(
    made: tuple[Made, tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> BeautifulSoup:
    """Return the history page of the newest version."""
    return page(made[0], tmp_path_factory.mktemp("now"))


def page(made: Made, folder: Path, *more: str) -> BeautifulSoup:
    """Build and return the English history page of the record."""
    target = folder / "site"
    arguments = ["build", "-o", str(target), "--today", "2026-11-22", "--allow-errors", *more]
    assert run(["-q", "-C", str(made.path), *arguments]) == 0
    html = (target / "en/commitments/x/history/index.html").read_text("utf-8")
    return BeautifulSoup(html, "html.parser")


def said(found: BeautifulSoup, version: int | None = None) -> list[str]:
    """Return what the record says in a version, place by place; None: in the newest."""
    lives = found.select_one(".lives")
    assert lives is not None
    wanted = len(found.select("#stood-version option")) - 1 if version is None else version
    told = []
    for value in lives.select("[data-from]"):
        if _stood(value, wanted):
            around = value.parent
            label = around.select_one("dt") if around is not None else None
            words = value.get_text(" ", strip=True)
            if value.select_one(".sm.soft"):
                words = words.rsplit("(", 1)[0].strip()
            told.append(f"{label.get_text() if label else ''}: {words}")
    return told


def _stood(value: Tag, version: int) -> bool:
    end = value.get("data-end")
    return int(str(value["data-from"])) <= version and (end is None or version < int(str(end)))


@pytest.mark.parametrize("version", [0, 2, 3, 5])
def test_a_past_version_says_what_a_build_of_that_version_says(
    made: tuple[Made, tuple[str, ...]], now: BeautifulSoup, version: int, tmp_path: Path
) -> None:
    """Of each version, the newest page tells exactly what `build --at` that version tells."""
    then = page(made[0], tmp_path / "at", "--at", made[1][version])
    assert sorted(said(now, version)) == sorted(said(then))
    options = {int(str(one["value"])): one for one in now.select("#stood-version option")}
    assert options[version]["data-commit"] == made[1][version]
    own = then.select("#stood-version option")[0]
    assert options[version]["data-hash"] == own["data-hash"]


def test_a_version_is_cited_by_the_hash_of_its_data() -> None:
    """The hash is that of the data: the order of keys is layout, a value is not."""
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
    assert digest({"a": "é"}) == "b3a092a6af48807fa9482b2ee140105575daa26d5b24b3c0e60a7e2dee6683b1"


def test_without_a_script_each_value_has_its_dates(now: BeautifulSoup) -> None:
    """The page lists the versions, and each value that changed says from when to when it stood."""
    rows = now.select(".stood table tbody tr")
    assert len(rows) == len(VERSIONS)
    assert all(len(str(row.select("code")[-1].string)) == 64 for row in rows)
    due = next(one for one in now.select(".lives section") if one.h3.string == "Due")  # type: ignore[union-attr] # each has one
    assert [one.get_text(" ", strip=True).partition(" (")[0] for one in due.select("dd")] == [
        "June 30, 2026",
        "December 31, 2026",
        "June 30, 2026",
    ]
    assert "since" in due.select("dd")[-1].get_text()


def test_a_day_means_the_last_version_dated_before_its_end() -> None:
    """Days count in the tracker's zone; a commit that claims an earlier day covers those before."""
    commits = (
        Commit("a", "2024-01-01T23:30:00+00:00"),
        Commit("b", "2024-01-05T10:00:00+00:00"),
        Commit("c", "2024-01-03T10:00:00+00:00"),
        Commit("d", "never"),
    )
    days = first_days(commits, zone_of("Europe/Paris"))
    assert days == {"a": date(2024, 1, 2), "b": date(2024, 1, 3), "c": date(2024, 1, 3)}
    assert first_days(commits[:1], zone_of("Nowhere/Town")) == {"a": date(2024, 1, 1)}
    assert zone_of("localtime") is UTC


def test_the_script_shows_the_version_of_a_day(
    made: tuple[Made, tuple[str, ...]], tmp_path: Path, browser: Browser
) -> None:
    """Choosing a day hides what did not stand then, says that it is the past, and how to cite."""
    page(made[0], tmp_path, "--portable")
    file = tmp_path / "site/en/commitments/x/history/index.html"
    tab = browser.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(file.as_uri())
    options = tab.locator("#stood-version option")
    first = options.last.get_attribute("data-since")
    tab.locator("#stood-day").fill(str(first))
    assert "This is the past" in tab.locator(".stood [role=status]").inner_text()
    assert made[1][0] in tab.locator(".stood .cite").inner_text()
    assert "14" in tab.locator(".lives dd:visible").all_inner_texts()
    tab.select_option("#stood-version", "1")
    assert made[1][1] in tab.locator(".stood .cite").inner_text()
    assert "14" not in tab.locator(".lives dd:visible").all_inner_texts()
    assert f"#v-{made[1][1][:10]}" in tab.url
    tab.goto("about:blank")
    tab.goto(f"{file.as_uri()}#v-{made[1][0][:10]}")
    assert "14" in tab.locator(".lives dd:visible").all_inner_texts()
    tab.select_option("#stood-version", "5")
    assert not tab.get_by_text("Study of schools", exact=True).first.is_visible()
    assert not faults
    tab.close()
