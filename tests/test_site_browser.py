"""Pages in a real browser: no violation of accessibility rules, nothing cut off, nothing loaded."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none

from promisetrack.site.build import build
from tests.test_site_build import register, site_of
from tests.test_site_history import site_of as with_history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PAGES = (
    "fr/",
    "en/commitments/",
    "fr/commitments/ilot-fraicheur/",
    "en/commitments/pistes/",
    "ar/commitments/ilot-fraicheur/",
    "fr/plans/budget/",
    "fr/organisations/",
    "en/organisations/espaces-publics/",
    "fr/themes/climat/",
    "en/statuses/",
    "fr/statuses/in-progress/",
    "fr/deadlines/",
    "fr/data/",
    "en/method/",
    "fr/about/",
    "fr/evidence/",
    "en/assessments/",
    "fr/places/",
    "fr/requests/",
    "en/decisions/",
    "fr/safeguards/",
    "fr/schemes/",
    "ar/glossary/",
    "fr/accessibility/",
    "fr/legal/",
    "fr/contact/",
    "fr/sitemap/",
    "",
    "404.html",
    "past/fr/",
    "past/fr/commitments/x/",
    "past/ar/commitments/x/",
    "past/fr/commitments/x/history/",
    "past/en/commitments/gone/",
    "past/fr/changes/",
    "past/en/changes/2026-07/",
    "past/fr/removed/",
    "past/en/contact/",
)
"""Every page kind; below `past/` those of a site with a history."""
DARK = tuple(page for page in PAGES if "commitments" in page or page.endswith(("fr/", "schemes/")))
"""The pages with the most colours; they are also read in the dark."""

pytestmark = pytest.mark.browser


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example site below a path, on this machine."""
    root = tmp_path_factory.mktemp("site")
    for folder, site in (("sub", site_of(register())), ("sub/past", with_history())):
        for artifact in build(site):
            path = root / folder / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
    server.shutdown()


@pytest.mark.parametrize(
    ("page", "scheme"), [*((page, "light") for page in PAGES), *((page, "dark") for page in DARK)]
)
def test_axe_finds_no_violation(browser: Browser, address: str, page: str, scheme: str) -> None:
    """Every page kind is without a violation that axe knows; those with colours also in dark."""
    dark = scheme == "dark"
    tab = browser.new_page(
        viewport={"width": 390, "height": 900}, color_scheme="dark" if dark else "light",
        bypass_csp=True,
    )  # fmt: skip
    tab.goto(address + page)
    found = Axe().run(tab).response["violations"]
    tab.close()
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_at_320_pixels(browser: Browser, address: str, page: str) -> None:
    """No page is wider than the narrowest phone, and none loads from elsewhere or complains."""
    tab = browser.new_page(viewport={"width": 320, "height": 700})
    requests: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(address + page)
    width = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()
    assert width == 320
    assert not [url for url in requests if not url.startswith(address)]
    assert not [text for text in complaints if "favicon" not in text and "404" not in text]
