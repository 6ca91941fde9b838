"""What follows the register elsewhere: feeds, calendars, badges, cards, linked data."""

from __future__ import annotations

import io
import posixpath
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped] # it has no types
import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from rdflib import Graph, URIRef

from promisetrack.checks.runner import run
from promisetrack.cli.sources import from_commit, site_of
from promisetrack.site.build import build
from promisetrack.site.feeds.names import plain
from promisetrack.site.site import Options
from tests import golden_history, repositories

if TYPE_CHECKING:
    from pathlib import Path

    from promisetrack.site.site import Site

TODAY = date(2026, 1, 31)
BASE = "https://promises.example/register"
SVG = "{http://www.w3.org/2000/svg}"
SCHEMA = "https://schema.org/"

HEAD = """\
# commit 2024-01-15T09:00:00+01:00 Open the register
# author Ann Author <ann@town.example>
# file commitments/tracker.yaml
title: The <b>register</b> & more
languages: [en, fr]
# file commitments/organisations.yaml
- id: works
  name: Public works
# file commitments/themes.yaml
- id: water
  name: Water
# file commitments/p/plan.yaml
id: p
title: Plan of the town
# file commitments/p/fountain.yaml
id: fountain
title: Repair <script>alert(1)</script> ]]> the fountain & its basin
status: not-started
lead: works
themes: [water]
due: 2024-06-30
milestones:
  - id: m1
    title: "Plans, drawn; agreed\\\\n"
    status: complete
    due: 2024-Q1
"""
MOVED = """\
# commit 2024-05-02T10:00:00+02:00 Later
# author Bob Builder <bob@town.example>
# file commitments/p/fountain.yaml
id: fountain
title: Repair <script>alert(1)</script> ]]> the fountain & its basin
status: in-progress
lead: works
themes: [water]
due:
  date: 2024-12
  text: before the winter
milestones:
  - id: m1
    title: "Plans, drawn; agreed\\\\n"
    status: complete
    due: 2024-Q1
"""
GONE = """\
# commit 2024-06-01T10:00:00+02:00 Gone
# delete commitments/p/fountain.yaml
# file commitments/p/well.yaml
id: well
title: Dig a well
status: unknown
"""


def site(folder: Path, history: str, **options: Any) -> Site:
    """Return the site of a history, as `build` would make it."""
    tracker = repositories.build(folder, history)
    material = from_commit(tracker.path)
    found = run(material.register, today=TODAY)
    return site_of(material, TODAY, found, Options(**options))


def built(found: Site) -> dict[str, bytes]:
    """Return the files of a site."""
    return {one.path: one.content for one in build(found)}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site after the deadline moved."""
    return site(tmp_path_factory.mktemp("moved"), HEAD + MOVED, base_url=BASE)


@pytest.fixture(scope="module")
def files(moved: Site) -> dict[str, bytes]:
    """Return its files."""
    return built(moved)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the golden tracker, in French first."""
    text = (golden_history.FOLDER / "history.txt").read_text("utf-8")
    return built(site(tmp_path_factory.mktemp("golden"), text))


def feed(files: dict[str, bytes], path: str = "feeds/all.atom") -> Any:
    """Return a feed as a feed reader has it."""
    found = feedparser.parse(io.BytesIO(files[path]))
    assert not found.bozo, found.get("bozo_exception")
    return found


def calendar(files: dict[str, bytes], path: str = "calendar/all.ics") -> dict[str, Any]:
    """Return the days of a calendar by their summaries."""
    found = Calendar.from_ical(files[path].decode())
    return {str(one["SUMMARY"]): one for one in found.walk("VEVENT")}


# ---- feeds ------------------------------------------------------------------------------------


