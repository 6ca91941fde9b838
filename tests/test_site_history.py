"""The history on pages: the ledger, every change in words, what was removed, who is named."""

from __future__ import annotations

import posixpath
from datetime import date
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from promisetrack.files import SourceFile
from promisetrack.history.commits import Commit, FileChange, Link
from promisetrack.history.people import shown
from promisetrack.history.reading import reader
from promisetrack.history.timeline import Timeline, timeline
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.site import Site, SourceInfo
from promisetrack.site.trace import MANIFEST

TRACKER = """\
title: Register
languages:
  - en
  - fr
forge:
  kind: github
  url: https://forge.example/ville/registre
"""
BODIES = """\
- id: mobility
  name: Mobility department
  emails:
    - ville.example
"""
PATH = "commitments/p/x.yaml"
GONE = "commitments/p/gone.yaml"
FIRST = """\
id: x
title: Open fourteen school streets
description: We will open fourteen school streets and plant trees.
lead: mobility
due: 2026-06-30
status: not-started
milestones:
  - id: study
    title: Study of all schools
    due: 2026-03-31
    status: not-started
indicators:
  - id: streets
    title: School streets open
    baseline:
      date: 2025-01-01
      value: 0
    target:
      date: 2026-06-30
      value: 14
    measurements:
      - date: 2025-12-31
        value: 3
"""
Tree = dict[str, str]


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """Return a text with its lines replaced, each of which must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


SECOND = changed(
    FIRST, ("value: 14", "value: 8"), ("open fourteen school streets and", "open eight streets and")
)
THIRD = changed(
    SECOND,
    ("due: 2026-06-30\nstatus: not-started", "due: 2026-12-31\nstatus: in-progress"),
    ("due: 2026-03-31", "due: 2026-09-30"),
    ("value: 3", "value: 2"),
)
FOURTH = THIRD.replace("due: 2026-12-31", "due: 2027-03-31") + (
    "amendments:\n  - id: later\n    date: 2026-10-01\n    changes:\n      - due\n"
    "    reason: No company made an offer.\n"
)
EXTRA = "id: gone\ntitle: A bridge for <b>walkers</b>\nstatus: in-progress\n"
BASE = {
    "commitments/tracker.yaml": TRACKER,
    "commitments/organisations.yaml": BODIES,
    "commitments/p/plan.yaml": "id: p\ntitle: Plan\n",
}
TREES: tuple[Tree, ...] = (
    {**BASE, PATH: FIRST, GONE: EXTRA},
    {**BASE, PATH: SECOND, GONE: EXTRA},
    {**BASE, PATH: THIRD},
    {**BASE, PATH: FOURTH},
)
COMMITS = (
    Commit("a" * 40, "2026-01-10T09:00:00+01:00", "Ada", ("Ada",), "One", "ada@ville.example"),
    Commit("b" * 40, "2026-02-11T09:00:00+01:00", "Bob", ("Bob",), "Two", "bob@home.example"),
    Commit("c" * 40, "2026-07-12T09:00:00+02:00", "Ada", ("Ada",), "Three", "ada@ville.example"),
    Commit("d" * 40, "2026-10-02T09:00:00+02:00", "Ada", ("Ada",), "Four", "ada@ville.example"),
)


def told(trees: tuple[Tree, ...] = TREES) -> Timeline:
    """Return the history of these trees, one commit each."""
    links, old = [], {}  # type: ignore[var-annotated] # filled below
    for place, tree in enumerate(trees):
        paths = sorted(path for path in {*old, *tree} if old.get(path) != tree.get(path))
        changes = tuple(FileChange(path, old.get(path), tree.get(path)) for path in paths)
        links.append(Link(COMMITS[place], COMMITS[place - 1].id if place else None, changes))
        old = tree
    return timeline(links, reader(str.encode))


def site_of(trees: tuple[Tree, ...] = TREES, *, tracker: str = TRACKER) -> Site:
    """Return the site whose history these trees are."""
    trees = tuple({**tree, "commitments/tracker.yaml": tracker} for tree in trees)
    return Site(
        register=load(SourceFile(path, text.encode()) for path, text in trees[-1].items()),
        languages=("en", "fr", "ar"),
        today=date(2026, 11, 22),
        source=SourceInfo(COMMITS[len(trees) - 1].id),
        timeline=told(trees),
    )


def files_of(trees: tuple[Tree, ...] = TREES, *, tracker: str = TRACKER) -> dict[str, str]:
    """Return the pages of that site."""
    found = build(site_of(trees, tracker=tracker))
    return {one.path: one.content.decode() for one in found if one.path.endswith(".html")}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Return the pages of the site of this module."""
    return files_of()


def page(files: dict[str, str], address: str) -> BeautifulSoup:
    """Return a parsed page."""
    return BeautifulSoup(files[f"{address}index.html"], "html.parser")


