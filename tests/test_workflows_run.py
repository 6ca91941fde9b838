"""The workflows on the demo: what a pull request hears, what goes online, what a week does."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.demo import BRANCH, history
from promisetrack.edges.plant import plant
from tests.forge import ACTION, LEFT_OUT, WORKFLOWS, Forge, is_met, parsed

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("workflows")  # the demo is planted once, by one worker
SITE = "https://o.example.org/r/"


def git(folder: Path, *words: str) -> str:
    """Return what git prints."""
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bare repository with the demo's history: the forge's own copy."""
    folder = tmp_path_factory.mktemp("forge")
    plant(folder / "demo", history(), branch=BRANCH)
    git(folder, "clone", "--quiet", "--bare", str(folder / "demo"), "server/o/r.git")
    return folder / "server/o/r.git"


@pytest.fixture
def origin(planted: Path, tmp_path: Path) -> Path:
    """Return a copy of that repository for one test."""
    shutil.copytree(planted, tmp_path / "server/o/r.git")
    return tmp_path / "server/o/r.git"


def proposed(origin: Path, folder: Path) -> dict[str, object]:
    """Push a branch on which one target is lowered without a reason; return the event."""
    git(folder, "clone", "--quiet", str(origin), "clerk")
    clerk = folder / "clerk"
    base = git(clerk, "rev-parse", "HEAD")
    git(clerk, "switch", "--quiet", "--create", "report")
    path = clerk / "commitments/barometre/accompagner-les-aidants.yaml"
    text = path.read_text("utf-8")
    lower = re.sub(r"(?<=target:\n)((?: {6}.*\n)*? {6}value: )\d+", r"\g<1>7", text, count=1)
    assert lower != text
    path.write_text(lower, "utf-8")
    git(clerk, "commit", "--quiet", "--all", "--message", "Report")
    git(clerk, "push", "--quiet", "origin", "report")
    return {"pull_request": {"base": {"sha": base}, "head": {"repo": {"full_name": "o/r"}}}}


def test_a_pull_request_on_the_demo(origin: Path, tmp_path: Path) -> None:
    """Annotations, summary, report, preview and comment are there, up to the posting itself."""
    event = proposed(origin, tmp_path)
    forge = Forge(tmp_path / "run", origin, "report", event, "pull_request")
    jobs = forge.run("check.yml", {"language": "fr"})
    check = jobs["check"]
    assert check.result == "failure", check.log
    assert "::error file=commitments/" in check.log
    comment = (forge.artifact("promisetrack-comment") / "comment.md").read_text("utf-8")
    assert re.search("La cible .+ à 7 bénéficiaires", comment)
    assert "à 7 bénéficiaires" in check.summary
    assert (forge.artifact("promisetrack-report") / "report.html").is_file()
    assert (forge.artifact("promisetrack-preview") / "en/index.html").is_file()
    assert jobs["comment"].result == "success"
    assert (tmp_path / "run/comment/comment/comment.md").read_text("utf-8") == comment
    assert forge.left_out == ["actions/setup-python", "marocchino/sticky-pull-request-comment"]


@pytest.mark.parametrize(("owner", "expected"), [("o/r", True), ("stranger/r", False)])
def test_from_a_fork_nothing_is_posted(owner: str, *, expected: bool) -> None:
    """The job that may write runs for a branch of the repository itself, never for a fork's."""
    condition = parsed(WORKFLOWS / "check.yml")["jobs"]["comment"]["if"]
    event = {"pull_request": {"head": {"repo": {"full_name": owner}}}}
    needs = {"check": {"outputs": {"comment": "yes"}}}
    known = {"needs": needs, "github": {"event": event, "repository": "o/r"}}
    assert is_met(condition, known) is expected


def test_main_is_put_online(
    origin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Main is checked, built, entered, verified and pushed; anyone can verify what came out."""
    forge = Forge(tmp_path / "run", origin, BRANCH)
    jobs = forge.run("publish.yml", {"base-url": SITE})
    assert {name: one.result for name, one in jobs.items()} == {
        "build": "success", "log": "success", "deploy": "success",
    }, jobs["build"].log  # fmt: skip
    assert "Verified" in jobs["build"].log
    assert set(forge.left_out) == {"actions/setup-python", "actions/deploy-pages"}
    site = forge.artifact("github-pages")
    git(tmp_path, "clone", "--quiet", str(origin), "citizen")
    git(tmp_path / "citizen", "fetch", "--quiet", "origin", "promisetrack-log:promisetrack-log")
    assert run(["--lang", "en", "verify", str(site), "--repo", str(tmp_path / "citizen")]) == 0
    assert "Verified" in capsys.readouterr().out


def test_each_week_says_what_is_due(origin: Path, tmp_path: Path) -> None:
    """The summary of the week lists what must be reported, and by whom, in French."""
    forge = Forge(tmp_path / "run", origin, BRANCH, name="schedule")
    jobs = forge.run("weekly.yml", {"language": "fr", "within": "90d"}, only=("due",))
    assert jobs["due"].result == "success", jobs["due"].log
    assert "attendu" in jobs["due"].summary


@pytest.mark.proof
def test_a_week_later_the_log_goes_on(origin: Path, tmp_path: Path) -> None:
    """Built again a week later, the site is the second entry of the same log."""
    Forge(tmp_path / "first", origin, BRANCH).run("publish.yml", {"base-url": SITE})
    first = git(origin, "rev-parse", "promisetrack-log")
    forge = Forge(tmp_path / "second", origin, BRANCH, name="schedule")
    jobs = forge.run("weekly.yml", {"base-url": SITE, "language": "fr"})
    assert {one.result for one in jobs.values()} == {"success"}
    assert git(origin, "rev-parse", "promisetrack-log~1") == first


def test_what_is_left_out_is_what_talks_to_the_forge() -> None:
    """Each action that is left out is used by the workflows, and has its reason here."""
    texts = [path.read_text("utf-8") for path in (ACTION, *WORKFLOWS.glob("*.yml"))]
    for name, reason in LEFT_OUT.items():
        assert reason
        assert any(f"uses: {name}@" in text for text in texts)
