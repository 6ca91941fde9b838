"""A site as files: addresses, links, bytes, sizes."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from promisetrack.errors import PromisetrackError
from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.leaves import PER_PAGE
from promisetrack.site.shadow import Shadow
from promisetrack.site.site import Options, Site, SourceInfo
from promisetrack.site.trace import MANIFEST
from promisetrack.site.urls import Addresses, Claims, relative, segment

if TYPE_CHECKING:
    from promisetrack.register.register import Register

TRACKER = Path(__file__).parent / "test_site_tracker"
TODAY = date(2026, 1, 31)
COMMIT = "9f2c41e7a0" * 4
SCRIPTS = {
    "edit": ["edit"],
    "search": ["seek", "search"],
    "commitments": ["seek", "sift"],
    "audit": ["audit"],
}
"""The pages that run scripts of the site, and which."""


def register() -> Register:
    """Return the register of the example tracker."""
    paths = sorted(path for path in TRACKER.rglob("*") if path.is_file())
    return load(
        SourceFile(path.relative_to(TRACKER).as_posix(), path.read_bytes()) for path in paths
    )


def site_of(
    found: Register, *, options: Options | None = None, source: SourceInfo | None = None
) -> Site:
    """Return a site of that register, in English, French and Arabic."""
    return Site(
        register=found,
        languages=("en", "fr", "ar"),
        today=TODAY,
        source=source or SourceInfo(COMMIT),
        options=options or Options(),
    )


def built(site: Site) -> dict[str, bytes]:
    """Return the files of a site by their paths."""
    return {artifact.path: artifact.content for artifact in build(site)}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the files of the example tracker's site."""
    return built(site_of(register()))


def pages(files: dict[str, bytes]) -> dict[str, BeautifulSoup]:
    """Return the parsed pages by their paths."""
    return {
        path: BeautifulSoup(content, "html.parser")
        for path, content in files.items()
        if path.endswith(".html")
    }


def test_the_example_tracker_has_no_faults() -> None:
    """The tracker of these tests is read without a fault."""
    assert register().faults == ()


def test_two_builds_give_the_same_bytes() -> None:
    """The same site gives the same files, with the same bytes, in the same order."""
    first, second = (list(build(site_of(register()))) for _ in range(2))
    assert first == second


def test_every_address_is_written_once() -> None:
    """No path is written twice, and none leaves the output folder."""
    paths = Counter(artifact.path for artifact in build(site_of(register())))
    assert max(paths.values()) == 1
    assert not [path for path in paths if path.startswith("/") or ".." in path.split("/")]


def test_two_sources_for_one_address_are_refused() -> None:
    """A second source for an address stops the build and names both."""
    claims = Claims()
    claims.claim("en/index.html", "home")
    with pytest.raises(PromisetrackError):
        claims.claim("en/index.html", "about")


def test_no_internal_link_is_dead(files: dict[str, bytes]) -> None:
    """Every link and every fragment inside the site leads somewhere; 404 stands anywhere."""
    found = pages(files)
    ids = {path: {str(tag["id"]) for tag in page.select("[id]")} for path, page in found.items()}
    dead = [
        (path, link)
        for path, page in found.items()
        if path != "404.html"
        for link in _links(page)
        if not _is_alive(path, link, {*files, MANIFEST}, ids)
    ]
    assert not dead


def _links(page: BeautifulSoup) -> list[str]:
    tags = [*page.select("a[href], link[href]")]
    return [str(tag["href"]) for tag in tags if not urlsplit(str(tag["href"])).scheme]


def _is_alive(here: str, link: str, files: set[str], ids: dict[str, set[str]]) -> bool:
    path, _, fragment = unquote(link).partition("#")
    path = path.partition("?")[0]  # what the form is opened with
    target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    if path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target in files and (not fragment or fragment in ids[target])


def test_no_id_stands_twice_on_a_page(files: dict[str, bytes]) -> None:
    """Every id of a page is unique, so that every fragment means one place."""
    for path, page in pages(files).items():
        counted = Counter(tag["id"] for tag in page.select("[id]"))
        assert not {name for name, n in counted.items() if n > 1}, path


