"""What pages say, and what they do not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from promisetrack.diagnostic import Diagnostic, say
from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.site.build import build
from promisetrack.site.site import Site, SourceInfo
from tests.test_site_build import COMMIT, built, register, site_of

TRACKER = "title: Register\nlanguages:\n  - en\n  - fr\n"
PLAN = "id: p\ntitle: Plan\n"


def page_of(yaml: str, *, language: str = "en", diagnostics: tuple[Diagnostic, ...] = ()) -> str:
    """Return the page of one commitment, whose id is x, written as YAML."""
    files = {
        "commitments/tracker.yaml": TRACKER,
        "commitments/p/plan.yaml": PLAN,
        "commitments/p/x.yaml": yaml,
    }
    found = load(SourceFile(path, text.encode()) for path, text in files.items())
    site = Site(found, ("en", "fr"), date(2026, 1, 31), SourceInfo(COMMIT), diagnostics=diagnostics)
    wanted = f"{language}/commitments/x/index.html"
    return next(one.content.decode() for one in build(site) if one.path == wanted)


def text_of(html: str, selector: str) -> str:
    """Return the text of an element, its spaces made plain."""
    found = BeautifulSoup(html, "html.parser").select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ", strip=True).split())


@pytest.fixture(scope="module")
def full() -> BeautifulSoup:
    """Return the French page of the fullest commitment."""
    files = built(site_of(register()))
    return BeautifulSoup(files["fr/commitments/ilot-fraicheur/index.html"], "html.parser")


def test_a_full_record_shows_everything_that_it_holds(full: BeautifulSoup) -> None:
    """Each part of a record has its section, in the order in which it is read."""
    assert [part["id"] for part in full.select("section")] == [
        "promise",
        "request",
        "milestones",
        "figures",
        "updates",
        "evidence",
        "amendments",
        "decisions",
        "participation",
        "safeguards",
        "budget",
        "views",
        "origin",
        "related",
        "act",
        "cite",
    ]


def test_absent_data_takes_no_room() -> None:
    """A record of four lines has no empty section, and says what is not stated."""
    html = page_of("id: x\ntitle: Open the budget\nstatus: in-progress\n")
    page = BeautifulSoup(html, "html.parser")
    assert [part["id"] for part in page.select("section")] == ["act", "cite"]
    assert "No deadline is stated." in html
    assert "No body is named as being in charge." in html


def test_both_views_stand_side_by_side(full: BeautifulSoup) -> None:
    """What the body in charge says and what others say have the same place and size."""
    views = full.select(".views > div")
    assert len(views) == 2
    assert "En cours, avancement substantiel" in views[0].get_text()
    assert "Bien avancé" in views[0].get_text()
    assert "Avancement limité" in views[1].get_text()
    assert "Collectif des Tanneries" in views[1].get_text()


def test_without_an_assessment_there_is_no_view_but_the_official_one() -> None:
    """Where nobody has assessed a commitment, the page says so and invents nothing."""
    html = page_of("id: x\ntitle: T\nstatus: complete\n")
    assert "No independent view yet" in text_of(html, ".views")


def test_said_to_be_complete_without_evidence_is_said() -> None:
    """A complete commitment without evidence carries that sentence."""
    html = page_of("id: x\ntitle: T\nstatus: complete\n")
    assert text_of(html, "#evidence .answer") == "Said to be complete, with no evidence linked."


def test_milestones_are_nested_lists(full: BeautifulSoup) -> None:
    """A milestone that is part of another stands in a list below it."""
    inner = full.select(".tree > li > ol > li")
    assert [item["id"] for item in inner] == ["milestone-fontaine", "milestone-bancs"]


def test_milestones_in_a_circle_are_all_shown() -> None:
    """Milestones that are part of one another are each shown once."""
    html = page_of(
        "id: x\ntitle: T\nstatus: unknown\nmilestones:\n"
        "  - {id: a, title: A, part_of: b}\n  - {id: b, title: B, part_of: a}\n"
        "  - {id: c, title: C, part_of: c}\n"
    )
    page = BeautifulSoup(html, "html.parser")
    assert sorted(str(item["id"]) for item in page.select(".tree li")) == [
        "milestone-a",
        "milestone-b",
        "milestone-c",
    ]


def test_a_missed_deadline_is_told_with_its_length() -> None:
    """A commitment past its deadline says since when."""
    html = page_of("id: x\ntitle: T\nstatus: in-progress\ndue: 2025-12-31\n")
    assert "late: one month" in text_of(html, ".facts")


def test_dates_are_shown_in_the_words_that_were_written() -> None:
    """A date with words shows the words, a partial date its month."""
    html = page_of(
        "id: x\ntitle: T\nstatus: in-progress\nstart: 2026-03\n"
        "due:\n  date: 2027-09\n  text: By fall 2027\n"
    )
    assert "By fall 2027" in text_of(html, ".facts")


def test_another_language_is_marked_and_announced() -> None:
    """A text that is not translated keeps its lang and dir, and the page says so."""
    html = page_of("id: x\ntitle: Open the budget\nstatus: unknown\n", language="fr")
    heading = BeautifulSoup(html, "html.parser").select_one("h1 span")
    assert heading is not None
    assert (heading["lang"], heading["dir"]) == ("en", "ltr")
    assert "Pas encore de traduction" in text_of(html, ".head .src")


def test_a_machine_translation_is_marked() -> None:
    """A title that a machine translated says so beside it."""
    files = built(site_of(register()))
    html = files["en/commitments/ilot-fraicheur/index.html"].decode()
    assert "machine translation" in text_of(html, "h1")


def test_numbers_dates_and_spaces_follow_the_language(full: BeautifulSoup) -> None:
    """French pages have narrow spaces in thousands and no-break spaces before colons."""
    assert "81\u202f930,40\u00a0€" in full.get_text()
    assert "18 novembre 2025" in full.get_text()
    assert "Livraison\u00a0: juin 2025" in full.get_text()


def test_an_indicator_has_a_drawing_and_the_same_data_as_a_table(full: BeautifulSoup) -> None:
    """A drawn indicator has a title, a description and its values in a table."""
    drawing = full.select_one("#figures svg[role=img]")
    assert drawing is not None
    assert drawing.title is not None
    assert len(drawing.select("circle")) == 3
    cells = [cell.get_text() for cell in full.select("#figures details td.n")]
    assert cells == ["0", "120", "330", "600"]


def test_a_record_with_faults_is_shown_as_far_as_it_can_be_read() -> None:
    """A record that the model refuses has a page that says so and shows the rest."""
    fault = Diagnostic(
        "wrong-type", "PT010", "error", say("“due” should be a date"), None, "commitments/p/x.yaml"
    )
    html = page_of(
        "id: x\ntitle: Open the budget\nstatus: [in, progress]\ndue: {a: 1}\nlead: [1, {}]\n"
        "milestones: 3\nevidence: text\nindicators: [1, {id: 2, baseline: 7, target: [1]}]\n"
        "budget: {lines: [{planned: many}]}\nassessments: [{ratings: 4}]\nupdates: [{date: 2}]\n",
        diagnostics=(fault,),
    )
    assert text_of(html, "h1") == "Open the budget"
    assert "“due” should be a date" in text_of(html, ".note")
    assert "1 error" in text_of(html, ".notice")


def test_the_forge_is_linked(full: BeautifulSoup) -> None:
    """A page links to its source file at the commit, its history and the forge's editor."""
    links = {str(tag["href"]) for tag in full.select("#act a")}
    base, path = "https://forge.example/valbrume/registre", "commitments/budget/ilot-fraicheur.yaml"
    assert {
        f"{base}/blob/{COMMIT}/{path}",
        f"{base}/commits/main/{path}",
        f"{base}/edit/main/{path}",
    } <= links


