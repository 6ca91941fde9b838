"""`demo`: a real repository with real data and its real history, built by one command."""

from __future__ import annotations

import importlib.util
import json
import lzma
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from promisetrack.checks.runner import run as check
from promisetrack.cli.past import past
from promisetrack.demo import history
from promisetrack.edges.git import Repository
from promisetrack.register.load import load
from tests.importing import DATA
from tests.test_replay import source_changes

if TYPE_CHECKING:
    from promisetrack.history.records import Record
    from promisetrack.history.timeline import Timeline

pytestmark = pytest.mark.xdist_group("demo")  # it is built once, by one worker

HEAD = "69cb72162d4524b8275788c6e59010e0a1d7a680"
"""The last commit. It changes with the sources, the importers and the files of the demo."""

PROMISED = 30.0
"""Seconds that the command may take on two cores."""

_OWN = {"PATH": os.environ["PATH"], "HOME": os.devnull, "LC_ALL": "C.UTF-8"}


def promisetrack(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, without a screen."""
    command = [sys.executable, "-m", "promisetrack", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=_OWN, check=False)


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, float]:
    """Return the tracker, what the command printed, and the seconds of processor that it took."""
    folder = tmp_path_factory.mktemp("demo") / "tracker"
    before = os.times()
    done = promisetrack("demo", str(folder), "--no-open")
    after = os.times()
    assert done.returncode == 0, done.stderr
    spent = after.children_user + after.children_system
    return folder, done.stdout, spent - before.children_user - before.children_system


@pytest.fixture(scope="module")
def timeline(made: tuple[Path, str, float]) -> Timeline:
    """Return the history of the tracker."""
    repository = Repository.open(made[0])
    assert repository is not None
    return past(repository, repository.head())


def test_the_commits_are_the_same_everywhere(made: tuple[Path, str, float]) -> None:
    """The same program gives the same commit ids on every machine, and a clean working tree."""
    assert git(made[0], "rev-parse", "HEAD") == HEAD
    assert git(made[0], "status", "--porcelain") == ""
    assert git(made[0], "symbolic-ref", "--short", "HEAD") == "main"


def test_the_site_opens_from_its_folder(made: tuple[Path, str, float]) -> None:
    """The command prints the address of a site whose links name files."""
    page = made[0] / "build" / "site" / "index.html"
    assert made[1].split()[-1] == page.resolve().as_uri()
    assert 'href="en/index.html"' in page.read_text("utf-8")
    manifest = json.loads((page.parent / "audit" / "manifest.json").read_text("utf-8"))
    assert manifest["source"]["commit"] == HEAD
    assert manifest["today"] == "2024-04-15"


def test_a_long_history_is_folded_and_whole(
    made: tuple[Path, str, float], timeline: Timeline
) -> None:
    """The newest versions are open, older ones lie in folds by year; every event is there once."""
    record = timeline.commitments["us0147"]
    page = _page(made[0], "fr/commitments/us0147/history")
    assert len(page.select("#story .told")) == len(record.events)
    versions = [str(one["id"]) for one in page.select("#story li[id]")]
    assert versions == [f"c-{one[:10]}" for one in _commits(record)]
    is_open = [one.find_parent("details") is None for one in page.select("#story li[id]")]
    assert is_open == [True] * 6 + [False] * (len(versions) - 6)
    years = [one.get_text() for one in page.select("#story .body > details > summary")]
    assert years[-1].startswith("2023, ")


def test_a_month_has_one_entry_a_commitment(made: tuple[Path, str, float]) -> None:
    """Of a commitment that changed often in a month the weightiest is told, the rest folded."""
    page = _page(made[0], "en/changes/2024-03")
    titles = [one.get_text() for one in page.select("#list h3")]
    assert len(titles) == len(set(titles))
    (lede,) = page.select(".lede")
    inside = [one for one in page.select("#list .told") if one.find_parent("details")]
    alone = page.select("#list .body > .ents > li:not(:has(.story)) .told")
    open_ones = [one for one in alone if not one.find_parent("details")]
    assert lede.get_text().startswith(f"{len(inside) + len(open_ones)} changes.")


def _page(folder: Path, address: str) -> BeautifulSoup:
    path = folder / "build" / "site" / address / "index.html"
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def _commits(record: Record) -> list[str]:
    return list(dict.fromkeys(one.commit.id for one in record.events if one.commit))[::-1]


def test_it_is_made_in_time(made: tuple[Path, str, float]) -> None:
    """Repository, history and site take less processor time than was promised in all."""
    assert made[2] < PROMISED


def test_every_change_of_the_sources_is_one_commit(timeline: Timeline) -> None:
    """The 148 changes of the US plan and the five editions of the baromètre, dated and worded."""
    told = [(one.date, one.subject, one.author) for one in timeline.commits]
    assert len(told) == 153
    assert told[5:] == [(one["date"], one["subject"], one["author"]) for one in source_changes()]
    editions = sorted(path.name[:10] for path in (DATA / "barometre/whole").glob("*.csv"))
    assert [when[:10] for when, _, _ in told[:5]] == editions
    assert all("Baromètre" in subject for _, subject, _ in told[:5])


def test_the_known_changes_of_statuses_are_told(timeline: Timeline) -> None:
    """Both plans in one tracker: still the 202 changes of a status or of its written word."""
    events = [event for record in timeline.commitments.values() for event in record.events]
    kinds = Counter(one.kind for one in events)
    assert kinds["status-changed"] == 202
    assert (kinds["commitment-removed"], kinds["commitment-restored"]) == (30, 30)
    assert kinds["unreadable"] == 0


def test_the_register_has_no_errors(made: tuple[Path, str, float], timeline: Timeline) -> None:
    """What is shown first is a register that its own checks accept."""
    repository = Repository.open(made[0])
    assert repository is not None
    register = load(repository.read(timeline.head))
    found = check(register, today=date(2024, 4, 15))
    errors = [one for one in found if one.level == "error" and one.suppressed is None]
    assert errors == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written where somebody keeps something."""
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    done = promisetrack("demo", str(tmp_path), "--no-open")
    assert done.returncode == 3
    assert "is not an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_the_sources_and_licences_travel_with_it() -> None:
    """The package holds both licences whole, as the sources have them, and says what is whose."""
    home = Path(__file__).parents[1] / "src" / "promisetrack" / "demo"
    pairs = {
        "LICENSE-open-usa-gov.md": "open-usa-gov/new/LICENSE.md",
        "LICENCE-barometre.md": "barometre/LICENCE.md",
    }
    for name, source in pairs.items():
        assert (home / name).read_bytes() == (DATA / source).read_bytes()
    note = (home / "README.md").read_text("utf-8")
    assert "CC0 1.0" in note and "Licence Ouverte 2.0" in note


def test_a_stream_that_changes_gives_other_commits(tmp_path: Path) -> None:
    """One letter of one file is enough: the commit ids seal every word of the demo."""
    changed = history().replace(
        b"A demonstration of promisetrack\n", b"A Demonstration of promisetrack\n", 1
    )
    assert changed != history()
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    subprocess.run(
        ["git", "-C", str(tmp_path), "fast-import", "--quiet"], input=changed, check=True
    )
    assert git(tmp_path, "rev-parse", "main") != HEAD


@pytest.mark.proof
def test_the_stream_is_what_the_importers_make_of_the_sources() -> None:
    """`tools/demo.py` makes the history that is shipped, byte for byte."""
    tool = _tool()
    shipped = lzma.decompress(tool.TARGET.read_bytes())
    assert tool.stream(tool.states()) == shipped == history()


def _tool() -> Any:
    path = Path(__file__).parents[1] / "tools" / "demo.py"
    spec = importlib.util.spec_from_file_location("tools_demo", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
