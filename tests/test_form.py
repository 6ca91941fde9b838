"""The form on the site, used as people use it: by keyboard, in French, down to the real check."""

from __future__ import annotations

import functools
import gzip
import json
import re
import threading
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none
from bs4 import BeautifulSoup

from promisetrack.checks.runner import run
from promisetrack.files import SourceFile
from promisetrack.model.shape import shape_of
from promisetrack.register.load import load
from promisetrack.resources import site_templates
from promisetrack.site.build import build
from promisetrack.site.form.fields import ASKED, fields_of
from promisetrack.site.form.issue_forms import issue_forms
from promisetrack.site.form.places import Spot, spot
from promisetrack.site.site import Options
from promisetrack.site.tongue import tongue
from promisetrack.source.document import read
from tests.test_site_build import TODAY, register, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.register.register import Register

browsing = pytest.mark.browser
FORGES = {
    "github": "https://forge.example/valbrume/registre/new/main?filename=",
    "gitlab": "https://forge.example/valbrume/registre/-/new/main?file_name=",
    "forgejo": "https://forge.example/valbrume/registre/_new/main/commitments/budget?filename=",
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _write(found: Register, root: Path, **options: Any) -> None:
    for artifact in build(site_of(found, **options)):
        path = root / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)


def _with_forge(kind: str) -> Register:
    """Return the example tracker with another forge, or with none."""
    files = dict(register().files)
    path = "commitments/tracker.yaml"
    text = files[path].content.decode()
    forge = re.search(r"^forge:\n(?: .*\n)+", text, re.MULTILINE)
    assert forge
    other = forge[0].replace("github", kind) if kind else ""
    post = text.replace("  contact:", "  post: 1 place des Halles\n  contact:")
    changed = post.replace(forge[0], other)
    files[path] = SourceFile(path, changed.encode())
    return load(files.values())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example site, on this machine; below a name of a forge its twin with that forge."""
    root = tmp_path_factory.mktemp("site")
    _write(register(), root / "own")
    for kind in ("gitlab", "forgejo", ""):
        _write(_with_forge(kind), root / (kind or "none"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page with the French form; it must not complain, nor load from elsewhere."""
    found = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    complaints: list[str] = []
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    asked: list[str] = []
    found.on("request", lambda one: asked.append(one.url))
    found.goto(f"{address}own/fr/edit/")
    yield found
    found.close()
    assert not [one for one in asked if not one.startswith((address, "blob:", "data:"))]
    assert not [one for one in complaints if "favicon" not in one and "404" not in one]


# ---- by keyboard ------------------------------------------------------------------------------


def go(tab: Page, target: str) -> None:
    """Press Tab until an element has the focus: the one with that id, or of that class."""
    here = "[document.activeElement.id, ...document.activeElement.classList]"
    for _ in range(150):
        if target in tab.evaluate(here):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def write(tab: Page, target: str, text: str) -> None:
    """Go to a field and type, instead of what stands there."""
    go(tab, target)
    tab.keyboard.press("Control+A")
    tab.keyboard.insert_text(text)


def choose(tab: Page, target: str, value: str) -> None:
    """Go to a list and press the arrow until the value is chosen."""
    go(tab, target)
    for _ in range(40):
        if tab.evaluate("document.activeElement.value") == value:
            return
        tab.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not in the list {target}")


def begin(tab: Page, kind: str) -> None:
    """Choose what to do: the arrows move between the choices."""
    go(tab, "kind-question")
    for _ in range(4):
        if tab.evaluate("document.activeElement.value") == kind:
            return
        tab.keyboard.press("ArrowDown")


def finish(tab: Page) -> None:
    """Press the button."""
    go(tab, "go")
    tab.keyboard.press("Enter")


# ---- down to the check ------------------------------------------------------------------------


def edits(tab: Page) -> list[dict[str, str]]:
    """Return what the page asks to put where."""
    found: list[dict[str, str]] = tab.evaluate(
        "[...document.querySelectorAll('#edits > li')].map((one) => ({ ...one.dataset, "
        "text: one.querySelector('pre:not(.old)').textContent, "
        "said: one.querySelector('p').textContent }))"
    )
    return found