def test_the_public_address_comes_from_the_tracker_if_it_is_one() -> None:
    """The base_url of tracker.yaml makes addresses absolute; another scheme is none."""
    for written, expected in (
        ("https://a.example/r", "https://a.example/r/en/"),
        ("javascript:x", "en/"),
    ):
        files = {
            "commitments/tracker.yaml": f"{TRACKER}base_url: {written}\n",
            "commitments/p/plan.yaml": PLAN,
        }
        found = load(SourceFile(path, text.encode()) for path, text in files.items())
        site = Site(found, ("en", "fr"), date(2026, 1, 31))
        page = next(one.content for one in build(site) if one.path == "404.html")
        link = BeautifulSoup(page, "html.parser").select_one("a")
        assert link is not None
        assert link["href"] == expected


def test_a_preview_without_a_commit_says_so() -> None:
    """A preview of files that are in no repository names no version."""
    source = SourceInfo("", is_worktree=True)
    files = built(site_of(register(), source=source))
    assert "Preview of files" in text_of(files["en/index.html"].decode(), ".notice")


def test_home_tells_the_three_counts_and_what_is_late() -> None:
    """The first page says how many, how many done and how many late, and names the late ones."""
    files = built(site_of(register()))
    html = files["fr/index.html"].decode()
    assert text_of(html, "h1") == "3 engagements. 1 achevé. 1 en retard."
    assert "Publier le budget en données ouvertes" in text_of(html, "#late")
    assert "1 engagement est dit achevé" in text_of(html, "#unproven")


