"""The preview: a real server on a free port, asked as a browser asks."""

from __future__ import annotations

import http.client
import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from promisetrack.cli.serve import Pages, _pages
from promisetrack.edges.preview import EVENTS_PATH, SCRIPT_PATH, Preview
from promisetrack.errors import PromisetrackError
from tests import golden_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

SECONDS = 30


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tracker that may be changed."""
    return golden_history.repository(tmp_path_factory.mktemp("tracker")).path


@pytest.fixture(scope="module")
def preview(tracker: Path) -> Iterator[Preview]:
    """Return a preview that serves the tracker and follows its changes."""

    def pages() -> Mapping[str, bytes]:
        return _pages(tracker, golden_history.TODAY)

    with Preview(pages, tracker / "commitments", host="127.0.0.1", port=0) as running:
        watching = threading.Thread(target=running.run, kwargs={"on_rebuild": lambda: None})
        watching.start()
        yield running
        running.stop()
        watching.join(SECONDS)
        assert not watching.is_alive()


@contextmanager
def asked(
    preview: Preview, path: str, *, method: str = "GET"
) -> Iterator[http.client.HTTPResponse]:
    """Return the answer to a request, without following redirects."""
    connection = http.client.HTTPConnection(urlsplit(preview.address).netloc, timeout=SECONDS)
    try:
        connection.request(method, path)
        yield connection.getresponse()
    finally:
        connection.close()


def policy(page: str) -> dict[str, list[str]]:
    """Return the Content-Security-Policy of a page: what each kind may load."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert found is not None
    rules = (rule.split() for rule in found[1].replace("&#39;", "'").split(";") if rule.strip())
    return {name: sources for name, *sources in rules}


def test_a_page_is_served(preview: Preview) -> None:
    """A folder's address gives its page, as HTML in UTF-8, never to be kept."""
    with asked(preview, "/fr/commitments/cantine/") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Une cantine gratuite" in answer.read().decode()


def test_a_query_is_no_part_of_the_address(preview: Preview) -> None:
    """An address with a query gives the page."""
    with asked(preview, "/fr/commitments/?status=complete") as answer:
        assert answer.status == 200


def test_the_head_of_a_page_has_no_body(preview: Preview) -> None:
    """HEAD says how long the page is, and sends nothing of it."""
    with asked(preview, "/fr/", method="HEAD") as answer:
        assert answer.status == 200
        assert int(answer.headers["Content-Length"]) > 1000
        assert answer.read() == b""


def test_an_address_without_its_slash_leads_to_the_page(preview: Preview) -> None:
    """Relative links need the slash: without it the browser is sent to the address with it."""
    with asked(preview, "/fr/commitments/cantine") as answer:
        assert answer.status == 301
        assert answer.headers["Location"] == "/fr/commitments/cantine/"


@pytest.mark.parametrize("path", ["/nothing/", "/fr/../../etc/passwd", "/%2e%2e/pyproject.toml"])
def test_an_unknown_address_gives_the_page_that_says_so(preview: Preview, path: str) -> None:
    """What is not in the site is the 404 page; no file of the disk is ever served."""
    with asked(preview, path) as answer:
        page = answer.read().decode()
        assert answer.status == 404
        assert "<h1" in page
        assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/data/v1/commitments.json", "application/json"),
        ("/data/v1/commitments.csv", "text/csv; charset=utf-8"),
        (f"/{SCRIPT_PATH}", "text/javascript; charset=utf-8"),
    ],
)
def test_files_have_their_type(preview: Preview, path: str, kind: str) -> None:
    """Each file is served with its type, byte for byte."""
    with asked(preview, path) as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        if path != f"/{SCRIPT_PATH}":
            assert answer.read() == preview.current[path.lstrip("/")]


def test_only_the_script_of_the_preview_may_run(preview: Preview) -> None:
    """The served page allows its own script and its own events; the page that is built, none."""
    with asked(preview, "/fr/") as answer:
        served = answer.read().decode()
    built = preview.current["fr/index.html"].decode()
    assert policy(built)["default-src"] == ["'none'"]
    assert not policy(built).keys() & {"script-src", "connect-src"}
    assert policy(served) == policy(built) | {"script-src": ["'self'"], "connect-src": ["'self'"]}
    assert re.findall(r"<script[^>]*>", served) == [f'<script src="/{SCRIPT_PATH}">']
    assert "<script" not in built


def test_a_change_reaches_the_browser(preview: Preview, tracker: Path) -> None:
    """After a file changed, open browsers get the event, and the page is the new one."""
    path = tracker / "commitments" / "mandat" / "cantine.yaml"
    with asked(preview, f"/{EVENTS_PATH}") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/event-stream"
        path.write_text(path.read_text("utf-8").replace("gratuite", "à un euro"), "utf-8")
        lines = iter(answer.readline, b"")
        assert b"event: changed\n" in (line for line in lines if not line.startswith(b":"))
    with asked(preview, "/fr/commitments/cantine/") as answer:
        assert "Une cantine à un euro" in answer.read().decode()


def test_a_fault_does_not_end_the_preview(preview: Preview, tracker: Path) -> None:
    """A file that cannot be read in the middle of writing is shown as such; the rest goes on."""
    path = tracker / "commitments" / "mandat" / "cantine.yaml"
    before, version = path.read_text("utf-8"), preview.version
    with preview.changed:
        path.write_text("id: cantine\ntitle: [\n", "utf-8")
        assert preview.changed.wait_for(lambda: preview.version > version, SECONDS)
    with asked(preview, "/fr/") as answer:
        assert answer.status == 200
        assert 'class="notice' in answer.read().decode()
    with preview.changed:
        path.write_text(before, "utf-8")
        assert preview.changed.wait_for(lambda: preview.version > version + 1, SECONDS)


def test_a_template_that_cannot_be_used_keeps_the_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While a designer is in the middle of a line, the pages before stay, and the place is told."""
    tracker = golden_history.repository(tmp_path / "town").path
    pages = Pages(tracker, golden_history.TODAY)
    before = pages.made()
    own = tracker / "site_templates/pages/list.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{% if", "utf-8")
    assert pages.made() is before
    pages.tell()
    assert "site_templates/pages/list.html, line 1" in capsys.readouterr().err
    own.write_text("<p>ours</p>", "utf-8")
    assert pages.made()["fr/method/index.html"] == b"<p>ours</p>\n"
    pages.tell()
    assert "the preview is new" in capsys.readouterr().err


@pytest.mark.browser
def test_the_page_in_a_browser_follows_the_file(
    preview: Preview, tracker: Path, browser: Browser
) -> None:
    """In a real browser, under the page's own policy, the page is new after the file is."""
    path = tracker / "commitments" / "mandat" / "cantine.yaml"
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    with page.expect_request(f"**/{EVENTS_PATH}"):
        page.goto(f"{preview.address}fr/commitments/cantine/")
    before = path.read_text("utf-8")
    path.write_text(before.replace("title: ", "title: Bientôt "), "utf-8")
    page.wait_for_selector("h1:has-text('Bientôt')")
    assert not [text for text in refused if "Content Security Policy" in text]
    page.close()
    path.write_text(before, "utf-8")


def test_a_port_that_is_taken_is_named(preview: Preview) -> None:
    """Where another program listens already, the message says what to do."""
    port = urlsplit(preview.address).port or 0
    with pytest.raises(PromisetrackError) as refused:
        Preview(dict, host="127.0.0.1", port=port)
    assert refused.value.help is not None
    assert "--port" in refused.value.help.text
