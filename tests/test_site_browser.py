"""Pages in a real browser: no fault of accessibility, nothing cut off, nothing from elsewhere.

`make test` looks at one view of each kind of page, in turn in each language, in light and dark,
on a narrow and a wide window. `make proof` looks at all of them: the richest and the emptiest page
of each kind, in four languages, light and dark, 320 and 1280 pixels wide; it notes what it saw
for the accessibility statement (`PROMISETRACK_ACCEPT_PROOF=1`).
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none

from promisetrack.site.tested import FILE, Run, last_run, text_of
from tests import browsing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browsing import View

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]  # the sites are built once

ACCEPT = os.environ.get("PROMISETRACK_ACCEPT_PROOF") == "1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sites."""
    made = tmp_path_factory.mktemp("sites")
    browsing.write_sites(made)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Serve the sites below a path, on this machine."""
    with browsing.served(folder) as found:
        yield found


def look(tab: Page, address: str, view: View) -> list[str]:
    """Open a page and return everything that is wrong with it, a line each."""
    requests: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda said: complaints.append(f"{said.text} {said.location['url']}"))
    tab.on("pageerror", lambda fault: complaints.append(str(fault)))
    tab.goto(address + view.page)
    wider, cut = browsing.overflow(tab)
    faults = [f"{wider} pixels wider than the window"] if wider > 0 else []
    faults += [f"out of sight: {text}" for text in cut]
    faults += [f"from elsewhere: {url}" for url in requests if not url.startswith(address)]
    faults += [f"complaint: {text}" for text in complaints if "favicon" not in text]
    found = Axe().run(tab).response["violations"]
    faults += [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
    return [f"{view}: {fault}" for fault in faults]


def all_faults(browser: Browser, address: str, views: tuple[View, ...]) -> list[str]:
    """Look at every view, with one tab for each kind of window."""
    windows = defaultdict(list)
    for view in views:
        windows[view.width, view.scheme].append(view)
    faults = []
    for (width, scheme), many in sorted(windows.items()):
        context = browser.new_context(
            viewport={"width": width, "height": browsing.HEIGHTS[width]},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=True,  # axe is put into the page
        )
        for view in many:
            tab = context.new_page()
            faults += look(tab, address, view)
            tab.close()
        context.close()
    return faults


def test_each_kind_of_page_is_without_fault(browser: Browser, folder: Path, address: str) -> None:
    """A view of each kind: axe finds nothing, nothing is out of sight, nothing comes from afar."""
    views = browsing.sample(folder)
    assert len(views) > 30
    assert {view.language for view in views} >= set(browsing.LANGUAGES)
    assert {(view.scheme, view.width) for view in views} == {
        (scheme, width) for scheme in browsing.SCHEMES for width in browsing.WIDTHS
    }
    faults = all_faults(browser, address, views)
    assert not faults, "\n".join(faults)


@pytest.mark.proof
@pytest.mark.parametrize("language", ["", *browsing.LANGUAGES])
def test_every_view_is_without_fault(
    browser: Browser, folder: Path, address: str, language: str
) -> None:
    """All kinds, richest and emptiest, in a language, light and dark, narrow and wide: no fault."""
    views = tuple(view for view in browsing.views(folder) if view.language == language)
    assert len(views) > (100 if language else 3)
    faults = all_faults(browser, address, views)
    assert not faults, "\n".join(faults)


@pytest.mark.proof
def test_what_was_tested_is_noted_for_the_statement(folder: Path) -> None:
    """The accessibility statement names the matrix that is looked at, no more and no less."""
    views = browsing.views(folder)
    seen = Run(
        axe=_axe(),
        views=len(views),
        kinds=len({view.kind for view in views}),
        languages=browsing.LANGUAGES,
        schemes=browsing.SCHEMES,
        widths=browsing.WIDTHS,
    )
    if ACCEPT:
        FILE.write_text(text_of(seen), "utf-8")
    assert last_run() == seen, "make proof PROMISETRACK_ACCEPT_PROOF=1 notes it anew"


def _axe() -> str:
    from importlib.resources import files

    text = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    return text[: text.index("\n")].split("axe v")[1].split()[0]


def test_a_fault_is_seen(browser: Browser, tmp_path: Path) -> None:
    """What is wrong with a page is found: a picture without words, a text outside the window."""
    page = (
        '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="x.png">'
        '<p style="position:absolute;inset-inline-start:900px">outside</p></main>'
    )
    (tmp_path / "index.html").write_text(page)
    tab = browser.new_page(viewport={"width": 320, "height": 256}, bypass_csp=True)
    with browsing.served(tmp_path) as address:
        faults = look(tab, address, browsing.View("", "", "en", "light", 320))
    tab.close()
    assert any("image-alt" in fault for fault in faults)
    assert any("out of sight: outside" in fault for fault in faults)
    assert any("pixels wider" in fault for fault in faults)