def test_every_page_says_its_language_title_and_one_heading(files: dict[str, bytes]) -> None:
    """Each page has one h1, a title, a description, a language and a direction."""
    for path, page in pages(files).items():
        root = page.html
        assert root is not None
        assert root["lang"] in ("en", "fr", "ar"), path
        assert root["dir"] == ("rtl" if root["lang"] == "ar" else "ltr"), path
        assert len(page.select("h1")) == 1, path
        assert page.title is not None, path
        assert page.title.text.strip(), path
        assert page.select_one("main") is not None, path


def test_headings_skip_no_level(files: dict[str, bytes]) -> None:
    """A heading is at most one level below the one before it."""
    for path, page in pages(files).items():
        levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4, h5, h6")]
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, (path, levels)


def test_pages_load_nothing_from_elsewhere(files: dict[str, bytes]) -> None:
    """No page has a style of its own, a frame or a resource of another host; few have a script."""
    for path, page in pages(files).items():
        assert not page.select("style, [style], iframe, object, embed, base"), path
        pictures = [urlsplit(str(tag["src"])) for tag in page.select("img[src]")]
        assert not any(one.scheme or one.netloc for one in pictures), path
        scripts = [tag.get("src") for tag in page.select("script, [src]:not(img)")]
        kind = path.split("/")[1] if path.count("/") == 2 else ""
        assert scripts == [f"../../assets/{name}.js" for name in SCRIPTS.get(kind, ())], path
        for form in page.select("form:not(#edit)"):
            assert form.get("method", "get") == "get", path
            assert not urlsplit(str(form["action"])).scheme, path
        policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
        assert policy is not None, path
        assert "default-src 'none'" in str(policy["content"]), path
        assert "unsafe" not in str(policy["content"]), path
        for link in page.select("link[rel=stylesheet]"):
            assert not urlsplit(str(link["href"])).scheme, path


def test_each_language_has_the_same_pages(files: dict[str, bytes]) -> None:
    """Every page exists in every language, and says where the others are."""
    by_language = {
        language: {path[2:] for path in files if path.startswith(f"{language}/")}
        for language in ("en", "fr", "ar")
    }
    assert by_language["en"] == by_language["fr"] == by_language["ar"]
    page = BeautifulSoup(files["fr/index.html"], "html.parser")
    assert [tag["hreflang"] for tag in page.select("link[hreflang]")] == ["en", "fr", "ar"]


def test_the_stylesheet_and_a_first_view_are_small(files: dict[str, bytes]) -> None:
    """The stylesheet is at most 10 kB compressed; with it, a full commitment page is 14 kB."""
    style = len(gzip.compress(files["assets/style.css"], 9))
    page = len(gzip.compress(files["fr/commitments/ilot-fraicheur/index.html"], 9))
    assert style <= 10_000
    assert style + page <= 14_000


def test_portable_links_name_their_files() -> None:
    """A portable site links to index.html, and its policy lets a file load its stylesheet."""
    files = built(site_of(register(), options=Options(is_portable=True)))
    page = BeautifulSoup(files["en/index.html"], "html.parser")
    own = [link for link in _links(page) if not link.startswith("#")]
    assert own
    assert not [link for link in own if link.partition("#")[0].endswith("/")]
    assert b"style-src &#39;self&#39; file:" in files["en/index.html"]


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("en/", "en/commitments/x/", "commitments/x/"),
        ("en/commitments/x/", "en/", "../../"),
        ("en/commitments/x/", "fr/commitments/x/", "../../../fr/commitments/x/"),
        ("en/commitments/x/", "en/commitments/x/#evidence", "#evidence"),
        ("en/commitments/x/", "en/commitments/x/", "./"),
        ("", "en/", "en/"),
        ("404.html", "en/", "en/"),
        ("en/", "data/v1/commitments.json", "../data/v1/commitments.json"),
    ],
)
def test_links_are_relative(here: str, there: str, expected: str) -> None:
    """A link from one address to another works under any folder."""
    assert relative(here, there) == expected


@pytest.mark.parametrize("identity", ["../../etc", "a/b", "..", ".", "a\\b", "é" * 150, ""])
def test_what_is_no_id_stays_in_its_folder(identity: str) -> None:
    """Where errors are allowed, an id of any form is one name of a file that every disk takes."""
    name = segment(identity)
    assert re.fullmatch("_[0-9a-f]{16}", name)
    assert Addresses("en").commitment(identity) == f"en/commitments/{name}/"
    assert segment("budget-ouvert") == "budget-ouvert"


