"""Filters, sorting, search as people use them: by keyboard, without JavaScript, from a folder."""

from __future__ import annotations

import functools
import re
import threading
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none

from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.leaves import PER_PAGE
from promisetrack.site.site import Options, Site
from tests.test_search import EXAMPLE, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from promisetrack.register.register import Register

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("finding")]

LONG = PER_PAGE + 30
TODAY = date(2026, 11, 22)
ROWS = "#list .list > li:not([hidden])"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _write(register: Register, root: Path, *languages: str, is_portable: bool = False) -> None:
    options = Options(is_portable=is_portable)
    site = Site(register=register, languages=languages, today=TODAY, options=options)
    for artifact in build(site):
        path = root / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)


def _long() -> Register:
    """Return a register that is longer than a page of the list; the last one is late."""
    texts = {
        "commitments/tracker.yaml": "title: Long\nlanguages: [en]\n",
        "commitments/p/plan.yaml": "id: p\ntitle: Plan\n",
    }
    for n in range(LONG):
        status = "complete" if n % 10 == 0 else "in-progress"
        due = "\ndue: 2020-01-01" if n == LONG - 1 else ""
        texts[f"commitments/p/c{n}.yaml"] = (
            f"id: c{n}\nnumber: {n}\ntitle: Commitment of field {n}\nstatus: {status}{due}\n"
        )
    return load(SourceFile(path, text.encode()) for path, text in sorted(texts.items()))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the example town's site, once for a server and once for a folder."""
    folder: Path = tmp_path_factory.mktemp("finding")
    town = read(EXAMPLE)
    _write(town, folder / "sub" / "town", "fr", "ar")
    _write(town, folder / "folder", "fr", is_portable=True)
    _write(_long(), folder / "sub" / "long", "en")
    return folder


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """Serve the sites below a path, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
    server.shutdown()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page that must not complain, nor load from elsewhere."""
    found = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    found.set_default_timeout(8_000)
    complaints: list[str] = []
    asked: list[str] = []
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("request", lambda one: asked.append(one.url))
    yield found
    found.close()
    assert not [one for one in asked if not one.startswith((address, "file:", "blob:"))]
    assert not [one for one in complaints if "favicon" not in one and "404" not in one]


def go(tab: Page, target: str) -> None:
    """Press Tab until the element that the selector means has the focus."""
    for _ in range(80):
        tab.keyboard.press("Tab")
        if tab.evaluate("(wanted) => document.activeElement.matches(wanted)", target):
            return
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def choose(tab: Page, value: str) -> None:
    """Press the arrow until the list that has the focus has the value."""
    for _ in range(40):
        if tab.evaluate("document.activeElement.value") == value:
            return
        tab.keyboard.press("ArrowDown")
    raise AssertionError(value)


def titles(tab: Page) -> list[str]:
    """Return the titles of the list, as they are shown."""
    found: list[str] = tab.eval_on_selector_all(
        f"{ROWS} h3", "(all) => all.map((one) => one.innerText)"
    )
    return found


def query(tab: Page) -> dict[str, list[str]]:
    """Return what the address asks for."""
    return parse_qs(urlsplit(tab.url).query)


def until(tab: Page, expression: str) -> None:
    """Wait until an expression is true on the page (its policy lets no test evaluate in it)."""
    for _ in range(200):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(40)
    raise AssertionError(expression)


def told(tab: Page, form: str) -> str:
    """Wait until the page has said something of that form, and return it."""
    until(tab, f"/{form}/.test(document.querySelector('#told').textContent)")
    return tab.inner_text("#told").replace("\N{NO-BREAK SPACE}", " ")


# ---- the list -----------------------------------------------------------------------------------


def test_filters_by_keyboard(tab: Page, address: str) -> None:
    """By keyboard alone: choose, read the count, see it in the address, go back, clear."""
    tab.goto(f"{address}town/fr/commitments/")
    told(tab, "20")
    every = titles(tab)
    go(tab, "#more > summary")
    tab.keyboard.press("Enter")
    go(tab, "select[name=phase]")
    choose(tab, "done")
    told(tab, r"6 sur 20")
    assert query(tab) == {"phase": ["done"]}
    assert len(titles(tab)) == 6
    go(tab, "select[name=sort]")
    tab.keyboard.press("End")
    until(tab, "location.search.includes('sort=title')")
    told(tab, r"6 sur 20")
    names = titles(tab)
    assert names == sorted(names)
    tab.go_back()
    until(tab, "!location.search.includes('sort')")
    assert titles(tab) == [one for one in every if one in names]
    go(tab, "#chosen button")
    tab.keyboard.press("Enter")
    told(tab, r": 20")
    assert titles(tab) == every
    assert query(tab) == {}
    assert tab.evaluate("document.activeElement.id") == "sift-q"