def test_every_feed_is_read_by_a_feed_reader(golden: dict[str, bytes]) -> None:
    """All feeds of a tracker parse, say their language, and repeat no entry."""
    feeds = [path for path in golden if path.endswith(".atom")]
    assert len(feeds) > 5
    for path in feeds:
        found = feed(golden, path)
        assert found.version == "atom10"
        assert found.feed.title and found.feed.id.startswith("urn:uuid:")
        assert ElementTree.fromstring(golden[path]).attrib[
            "{http://www.w3.org/XML/1998/namespace}lang"
        ] == "fr"  # fmt: skip
        names = [one.id for one in found.entries]
        assert len(names) == len(set(names))
        assert all(one.updated_parsed and one.title and one.content for one in found.entries)
        assert found.feed.updated_parsed == max(
            (one.updated_parsed for one in found.entries), default=found.feed.updated_parsed
        )


def test_entries_are_the_sentences_of_the_history(files: dict[str, bytes]) -> None:
    """The newest change stands first, in the words of the ledger, with its date and page."""
    entries = feed(files).entries
    titles = [one.title for one in entries]
    first = [one for one in entries if "deadline moves" in one.title]
    assert len(first) == 1
    assert first[0].title.startswith(
        "Repair <script>alert(1)</script> ]]> the fountain & its basin:"
    )
    assert "no stated reason" in first[0].title
    assert first[0].updated == "2024-05-02T10:00:00+02:00"
    assert first[0].link == f"{BASE}/en/commitments/fountain/history/"
    assert {one.term for one in first[0].tags} == {"deadline-moved", "later"}
    assert titles.index(first[0].title) < len(titles) - 1
    assert any("enters the tracker" in title for title in titles)


def test_feeds_follow_one_plan_body_theme_or_commitment(files: dict[str, bytes]) -> None:
    """Each of the smaller feeds has what touches its subject, under the same names."""
    every = {one.id for one in feed(files).entries}
    own = {one.id for one in feed(files, "feeds/commitment/fountain.atom").entries}
    assert own and own < every
    for path in ("feeds/organisation/works.atom", "feeds/theme/water.atom"):
        assert {one.id for one in feed(files, path).entries} == own
    plan = {one.id for one in feed(files, "feeds/plan/p.atom").entries}
    assert own < plan <= every


def test_names_of_entries_stay(tmp_path: Path, files: dict[str, bytes]) -> None:
    """A later version, another address and another build do not rename an entry or a feed."""
    before = feed(built(site(tmp_path / "r", HEAD)))
    after = feed(files)
    assert before.feed.id == after.feed.id
    assert {one.id for one in before.entries} < {one.id for one in after.entries}