def test_a_preview_says_so_on_every_page() -> None:
    """A site of files that are in no commit says so everywhere and is hidden from searches."""
    source = SourceInfo(COMMIT, is_worktree=True, changed_files=3)
    files = built(site_of(register(), source=source))
    for path, page in pages(files).items():
        if path not in ("index.html", "404.html"):
            assert page.select_one(".notice") is not None, path
            assert page.select_one("meta[name=robots]") is not None, path
    assert b"3 files differ from version 9f2c41e7a09f" in files["en/index.html"]
    assert COMMIT.encode() not in b"".join(
        content for path, content in files.items() if path.endswith(".html")
    )


def test_a_fictitious_tracker_says_so(files: dict[str, bytes]) -> None:
    """Every page of an invented tracker carries the banner, and robots are sent away."""
    assert files["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    for path, page in pages(files).items():
        if path not in ("index.html", "404.html"):
            banner = page.select_one(".notice")
            assert banner is not None, path


def test_the_data_is_the_yaml_with_what_was_computed(files: dict[str, bytes]) -> None:
    """commitments.json holds each record as its file says it, plus plan, path and computed."""
    data = json.loads(files["data/v1/commitments.json"])
    assert list(data) == ["format", "source", "today", "commitments"]
    assert (data["format"], data["source"], data["today"]) == (1, {"commit": COMMIT}, "2026-01-31")
    assert [one["id"] for one in data["commitments"]] == [
        "budget-ouvert",
        "ilot-fraicheur",
        "pistes",
    ]
    full = data["commitments"][1]
    entry = register().commitments["ilot-fraicheur"]
    assert {key: full[key] for key in entry.data} == dict(entry.data)
    assert (full["plan"], full["path"]) == ("budget", "commitments/budget/ilot-fraicheur.yaml")
    assert full["computed"] == {
        "phase": "moving",
        "overdue": False,
        "stale": False,
        "last_update": "2025-11-18",
        "milestones": {"done": 1, "moving": 2, "stopped": 1, "waiting": 1},
    }
    assert data["commitments"][0]["computed"]["overdue"] is True


def test_a_tracker_may_shadow_a_template() -> None:
    """A tracker's own template stands before the shipped one; the others stay."""
    own = {"blocks/cite.html": '<p class="own">{{ block.words }}</p>'}
    shadowed = replace(site_of(register()), shadow=Shadow(own))
    files = {one.path: one.content for one in build(shadowed)}
    assert b'<p class="own">' in files["en/commitments/pistes/index.html"]


def test_no_list_grows_without_end() -> None:
    """Lists of more than a hundred commitments are parted into pages that hold each once."""
    files = {
        "commitments/tracker.yaml": "title: t\nlanguages: [en]\n",
        "commitments/themes.yaml": "- id: t\n  name: Theme\n",
        "commitments/organisations.yaml": "- id: o\n  name: Body\n  kind: government\n",
        "commitments/p/plan.yaml": "id: p\ntitle: Plan\n",
    }
    for n in range(PER_PAGE + 3):
        files[f"commitments/p/c{n}.yaml"] = (
            f"id: c{n}\ntitle: c{n}\nnumber: {n}\nstatus: in-progress\nlead: o\nthemes: [t]\n"
        )
    found = load(SourceFile(path, text.encode()) for path, text in sorted(files.items()))
    made = pages(built(Site(found, ("en",), TODAY)))
    lists = {"commitments": "all/", "themes/t": "", "plans/p": "", "organisations/o": "",
             "statuses/in-progress": ""}  # fmt: skip
    for first, below in lists.items():
        rows = [
            [title.text for title in made[f"en/{path}index.html"].select(".list h3")]
            for path in (f"{first}/", f"{first}/{below}2/")
        ]
        assert list(map(len, rows)) == [PER_PAGE, 3], first
        assert len({*rows[0], *rows[1]}) == PER_PAGE + 3, first
        links = made[f"en/{first}/index.html"].select(".leaves a")
        assert [link["aria-current"] for link in links if link.get("aria-current")] == ["page"]
        assert [str(link["href"]) for link in links] == ["./", f"{below}2/"]