def test_only_the_glyphs_of_a_page_are_in_its_sprite() -> None:
    """A page defines each glyph that it uses, and no other."""
    for path, content in built(site_of(register())).items():
        if path.endswith(".html"):
            page = BeautifulSoup(content, "html.parser")
            defined = {str(tag["id"]) for tag in page.select("symbol")}
            used = set(re.findall(r'<use\b[^>]*href="#([^"]+)"', content.decode()))  # templates too
            assert defined == used, path


def test_pages_without_content_are_not_made_and_not_linked() -> None:
    """A register without places, requests or acts has no page of them, and no link to one."""
    files = {
        "commitments/tracker.yaml": TRACKER,
        "commitments/p/plan.yaml": PLAN,
        "commitments/p/x.yaml": "id: x\ntitle: T\nstatus: unknown\n",
    }
    found = load(SourceFile(path, text.encode()) for path, text in files.items())
    pages = {one.path: one.content for one in build(Site(found, ("en",), date(2026, 1, 31)))}
    absent = ("places", "requests", "decisions", "safeguards", "assessments", "evidence", "removed")
    for folder in (*absent, "changes", "themes", "organisations"):
        assert f"en/{folder}/index.html" not in pages
    site_map = pages["en/sitemap/index.html"].decode()
    assert not [folder for folder in absent if f"../{folder}/" in site_map]
    assert "../glossary/" in site_map


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("evidence", "Délibération n° 2023-112"),
        ("assessments", "Collectif des Tanneries"),
        ("places", "Tanneries"),
        ("requests", "Suite favorable avec modification"),
        ("decisions", "23 pour, 4 contre, 2 abstentions"),
        ("safeguards", "Aide à la décision"),
        ("schemes", "En cours, avancement substantiel"),
        ("glossary", "Droit de réponse"),
        ("accessibility", "non conforme (non auditée)"),
        ("legal", "ne sait pas sur quels serveurs"),
        ("sitemap", "Demandes et réponses"),
    ],
)
def test_each_page_kind_shows_its_content(folder: str, words: str) -> None:
    """Every list of what commitments hold is made in French with what stands in the records."""
    html = built(site_of(register()))[f"fr/{folder}/index.html"].decode()
    assert words in text_of(html.replace("\u00a0", " "), "main")


def test_a_relation_is_shown_at_both_ends() -> None:
    """A commitment on which another depends says so, though its own file does not."""
    html = built(site_of(register()))["fr/commitments/budget-ouvert/index.html"].decode()
    assert "Ce qui en dépend" in text_of(html, "#related")
    assert "îlot de fraîcheur" in text_of(html, "#related")
