"""A tracker's own templates: they shadow ours, they are code, and they are kept in bounds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.cli.build import is_proposal
from promisetrack.errors import PromisetrackError
from promisetrack.files import LINK, SourceFile
from promisetrack.register.load import load
from promisetrack.resources import site_templates
from promisetrack.site.build import build
from promisetrack.site.shadow import Shadow, shadow_of
from promisetrack.site.site import Site
from promisetrack.words.catalogue import Words
from tests import repositories
from tests.golden_history import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Repository

TRACKER = """
# commit 2025-12-01T12:00:00+00:00 The register
# commitments/tracker.yaml
title: A town
languages:
  - en
# commitments/p/plan.yaml
id: p
title: A plan
kind: programme
# commitments/p/one.yaml
id: one
title: Plant a tree
status: in-progress
due: 2026-12-31
"""
OWN = """
# commit 2026-01-01T12:00:00+00:00 A cover of our own
# file site_templates/pages/not_found.html
<!DOCTYPE html><title>{{ title }}</title><p>Nothing here, says the town.</p>
# file site_templates/assets/style.css
/* ours */ :root { --paper: #ffffff; }
# file site_templates/assets/town.css
p { color: green; }
"""
BROKEN = """
# commit 2026-01-02T12:00:00+00:00 A slip
# file site_templates/pages/not_found.html
<p>
{{ title
"""


def site() -> Site:
    """Return a small site."""
    files = [
        SourceFile("commitments/tracker.yaml", b"title: T\nlanguages: [en]\n"),
        SourceFile("commitments/p/plan.yaml", b"id: p\ntitle: P\nkind: programme\n"),
        SourceFile("commitments/p/one.yaml", b"id: one\ntitle: <i>One</i>\nstatus: complete\n"),
    ]
    return Site(load(files), ("en",), date.fromisoformat(TODAY))


def made(**templates: str) -> dict[str, bytes]:
    """Build the small site with templates of its own; `__` stands for a slash."""
    own = {f"{name.replace('__', '/')}.html": text for name, text in templates.items()}
    shadowed = replace(site(), shadow=Shadow(own))
    return {one.path: one.content for one in build(shadowed)}


def shipped() -> dict[str, str]:
    """Return all templates that travel with the program."""
    root = site_templates()
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.html")
    }


def test_the_sandbox_changes_no_byte() -> None:
    """Shipped templates make the same pages in the sandbox; only the statement tells of it."""
    plain = {one.path: one.content for one in build(site())}
    boxed = {one.path: one.content for one in build(replace(site(), shadow=Shadow(shipped())))}
    statement = "en/accessibility/index.html"
    assert b"which these tests did not see" in boxed.pop(statement)
    assert b"which these tests did not see" not in plain.pop(statement)
    assert boxed == plain


BAD = {
    "a syntax error": ("{% if %}", "line 1", "Expected an expression"),
    "an unknown name": ("\n\n{{ nothing }}", "line 3", "'nothing' is undefined"),
    "a file outside": ('{% include "/etc/passwd" %}', "line 1", "no template “/etc/passwd”"),
    "a file above": ('{% include "../../etc/passwd" %}', "line 1", "no template"),
    "itself": ('{% include "pages/list.html" %}', "line 1", "recursion"),
    "a macro without end": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "", "recursion"),
    "loops in loops": (
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "line 1",
        "without an end",
    ),
    "loops over words": (
        "{% set x = 'a' * 200 %}" + "{% for a in x %}" * 4 + "{% endfor %}" * 4,
        "line 1",
        "without an end",
    ),
    "a page without end": (
        "{% for i in range(90000) %}" + "x" * 1000 + "{% endfor %}", "", "characters"
    ),
    "doubling": (
        "{% set n = namespace(x='a' * 9) %}{% for i in range(60) %}"
        "{% set n.x = n.x ~ n.x %}{% endfor %}",
        "line 1",
        "without measure",
    ),
    "adding": (
        "{% set n = namespace(x='a' * 9) %}{% for i in range(60) %}"
        "{% set n.x = n.x + n.x %}{% endfor %}",
        "line 1",
        "without measure",
    ),
    "a long text": ("{{ 'a' * 10000000000 }}", "line 1", "without measure"),
    "a wide filter": ("{{ 'a'|center(10000000000) }}", "line 1", "without measure"),
    "a wide method": ("{{ 'a'.ljust(10000000000) }}", "line 1", "without measure"),
    "a wide format": ("{{ '%10000000000d'|format(1) }}", "line 1", "without measure"),
    "a wide field": ("{{ '{:10000000000}'.format(1) }}", "line 1", "without measure"),
    "a growing text": (
        "{{ ('a' * 9000).replace('a', 'b' * 9000) }}", "line 1", "without measure"
    ),
    "a high power": ("{{ 9 ** 999999999 }}", "line 1", "without measure"),
    "a way to Python": ("{{ ''.__class__.__mro__ }}", "line 1", "unsafe"),
    "globals": ("{{ _.__func__.__globals__ }}", "line 1", "unsafe"),
    "an attribute by name": ("{{ title|attr('__class__') }}", "line 1", "unsafe"),
    "a format's attribute": ("{{ '{0.__class__}'.format(title) }}", "line 1", "unsafe"),
    "text as it is": ("{{ title|safe }}", "line 1", "safe"),
    "escaping off": (
        "{% autoescape false %}{{ title }}{% endautoescape %}", "line 1", "turned off"
    ),
    "chance": ("{{ [1, 2]|random }}", "line 1", "random"),
    "a division by nothing": ("{{ 1 / 0 }}", "line 1", "division by zero"),
    "a sign for terminals": ("{{ {}['\x1b[31m'] }}", "line 1", "\\x1b[31m"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_template_is_told_with_its_place(name: str) -> None:
    """File, line, reason and remedy; it takes no time, no memory, and shows no secret."""
    text, line, why = BAD[name]
    with pytest.raises(PromisetrackError) as caught:
        made(pages__list=text)
    speak = Words("en", ("cli",))
    told = speak.text(caught.value.message)
    assert told.startswith("site_templates/pages/list.html" if line else "site_templates/")
    assert f", {line}:" in told or not line
    assert why in told
    assert told.isprintable()
    assert caught.value.help is not None
    assert caught.value.exit_code == 1


def test_text_from_the_register_stays_escaped() -> None:
    """A tracker's template cannot let a title become markup, by no filter."""
    words = "{{ title|show }}{{ title|string }}{{ title|e|replace('&lt;', '<') }}"
    pages = made(pages__list=words + "{{ title|forceescape }}", pages__commitment="{{ title }}" * 2)
    assert b"<i>" not in b"".join(pages[path] for path in pages if path.endswith(".html"))


def test_a_link_is_no_template() -> None:
    """A symbolic link in `site_templates/` is refused with its path, wherever it points."""
    files = {
        "site_templates/base.html": SourceFile("site_templates/base.html", b"/etc/passwd", "", LINK)
    }
    with pytest.raises(PromisetrackError, match="link") as caught:
        shadow_of(files, is_trusted=True)
    assert caught.value.exit_code == 1
    assert shadow_of(files, is_trusted=False).is_ignored


def test_what_is_ours_or_has_no_place_changes_nothing() -> None:
    """A template that was ejected and not changed is ours; a stray file is named."""
    files = {
        f"site_templates/{name}": SourceFile(f"site_templates/{name}", content)
        for name, content in (
            ("base.html", (site_templates() / "base.html").read_bytes()),
            ("notes.txt", b"x"),
            (".DS_Store", b"x"),
        )
    }
    found = shadow_of(files, is_trusted=True)
    assert (found.is_used, found.is_ignored) == (False, False)
    assert found.idle == ("site_templates/.DS_Store", "site_templates/notes.txt")
    assert not shadow_of(files, is_trusted=False).is_ignored


# ---- the command ------------------------------------------------------------------------------


def built(tracker: Repository, output: Path, *options: str) -> Path:
    """Build the site as a person would."""
    words = ["-q", "-C", str(tracker.path), "build", "--today", TODAY, "-o", str(output), *options]
    assert run(words) == 0
    return output


@pytest.fixture
def tracker(tmp_path: Path) -> Repository:
    """Return a tracker with templates of its own, committed."""
    return repositories.build(tmp_path / "town", TRACKER + OWN)


def test_a_tracker_shadows_file_by_file(tracker: Repository, tmp_path: Path) -> None:
    """Its page, its stylesheet and a file more are on the site; all else is ours; it says so."""
    found = built(tracker, tmp_path / "site")
    assert "says the town" in (found / "404.html").read_text("utf-8")
    assert (found / "assets/style.css").read_text("utf-8") == ":root{--paper:#ffffff}\n"
    assert (found / "assets/town.css").read_text("utf-8") == "p{color:green}\n"
    home = (found / "en/index.html").read_text("utf-8")
    assert "templates of the register’s own" in home
    manifest = json.loads((found / "audit/manifest.json").read_text("utf-8"))
    assert manifest["builder"]["options"]["templates"] == "own"


def test_a_past_version_is_shown_without_its_templates(tracker: Repository, tmp_path: Path) -> None:
    """With --at they are left aside, which every page says; --trust-templates uses them."""
    found = built(tracker, tmp_path / "site", "--at", "HEAD")
    assert "says the town" not in (found / "404.html").read_text("utf-8")
    assert "page templates of its own" in (found / "en/index.html").read_text("utf-8")
    options = json.loads((found / "audit/manifest.json").read_text("utf-8"))["builder"]["options"]
    assert "templates" not in options
    trusted = built(tracker, tmp_path / "other", "--at", "HEAD", "--trust-templates")
    assert "says the town" in (trusted / "404.html").read_text("utf-8")


@pytest.mark.parametrize(
    "environment", [{"GITHUB_EVENT_NAME": "pull_request"}, {"CI_MERGE_REQUEST_IID": "4"}]
)
def test_a_proposal_runs_no_template(
    tracker: Repository,
    tmp_path: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What somebody proposes is built with our templates, on GitHub, Gitea and GitLab."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = built(tracker, tmp_path / "site")
    assert "says the town" not in (found / "404.html").read_text("utf-8")
    assert not is_proposal({"GITHUB_EVENT_NAME": "push"})


def test_a_rebuild_runs_no_template(
    tracker: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site that a tracker's own templates made is not rebuilt: could not check, never refuted."""
    here = ["-C", str(tracker.path)]
    found = built(tracker, tmp_path / "site")
    assert run(["-q", *here, "publish", "-o", str(found)]) == 0
    capsys.readouterr()
    assert run([*here, "verify", str(found)]) == 0
    assert run([*here, "verify", str(found), "--rebuild", "--format", "json"]) == 3
    steps = json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))["steps"]
    told = next(one for one in steps if one["name"] == "rebuild")
    assert told["result"] == "unknown"
    assert "templates" in told["detail"]


def test_a_site_without_them_is_rebuilt(tracker: Repository, tmp_path: Path) -> None:
    """A site made with our templates alone is verified byte for byte, whatever the tracker has."""
    here = ["-C", str(tracker.path)]
    found = built(tracker, tmp_path / "site", "--at", "HEAD", "--today", TODAY)
    assert run(["-q", *here, "publish", "-o", str(found)]) == 0
    assert run([*here, "verify", str(found), "--rebuild"]) == 0


def test_a_fault_names_file_and_line_and_keeps_the_old_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, place and remedy in French too; the site before stays."""
    tracker = repositories.build(tmp_path / "town", TRACKER)
    found = built(tracker, tmp_path / "site")
    before = (found / "404.html").read_bytes()
    repositories.build(tmp_path / "town", TRACKER + BROKEN)
    words = ["--lang", "fr", "-C", str(tracker.path), "build", "-o", str(found)]
    assert run([*words, "--today", TODAY]) == 1
    told = capsys.readouterr().err
    assert "site_templates/pages/not_found.html, ligne 2" in told
    assert (found / "404.html").read_bytes() == before


def test_changed_templates_are_counted(
    tracker: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template that is not committed is not in the site, and the build says so."""
    (tracker.path / "site_templates/pages/not_found.html").write_text("{{ title }}!", "utf-8")
    words = ["-C", str(tracker.path), "build", "--today", TODAY, "-o"]
    assert run([*words, str(tmp_path / "site")]) == 0
    assert "1 changed file is not in this site" in capsys.readouterr().err
    assert run([*words, str(tmp_path / "preview"), "--worktree"]) == 0
    assert (tmp_path / "preview/404.html").read_text("utf-8").endswith("!\n")


@pytest.mark.parametrize("place", ["commitments/site", "site_templates", ".git/site"])
def test_no_site_among_the_files_of_the_register(
    tracker: Repository, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An output folder inside of what the site is made from is wrong usage; nothing is written."""
    words = ["-C", str(tracker.path), "build", "-o", str(tracker.path / place / "x")]
    assert run(words) == 2
    assert "build/site" in capsys.readouterr().err
    assert not (tracker.path / place / "x").exists()
