"""Colours, fonts, a logo and ejected templates: what a tracker may change without any Python."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from promisetrack.checks.runner import run as check
from promisetrack.cli import run
from promisetrack.files import SourceFile
from promisetrack.model.appearance import (
    ENOUGH,
    contrast,
    fonts_of,
    legible,
    pale,
    shipped,
    themed,
    tokens,
)
from promisetrack.model.pictures import is_drawing, kind_of
from promisetrack.register.load import load
from promisetrack.resources import site_templates
from promisetrack.site.build import build
from promisetrack.site.shadow import FOLDER, offered, shadow_of
from promisetrack.site.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from promisetrack.register.register import Register

TODAY = date(2026, 1, 31)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
CSS = (site_templates() / "assets/style.css").read_text("utf-8")


def register(theme: str, **files: bytes) -> Register:
    """Return a tracker with a theme; `files` are those of its plan, `_` stands for a point."""
    tracker = f"title: T\nlanguages:\n  - en\n{theme}".encode()
    own = [
        SourceFile(f"commitments/p/files/{name.replace('_', '.')}", content)
        for name, content in files.items()
    ]
    plan = SourceFile("commitments/p/plan.yaml", b"id: p\ntitle: P\nkind: programme\n")
    one = SourceFile("commitments/p/one.yaml", b"id: one\ntitle: One\nstatus: complete\n")
    return load([SourceFile("commitments/tracker.yaml", tracker), plan, one, *own])


def made(found: Register) -> dict[str, bytes]:
    """Return the site of a register."""
    return {one.path: one.content for one in build(Site(found, ("en",), TODAY))}


def told(found: Register) -> list[tuple[str, str]]:
    """Return which checks speak of the theme, and where."""
    every = check(found, today=TODAY)
    mine = [one for one in every if one.check.startswith("theme")]
    return [(one.check, ".".join(map(str, one.route))) for one in mine]


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21 to 1, a colour on itself 1, and #777 on white falls just short."""
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#1b6640", "#1b6640") == pytest.approx(1)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_our_own_colours_can_be_read() -> None:
    """Every colour of text passes on every ground, in light and in dark."""
    assert list(pale(shipped(), shipped())) == []


def test_a_faint_colour_is_told_with_one_that_can_be_read() -> None:
    """The finding names both colours, the ratio, and the nearest that passes, which does pass."""
    found = register('theme:\n  colours:\n    link: "#ff9900"\n    late-dark: "#552211"\n')
    assert told(found) == [
        ("theme-without-contrast", "theme.colours.link"),
        ("theme-without-contrast", "theme.colours.late-dark"),
    ]
    grounds = (shipped()["paper"], shipped()["sheet"])
    mended = legible("#ff9900", grounds)
    assert all(contrast(mended, one) >= ENOUGH for one in grounds)
    assert told(register(f'theme:\n  colours:\n    link: "{mended}"\n')) == []


def test_a_dark_paper_makes_all_text_faint() -> None:
    """A ground that a tracker chooses is judged with our text on it; one finding says it."""
    assert told(register('theme:\n  colours:\n    paper: "#222222"\n')) == [
        ("theme-without-contrast", "theme.colours.paper")
    ]


def test_what_changes_nothing_is_told() -> None:
    """A colour, a font and a logo that the site cannot take up are findings, with a remedy."""
    found = register('theme:\n  colours:\n    lnik: "#114a8b"\n  font: "x{}"\n  logo: p/no.png\n')
    assert told(found) == [
        ("theme-without-effect", "theme.colours.lnik"),
        ("theme-without-effect", "theme.font"),
        ("theme-without-effect", "theme.logo"),
    ]


def test_ten_lines_change_the_stylesheet() -> None:
    """Colours take the place of ours in light and dark, fonts stand before ours; the rest stays."""
    found = register(
        'theme:\n  colours:\n    link: "#7a1030"\n    link-dark: "#ffb0c0"\n'
        "  font: Marianne, serif\n"
    )
    css = made(found)["assets/style.css"].decode()
    assert tokens(css) == {**shipped(), "link": "#7a1030", "link-dark": "#ffb0c0"}
    assert '--sans:"Marianne", serif, system-ui' in css
    assert len(css) < len(made(register(""))["assets/style.css"]) + 60


def test_no_theme_can_write_a_rule() -> None:
    """Neither a colour nor a font, even in a tracker with errors, brings more than its value."""
    evil = "red; } body { display: none"
    found = register(f'theme:\n  colours:\n    link: "{evil}"\n  font: "{evil}, A\\";}}"\n')
    assert made(found)["assets/style.css"] == made(register(""))["assets/style.css"]
    assert fonts_of("Open Sans, 'Noto Serif', x;y")[0] == ("Open Sans", "Noto Serif")
    assert themed(CSS, {}) == CSS


def test_a_logo_stands_in_the_header() -> None:
    """It is a file of the site, decorative, and the policy allows pictures of the site alone."""
    pages = made(register("theme:\n  logo: p/files/arms.svg\n", arms_svg=SVG))
    assert pages["assets/logo.svg"] == SVG
    home = pages["en/index.html"].decode()
    assert '<img src="../assets/logo.svg" alt="">' in home
    assert "img-src &#39;self&#39;" in home
    assert "img-src" not in made(register(""))["en/index.html"].decode()