def test_words_filter_the_list(tab: Page, address: str) -> None:
    """Words, a theme and a sign work together; each can be taken away, and all at once."""
    tab.goto(f"{address}town/fr/commitments/?q=rues")
    told(tab, r"\d+ sur 20")
    assert any("rues scolaires" in one for one in titles(tab))
    found = len(titles(tab))
    tab.click("#more > summary")
    tab.check("#sift-late")
    told(tab, r"Aucun|sur 20")
    assert query(tab) == {"q": ["rues"], "late": ["yes"]}
    assert len(titles(tab)) < found
    assert tab.locator("#chosen button").all_inner_texts()[-1] == "Retirer tous les filtres"
    tab.locator("#chosen button").nth(1).click()
    assert query(tab) == {"q": ["rues"]}
    tab.locator("#chosen button").last.click()
    told(tab, r": 20")
    assert not tab.is_visible("#chosen")


def test_every_filter_parts_the_list(tab: Page, address: str) -> None:
    """Each option of each filter shows as many commitments as it says."""
    tab.goto(f"{address}town/fr/commitments/")
    names = tab.eval_on_selector_all("#sift select", "(all) => all.map((one) => one.name)")
    assert set(names) == {
        "plan", "theme", "organisation", "status", "phase", "place", "kind", "sort",
    }  # fmt: skip
    for name in names[:-1]:
        options = tab.eval_on_selector_all(
            f"select[name={name}] option:not([value=''])",
            "(all) => all.map((one) => [one.value, one.textContent.match(/\\d+(?=\\)$)/)[0]])",
        )
        assert len(options) > 1
        for value, count in options:
            tab.evaluate(
                "([name, value]) => { const one = document.querySelector(`select[name=${name}]`);"
                "one.value = value; one.dispatchEvent(new Event('change', { bubbles: true })); }",
                [name, value],
            )
            told(tab, rf"(^|\D){count} sur 20")
            assert len(titles(tab)) == int(count), (name, value)
        tab.locator("#chosen button").last.click()


def test_unknown_values_are_left_aside(tab: Page, address: str) -> None:
    """What an address asks for and the register does not know changes nothing."""
    tab.goto(f"{address}town/fr/commitments/?plan=nothing&colour=red&phase=done&late=maybe&sort=x")
    told(tab, r"6 sur 20")
    assert tab.locator("#chosen li").count() == 2
    tab.goto(f"{address}town/fr/commitments/?plan=%3Cb%3E&constructor=1&__proto__=x")
    told(tab, r": 20")


def test_a_long_list_is_cut_into_pages(tab: Page, address: str) -> None:
    """Of a long list each page has a hundred rows; the filters still see all of it."""
    tab.goto(f"{address}long/en/commitments/")
    assert len(titles(tab)) == PER_PAGE
    links = tab.eval_on_selector_all(".leaves a", "(all) => all.map((one) => one.href)")
    assert len(links) == 2
    tab.goto(links[1])
    assert len(titles(tab)) == 30
    assert titles(tab)[-1] == f"Commitment of field {LONG - 1}"
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url))
    tab.goto(f"{address}long/en/commitments/?status=complete")
    assert told(tab, "of") == f"Commitments shown: 13 of {LONG}."
    assert titles(tab)[-1] == "Commitment of field 120"
    assert not tab.is_visible(".leaves")
    assert sum("/found/" in one for one in asked) == 13
    assert not [one for one in asked if "/words/" in one]
    tab.goto(f"{address}long/en/commitments/?sort=due")
    told(tab, "All")
    assert titles(tab)[0] == f"Commitment of field {LONG - 1}"
    assert len(titles(tab)) == 25
    tab.click("#rest")
    until(tab, f"document.querySelectorAll('{ROWS}').length === 50")
    assert tab.evaluate("document.activeElement.textContent") == titles(tab)[25]
    tab.locator("#chosen button").last.click()
    until(tab, f"document.querySelectorAll('{ROWS}').length === {PER_PAGE}")
    assert tab.is_visible(".leaves")