def applied(text: str, found: list[dict[str, str]]) -> str:
    """Return a file after somebody did what the page says, in its order."""
    for one in found:
        lines = text.splitlines(keepends=True)
        if one["how"] == "end":
            text += one["text"]
        elif one["how"] == "step":
            start = next(n for n, line in enumerate(lines) if line.strip() == f"- id: {one['id']}")
            at = next(n for n in range(start, len(lines)) if lines[n].strip() == one["line"])
            lines[at] = lines[at].replace(one["line"], one["text"].strip())
            text = "".join(lines)
        else:
            count = one["line"].count("\n") + 1
            at = next(
                n
                for n in range(len(lines))
                if "".join(lines[n : n + count]).rstrip() == one["line"]
            )
            lines[at : at + count * (one["how"] == "instead")] = [one["text"]]
            text = "".join(lines)
    return text


def news(path: str, text: str) -> list[Diagnostic]:
    """Return what the real check says of a file that it did not say before."""
    files = {**register().files, path: SourceFile(path, text.encode())}
    before = {str(one.message) for one in run(register(), today=TODAY)}
    after = run(load(files.values()), today=TODAY)
    return [one for one in after if str(one.message) not in before and one.level != "note"]


def data(text: str) -> Any:
    """Return what the real loader reads."""
    document, faults = read(
        SourceFile("commitments/p/x.yaml", text.encode()), shape_of("commitment")
    )
    assert not [one for one in faults if one.check != "number-that-is-a-name"], faults
    assert document is not None
    return document.data


def the_file(path: str) -> str:
    """Return a file of the example tracker."""
    return register().files[path].content.decode()


@browsing
def test_a_commitment_by_keyboard_passes_the_check(tab: Page) -> None:
    """A new commitment filled in without a mouse, in French, is a file that the check accepts."""
    begin(tab, "commitment")
    write(tab, "commitment-title", "Ouvrir la médiathèque le dimanche : un « essai »")
    write(tab, "commitment-description", "Nous ouvrirons le dimanche.\n\nDe 14 h à 18 h.")
    write(tab, "commitment-source", "https://valbrume.example/programme")
    choose(tab, "commitment-lead", "espaces-publics")
    write(tab, "commitment-due", "2027-06")
    choose(tab, "commitment-status", "not-started")
    go(tab, "add")
    tab.keyboard.press("Enter")
    write(tab, "commitment-milestones-title-1", "Recruter deux personnes")
    write(tab, "commitment-milestones-due-1", "2026-12-31")
    finish(tab)
    assert tab.evaluate("document.activeElement.id") == "result"
    (whole,) = edits(tab)
    found = data(whole["text"])
    assert found["id"] == "ouvrir-la-mediatheque-le-dimanche-un"
    assert found["title"] == "Ouvrir la médiathèque le dimanche : un « essai »"
    assert found["description"] == "Nous ouvrirons le dimanche.\n\nDe 14 h à 18 h."
    assert found["milestones"][0] == {
        "id": "m1", "title": "Recruter deux personnes", "due": "2026-12-31",
    }  # fmt: skip
    path = f"commitments/budget/{found['id']}.yaml"
    assert path in tab.inner_text("#gist")
    assert [one for one in news(path, whole["text"]) if one.level == "error"] == []


