"""The check on the page « Vérifier ce site », as a reader uses it in a browser."""

from __future__ import annotations

import html
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none

from promisetrack.audit import manifest, pins
from promisetrack.resources import site_templates
from promisetrack.site.pages.audit import SCRIPT, WORDS
from tests.auditing import Silent, Story, begin, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGE = "en/audit/"
HOME = "en/index.html"
TRACKER = "title: Essai\nlanguages:\n  - fr\n  - en\n"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with three publications, not to be changed."""
    told = begin(tmp_path_factory.mktemp("browser"), tracker=TRACKER)
    told.release()
    for year in (2026, 2027):
        told.promise(year)
        told.release()
    return told


@pytest.fixture
def site(story: Story, tmp_path: Path) -> Path:
    """Return a copy of the newest site, to be attacked."""
    shutil.copytree(story.site, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page."""
    found = browser.new_page()
    found.set_default_timeout(20_000)
    yield found
    found.close()


def compared(page: Page, address: str) -> str:
    """Compare all files; return what was concluded."""
    page.goto(address)
    page.click("#start")
    page.wait_for_selector("#verdict:not([hidden])")
    return page.inner_text("#verdict")


def agreed(page: Page, address: str, copy: str) -> str:
    """Compare the site with a copy; return what was concluded."""
    if page.url != address:
        page.goto(address)
    page.evaluate("document.querySelector('#agreed').replaceChildren()")
    page.fill("#copy", copy)
    page.click("#compare")
    page.wait_for_selector("#agreed p")
    return page.inner_text("#agreed")


def manifest_of(site: Path) -> dict[str, Any]:
    """Return the manifest of a site as plain data."""
    plain: dict[str, Any] = json.loads((site / manifest.MANIFEST).read_bytes())
    return plain


def forged(site: Path, path: str, content: bytes) -> None:
    """Change a file and the manifest together, as whoever holds the server can."""
    (site / path).write_bytes(content)
    known = manifest.parse((site / manifest.MANIFEST).read_bytes())
    files = [one for one in known.files if one.path != path]
    files.append(manifest.site_file(path, content))
    made = manifest.make(
        files,
        source=known.source,
        builder=known.builder,
        today=known.today,
        previous=(known.n - 1, known.previous_entry or ""),
    )
    (site / manifest.MANIFEST).write_bytes(manifest.to_bytes(made))