BAD_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"><text/></a></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><use href="https://evil.example/#x"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(https://evil.example/)"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><b/></foreignObject></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(x)</style></svg>',
    b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    b'<?xml-stylesheet href="x.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml">'
    b"<h:script>alert(1)</h:script></svg>",
    '<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"),
    b"<html/>",
    b"<svg",
)


@pytest.mark.parametrize("content", BAD_SVG)
def test_a_drawing_does_nothing_but_draw(content: bytes) -> None:
    """An SVG with a script, a handler, an entity or anything from elsewhere is no picture."""
    assert not is_drawing(content)
    assert kind_of("a.svg", SVG) == "svg"
    assert kind_of("a.png", content) == ""


# ---- templates to change ------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small tracker."""
    (tmp_path / "commitments").mkdir()
    (tmp_path / "commitments/tracker.yaml").write_text("title: T\nlanguages:\n  - en\n", "utf-8")
    return tmp_path


def test_a_copy_that_is_not_changed_stays_ours(folder: Path) -> None:
    """Every template can be copied with its comment; until it is changed the site is the same."""
    names = [name for name in offered() if not name.endswith(".js")]
    assert run(["-q", "-C", str(folder), "theme", "eject", *names]) == 0
    paths = [path for path in (folder / FOLDER).rglob("*") if path.is_file()]
    files = {
        name: SourceFile(name, path.read_bytes())
        for path in paths
        if (name := path.relative_to(folder).as_posix())
    }
    assert len(files) == len(names)
    assert not shadow_of(files, is_trusted=True).is_used
    home = (folder / FOLDER / "pages/home.html").read_text("utf-8")
    assert home.startswith("{# promisetrack theme eject\n")
    assert "facts" in home.partition("#}")[0]


def test_a_changed_copy_makes_the_same_page_with_the_change(folder: Path) -> None:
    """The comment at its top does no harm to a page."""
    assert run(["-q", "-C", str(folder), "theme", "eject", "pages/list.html"]) == 0
    path = folder / FOLDER / "pages/list.html"
    text = path.read_text("utf-8").replace("{% endblock %}", "<p>ours</p>{% endblock %}")
    name = f"{FOLDER}/pages/list.html"
    shadow = shadow_of({name: SourceFile(name, text.encode())}, is_trusted=True)
    assert shadow.is_used
    plain = Site(register(""), ("en",), TODAY)
    before = {one.path: one.content for one in build(plain)}["en/method/index.html"]
    after = {one.path: one.content for one in build(replace(plain, shadow=shadow))}
    assert after["en/method/index.html"].replace(b"<p>ours</p>", b"") == before


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there already stays, and none of the others is written."""
    own = folder / FOLDER / "pages/home.html"
    own.parent.mkdir(parents=True)
    own.write_text("mine", "utf-8")
    assert run(["-C", str(folder), "theme", "eject", "base.html", "home"]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert own.read_text("utf-8") == "mine"
    assert not (folder / FOLDER / "base.html").exists()


def test_what_can_be_changed_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Colours and templates with a word on each; an unknown name gets the way to the list."""
    assert run(["-C", str(folder), "theme"]) == 0
    listed = capsys.readouterr().out
    assert re.search(r"(?m)^  base\.html +The frame of every page", listed)
    assert "margin" in listed
    assert run(["-C", str(folder), "theme", "eject", "nothing.html"]) == 2
    assert "lists them" in capsys.readouterr().err


def test_the_contrast_is_a_figure_of_the_readers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """French writes 2,1 where English writes 2.1, in the same sentence as the 4,5 it needs."""
    (tmp_path / "commitments").mkdir()
    rules = 'title: T\nlanguages:\n  - en\ntheme:\n  colours:\n    link: "#fc9400"\n'
    (tmp_path / "commitments/tracker.yaml").write_text(rules)
    said = {}
    for language in ("en", "fr"):
        run(["-C", str(tmp_path), "--lang", language, "check", "--today", "2026-11-22"])
        said[language] = " ".join(capsys.readouterr().out.split())
    assert "a contrast of 2.1 to 1, and needs 4.5" in said["en"]
    assert "un contraste de 2,1 pour 1, il en faut 4,5" in said["fr"]


def test_each_template_is_described_in_french_too(capsys: pytest.CaptureFixture[str]) -> None:
    """`theme` says in the reader's language what each template is for."""
    assert run(["--lang", "en", "theme"]) == 0
    english = capsys.readouterr().out.splitlines()
    assert run(["--lang", "fr", "theme"]) == 0
    french = capsys.readouterr().out.splitlines()
    described = [line for line in english if ".html " in line]
    assert len(described) > 30
    assert not set(described) & set(french)
    assert all(line.split()[0] in "\n".join(french) for line in described)
    assert not [line for line in english if line.strip().endswith(".html")]
