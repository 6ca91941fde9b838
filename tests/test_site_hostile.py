"""A stranger's text leaves by no exit as anything but text."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.data.tables import cell
from promisetrack.site.pages.root import xml
from promisetrack.site.pen import safe_url
from promisetrack.site.site import Options, Site, SourceInfo

EVIL = """<script>alert(1)</script>"><img src=x onerror=alert(2)>'{{ 7*7 }}{% raw %}]]>&"""
URLS = (
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "vbscript:x",
)


def hostile() -> Site:
    """Return a site in which every text is hostile, and every address too."""
    record = {
        "id": "x",
        "title": EVIL,
        "number": EVIL,
        "summary": EVIL,
        "description": f"{EVIL}\n\n[a](javascript:alert(1)) ![b](https://evil.example/p.png)",
        "problem": EVIL,
        "source": URLS[0],
        "lead": "o",
        "status": "complete",
        "status_as_written": EVIL,
        "due": {"date": "2020", "text": EVIL},
        "themes": ["t", EVIL],
        "milestones": [{"id": "m", "title": EVIL, "number": EVIL, "status_as_written": EVIL}],
        "updates": [{"date": "2024-01-01", "by": EVIL, "text": EVIL, "challenges": EVIL}],
        "evidence": [
            {"id": f"e{n}", "title": f"={EVIL}", "url": url, "publisher": EVIL, "archive": url}
            for n, url in enumerate(URLS)
        ],
        "indicators": [
            {
                "id": "i",
                "title": EVIL,
                "unit": EVIL,
                "baseline": {"date": "2020", "value": 1},
                "target": {"date": "2021", "value": 2},
            }
        ],
        "budget": {"currency": EVIL, "lines": [{"label": EVIL, "planned": 1}]},
        "assessments": [
            {"by": EVIL, "date": "2024", "scheme": EVIL, "ratings": {EVIL: EVIL}, "text": EVIL}
        ],
        "questions": [{"id": "q", "date": "2024", "text": EVIL}],
        "contact": {"role": EVIL, "email": 'a"@b<', "url": URLS[0], "phone": EVIL},
        "origin": {"kind": EVIL, "title": EVIL, "url": URLS[1], "reference": EVIL},
        "amendments": [{"date": "2024", "changes": [EVIL], "reason": EVIL, "decided_by": EVIL}],
    }
    tracker = {
        "title": EVIL,
        "description": EVIL,
        "languages": ["en"],
        "publisher": {"name": EVIL, "url": URLS[0], "contact": f"a@b?{EVIL}"},
        "forge": {"kind": "github", "url": f"https://forge.example/{EVIL}", "branch": EVIL},
        "licence": {"data": EVIL},
    }
    files: dict[str, object] = {
        "tracker.yaml": tracker,
        "organisations.yaml": [{"id": "o", "name": EVIL, "url": URLS[0]}],
        "themes.yaml": [{"id": "t", "name": EVIL, "description": EVIL}],
        "p/plan.yaml": {"id": "p", "title": EVIL, "url": URLS[0], "description": EVIL},
        "p/x.yaml": record,
    }
    found = load(  # JSON is YAML
        SourceFile(f"commitments/{path}", json.dumps(data).encode()) for path, data in files.items()
    )
    assert found.commitments["x"].data["title"] == EVIL
    options = Options(base_url="https://site.example")
    return Site(found, ("en", "fr"), date(2026, 1, 31), SourceInfo("a" * 40), options)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the files of the hostile site."""
    return {one.path: one.content for one in build(hostile())}


def test_html_has_no_element_or_attribute_of_a_stranger(files: dict[str, bytes]) -> None:
    """No page gets a script, an image, a handler or a template's result from a text."""
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        page = BeautifulSoup(content, "html.parser")
        for own in page.select('img.qr[src^="../../../qr/"]'):
            own.extract()
        # the site’s own scripts, and nothing in them
        for own in page.select('script[src^="../../assets/"]'):
            assert not own.extract().text, path
        assert not page.select("script, img, style, iframe, b > script, [onerror], [src]"), path
        names = {name for tag in page.find_all(True) for name in tag.attrs}
        assert not [name for name in names if name.startswith("on")], path


def test_a_title_is_shown_to_the_character(files: dict[str, bytes]) -> None:
    """A hostile title is the text of the heading, template marks and all."""
    page = BeautifulSoup(files["en/commitments/x/index.html"], "html.parser")
    heading = page.select_one("h1")
    assert heading is not None
    assert heading.get_text() == EVIL


def test_links_follow_safe_schemes_only(files: dict[str, bytes]) -> None:
    """Every address in a page is relative, http, https or mailto."""
    for path, content in files.items():
        if path.endswith(".html"):
            page = BeautifulSoup(content, "html.parser")
            for tag in page.select("[href], [cite]"):
                url = str(tag.get("href") or tag.get("cite"))
                assert urlsplit(url).scheme in ("", "http", "https", "mailto"), (path, url)
                assert not url.startswith("//"), (path, url)


def test_json_keeps_the_exact_text(files: dict[str, bytes]) -> None:
    """The data holds what was written, to the character."""
    data = json.loads(files["data/v1/commitments.json"])
    assert data["commitments"][0]["title"] == EVIL


def test_no_cell_starts_a_formula(files: dict[str, bytes]) -> None:
    """What a spreadsheet would run has an apostrophe before it."""
    rows = csv.DictReader(io.StringIO(files["data/v1/evidence.csv"].decode(), newline=""))
    assert next(rows)["title"] == f"'={EVIL}"
    for path, content in files.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode(), newline="")):
                assert not [one for one in row if one[:1] in ("=", "+", "-", "@")], path


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\uff1d1", "\r=1"])
def test_cells_that_look_like_formulas_are_neutralised(text: str) -> None:
    """Each beginning of a formula, also behind spaces and in wide forms, gets an apostrophe."""
    assert cell(text) == f"'{text}"


def test_numbers_stay_numbers_in_cells() -> None:
    """A negative number is a number and not a formula."""
    assert cell(-3.5) == "-3.5"
    assert cell("a-b") == "a-b"


def test_the_sitemap_is_xml(files: dict[str, bytes]) -> None:
    """The sitemap parses, and its addresses are absolute."""
    root = ElementTree.fromstring(files["sitemap.xml"])
    places = [
        one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert "https://site.example/en/commitments/x/" in places
    assert all(place.startswith("https://site.example/") for place in places)


def test_xml_has_no_forbidden_character() -> None:
    """Characters that XML forbids even when they are escaped are left out."""
    assert xml('a\x00\x0b\ufffe<&"') == "a&lt;&amp;&quot;"


@pytest.mark.parametrize(
    "url", [*URLS, "", "  ", "java\nscript:alert(1)", "https://[bad", "file:///x"]
)
def test_unsafe_addresses_are_no_addresses(url: str) -> None:
    """What is not plainly http, https or mailto cannot be followed."""
    assert safe_url(url) == ""


def test_safe_addresses_are_cleaned() -> None:
    """Spaces, quotes and invisible marks in an address are written as per cent."""
    assert safe_url('https://a.example/x y"\u202e') == "https://a.example/x%20y%22%E2%80%AE"
