"""The day of an event is a day of the tracker's zone, wherever the event is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from tests.edges_repository import make

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

TRACKER = "title: Register\nlanguages:\n  - en\ntimezone: Europe/Paris\n"
RECORD = """\
id: x
title: Open school streets
description: We open school streets.
due: 2026-06-15
status: not-started
"""
GONE = RECORD.replace("id: x", "id: gone")
LATER = RECORD.replace("06-15", "12-15")
OTHER = LATER.replace("school streets.", "streets.")
RULES = f"{TRACKER}policy:\n  stale_after: 1 year\n"

MOMENTS = (
    ("2024-01-31T23:30:00+00:00", "2024-02-01"),
    ("2024-02-29T23:30:00+00:00", "2024-03-01"),
    ("2024-03-31T03:00:00+05:00", "2024-03-30"),
    ("2024-12-31T23:30:00+00:00", "2025-01-01"),
    ("2025-05-31T20:00:00-08:00", "2025-06-01"),
)
"""When each commit claims to be made, and the day that this is in Paris."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tracker whose commits were all made on another day than their own zone says."""
    made = make(tmp_path_factory.mktemp("zone") / "repo")
    folder = made.path / "commitments"
    texts: tuple[dict[str, str | None], ...] = (
        {"tracker": TRACKER, "p/plan": "id: p\ntitle: Plan\n", "p/x": RECORD, "p/gone": GONE},
        {"p/x": LATER},
        {"p/x": OTHER},
        {"p/gone": None},
        {"tracker": RULES},
    )
    for (moment, _), changed in zip(MOMENTS, texts, strict=True):
        for path, text in changed.items():
            if text is None:
                (folder / f"{path}.yaml").unlink()
            else:
                made.write(f"commitments/{path}.yaml", text)
        made.git("add", "-A")
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        made.git("commit", "-q", "-m", "change", environ=dates)
    return made.path


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its site."""
    target = tmp_path_factory.mktemp("built") / "site"
    words = ["build", "-o", str(target), "--today", "2025-06-30", "--allow-errors", "--portable"]
    assert run(["-q", "-C", str(root), *words]) == 0
    return target


def test_no_page_tells_a_day_of_another_zone(site: Path) -> None:
    """What each commit's own zone calls the day stands on no page, neither in words nor in code."""
    wrong = {moment[:10] for moment, _ in MOMENTS}
    words = ("January 31, 2024", "February 29, 2024", "December 31, 2024", "May 31, 2025")
    found = []
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        found += [(page, one) for one in (*wrong, *words, "March 31, 2024") if one in text]
    assert found == []


@pytest.mark.parametrize(
    ("page", "days"),
    [
        ("commitments/x/history", ("February 1, 2024", "March 1, 2024", "March 30, 2024")),
        ("commitments/x", ("March 1, 2024", "March 30, 2024")),
        ("commitments/gone", ("January 1, 2025",)),
        ("removed", ("January 1, 2025",)),
        ("changes/2024-02", ("February 1, 2024",)),
        ("changes/2025-06", ("June 1, 2025",)),
        ("audit", ("June 1, 2025",)),
        ("", ("June 1, 2025",)),
    ],
)
def test_pages_tell_the_days_of_the_tracker(site: Path, page: str, days: tuple[str, ...]) -> None:
    """Histories, months, removals, rules and the first page count days as Paris does."""
    html = (site / "en" / page / "index.html").read_text("utf-8")
    assert [one for one in days if one not in html] == []


def test_months_are_those_of_the_tracker(site: Path) -> None:
    """A change belongs to the month that its day in Paris belongs to, and the feed says so too."""
    months = {one.name for one in (site / "en/changes").iterdir() if one.is_dir()}
    assert months == {day[:7] for _, day in MOMENTS}
    feed = (site / "feeds/all.atom").read_text("utf-8")
    pages = set(re.findall(r"changes/(\d{4}-\d{2})/", feed))
    assert pages == {"2024-02", "2025-06"}  # what befell the register itself has no other page


def test_data_keep_the_moment_as_claimed(site: Path) -> None:
    """Files for machines give the moment with the zone that the commit claims, unchanged."""
    events = (site / "data/v1/events.jsonl").read_text("utf-8")
    assert [moment for moment, _ in MOMENTS if f'"date":"{moment}"' not in events] == []


def test_commands_tell_the_same_days(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`history` prints the days that the pages tell, and `--at` counts them so."""
    assert run(["-C", str(root), "--lang", "en", "history"]) == 0
    told = capsys.readouterr().out
    assert [day for _, day in MOMENTS if day not in told] == []
    assert not any(moment[:10] in told for moment, _ in MOMENTS)
    assert run(["-C", str(root), "history", "x", "--at", "2024-02-29", "--format", "json"]) == 0
    assert "deadline-moved" not in capsys.readouterr().out
    assert run(["-C", str(root), "history", "x", "--at", "2024-03-01", "--format", "json"]) == 0
    assert "deadline-moved" in capsys.readouterr().out


def test_a_zone_that_is_none_counts_as_utc(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt zone is a finding of `check` and stops neither pages nor `history`."""
    made = make(tmp_path / "repo")
    made.write("commitments/tracker.yaml", TRACKER.replace("Paris", "Parys"))
    made.write("commitments/p/plan.yaml", "id: p\ntitle: Plan\n")
    made.change("commitments/p/x.yaml", RECORD)
    assert run(["-C", str(made.path), "history"]) == 0
    assert "2023-11-14" in capsys.readouterr().out


def test_a_past_day_in_the_page_is_a_day_of_the_tracker(site: Path, browser: Browser) -> None:
    """`#on-DATE` shows the version of that day in Paris, also just before and after midnight."""
    file = site / "en/commitments/x/history/index.html"
    tab = browser.new_page(timezone_id="America/Los_Angeles")
    shown = {}
    for day in ("2024-02-29", "2024-03-01", "2024-03-29", "2024-03-30"):
        tab.goto("about:blank")
        tab.goto(f"{file.as_uri()}#on-{day}")
        shown[day] = tab.locator("#stood-version").input_value()
    tab.close()
    assert shown == {"2024-02-29": "0", "2024-03-01": "1", "2024-03-29": "1", "2024-03-30": "2"}
