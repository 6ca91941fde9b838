"""The page « Vérifier ce site » says what holds, what happened, and what nobody can know."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.auditing import PROMISE, Story, begin, details
from tests.test_audit_publish import sign_with

if TYPE_CHECKING:
    from pathlib import Path

TRACKER = "title: Essai\nlanguages:\n  - fr\n  - en\n"
RULES = """\
policy:
  stale_after: 3 months
suppress:
  - check: missing-translation
    record: budget-ouvert
    reason: La traduction est commandée.
redact:
  - blob: {blob}
    route: description
    date: 2026-01-31
    reason:
      fr: décision du juge
      en: a judgement
"""


def sections(site: Path, language: str = "fr") -> dict[str, str]:
    """Return what each section of the page says, by its id, with the foot of the page."""
    text = (site / language / "audit/index.html").read_text("utf-8")
    page = BeautifulSoup(text, "html.parser")
    found = {str(one["id"]): one for one in page.select("section.sec")}
    found["foot"] = page.select("footer")[0]
    return {name: " ".join(one.get_text(" ").split()) for name, one in found.items()}


def test_without_a_log_the_page_says_what_is_missing(tmp_path: Path) -> None:
    """Nothing is claimed that the site does not have; nothing that happened is invented."""
    story = begin(tmp_path, tracker=TRACKER)
    story.sites.append(tmp_path / "site")
    assert story.build(story.site) == 0
    told = sections(story.site, "en")
    assert "Of 5 proofs, this site offers 2." in told["levels"]
    assert "no publication log yet" in told["levels"] and "not signed" in told["levels"]
    assert "nobody can prove that the past was not rewritten" in told["log"]
    assert "rewrites" not in told
    assert "No text was removed." in told["erased"]
    assert "No commitment was removed." in told["gone"]
    assert "those of the first day" in told["rules"]
    assert "That the data is true" in told["limits"]
    assert told["commands"].count("promisetrack ") >= 3
    home = (story.site / "en/index.html").read_text("utf-8")
    assert home.count('href="audit/"') == 2  # beside the date, and in the foot


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker to which everything happened that the page must own up to."""
    folder = tmp_path_factory.mktemp("rich")
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "key")]
    subprocess.run(words, check=True)
    story = begin(folder, tracker=TRACKER)
    blob = story.made.git("rev-parse", f"HEAD:{PROMISE}")
    story.release()
    story.promise(2026)
    sign_with(story, str(folder / "key"))
    story.release()
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.promise(2027)
    story.release("--acknowledge-rewrite", "Une <adresse> privée est partie.")
    story.made.change("commitments/tracker.yaml", TRACKER + RULES.format(blob=blob))
    text = (story.root / PROMISE).read_text("utf-8")
    story.made.change("commitments/p/autre.yaml", text.replace("budget-ouvert", "autre"))
    (story.root / "commitments/p/autre.yaml").unlink()
    story.made.commit("retire")
    story.release()
    return story


def test_the_page_owns_up_to_what_happened(rich: Story) -> None:
    """Log, rewrite, signatures, removals, checks set aside and rules stand there, in order."""
    told = sections(rich.site)
    assert "3 publications avant celle-ci" in told["log"]
    entries = [rich.made.git("rev-parse", f"promisetrack-log~{back}") for back in (1, 2, 3)]
    places = [told["log"].index(one[:12]) for one in entries]
    assert places == sorted(places)
    assert told["log"].count("signée") == 2
    assert "signé à partir de la publication 1" in told["levels"]
    assert "1 réécriture est déclarée plus bas" in told["levels"]
    assert "ce site en apporte 3" in told["levels"]
    assert "Une <adresse> privée est partie." in told["rewrites"]
    assert "décision du juge" in told["erased"] and "description" in told["erased"]
    assert "1 engagement" in told["gone"]
    assert "La traduction est commandée." in told["aside"]
    assert "Les règles ont changé 1 fois." in told["rules"]
    assert "Vérifier ce site" in told["foot"]
    assert "a judgement" in sections(rich.site, "en")["erased"]


def test_the_page_is_built_again_to_the_last_byte(rich: Story) -> None:
    """What it tells of the log is part of what `verify --rebuild` compares."""
    report = rich.check(is_rebuilt=True)
    assert report.exit_code == 0 and report.is_rebuilt, details(report)


def test_a_preview_claims_nothing(rich: Story, tmp_path: Path) -> None:
    """Files that are in no commit have no manifest, and the page offers no check of them."""
    assert rich.build(tmp_path / "preview", "--worktree") == 0
    told = sections(tmp_path / "preview", "en")
    assert "this is a preview" in told["levels"] and "here" not in told
    text = (tmp_path / "preview/en/audit/index.html").read_text("utf-8")
    assert "audit.js" not in text


@pytest.mark.parametrize(
    ("policy", "is_named", "is_counted"),
    [("", False, True), ("names", True, False), ("roles", False, True), ("none", False, False)],
)
def test_people_are_named_only_where_the_policy_says_so(
    tmp_path: Path, policy: str, is_named: bool, is_counted: bool
) -> None:
    """By default an organisation stands for its people; with `none` nobody stands there."""
    rules = f"policy:\n  authors: {policy}\n" if policy else ""
    story = begin(tmp_path, tracker=f"title: Essai\nlanguages:\n  - fr\n{rules}")
    bodies = "commitments/organisations.yaml"
    text = (story.root / bodies).read_text("utf-8")
    mail = story.made.git("log", "-1", "--format=%ae").partition("@")[2]
    story.made.change(bodies, f"{text}  emails:\n    - {mail}\n")
    name = story.made.git("log", "-1", "--format=%an")
    story.promise(2026)
    site = story.release()
    files = [one for one in site.rglob("*") if one.suffix in (".html", ".json", ".jsonl", ".csv")]
    assert any(name in one.read_text("utf-8") for one in files) == is_named
    assert not [one for one in files if f"@{mail}" in one.read_text("utf-8")]
    events = (site / "data/v1/events.jsonl").read_text("utf-8")
    assert bool(re.search(r'"author":"Direction des finances"', events)) == is_counted