def test_people_are_named_only_where_the_tracker_says_so(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    """By default no feed or calendar holds a name or an address out of a commit."""
    followed = [path for path in files if path.startswith(("feeds/", "calendar/"))]
    for path in followed:
        for word in (b"Ann", b"Bob", b"town.example"):
            assert word not in files[path], path
    named = built(
        site(tmp_path / "r", HEAD.replace("languages:", "policy: {authors: names}\nlanguages:"))
    )
    assert b"<name>Ann Author</name>" in named["feeds/all.atom"]
    assert b"ann@town.example" not in named["feeds/all.atom"]


def test_hostile_words_stay_words(files: dict[str, bytes]) -> None:
    """Neither a feed nor its HTML holds an element of a stranger."""
    for one in feed(files).entries:
        assert BeautifulSoup(one.content[0].value, "html.parser").find("script") is None
    root = ElementTree.fromstring(files["feeds/all.atom"])
    own = {
        "feed", "id", "title", "updated", "author", "name", "generator", "link", "entry",
        "category", "content",
    }  # fmt: skip
    assert {one.tag.removeprefix("{http://www.w3.org/2005/Atom}") for one in root.iter()} == own


@pytest.mark.parametrize("code", [0, 1, 8, 11, 12, 0x1B, 0x7F, 0x9B, 0xD800, 0xFFFE, 0xFFFF])
def test_characters_that_no_file_can_hold_are_left_out(code: int) -> None:
    """What XML 1.0 or iCalendar forbids does not get there, not even escaped."""
    assert plain(f"a{chr(code)}b\r\nc\rd\te") == "ab\nc\nd\te"


def test_an_author_with_control_characters_breaks_no_feed(tmp_path: Path) -> None:
    """A name in a commit is a stranger's too."""
    history = HEAD.replace("languages:", "policy: {authors: names}\nlanguages:")
    found = built(site(tmp_path / "r", history.replace("Ann Author", "A\x01 & \x02B")))
    assert b"<name>A &amp; B</name>" in found["feeds/all.atom"]
    assert feed(found).entries


def test_without_a_history_there_are_no_feeds_and_no_links_to_them(moved: Site) -> None:
    """A preview of files makes no feed, and no page leads to one."""
    found = built(replace(moved, timeline=None))
    assert not [path for path in found if path.startswith("feeds/")]
    assert not [path for path, text in found.items() if path.endswith(".html") and b".atom" in text]


def test_pages_lead_to_their_feeds(files: dict[str, bytes]) -> None:
    """The head of a page names the feed of the register and its own."""
    for page, wanted in (
        ("en/index.html", {"feeds/all.atom"}),
        ("fr/plans/p/index.html", {"feeds/all.atom", "feeds/plan/p.atom", "calendar/p.ics"}),
        ("en/commitments/fountain/index.html",
         {"feeds/all.atom", "feeds/commitment/fountain.atom",
          "data/v1/commitments/fountain.jsonld"}),
    ):  # fmt: skip
        head = BeautifulSoup(files[page], "html.parser").select("link[rel=alternate][title]")
        assert {str(one["href"]).replace("../", "") for one in head} == wanted, page


def test_a_page_says_what_others_show_of_it(files: dict[str, bytes]) -> None:
    """OpenGraph repeats title, description and public address."""
    page = BeautifulSoup(files["fr/commitments/fountain/index.html"], "html.parser")
    said = {str(one["property"]): str(one["content"]) for one in page.select("meta[property]")}
    assert page.title is not None
    assert said["og:title"] == page.title.get_text()
    assert said["og:url"] == f"{BASE}/fr/commitments/fountain/"


def test_links_of_feeds_lead_somewhere(tmp_path: Path) -> None:
    """Without a public address links are relative to the feed; all of them have a page."""
    found = built(site(tmp_path / "r", HEAD + MOVED + GONE))
    feeds = [path for path in found if path.endswith(".atom")]
    assert "feeds/commitment/fountain.atom" in feeds  # a removed commitment can still be followed
    for path in feeds:
        for link in ElementTree.fromstring(found[path]).iter("{http://www.w3.org/2005/Atom}link"):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.attrib["href"]))
            assert there in found or f"{there}/index.html" in found, (path, there)


# ---- calendars --------------------------------------------------------------------------------


def test_deadlines_are_days_of_a_calendar(files: dict[str, bytes]) -> None:
    """A partial date is its last day, with the words as written; names are shown to the letter."""
    days = calendar(files)
    title = "Repair <script>alert(1)</script> ]]> the fountain & its basin"
    step = f"Plans, drawn; agreed\\n (milestone of “{title}”)"
    assert set(days) == {title, step}
    assert days[title]["DTSTART"].dt == date(2024, 12, 31)
    assert "before the winter" in str(days[title]["DESCRIPTION"])
    assert days[step]["DTSTART"].dt == date(2024, 3, 31)
    assert days[title]["SUMMARY"].params["LANGUAGE"] == "en"
    assert str(days[title]["URL"]) == f"{BASE}/en/commitments/fountain/"
    assert files["calendar/p.ics"].count(b"BEGIN:VEVENT") == 2


def test_a_moved_deadline_keeps_its_name(tmp_path: Path, files: dict[str, bytes]) -> None:
    """The event of a calendar is the same after a move: newer, and once more in sequence."""
    before = list(calendar(built(site(tmp_path / "r", HEAD))).values())
    after = list(calendar(files).values())
    assert [str(one["UID"]) for one in before] == [str(one["UID"]) for one in after]
    assert (before[0]["SEQUENCE"], after[0]["SEQUENCE"]) == (0, 1)
    assert after[0]["DTSTAMP"].dt == datetime(2024, 5, 2, 8, tzinfo=UTC)
    assert before[0]["DTSTAMP"].dt == datetime(2024, 1, 15, 8, tzinfo=UTC)


