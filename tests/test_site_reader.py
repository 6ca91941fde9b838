"""What a reader can do on every page: cite it, take its data, check it, write, print it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno
from bs4 import BeautifulSoup

from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.qr import MASK, QUIET, picture
from promisetrack.site.site import Options, SourceInfo
from tests.test_site_build import COMMIT, built, pages, register, site_of
from tests.test_site_history import TREES, files_of, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PUBLIC = Options(base_url="https://promises.example/here")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the files of the example tracker's site, whose address is known."""
    return built(site_of(register(), options=PUBLIC))


def test_every_page_can_be_cited_and_leads_to_its_data(files: dict[str, bytes]) -> None:
    """Each page says by what to cite it, and links a file of data that is there."""
    found = {
        path: one
        for path, one in pages(files).items()
        if path.count("/") > 1 and not path.startswith("embed/")
    }
    for path, one in found.items():
        foot = one.select_one("footer") if "/commitments/" not in path else one.select_one("#cite")
        foot = foot or one.select_one("footer")
        assert foot is not None, path
        address = path.removesuffix("index.html")
        assert f"https://promises.example/here/{address}" in foot.get_text(), path
        assert COMMIT[:12] in foot.get_text(), path
        links = one.select("link[rel=alternate][type]:not([hreflang])")
        targets = [_target(path, str(link["href"])) for link in links]
        assert any(target in files for target in targets), (path, targets)


def _target(path: str, link: str) -> str:
    import posixpath

    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))


def test_home_answers_in_short_facts() -> None:
    """The first page says at once who says what, what is late, what changed, who, and how to
    check it.
    """
    home = page(files_of(), "en/")
    told = {
        one.dt.get_text(): " ".join(one.dd.get_text(" ").split())  # type: ignore[union-attr] # each has both
        for one in home.select(".brief .facts > div")
    }
    assert told["The bodies in charge say"] == "1 in progress"
    assert told["Others say"] == "nobody has assessed them yet"
    assert told["Past their date"] == "1 milestone, 1 target"
    assert told["Last changes"].startswith("2 changes October 2026")
    assert re.fullmatch(r"\d+ changes", told["Weaker, without a stated reason"])
    assert told["Last update"] == "October 2, 2026 by Mobility department"
    link = home.select(".brief dd a")[-1]
    assert str(link["href"]).startswith("audit/")


def test_an_error_is_reported_with_what_one_needs_to_know() -> None:
    """By e-mail, with subject, page and version; without an address, at the forge."""
    text = "title: R\npublisher:\n  name: Town\n  contact: hello@town.example\n  post: 1 Square\n"
    link = _report(text)
    assert link.startswith("mailto:hello@town.example?")
    query = parse_qs(urlsplit(link).query)
    assert query["subject"] == ["A bench (x)"]
    assert "https://promises.example/here/en/commitments/x/" in query["body"][0]
    assert COMMIT[:12] in query["body"][0]
    forge = "title: R\nforge:\n  kind: github\n  url: https://forge.example/a/b\n"
    assert _report(forge).startswith("https://forge.example/a/b/issues/new?title=A+bench")


def _report(tracker: str) -> str:
    record = "id: x\ntitle: A bench\nstatus: unknown\n"
    texts = {
        "commitments/tracker.yaml": tracker,
        "commitments/p/plan.yaml": "id: p\ntitle: Plan\n",
        "commitments/p/x.yaml": record,
    }
    found = load(SourceFile(path, text.encode()) for path, text in texts.items())
    site = site_of(found, options=PUBLIC, source=SourceInfo(COMMIT))
    html = next(one.content for one in build(site) if one.path == "en/commitments/x/index.html")
    act = BeautifulSoup(html, "html.parser").select("#act a")
    return str(next(one["href"] for one in act if one.get_text() == "Report an error"))


def test_what_contributions_changed_is_counted_from_the_register(files: dict[str, bytes]) -> None:
    """Questions, requests, ideas and meetings are counted; an answer leads to its question."""
    found = pages(files)["en/contact/index.html"]
    facts = words(found, "#changed .facts")
    assert "2 questions 1 answered" in facts
    assert found.select_one("#changed .ents") is not None
    trees = ({**TREES[-1]},)
    assert page(files_of(trees), "en/contact/").select("#changed") == []


def test_a_code_on_paper_leads_to_the_page(files: dict[str, bytes]) -> None:
    """The picture holds exactly the modules of the code of the page's own address."""
    path = "qr/fr/ilot-fraicheur.svg"
    url = "https://promises.example/here/fr/commitments/ilot-fraicheur/"
    assert files[path] == picture(url)
    drawn = {
        (int(x) - QUIET + step, int(y) - QUIET)
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h", files[path].decode())
        for step in range(int(length))
    }
    code = segno.make(url, error="m", micro=False, boost_error=False, mask=MASK)
    dark = {(x, y) for y, row in enumerate(code.matrix) for x, one in enumerate(row) if one}
    assert drawn == dark
    shown = pages(files)["fr/commitments/ilot-fraicheur/index.html"].select_one("img.qr")
    assert shown is not None
    assert shown["src"] == "../../../qr/fr/ilot-fraicheur.svg"
    assert shown["loading"] == "lazy"


def test_without_a_public_address_there_is_no_code() -> None:
    """A code that leads nowhere is not drawn."""
    site = site_of(register())
    tracker = site.register.tracker
    assert tracker is not None
    data = {key: value for key, value in tracker.data.items() if key != "base_url"}
    bare = replace(site.register, tracker=replace(tracker, data=data))
    found = built(replace(site, register=bare))
    assert not [path for path in found if path.startswith("qr/")]
    assert b'class="qr"' not in found["fr/commitments/ilot-fraicheur/index.html"]


def test_a_printed_commitment_has_two_pages_and_a_code(browser: Browser, tmp_path: Path) -> None:
    """On A4 a full record fits on two pages; its code is loaded for paper only."""
    options = Options(base_url=PUBLIC.base_url, is_portable=True)
    for path, content in built(site_of(register(), options=options)).items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((tmp_path / "fr/commitments/ilot-fraicheur/index.html").as_uri())
    assert not [one for one in asked if "/qr/" in one]
    assert not tab.locator("img.qr").is_visible()
    tab.emulate_media(media="print")
    assert tab.locator("img.qr").is_visible()
    tab.wait_for_function("document.querySelector('img.qr').naturalWidth > 0")
    assert [one for one in asked if "/qr/" in one]
    pdf = tab.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    tab.close()
