"""Every page of whole sites is valid HTML, by two validators that know nothing of one another.

The Nu Html Checker (vnu) is what the W3C runs; html-validate adds rules on ids, labels and
landmarks. Both look at the files of whole sites: the richest records, the example of the
handbook, a tracker with a history, and an example in four languages.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.checks.runner import run
from promisetrack.cli.sources import from_worktree
from promisetrack.cli.sources import site_of as site_from
from promisetrack.site.build import build
from promisetrack.site.site import Options
from tests import four_tongues, golden_history
from tests.conftest import missing
from tests.test_site_build import register, site_of

if TYPE_CHECKING:
    from promisetrack.site.site import Site

ROOT = Path(__file__).resolve().parents[1]
VALBRUME = ROOT / "examples" / "valbrume"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIGURATION = ROOT / ".htmlvalidate.json"

pytestmark = pytest.mark.xdist_group("valid")  # the sites are built once


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of whole sites."""
    folder = tmp_path_factory.mktemp("sites")
    write(folder / "rich", site_of(register()))
    write(folder / "portable", site_of(register(), options=Options(is_portable=True)))
    material, day = from_worktree(VALBRUME), date(2026, 6, 30)
    found = run(material.register, today=day)
    write(folder / "valbrume", site_from(material, day, found))
    tracker = golden_history.repository(tmp_path_factory.mktemp("tracker"))
    golden_history.build(tracker.path, folder / "history")
    four_tongues.site(tmp_path_factory.mktemp("tongues")).rename(folder / "tongues")
    return folder


def write(folder: Path, site: Site) -> None:
    """Write a site to a folder."""
    for artifact in build(site):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)


def vnu(folder: Path) -> list[str]:
    """Return the errors that the Nu Html Checker finds in a folder."""
    if shutil.which("java") is None or not VNU.is_file():
        missing("java or vnu-jar", "the validation of HTML needs them (npm ci)")
    command = ["java", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "json"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in messages]


def html_validate(folder: Path) -> list[str]:
    """Return the errors that html-validate finds in a folder."""
    if shutil.which("node") is None or not HTML_VALIDATE.is_file():
        missing("node or html-validate", "the validation of HTML needs them (npm ci)")
    options = ["--config", str(CONFIGURATION), "--formatter", "json"]
    done = subprocess.run(
        ["node", str(HTML_VALIDATE), *options, "**/*.html"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    files: list[dict[str, Any]] = json.loads(done.stdout)
    return [
        f"{one['filePath']}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for one in files
        for fault in one["messages"]
    ]


def test_the_sites_have_every_kind_of_page(sites: Path) -> None:
    """What is validated are whole sites: hundreds of pages in several languages."""
    pages = [path.relative_to(sites).as_posix() for path in sites.rglob("*.html")]
    assert len(pages) > 200
    assert "rich/ar/commitments/ilot-fraicheur/index.html" in pages
    assert "valbrume/fr/index.html" in pages
    assert "history/en/commitments/navette/index.html" in pages
    assert "tongues/es/commitments/trees/history/index.html" in pages


def test_every_page_is_valid_for_the_w3c_checker(sites: Path) -> None:
    """The Nu Html Checker finds no error on any page."""
    assert not (faults := vnu(sites)), "\n".join(faults[:20])


def test_every_page_is_valid_for_html_validate(sites: Path) -> None:
    """html-validate finds no error on any page."""
    assert not (faults := html_validate(sites)), "\n".join(faults[:20])


@pytest.mark.parametrize("validator", [vnu, html_validate])
def test_a_wrong_page_is_found(tmp_path: Path, validator: Any) -> None:
    """Both validators find what is wrong with a page: they did look."""
    page = '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="a"><p id="a">'
    (tmp_path / "wrong.html").write_text(f"{page}</p><ul><div>x</div></ul></body></html>\n")
    assert validator(tmp_path)
