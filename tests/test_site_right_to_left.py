"""Right to left, and languages that are a catalogue and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from promisetrack.site.stand_in import in_english, without_marks
from promisetrack.words.catalogue import STANDS_IN, STOOD_IN
from tests import four_tongues

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
STYLES = sorted((ROOT / "site_templates" / "assets").glob("*.css"))
SIDED = re.compile(
    r"(?<![\w.-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|(?:min-|max-)?(?:width|height)|top|bottom|text-align\s*:\s*(?:left|right)"
    r"|float\s*:\s*(?:left|right))\s*(?=:)"
)

pytestmark = pytest.mark.xdist_group("tongues")  # the site is built once


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the example in four languages."""
    return four_tongues.site(tmp_path_factory.mktemp("site"))


def page(site: Path, address: str) -> BeautifulSoup:
    """Return a parsed page."""
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_know_no_left_and_no_right(path: Path) -> None:
    """Only logical properties are used, so that a page can run the other way."""
    css = re.sub(r"/\*.*?\*/|@media[^{]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not SIDED.findall(css)


def test_a_side_would_be_found() -> None:
    """The search for sides finds them, and does not take line-height for one."""
    assert SIDED.search("a { margin-left: 1px }")
    assert SIDED.search("a { left : 0 }")
    assert not SIDED.search("a { line-height: 1.2; padding-inline-start: 1px }")


def test_arabic_pages_run_from_right_to_left(site: Path) -> None:
    """Each Arabic page says its language and direction; the others say theirs."""
    for language in four_tongues.LANGUAGES:
        pages = sorted((site / language).rglob("*.html"))
        assert len(pages) > 20
        direction = "rtl" if language == "ar" else "ltr"
        start = f'<html lang="{language}" dir="{direction}"'
        assert not [one for one in pages if start not in one.read_text("utf-8")]


def test_words_in_another_language_say_so_in_arabic(site: Path) -> None:
    """Titles in Spanish and French carry their language and direction, and a sentence says so."""
    fountains = page(site, "ar/commitments/fountains")
    assert fountains.select_one("h1 [lang=es][dir=ltr]")
    assert "لا ترجمة بعد" in fountains.get_text()
    evidence = page(site, "ar/commitments/trees").select_one('#evidence a[lang="ar"], #evidence a')
    assert evidence is not None


@pytest.mark.parametrize(
    ("language", "untranslated", "machine"),
    [
        ("ar", "لا ترجمة بعد", "ترجمة آلية"),
        ("es", "Aún sin traducción", "traducción automática"),
        ("fr", "Pas encore de traduction", "traduction automatique"),
        ("en", "No translation yet", "machine translation"),
    ],
)
def test_what_is_not_translated_says_so_in_each_language(
    site: Path, language: str, untranslated: str, machine: str
) -> None:
    """A missing translation is said plainly in the reader's language, a machine's is marked."""
    foreign, translated = ("silent", "trees") if language != "ar" else ("fountains", "fountains")
    assert untranslated in page(site, f"{language}/commitments/{foreign}").get_text()
    assert machine in page(site, f"{language}/commitments/{translated}").get_text()


def test_no_page_shows_the_inside_of_the_program(site: Path) -> None:
    """What is written on a page are words: no value as the program holds it, no element as text."""
    inside = re.compile(
        r"\b(?:Said|Link|Markup|When|Mark|Message)\(\w+=|object at 0x|&lt;(?:span|a|time|b)\b"
    )
    pages = sorted(site.rglob("*.html"))
    assert not [one for one in pages if inside.search(one.read_text("utf-8"))]


def test_time_runs_from_right_to_left_in_drawings(site: Path) -> None:
    """The axis of a ledger is mirrored in Arabic: later is farther left; words are not mirrored."""

    def years(language: str) -> list[float]:
        texts = page(site, f"{language}/commitments/trees").select("#moved figure svg text")
        found = {one.get_text(): float(str(one["x"]).rstrip("%")) for one in texts if one.get("x")}
        return [found["2026"], found["2027"]]

    assert years("en")[0] < years("en")[1]
    assert years("ar") == [pytest.approx(100 - one, abs=0.2) for one in years("en")]


@pytest.mark.parametrize("language", ["ar", "es"])
def test_pages_say_that_nobody_has_read_their_words(site: Path, language: str) -> None:
    """Every page in a language that awaits its reader says so; those in French do not."""
    said = {"ar": "لم يراجع", "es": "Nadie cuya primera lengua"}[language]
    pages = sorted((site / language).rglob("*.html"))
    assert not [one for one in pages if said not in one.read_text("utf-8")]
    assert "langue maternelle" not in page(site, "fr").get_text()


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site made by a copy of the program with one more file: a few German sentences."""
    folder = tmp_path_factory.mktemp("german")
    ignored = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "src" / "promisetrack", folder / "src" / "promisetrack", ignore=ignored)
    shutil.copytree(ROOT / "site_templates", folder / "site_templates", ignore=ignored)
    catalogue = folder / "site_templates" / "locales" / "de" / "LC_MESSAGES" / "site.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"X-Review: awaited\\n"\n\n'
        'msgid "Commitments"\nmsgstr "Zusagen"\n\nmsgid "Home"\nmsgstr "Start"\n',
        "utf-8",
    )
    tracker = folder / "tracker" / "commitments"
    (tracker / "p").mkdir(parents=True)
    (tracker / "tracker.yaml").write_text("title: Zusagen\nlanguages:\n  - de\n", "utf-8")
    (tracker / "p" / "plan.yaml").write_text("id: p\ntitle: Plan\n", "utf-8")
    record = "id: a\ntitle: Bäume\nstatus: in-progress\ndue: 2026-03-31\n"
    (tracker / "p" / "a.yaml").write_text(record, "utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(folder / 'src')!r}); "
        "from promisetrack.__main__ import main; main()"
    )
    command = [sys.executable, "-c", code, "-C", str(tracker.parent), "build", "--worktree"]
    options = ["--today", "2026-01-31", "-o", str(folder / "site")]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return folder / "site"


def test_a_language_is_a_catalogue_and_nothing_else(german: Path) -> None:
    """With one more file pages are in German; what it lacks is in English, and says so."""
    home = page(german, "de")
    assert home.html is not None
    assert home.html["lang"] == "de"
    assert home.select_one('nav a[href$="commitments/"]').get_text() == "Zusagen"  # type: ignore[union-attr] # it must be there
    english = [one.get_text() for one in home.select('span[lang="en"][dir="ltr"]')]
    assert "Where the commitments stand" in english
    assert "Commitments" not in english
    assert "31. März 2026" in page(german, "de/commitments/a").get_text()


def test_no_mark_of_a_missing_translation_is_left(german: Path) -> None:
    """Neither pages nor feeds nor the search hold the marks that stood around English."""
    files = [one for one in german.rglob("*") if one.is_file()]
    assert not [one for one in files if without_marks(one.read_bytes()) != one.read_bytes()]


def _marked() -> Iterator[tuple[str, str]]:
    a, b = STANDS_IN, STOOD_IN
    yield f"<p>{a}x{b}</p>", '<p><span lang="en" dir="ltr">x</span></p>'
    yield f'<p title="{a}x{b}">y</p>', '<p title="x">y</p>'
    yield f"<title>{a}x{b}</title>", "<title>x</title>"
    yield f"<svg><text>{a}x{b}</text></svg>", "<svg><text>x</text></svg>"
    yield f"<p>{a}x {a}y{b}{b}</p>", '<p><span lang="en" dir="ltr">x y</span></p>'
    yield f"<p>{a}x <a>z</a>{b}</p>", '<p><span lang="en" dir="ltr">x <a>z</a></span></p>'
    yield f"<p>{a}x</p><p>y{b}</p>", "<p>x</p><p>y</p>"
    yield f"<p>{b}x{a}</p>", "<p>x</p>"
    yield (
        '<a href="mailto:a@b.example?body=%EF%B7%90x">y</a>',
        '<a href="mailto:a@b.example?body=x">y</a>',
    )
    yield f"<p>{a}a<br>b{b}</p>", '<p><span lang="en" dir="ltr">a<br>b</span></p>'


@pytest.mark.parametrize(("html", "shown"), _marked())
def test_marks_become_elements_where_elements_may_stand(html: str, shown: str) -> None:
    """Around whole elements a span is put; in attributes, titles and drawings nothing is left."""
    assert in_english(html) == shown