@browsing
@pytest.mark.parametrize(
    ("identity", "step", "status"),
    [
        ("pistes", "", "substantial"),
        ("budget-ouvert", "", "complete"),
        ("ilot-fraicheur", "", "on-hold"),
        ("ilot-fraicheur", "travaux", "complete"),
    ],
)
def test_an_update_by_keyboard_keeps_status_and_evidence_together(
    tab: Page, identity: str, step: str, status: str
) -> None:
    """A report with a new status and new evidence changes three places, and the check agrees."""
    begin(tab, "update")
    choose(tab, "about", identity)
    write(tab, "update-date", "2026-01-30")
    choose(tab, "update-by", "espaces-publics")
    if step:
        choose(tab, "update-about", step)
    choose(tab, "update-status", status)
    write(tab, "update-text", "- Les travaux avancent.\n- no: 1.10")
    write(tab, "proof-title", "Arrêté d’ouverture")
    write(tab, "proof-url", "https://valbrume.example/arrete")
    finish(tab)
    found = edits(tab)
    path = f"commitments/budget/{identity}.yaml"
    text = applied(the_file(path), found)
    after = data(text)
    place = next(one for one in after["milestones"] if one["id"] == step) if step else after
    assert place["status"] == status
    assert after["updates"][-1]["text"] == "- Les travaux avancent.\n- no: 1.10"
    assert after["evidence"][-1]["id"] in after["updates"][-1]["evidence"]
    assert [one for one in news(path, text) if one.level == "error"] == []


@browsing
def test_the_status_of_today_is_shown(tab: Page) -> None:
    """Whoever reports sees where a commitment, or its step, stands: leaving it so is a choice."""
    begin(tab, "update")
    choose(tab, "about", "ilot-fraicheur")
    first = "document.querySelector('#update-status').options[0].text"
    whole = tab.evaluate(first)
    assert whole.startswith("Sans changement\u00a0: ")
    choose(tab, "update-about", "travaux")
    step = tab.evaluate(first)
    assert step.startswith("Sans changement\u00a0: ")
    assert step != whole


@browsing
@pytest.mark.parametrize("identity", ["budget-ouvert", "ilot-fraicheur", "pistes"])
def test_evidence_and_a_question_by_keyboard_find_their_place(tab: Page, identity: str) -> None:
    """What the page says to paste where keeps every file readable, and adds just that."""
    path = f"commitments/budget/{identity}.yaml"
    before = data(the_file(path))
    begin(tab, "evidence")
    choose(tab, "about", identity)
    write(tab, "evidence-title", "Procès-verbal #12: séance du 3 mars")
    write(tab, "evidence-url", "https://valbrume.example/pv?a=1&b=2#p3")
    choose(tab, "evidence-kind", "minutes")
    finish(tab)
    text = applied(the_file(path), edits(tab))
    after = data(text)
    assert len(after["evidence"]) == len(before.get("evidence", [])) + 1
    assert after["evidence"][-1]["kind"] == "minutes"
    assert [one for one in news(path, text) if one.level == "error"] == []
    tab.goto(tab.url.split("?")[0] + f"?about={identity}&kind=question")
    write(tab, "question-date", "2026-01-15")
    write(tab, "question-text", "Quand ?\n\n  Et « pourquoi » ?")
    finish(tab)
    asked = data(applied(text, edits(tab)))
    assert asked["questions"][-1] == {
        "date": "2026-01-15",
        "text": "Quand ?\n\n  Et « pourquoi » ?",
    }
    assert {**asked, "questions": None} == {**after, "questions": None}


@browsing
def test_faults_are_said_kindly_and_lead_to_their_fields(tab: Page) -> None:
    """A wrong date shows the right one; the list of faults has the focus and leads to the field."""
    begin(tab, "commitment")
    write(tab, "commitment-title", "X")
    write(tab, "commitment-source", "www.ville.example/plan")
    write(tab, "commitment-due", "31 décembre 2025")
    choose(tab, "commitment-status", "unknown")
    finish(tab)
    assert tab.evaluate("document.activeElement.id") == "faults"
    said = [one.text_content() or "" for one in tab.query_selector_all("#faults li")]
    assert "https://www.ville.example/plan" in said[0]
    assert "2025-12-31" in said[1]
    assert len(said) == 2
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "commitment-due"
    described = str(tab.get_attribute("#commitment-due", "aria-describedby")).split()
    assert "2025-12-31" in " ".join(tab.inner_text(f"#{one}") for one in described)
    assert not tab.is_visible("#result")