def test_calendars_keep_to_lines_of_75_bytes(files: dict[str, bytes]) -> None:
    """Long lines are folded, every line ends as RFC 5545 wants it."""
    lines = files["calendar/all.ics"].split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_no_day_no_calendar(tmp_path: Path) -> None:
    """Where nothing has a day there is no calendar, and no page leads to one."""
    history = "\n".join(line for line in HEAD.splitlines() if "due:" not in line) + "\n"
    found = built(site(tmp_path / "r", history))
    assert not [path for path in found if path.startswith("calendar/")]
    assert not [path for path, text in found.items() if path.endswith(".html") and b".ics" in text]


# ---- badges and cards -------------------------------------------------------------------------


def test_a_badge_is_a_shape_a_word_and_a_title(files: dict[str, bytes]) -> None:
    """A badge says everything in words too, and nothing of it is a stranger's element."""
    root = ElementTree.fromstring(files["badges/fountain.svg"])
    assert root.attrib["role"] == "img"
    title = root.find(f"{SVG}title")
    assert title is not None and title.attrib["id"] == root.attrib["aria-labelledby"]
    assert title.text is not None and title.text.startswith("Repair <script>alert(1)</script>")
    assert "In progress, Late, as of January 31, 2026" in title.text
    assert [one.text for one in root.iter(f"{SVG}text")] == ["In progress", "Late"]
    assert len(root.findall(f"{SVG}g")) == 2
    names = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert names <= {"svg", "title", "rect", "g", "text", "circle", "path"}


def test_every_badge_is_xml_without_anything_from_elsewhere(golden: dict[str, bytes]) -> None:
    """Badges of all statuses parse and load nothing."""
    badges = [path for path in golden if path.startswith("badges/")]
    assert len(badges) > 1
    for path in badges:
        ElementTree.fromstring(golden[path])
        for word in (b"href", b"url(", b"<style", b"class=", b"<script"):
            assert word not in golden[path], path


def test_a_card_has_no_script_and_leads_out_of_its_frame(files: dict[str, bytes]) -> None:
    """A card is a page of its own in each language, with stylesheets and nothing else."""
    for language in ("en", "fr"):
        page = BeautifulSoup(files[f"embed/{language}/fountain/index.html"], "html.parser")
        assert page.html is not None and page.html["lang"] == language
        assert page.find("script") is None
        assert len(page.select("link[rel=stylesheet]")) == 2
        assert [one.get("target") for one in page.select("main a")] == ["_top"]
        assert page.select("h1")[0].get_text() == (
            "Repair <script>alert(1)</script> ]]> the fountain & its basin"
        )
        assert page.select("meta[name=robots]")
    assert b"embed/" not in files["sitemap.xml"]


# ---- linked data ------------------------------------------------------------------------------


def test_a_commitment_is_linked_data(files: dict[str, bytes]) -> None:
    """The file is JSON-LD that needs no other file: a plan, who plans it, until when."""
    graph = Graph().parse(
        data=files["data/v1/commitments/fountain.jsonld"], format="json-ld",
        publicID=f"{BASE}/data/v1/commitments/fountain.jsonld",
    )  # fmt: skip
    here = URIRef(f"{BASE}/data/v1/commitments/fountain.jsonld#commitment")
    told = {
        str(name).removeprefix(SCHEMA): str(value) for name, value in graph.predicate_objects(here)
    }
    assert told["endTime"] == "2024-12-31"
    assert told["actionStatus"] == f"{SCHEMA}ActiveActionStatus"
    assert told["mainEntityOfPage"] == f"{BASE}/en/commitments/fountain/"
    assert "Public works" in {str(one) for one in graph.objects(None, URIRef(f"{SCHEMA}name"))}


def test_two_builds_give_the_same_bytes(moved: Site, files: dict[str, bytes]) -> None:
    """Nothing here depends on a clock or on chance."""
    again = built(moved)
    assert {path for path in again if again[path] != files[path]} == set()