def test_an_honest_site_passes(page: Page, story: Story) -> None:
    """By keyboard alone: every file is compared, progress is told, the verdict has the focus."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    with served(story.site) as address:
        page.goto(f"{address}{PAGE}")
        page.focus("#start")
        page.evaluate(
            "new MutationObserver(() => (window.heard ??= []).push(document.querySelector('#told')"
            ".textContent)).observe(document.querySelector('#told'), {childList: true})"
        )
        page.keyboard.press("Enter")
        page.wait_for_selector("#verdict:not([hidden])")
        files = manifest_of(story.site)["files"]
        told = page.inner_text("#verdict")
        assert f"All {len(files)} files" in told and "publication 2" in told
        assert page.evaluate("document.activeElement.id") == "verdict"
        heard = page.evaluate("window.heard")
        assert any("files compared" in one for one in heard) and len(heard) < 15
        assert all(one.startswith(address) for one in asked)
        # what is asked for an icon is not told to a test
        paths = {one["path"] for one in files} - {"favicon.ico"}
        assert {f"{address}{one}".removesuffix("index.html") for one in paths} <= {
            one.removesuffix("index.html") for one in asked
        }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Browser, story: Story, scheme: str) -> None:
    """Neither before, nor with a verdict and an alarm on the page."""
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type] # a word of the two
    with served(story.site) as address:
        agreed(page, f"{address}fr/audit/", '{"n": 0, "entry": "' + "a" * 40 + '"}')
        page.click("#start")
        page.wait_for_selector("#verdict:not([hidden])")
        found = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_it_speaks_the_language_of_the_page(page: Page, story: Story) -> None:
    """In French the verdict is French."""
    with served(story.site) as address:
        assert "sont ceux du manifeste" in compared(page, f"{address}fr/audit/")


def test_what_was_changed_on_the_server_is_named(page: Page, site: Path) -> None:
    """Pages that changed, kept their size or grew, data that changed or went: each by its name."""
    (site / HOME).write_text("<p>changed</p>", "utf-8")
    about, method = site / "fr/about/index.html", site / "fr/method/index.html"
    about.write_bytes(about.read_bytes()[:-2] + b" \n")
    method.write_bytes(method.read_bytes() + b"<p>more</p>")
    data = site / "data/v1/commitments.json"
    data.write_bytes(data.read_bytes().replace(b"2027", b"2072"))
    (site / "data/v1/tracker.json").unlink()
    with served(site) as address:
        found = compared(page, f"{address}{PAGE}")
    assert "not what its manifest says. Differences: 5" in found
    for told in (
        f"{HOME}: another content",
        "fr/about/index.html: another content",
        "fr/method/index.html: longer",
        "data/v1/commitments.json: another content",
        "data/v1/tracker.json: missing",
    ):
        assert told in found


def test_a_manifest_and_a_log_that_do_not_fit_are_named(page: Page, site: Path) -> None:
    """A shortened list of publications, and a manifest whose root is not that of its files."""
    path, plain = site / manifest.PUBLICATIONS, manifest_of(site)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    plain["files"] = plain["files"][1:]
    (site / manifest.MANIFEST).write_text(json.dumps(plain), "utf-8")
    with served(site) as address:
        found = compared(page, f"{address}{PAGE}")
    assert "list of publications" in found and "contradicts itself" in found


def test_an_added_page_to_which_a_page_leads_is_named(page: Page, site: Path) -> None:
    """A page that nobody published is found where a link leads to it."""
    (site / "en/secret").mkdir()
    (site / "en/secret/index.html").write_text("<p>added</p>", "utf-8")
    path = site / HOME
    path.write_text(
        path.read_text("utf-8").replace("</main>", '<a href="secret/">x</a><a href="no/">y</a>'),
        "utf-8",
    )
    with served(site) as address:
        found = compared(page, f"{address}{PAGE}")
    assert "en/secret/index.html: here, though" in found and "en/no" not in found


def test_a_forger_is_found_out_by_a_witness_alone(page: Page, site: Path, story: Story) -> None:
    """A file and the manifest changed together fit one another, but not a witness's copy."""
    forged(site, HOME, b"<p>forged</p>")
    kept = (story.site / manifest.MANIFEST).read_text("utf-8")
    with served(site) as address:
        assert "files are what the manifest says" in compared(page, f"{address}{PAGE}")
        told = agreed(page, f"{address}{PAGE}", kept)
    assert "Alarm:" in told and HOME in told


def test_an_honest_site_agrees_with_copies(page: Page, story: Story) -> None:
    """A copy of the same publication, of an earlier one, a pin, a record: none raises an alarm."""
    entries = [story.made.git("rev-parse", f"promisetrack-log~{back}") for back in (2, 1, 0)]
    copies = {
        (story.sites[2] / manifest.MANIFEST).read_text("utf-8"): "agree: publication 2",
        (story.sites[0] / manifest.MANIFEST).read_text("utf-8"): "knows publication 0",
        (story.sites[1] / manifest.MANIFEST).read_text("utf-8"): "knows publication 1",
        pins.write_pin(pins.Pin("x", 1, entries[1])).decode(): "knows publication 1",
        pins.write_pin(pins.Pin("x", 2, entries[2])).decode(): "of publication 2, as this site",
        b"".join(
            pins.record(pins.Pin("x", n, one)) for n, one in enumerate(entries)
        ).decode(): "of publication 2, as this site",
        pins.write_pin(pins.Pin("x", 9, "a" * 40)).decode(): "it is older",
        "{}": "neither a manifest",
        "<html>": "neither a manifest",
        "": "neither a manifest",
    }
    with served(story.site) as address:
        for copy, told in copies.items():
            assert told in agreed(page, f"{address}{PAGE}", copy)
            assert not page.evaluate("document.querySelector('#agreed').classList.contains('bad')")