@browsing
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/2025", "2025-12-31"),
        ("1er mars 2026", "2026-03-01"),
        ("décembre 2025", "2025-12"),
        ("12/2025", "2025-12"),
        ("2025/1/5", "2025-01-05"),
        ("5 August 2026", "2026-08-05"),
        ("30/02/2025", ""),
        ("bientôt", ""),
    ],
)
def test_dates_in_other_forms_are_understood(tab: Page, written: str, meant: str) -> None:
    """What people write for a date is shown as the register writes it; nonsense is not guessed."""
    assert tab.evaluate("(text) => meantDate(text)", written) == meant
    assert tab.evaluate("(text) => isDate(text)", written) is False


HOSTILE = [
    "no", "Yes", "null", "~", "true", "1.10", "01001", "2026-03-31", "1e3", "0x1F", ".5", "1_000",
    "12:30:45", "-", "- a", "-a", "?", "? a", ": a", "a: b", "a:", "a :b", "#", "a # b",
    "a #b", "#a",
    "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "|-", "'", '"', "'a' \"b\" \\n", '"a"',
    "\\", "{a}",
    "[a, b]", ", a", "---", "...", "--- a", "=", "<<", "é", "œuvre", "🙂", "👩‍👧",
    "مرحبا: عالم", "שלום #1",
    "a\nb", "a\n\n\nb", "a\n  b\n\tc", "- a\n- b", "a: b\nc: d", "# a\n# b", "---\na",
    "a\n...\nb",
    "  a  ", "\ta", "a\u00a0b", "a\u2028b", "a\u202eb", "a\u200db", "\u0000a\u0007",
    "a\r\nb", "\ufeffa",
    "{{ 7*7 }}", "<script>alert(1)</script>", "${a}", "</code>",
    "a" * 5000, "x " * 2000, "\u0085", "\ud83d",
    ".inf", ".NaN", "+.INF", "1:20", "on", "y", "N", "OFF", "12e", "+12", "-12", "- -",
    "? ", "a\n\u3000\nb",
]  # fmt: skip


@browsing
def test_hostile_values_come_back_as_they_were(tab: Page) -> None:
    """Whatever is typed, the YAML reads back as the same text, as a value and in lists."""
    made = tab.evaluate(
        "(all) => all.map((one) => [clean(one), dump(entries({ title: clean(one), "
        "tags: [clean(one)], updates: [{ date: '2026-01-01', text: clean(one) }] }, 0))])",
        HOSTILE,
    )
    for value, (kept, text) in zip(HOSTILE, made, strict=True):
        if not kept:
            continue
        found = data(text)
        assert found == {
            "title": kept, "tags": [kept], "updates": [{"date": "2026-01-01", "text": kept}],
        }, value  # fmt: skip
        plain = value == value.strip() and not re.search(
            r"[\0-\x09\x0b-\x1f\x7f-\xa0\u2000-\u202f]", value
        )
        if plain and "\ufeff" not in value and "\ud83d" not in value and "\u3000" not in value:
            assert kept == value


@browsing
@pytest.mark.parametrize("kind", FORGES)
def test_the_forge_opens_filled_in(browser: Browser, address: str, kind: str) -> None:
    """Each forge gets path and text in its own address; what is too long is copied."""
    tab = browser.new_page()
    folder = "own" if kind == "github" else kind
    tab.goto(f"{address}{folder}/fr/edit/?kind=commitment")
    tab.fill("#commitment-title", "Été & « hiver » #1")
    tab.select_option("#commitment-status", "unknown")
    tab.click(".go")
    link = str(tab.get_attribute("#send-forge a", "href"))
    assert link.startswith(FORGES[kind])
    query = parse_qs(urlsplit(link).query)
    value = query["content" if kind == "gitlab" else "value"][0]
    assert value == tab.text_content("#edits pre")
    assert data(value)["title"] == "Été & « hiver » #1"
    tab.fill("#commitment-description", "é" * 3000)
    tab.click(".go")
    link = str(tab.get_attribute("#send-forge a", "href"))
    assert "value" not in parse_qs(urlsplit(link).query)
    assert len(link) < 8000
    tab.close()


