"""The way through a site, with the keyboard alone and without a script.

From the first page to a commitment, its evidence, its history and the data: every step is a link
that can be reached and seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import browsing, four_tongues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

STEPS = (
    ("commitments/", "commitments/"),
    ("commitments/trees/", "commitments/trees/"),
    ("#evidence", "commitments/trees/#evidence"),
    ("history/", "commitments/trees/history/"),
    ("data/", "data/"),
)
"""How the address of each link ends, and how that of the page it leads to."""

# The browser itself shows the focus behind the end of a page, and inside a field for a day.
FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  return {
    href: at.href || at.outerHTML.slice(0, 120),
    seen: at.matches('body, [type=date]') || look.outlineStyle !== 'none' && box.width > 0
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example in four languages."""
    with browsing.served(four_tongues.site(tmp_path_factory.mktemp("site"))) as found:
        yield found


def tab_to(tab: Page, ending: str) -> None:
    """Press the tabulator until a link that ends so has the focus; each stop must be visible."""
    for _ in range(120):
        tab.keyboard.press("Tab")
        found: Any = tab.evaluate(FOCUSED)
        assert found["seen"], f"{tab.url}: the focus on {found['href']} cannot be seen"
        if found["href"].endswith(ending):
            return
    pytest.fail(f"{tab.url}: no way to {ending} with the keyboard")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_site_can_be_walked_with_the_keyboard(
    browser: Browser, address: str, language: str
) -> None:
    """The tabulator and Enter are enough, and the focus is seen at every stop."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab.goto(f"{address}{language}/")
    for link, place in STEPS:
        tab_to(tab, link)
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{address}{language}/{place}")
    tab.close()


def test_the_first_stop_leads_past_the_navigation(browser: Browser, address: str) -> None:
    """The first link of a page skips to its content, which takes the focus."""
    tab = browser.new_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    tab.goto(f"{address}en/commitments/trees/")
    tab_to(tab, "#main")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.close()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_site_can_be_walked_without_a_script(
    browser: Browser, address: str, language: str
) -> None:
    """Where scripts do not run, the same links lead the same way, and each page has its words."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}{language}/")
    for link, place in STEPS:
        links = tab.locator("a:visible")
        place_of = "(all, end) => all.findIndex((one) => one.href.endsWith(end))"
        found = links.evaluate_all(place_of, link)
        assert found >= 0, f"{tab.url}: no link to {link}"
        links.nth(found).click()
        tab.wait_for_url(f"{address}{language}/{place}")
        assert tab.locator("main h1").inner_text().strip()
    context.close()