def test_a_rewritten_log_contradicts_a_copy(page: Page, story: Story) -> None:
    """An earlier entry or manifest that the site tells otherwise is an alarm."""
    other = manifest_of(story.sites[0]) | {"files_root": "0" * 64}
    pin = pins.write_pin(pins.Pin("x", 1, "b" * 40)).decode()
    with served(story.site) as address:
        for copy in (json.dumps(other), pin):
            assert "Alarm:" in agreed(page, f"{address}{PAGE}", copy)


class Endless(Silent):
    """A server whose home page never ends."""

    def do_GET(self) -> None:  # noqa: N802 - as in the library
        """Answer without end where the home page is asked for."""
        if self.path != "/en/":
            super().do_GET()
            return
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"x" * 65_536)
        except OSError:
            pass  # the reader has had enough


class Slow(Silent):
    """A server that never answers for one file."""

    def do_GET(self) -> None:  # noqa: N802 - as in the library
        """Hang where the data are asked for."""
        if self.path.endswith("commitments.json"):
            self.server.held.wait(20)  # type: ignore[attr-defined] # set by the test
        else:
            super().do_GET()


def test_an_endless_page_ends_the_reading(page: Page, story: Story) -> None:
    """No more is read than the manifest allows."""
    with served(story.site, Endless) as address:
        assert f"{HOME}: longer" in compared(page, f"{address}{PAGE}")


def test_a_check_can_be_stopped(page: Page, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that was stopped says that it proves nothing."""
    from http.server import ThreadingHTTPServer
    from threading import Event

    held = Event()
    monkeypatch.setattr(ThreadingHTTPServer, "held", held, raising=False)
    with served(story.site, Slow) as address:
        page.goto(f"{address}{PAGE}")
        page.click("#start")
        page.click("#stop")
        page.wait_for_selector("#verdict:not([hidden])")
        assert "proves nothing" in page.inner_text("#verdict")
        held.set()


def test_without_a_server_it_says_so(page: Page, story: Story, tmp_path: Path) -> None:
    """Opened from a folder nothing can be compared, and the page says what can be done."""
    assert story.build(tmp_path / "portable", "--portable") == 0
    page.goto((tmp_path / "portable" / PAGE / "index.html").as_uri())
    page.click("#start")
    assert "from a folder" in page.inner_text("#verdict")


def test_a_site_without_a_manifest_says_so(page: Page, site: Path) -> None:
    """A manifest that is gone or is none is no success."""
    for content in (b"[]", b"{", None):
        if content is None:
            (site / manifest.MANIFEST).unlink()
        else:
            (site / manifest.MANIFEST).write_bytes(content)
        with served(site) as address:
            assert "no manifest" in compared(page, f"{address}{PAGE}")


def test_the_policy_lets_nothing_else_in(story: Story) -> None:
    """The page may load this site's own files and nothing from elsewhere, no inline script."""
    text = html.unescape((story.site / "en/audit/index.html").read_text("utf-8"))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self'" in policy and "connect-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert all(" src=" in one for one in re.findall(r"<script[^>]*>", text))


def test_the_script_says_every_word_and_no_other() -> None:
    """What the script says stands in the page, and what stands there is said."""
    script = (site_templates() / SCRIPT).read_text("utf-8")
    said = set(re.findall(r'(?:word\(|kind: |return )"([a-z-]+)"', script))
    said |= set(re.findall(r'[?:\[] ?"((?:copy|no|from)-[a-z-]+|missing|unread|changed)"', script))
    assert said >= set(WORDS), set(WORDS) - said