@browsing
def test_without_a_forge_there_are_mail_and_post(browser: Browser, address: str) -> None:
    """Without a forge the text goes into a prepared e-mail, and the postal address stands there."""
    tab = browser.new_page()
    tab.goto(f"{address}none/fr/edit/?kind=commitment")
    tab.fill("#commitment-title", "Ça & là")
    tab.select_option("#commitment-status", "unknown")
    tab.click(".go")
    assert not tab.is_visible("#send-forge")
    link = str(tab.get_attribute("#send-mail a", "href"))
    assert link.startswith("mailto:participation@valbrume.example?subject=")
    assert "title: Ça & là\r\n" in unquote(link)
    assert "1 place des Halles" in tab.inner_text("#send")
    tab.fill("#commitment-description", "x" * 3000)
    tab.click(".go")
    assert len(str(tab.get_attribute("#send-mail a", "href"))) < 2000
    tab.close()


@browsing
def test_without_javascript_other_ways_are_there(browser: Browser, address: str) -> None:
    """Without JavaScript the form is not shown, and the forge and the e-mail address are."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}own/fr/edit/")
    assert not tab.is_visible("#edit")
    links = [str(one.get_attribute("href")) for one in tab.query_selector_all("#other a")]
    assert any("issues/new?" in one and "template=question.yml" in one for one in links)
    assert any(one.startswith("mailto:") for one in links)
    context.close()


@browsing
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, language: str, scheme: str
) -> None:
    """Empty, with faults, with a result: no violation that axe knows, and nothing cut at 320 px."""
    dark = scheme == "dark"
    tab = browser.new_page(
        viewport={"width": 320, "height": 700}, color_scheme="dark" if dark else "light",
        bypass_csp=True,
    )  # fmt: skip
    for kind in ASKED:
        tab.goto(f"{address}own/{language}/edit/?kind={kind}&about=ilot-fraicheur")
        _no_violation(tab)
        tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        tab.click(".go")
        _no_violation(tab)
    tab.goto(f"{address}own/{language}/edit/?kind=commitment")
    tab.fill("#commitment-title", "Un titre")
    tab.select_option("#commitment-status", "unknown")
    tab.click("#commitment-milestones .add")
    tab.fill("#commitment-milestones-title-1", "a" * 80)
    tab.click(".go")
    assert tab.is_visible("#result")
    _no_violation(tab)
    tab.close()


def _no_violation(tab: Page) -> None:
    found = Axe().run(tab).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


# ---- without a browser --------------------------------------------------------------------------


def test_the_policy_of_the_form_adds_its_own_script_only() -> None:
    """Only the form, the search and the list may run a script, only the site's own; none loads."""
    for options, script in ((Options(), "'self'"), (Options(is_portable=True), "'self' file:")):
        pages = {one.path: one.content for one in build(site_of(register(), options=options))}
        for path, content in pages.items():
            if not path.endswith(".html"):
                continue
            meta = BeautifulSoup(content, "html.parser").select_one("meta[http-equiv]")
            assert meta is not None
            rules = dict(one.strip().split(" ", 1) for one in str(meta["content"]).split(";"))
            has_script = re.fullmatch(r"../(edit|search|commitments|audit)/index.html", path)
            assert rules["default-src"] == "'none'"
            assert rules.get("script-src") == (script if has_script else None), path
            loads = path.endswith("/audit/index.html")  # it compares the site’s files
            assert rules.get("connect-src") == ("'self'" if loads else None), path


def test_the_script_is_small_and_stands_alone() -> None:
    """The script travels in at most 8 kB, and neither loads, stores nor evaluates anything."""
    text = (site_templates() / "assets/edit.js").read_text("utf-8")
    assert len(gzip.compress(text.encode(), mtime=0)) <= 8_000
    for word in ("fetch(", "XMLHttp", "localStorage", "eval(", "innerHTML", "import(", "WebSocket"):
        assert word not in text