def words(found: BeautifulSoup, selector: str) -> str:
    """Return the text of an element, its spaces made plain."""
    tag = found.select_one(selector)
    assert tag is not None, selector
    return " ".join(tag.get_text(" ", strip=True).split())


def test_the_ledger_has_a_rail_for_what_moved(files: dict[str, str]) -> None:
    """Deadline, target, words, past statements and the milestone that moved have a rail each."""
    found = page(files, "en/commitments/x/")
    names = [str(tag.contents[0]).strip() for tag in found.select("#moved svg .hd")]
    assert names == [
        "Deadline",
        "Target: School streets open",
        "Words",
        "Past statements",
        "Study of all schools",
    ]
    assert len(found.select("#moved svg svg path.hot")) == 3  # two hops of one post, one of another
    assert found.select_one("#moved svg title") is not None
    assert found.select_one("#moved svg desc") is not None


def test_the_ledger_answers_in_sentences_and_has_a_table(files: dict[str, str]) -> None:
    """What moved is said first, and the table below the drawing has every move."""
    found = page(files, "en/commitments/x/")
    answer = words(found, "#moved .answer")
    assert "The deadline moved 2 times: nine months later in all." in answer
    assert "1 target was lowered." in answer
    assert "No reason is stated for 4 changes." in answer
    assert len(found.select("#moved details tbody tr")) == 6


def test_changes_of_one_day_share_a_dotted_line(files: dict[str, str]) -> None:
    """Target and words changed in one version; so did deadline, past value and milestone."""
    found = page(files, "en/commitments/x/")
    assert len(found.select("#moved svg line.same")) == 2


def test_a_promise_that_was_kept_as_it_was_is_said_in_one_sentence() -> None:
    """Where nothing moved there is no drawing, but a sentence and a link."""
    found = page(files_of(TREES[:1]), "en/commitments/x/")
    assert words(found, "#moved .answer").startswith("Neither the deadline nor the words")
    assert found.select_one("#moved svg") is None
    assert found.select_one('#moved a[href="history/"]') is not None


def test_more_than_six_rails_leave_the_rest_to_the_table() -> None:
    """The drawing has six rails at most; every milestone that moved stands in the table."""
    steps = "".join(
        f"  - id: m{n}\n    title: Step {n}\n    due: 2026-03-31\n    status: not-started\n"
        for n in range(9)
    )
    record = f"id: x\ntitle: T\nstatus: unknown\nmilestones:\n{steps}"
    later = record.replace("2026-03-31", "2026-04-30")
    found = page(files_of(({**BASE, PATH: record}, {**BASE, PATH: later})), "en/commitments/x/")
    assert len(found.select("#moved svg .hd")) == 6
    assert len(found.select("#moved details tbody tr")) == 9


def test_the_history_shows_words_struck_and_underlined(files: dict[str, str]) -> None:
    """What was removed is in del, what was added in ins, and both are said aloud."""
    found = page(files, "en/commitments/x/history/")
    removed = [tag.get_text(" ", strip=True) for tag in found.select("#story del")]
    added = [tag.get_text(" ", strip=True) for tag in found.select("#story ins")]
    assert any("fourteen" in text and text.startswith("removed:") for text in removed)
    assert any("eight" in text and text.startswith("added:") for text in added)
    assert [tag.get_text(strip=True) for tag in found.select("#compare b")] == [
        "January 10, 2026",
        "February 11, 2026",
    ]


def test_the_history_is_newest_first_and_gives_reasons(files: dict[str, str]) -> None:
    """Each version is an entry; a change with an amendment shows its reason."""
    found = page(files, "en/commitments/x/history/")
    days = [str(tag["datetime"]) for tag in found.select("#story time")]
    assert days == ["2026-10-02", "2026-07-12", "2026-02-11", "2026-01-10"]
    assert "Reason: No company made an offer." in words(found, "#story li")
    assert "git log -p --follow -- commitments/p/x.yaml" in words(found, "#verify code")
    link = f"https://forge.example/ville/registre/commit/{'d' * 40}"
    assert found.select_one(f'#story a[href="{link}"]') is not None


def test_a_removed_commitment_keeps_its_address_with_a_banner(files: dict[str, str]) -> None:
    """Its page shows the last version and says when it was removed; its title stays escaped."""
    found = page(files, "en/commitments/gone/")
    assert words(found, ".gone").startswith(
        "This commitment was removed from the register on July 12, 2026"
    )
    assert words(found, "h1") == "A bridge for <b>walkers</b>"
    data = found.select_one("link[type='application/json']")
    assert data is not None
    assert data["href"] == "../../../data/v1/history/gone.json"
    listed = page(files, "en/removed/")
    assert listed.select_one('a[href="../commitments/gone/"]') is not None
    assert "en/commitments/gone/history/index.html" in files