def test_without_javascript_links_do_the_same(browser: Browser, address: str, root: Path) -> None:
    """Without JavaScript no dead field is shown; links lead to lists by each of the filters."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}town/fr/commitments/")
    assert not tab.is_visible("#sift")
    assert tab.is_visible(".pick summary")
    assert len(titles(tab)) == 20
    links = {
        str(one.get_attribute("href")).partition("#")[0]
        for one in tab.query_selector_all(".pick a")
    }
    kinds = {re.sub(r"^\.\./([a-z]+)/.*", r"\1", one) for one in links}
    assert kinds == {"statuses", "themes", "plans", "organisations", "deadlines", "places"} | (
        kinds & {"evidence"}
    )
    for one in links:
        assert (root / "sub/town/fr/commitments" / one / "index.html").is_file(), one
    tab.goto(f"{address}town/fr/search/?q=rues")
    assert not tab.is_visible("#seek")
    assert "Ctrl+F" in tab.inner_text(".noscript")
    assert tab.is_visible(".noscript a")
    context.close()


# ---- the search ---------------------------------------------------------------------------------


def test_a_search_by_keyboard(tab: Page, address: str) -> None:
    """By keyboard alone: the field of any page, the answers, the first of them, and back."""
    tab.goto(f"{address}town/fr/method/")
    go(tab, "header input")
    tab.keyboard.type("creches")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/fr/search/*")
    assert told(tab, "trouv") == "Engagements trouvés : 1."
    assert urlsplit(tab.url).path.endswith("/fr/search/")
    assert query(tab) == {"q": ["creches"]}
    assert tab.input_value("#seek-q") == "creches"
    assert tab.title().startswith("creches")
    assert "crèche" in tab.inner_text("#found mark >> nth=0")
    assert tab.get_attribute("#found .state use", "href")
    go(tab, "#found a")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/commitments/cotation-places-creche/")
    tab.go_back()
    assert told(tab, "trouv") == "Engagements trouvés : 1."


def test_answers_follow_what_is_typed(tab: Page, address: str) -> None:
    """While one types, answers and address follow; going back leads to the question before."""
    tab.goto(f"{address}town/fr/search/?q=bus")
    told(tab, "trouv")
    tab.fill("#seek-q", "")
    tab.type("#seek-q", "médiath", delay=20)
    until(tab, "location.search.includes('diath')")
    told(tab, ": 1")
    assert "médiathèque" in tab.inner_text("#found h3").lower()
    tab.press("#seek-q", "Enter")
    tab.go_back()
    until(tab, "location.search === '?q=bus'")
    until(tab, "document.querySelector('#found h3').textContent.includes('bus')")
    tab.fill("#seek-q", "xylophone")
    assert told(tab, "Aucun").startswith("Aucun résultat")
    assert not tab.is_visible("#results")
    assert tab.is_visible("#find a")


def test_more_answers_are_shown_on_demand(tab: Page, address: str) -> None:
    """Ten answers at first; a button shows the next and moves the focus to the first of them."""
    tab.goto(f"{address}long/en/search/?q=fields")
    assert told(tab, "found") == f"Commitments found: {LONG}."
    until(tab, "document.querySelectorAll('#found > li').length === 10")
    tab.click("#rest button")
    until(tab, "document.querySelectorAll('#found > li').length === 20")
    assert tab.evaluate("document.activeElement === document.querySelectorAll('#found a')[10]")


def test_some_words_are_better_than_none(tab: Page, address: str) -> None:
    """Where nothing has all words, the page says that what it shows has some of them."""
    tab.goto(f"{address}town/fr/search/?q=crèche+xylophone")
    assert told(tab, "partie").endswith(": 1.")


def test_a_lost_file_is_said(tab: Page, address: str) -> None:
    """Where a file of the index cannot be read, both pages say so and show the other ways."""
    tab.route(re.compile(r"/(words/0|table)\.js"), lambda route: route.fulfill(status=404))
    tab.goto(f"{address}town/fr/search/?q=rues")
    told(tab, "ne fonctionne pas")
    assert tab.is_visible("#find a")
    tab.goto(f"{address}town/fr/commitments/?phase=done")
    told(tab, "ne fonctionnent pas")
    assert tab.is_visible(".pick summary")
    assert len(titles(tab)) == 20


def test_both_work_from_a_folder(tab: Page, root: Path) -> None:
    """Opened as files, without a server, filters and search work and keep their address."""
    start = (root / "folder/fr").as_uri()
    tab.goto(f"{start}/index.html")
    tab.fill("header input", "passerelle")
    tab.press("header input", "Enter")
    tab.wait_for_url("**/search/*")
    assert told(tab, "trouv").startswith("Engagements trouvés")
    assert query(tab) == {"q": ["passerelle"]}
    tab.click("#found a")
    tab.wait_for_url("**/commitments/passerelle-des-tanneries/index.html")
    tab.goto(f"{start}/commitments/index.html")
    tab.click("#more > summary")
    tab.select_option("select[name=phase]", "done")
    told(tab, "6 sur 20")
    assert query(tab) == {"phase": ["done"]}
    tab.reload()
    told(tab, "6 sur 20")


# ---- for everybody ------------------------------------------------------------------------------

STATES = (
    "town/fr/commitments/?phase=done&sort=title&q=ville",
    "town/fr/search/?q=rues",
    "town/ar/search/?q=rues",
    "long/en/commitments/?status=complete",
    "town/ar/commitments/?late=yes",
    "town/fr/commitments/",
    "town/fr/search/",
    "long/en/commitments/all/2/",
)
"""What a reader may see; the first four in every run, all of them in the long matrix."""
SAMPLE = ((320, "light"), (1280, "dark"))
REST = ((320, "dark"), (390, "light"), (390, "dark"), (1280, "light"))


@pytest.mark.parametrize(
    ("width", "scheme"), [*SAMPLE, *(pytest.param(*one, marks=pytest.mark.proof) for one in REST)]
)
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """At every width, in light and dark, with all disclosures open: no violation, nothing cut."""
    dark = scheme == "dark"
    tab = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light",
        bypass_csp=True,
    )  # fmt: skip
    for state in STATES[:4] if (width, scheme) in SAMPLE else STATES:
        tab.goto(address + state)
        tab.wait_for_load_state("networkidle")
        tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        found = Axe().run(tab).response["violations"]
        assert not [(state, one["id"], one["nodes"][0]["html"]) for one in found]
        assert tab.evaluate("document.documentElement.scrollWidth") == width, state
    tab.close()