def test_every_simple_key_of_the_model_is_a_field() -> None:
    """Keys that hold a value follow from the model; required ones can always be filled in."""
    from promisetrack.model.structure import One, structure_of

    for name, asked in ASKED.items():
        keys = {field.key for part in fields_of(name) for field in part}
        members = structure_of(asked.record).members
        simple = {key for key, member in members.items() if isinstance(member.node, One)}
        assert simple - set(asked.without) <= keys
        assert {key for key, member in members.items() if member.is_required} <= keys


def test_the_hostile_register_stays_inside_its_element() -> None:
    """A title that looks like markup stands in the page's data as text."""
    found = register()
    entry = found.commitments["pistes"]
    path = entry.path
    text = found.files[path].content.decode()
    evil = 'title: "</code><script>alert(1)</script>"\n'
    files = {
        **found.files,
        path: SourceFile(path, re.sub(r"(?m)^title:.*\n(?: .*\n)*", lambda _: evil, text).encode()),
    }
    site = site_of(load(files.values()))
    page = next(one for one in build(site) if one.path == "fr/edit/index.html")
    soup = BeautifulSoup(page.content, "html.parser")
    assert [one.get("src") for one in soup.select("script")] == ["../../assets/edit.js"]
    held = soup.select_one("#book")
    assert held is not None
    assert "<script>" in json.loads(held.text)["commitments"]["pistes"]["title"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: x\n", Spot("end", is_new=True)),
        ("updates:\n  - a: 1\n", Spot("end")),
        ("updates:\n- a: 1\n- a: 2\nevidence:\n- b\n", Spot("before", "evidence:", indent=0)),
        ("updates:\n  - a: 1\n\n# proofs\nevidence:\n", Spot("before", "# proofs")),
        ("updates:\n  - a: 1\n# between\n  - a: 2\nid: x\n", Spot("before", "id: x")),
        ("updates: []\nid: x\n", Spot("instead", "updates: []", is_new=True)),
        ("updates: [{date: 2026}]\n", Spot("hand", "updates: [{date: 2026}]")),
        ("updates: # reports\n    - a: 1\r\nid: x\r\n", Spot("before", "id: x", indent=4)),
    ],
)
def test_new_lines_find_their_place(text: str, expected: Spot) -> None:
    """New items go behind the others of their list, whatever the layout of the file."""
    assert spot(text, "updates") == expected


@pytest.mark.parametrize("forge", ["github", "gitea", "forgejo"])
def test_issue_forms_have_what_forges_read(forge: str) -> None:
    """Issue forms are YAML with a name, a description and a body of known elements, in French."""
    forms = issue_forms(forge, tongue("fr"))
    assert len(forms) == len(ASKED)
    for path, text in forms.items():
        assert path.startswith(f".{forge}/ISSUE_TEMPLATE/")
        found = data(text)
        assert found["name"]
        assert found["description"]
        ids = [one["id"] for one in found["body"] if one["type"] != "markdown"]
        assert len(ids) == len(set(ids))
        assert {one["type"] for one in found["body"]} <= {
            "markdown",
            "input",
            "textarea",
            "dropdown",
        }
        for one in found["body"]:
            options = one["attributes"].get("options")
            assert options is None or len(options) == len(set(options))


def test_gitlab_gets_templates_and_others_nothing() -> None:
    """GitLab reads Markdown templates; a forge without either gets no file."""
    found = issue_forms("gitlab", tongue("fr"))
    assert all(path.endswith(".md") for path in found)
    assert issue_forms("bitbucket", tongue("fr")) == {}


def test_a_site_without_plans_or_forge_still_has_its_form() -> None:
    """An empty tracker has the page, without a dead link or an error."""
    files = [SourceFile("commitments/tracker.yaml", b"title: T\nlanguages: [en]\n")]
    site = replace(site_of(load(files)), languages=("en",))
    assert any(one.path == "en/edit/index.html" for one in build(site))