def test_changes_are_told_by_month(files: dict[str, str]) -> None:
    """Each month with a change has a page, and the first page has those without a reason."""
    months = sorted(path for path in files if path.startswith("en/changes/2"))
    assert months == [f"en/changes/2026-{month}/index.html" for month in ("01", "02", "07", "10")]
    july = words(page(files, "en/changes/2026-07/"), "#list")
    assert "The deadline moves from June 30 to December 31, 2026" in july
    assert "removed from the tracker" in july
    assert "School streets open" in words(page(files, "fr/changes/"), "#silent")


def test_home_names_what_moved_without_a_reason(files: dict[str, str]) -> None:
    """The first page tells the newest such change of each commitment, in French too."""
    assert "4 changes made a promise weaker" in words(page(files, "en/"), "#silent .answer")
    assert "sans que le registre en donne le motif" in words(page(files, "fr/"), "#silent .answer")


def test_a_former_target_is_drawn_dashed_and_stands_in_the_table(files: dict[str, str]) -> None:
    """The chart of an indicator shows the target that held before."""
    found = page(files, "en/commitments/x/")
    assert "former target 14" in words(found, "#figures svg")
    assert found.select_one("#figures svg line.gh") is not None
    assert "former target" in words(found, "#figures details")


def test_pages_name_organisations_and_no_authors(files: dict[str, str]) -> None:
    """By default neither names nor addresses of authors are on any page."""
    everything = "".join(files.values())
    for private in ("Ada", "Bob", "@ville.example", "@home.example"):
        assert private not in everything, private
    story = words(page(files, "en/commitments/x/history/"), "#story")
    assert "Mobility department" in story
    assert "a contributor" in story


@pytest.mark.parametrize(
    ("policy", "expected"), [("names", "Bob"), ("roles", "a contributor"), ("none", "")]
)
def test_the_policy_decides_who_is_named(policy: str, expected: str) -> None:
    """`policy.authors` names people, organisations or nobody; an address never shows."""
    tracker = f"{TRACKER}policy:\n  authors: {policy}\n"
    found = page(files_of(tracker=tracker), "en/commitments/x/history/")
    margins = [tag.get_text(" ", strip=True) for tag in found.select("#story .who")]
    assert margins[2].removeprefix("February 11, 2026").strip() == expected
    assert "bob@home.example" not in str(found)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("a@ville.example", "City"),
        ("A@Roads.Ville.Example", "Roads"),
        ("chief@ville.example", "Mayor"),
        ("a@notville.example", ""),
        ("nobody", ""),
    ],
)
def test_the_closest_address_or_domain_names_the_organisation(email: str, expected: str) -> None:
    """A whole address stands before a domain, a longer domain before a shorter one."""
    bodies = [
        ("City", ("ville.example",)),
        ("Roads", ("@roads.ville.example",)),
        ("Mayor", ("chief@ville.example", "")),
    ]
    commit = Commit("a", author="Ada", author_email=email)
    assert shown(commit, "roles", bodies) == expected


def test_no_link_of_a_site_with_a_history_is_dead(files: dict[str, str]) -> None:
    """Every link inside the site leads to a file that was made."""
    made = {MANIFEST, *(one.path for one in build(site_of()))}  # which the command adds
    dead = []
    for path, html in files.items():
        if path == "404.html":
            continue
        for tag in BeautifulSoup(html, "html.parser").select("a[href]"):
            link = str(tag["href"])
            target = unquote(urlsplit(link).path)
            if urlsplit(link).scheme or not target:
                continue
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if posixpath.normpath(f"{there}/index.html") not in made and there not in made:
                dead.append((path, link))
    assert not dead


def test_without_a_history_nothing_speaks_of_one() -> None:
    """A preview without a timeline has no pages of changes and no links to any."""
    register = load(SourceFile(path, text.encode()) for path, text in TREES[-1].items())
    site = Site(register, ("en", "fr"), date(2026, 11, 22))
    pages = {one.path: one.content.decode() for one in build(site) if one.path.endswith(".html")}
    assert not [path for path in pages if "/changes/" in path or "/history/" in path]
    assert not [path for path, html in pages.items() if "changes/" in html or "history/" in html]


def test_two_builds_with_a_history_are_identical() -> None:
    """The same history gives the same bytes."""
    assert files_of() == files_of()


def test_a_promise_without_a_deadline_has_none_that_stands_still() -> None:
    """Where no deadline is stated, nothing is said of it; numbers are written as people do."""
    before = (
        "id: x\ntitle: T\nstatus: unknown\nindicators:\n  - id: i\n    title: I\n"
        "    measurements:\n      - date: 2025\n        value: 307924.0\n"
    )
    after = before.replace("307924.0", "333463.0")
    files = files_of(({**BASE, PATH: before}, {**BASE, PATH: after}))
    assert "deadline" not in words(page(files, "en/commitments/x/"), "#moved .answer")
    story = words(page(files, "fr/commitments/x/history/"), "#story")
    assert "333\u202f463" in page(files, "fr/commitments/x/history/").get_text()
    assert "307924" not in story
    still = page(files_of(({**BASE, PATH: before},)), "en/commitments/x/")
    assert words(still, "#moved .answer").startswith("The words have not changed since")
