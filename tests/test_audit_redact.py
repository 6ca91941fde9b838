"""What the law wants removed is not shown, and that it was removed is."""

from __future__ import annotations

import copy
import html
import json
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from promisetrack.cli import run
from promisetrack.history.erasure import Found, erasure
from promisetrack.history.redact import Redaction, redact, redactions, words_of
from promisetrack.words.catalogue import Words
from tests.auditing import PROMISE, Story, begin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BLOB, OTHER = "a" * 40, "b" * 40
DATA = {
    "id": "budget-ouvert",
    "title": {"fr": "Publier le budget", "en": "Publish the budget"},
    "description": "Écrire à jeanne@example.org.",
    "status": "in-progress",
    "due": "2025-12-31",
    "updates": [
        {"date": "2025-01-01", "text": "Jeanne a répondu."},
        {"date": "2025-02-01", "text": "Rien."},
    ],
    "budget": {"lines": [{"label": "Études", "planned": 3000}]},
}


def removal(route: str, blob: str = BLOB) -> Redaction:
    """Return a removal as tracker.yaml writes it."""
    written = {"blob": blob, "reason": "loi", "date": "2026-01-31"} | (
        {"route": route} if route else {}
    )
    return redactions({"redact": [written]})[0]


def cleaned(route: str, blob: str = BLOB) -> object:
    """Return the data without what stood at a route."""
    return redact(DATA, blob, [removal(route)], lambda one, _: f"[{one.date}]")


@pytest.mark.parametrize(
    ("route", "is_gone", "is_left"),
    [
        ("description", ["jeanne@"], ["Jeanne a", "Publier", "Publish"]),
        ("title", ["Publier", "Publish"], ["jeanne@", "Jeanne a"]),
        ("title.en", ["Publish the"], ["Publier", "jeanne@"]),
        ("updates.2025-01-01.text", ["Jeanne a"], ["Rien.", "jeanne@"]),
        ("updates.*.text", ["Jeanne a", "Rien."], ["jeanne@", "Publier"]),
        ("updates", ["Jeanne a", "Rien."], ["jeanne@", "2025-02-01"]),
        ("nothing.there", [], ["jeanne@", "Jeanne a", "Publier"]),
        ("", ["jeanne@", "Jeanne", "Publier", "Rien"], ["budget-ouvert", "in-progress", "2025-12"]),
    ],
)  # fmt: skip
def test_what_stood_at_a_route_is_gone(route: str, is_gone: list[str], is_left: list[str]) -> None:
    """Exactly the texts at the route are replaced; ids, states and dates stay."""
    before = copy.deepcopy(DATA)
    told = repr(cleaned(route))
    assert not [one for one in is_gone if one in told]
    assert [one for one in is_left if one in told] == is_left
    assert before == DATA


def test_another_version_is_not_touched() -> None:
    """A removal names one version of a file; another one comes back as it is."""
    assert cleaned("description", OTHER) is DATA


PATH = "commitments/p/budget-ouvert.yaml"


def test_the_same_words_in_other_versions_go_too() -> None:
    """A text that stood in several versions would be told by the others."""
    later = DATA | {"status": "complete"}
    longer = DATA | {"description": "Pour tout,  écrire ici.\nÉcrire à jeanne@example.org."}
    moved = DATA | {"description": "x", "problem": "Écrire à\njeanne@example.org. Merci."}
    changed = DATA | {"description": "Écrire au service."}
    found = erasure([removal("description")], {BLOB: Found(PATH, DATA)}, ["fr"])
    for number, data in enumerate((DATA, later, longer, moved)):
        told = repr(found.cleaned(PATH, str(number), data))
        assert "jeanne@" not in told and "[retiré le 2026-01-31 : loi]" in told
    assert found.cleaned(PATH, OTHER, changed) == changed
    other = DATA | {"id": "autre"}
    assert found.cleaned("commitments/p/autre.yaml", OTHER, other) == other
    beside = [{"id": "a", "text": "Selon « Écrire à jeanne@example.org. »"}]
    place = "commitments/p/budget-ouvert.assessments/x.yaml"
    assert "jeanne@" not in repr(found.cleaned(place, OTHER, beside))


def test_short_values_go_only_at_their_own_key() -> None:
    """A short name or a number stands in many other places, which are left alone."""
    data = {"id": "x", "title": "Ana", "summary": "Anatole", "places": [{"name": "a", "lat": 4.5}]}
    wanted = redactions(
        {"redact": [{"blob": BLOB, "route": one} for one in ("title", "places.a.lat")]}
    )
    found = erasure(wanted, {BLOB: Found(PATH, data)}, ["en"])
    later = found.cleaned(PATH, OTHER, data | {"problem": "Ana", "progress": 4.5})
    assert isinstance(later, dict)
    assert later["title"] != "Ana" and later["places"][0]["lat"] != 4.5
    assert (later["summary"], later["problem"], later["progress"]) == ("Anatole", "Ana", 4.5)


def test_a_removal_that_names_nothing_is_known() -> None:
    """A wrong route would leave the words in sight: whoever builds must hear of it."""
    found = erasure([removal("titel"), removal("title")], {BLOB: Found(PATH, DATA)}, ["fr"])
    assert [one.route for one in found.idle] == [("titel",)]
    assert erasure([removal("titel")], {}, ["fr"]).idle == ()


@pytest.mark.parametrize(
    "written", [None, 3, "x", [None], [{}], [{"blob": 3}], [{"route": "x"}], {"blob": BLOB}]
)
def test_odd_settings_are_left_out(written: object) -> None:
    """What cannot be understood removes nothing and breaks nothing."""
    assert redactions({"redact": written}) == ()


def test_the_words_name_day_and_reason() -> None:
    """Readers see that something was removed, when and why, in their language."""
    one = Redaction(BLOB, ("title",), {"fr": "décision", "en": "judgement"}, "2026-01-31")
    french, english = Words("fr", ("history",)), Words("en", ("history",))
    assert french.text(words_of(one, ["fr"], "fr")) == "[retiré le 2026-01-31 : décision]"
    assert english.text(words_of(one, ["en"], "fr")) == "[removed on 2026-01-31: judgement]"


SECRET = "jeanne.dupont@example.org"
PERSONAL = (SECRET, "12 rue des Lilas", "4.8357", "06 12 34 56 78", "Jeanne Dupont")


def personal(text: str, **more: str) -> str:
    """Return a commitment that says more of a person than the law allows."""
    lines = {"status": "in-progress", "due": "2025-12-31"} | more
    return (
        "id: budget-ouvert\n"
        "title:\n  fr: Publier le budget demandé par Jeanne Dupont\n  en: Publish the budget\n"
        + "".join(f"{key}: {value}\n" for key, value in lines.items())
        + f"description: |\n  {text}\n"
        "contact:\n  phone: 06 12 34 56 78\n"
        "places:\n  - name: 12 rue des Lilas\n    point:\n      lat: 45.764\n      lon: 4.8357\n"
        "updates:\n  - date: 2025-03-01\n    by: direction-finances\n"
        f"    text: Reçu de {SECRET} une question.\n"
    )


@pytest.fixture
def erased(tmp_path: Path) -> Story:
    """Return a tracker whose past names a person, and whose rules remove what it says of her."""
    story = begin(tmp_path, tracker="title: Essai\nlanguages:\n  - fr\n  - en\n")
    first = story.made.change(PROMISE, personal(f"Écrire à {SECRET}."))
    story.made.change(PROMISE, personal(f"Écrire à {SECRET}.", status="complete"))
    story.made.change(
        PROMISE,
        personal("Écrire au service."),
        message=f"Retire {SECRET}, 06 12 34 56 78",
    )
    blob = story.made.git("rev-parse", f"{first}:{PROMISE}")
    keys = ("description", "title.fr", "contact", "places", "updates.*.text")
    rules = "".join(
        f"  - blob: {blob}\n    route: {key}\n    date: 2026-01-31\n    reason:\n"
        "      fr: décision du juge\n      en: a judgement\n"
        for key in keys
    )
    tracker = f"title: Essai\nlanguages:\n  - fr\n  - en\nredact:\n{rules}"
    story.made.change("commitments/tracker.yaml", tracker)
    return story


def said(folder: Path) -> dict[str, str]:
    """Return what every file of a site says, without what layout adds to the words."""
    found = {}
    for one in folder.rglob("*"):
        if one.is_file():
            # the icon is no text: its bytes are looked through as they are
            content = one.read_bytes().decode(
                "utf-8", "strict" if one.suffix != ".ico" else "replace"
            )
            text = html.unescape(content.replace("\r\n ", ""))
            plain = re.sub(r"<[^>]*>|\s+|\\n", " ", text)
            found[one.relative_to(folder).as_posix()] = " ".join(plain.split()) + text
    return found


def telling(site: dict[str, str], words: Iterable[str]) -> list[tuple[str, str]]:
    """Return the files that say one of the words."""
    return [(name, word) for name, text in site.items() for word in words if word in text]


def test_no_byte_of_the_site_tells_what_was_removed(erased: Story) -> None:
    """Pages, data, feeds and calendars print the trace, and nowhere the words."""
    site = said(erased.release())
    assert telling(site, (*PERSONAL, "Dupont")) == []
    trace = "[retiré le 2026-01-31"
    for name in ("data/v1/events.jsonl", "data/v1/events.csv", "data/v1/commitments.json",
                 "data/v1/history/budget-ouvert.json", "feeds/all.atom"):  # fmt: skip
        assert trace in site[name], name
    (month,) = [name for name in site if re.match(r"fr/changes/\d", name)]
    pages = ("commitments/budget-ouvert/", "commitments/budget-ouvert/history/")
    for name in (*(f"fr/{one}index.html" for one in pages), month):
        assert "retiré le 2026-01-31" in site[name], name
    assert erased.check(is_rebuilt=True).is_rebuilt


def test_a_preview_does_not_tell_it_either(erased: Story, tmp_path: Path) -> None:
    """What `serve` shows is what will be published."""
    assert erased.build(tmp_path / "preview", "--worktree") == 0
    assert telling(said(tmp_path / "preview"), PERSONAL) == []


@pytest.mark.parametrize(
    "words",
    [
        ["history"],
        ["history", "--format", "json"],
        ["diff", "HEAD~3"],
        ["diff", "HEAD~3", "--format", "markdown"],
        ["diff", "HEAD~2", "HEAD~1", "--format", "json"],
    ],
)
def test_commands_do_not_tell_it(
    erased: Story, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`history` and `diff` print what the pages print, also for a pull request."""
    capsys.readouterr()
    if "HEAD~1" in words:
        words = [one for one in words if one != "HEAD~1"]
    assert run(["-C", str(erased.root), *words]) == 0
    told = capsys.readouterr().out
    assert told and not [word for word in PERSONAL if word in told]


def test_an_older_version_does_not_tell_what_was_removed_since(
    erased: Story, tmp_path: Path
) -> None:
    """`build --at` of a version from before the removal removes it too, and the page says so."""
    before = erased.made.git("rev-parse", "HEAD~3")
    newest = erased.made.git("rev-parse", "HEAD")
    assert erased.build(tmp_path / "old", "--at", before) == 0
    site = said(tmp_path / "old")
    assert telling(site, (*PERSONAL, "Dupont")) == []
    assert "retiré le 2026-01-31" in site["fr/commitments/budget-ouvert/index.html"]
    audit = site["en/audit/index.html"]
    assert "This version is older" in audit and newest[:12] in audit and "a judgement" in audit
    assert "This version is older" not in said(erased.release())["en/audit/index.html"]


def test_an_older_version_is_built_again_by_the_rules_that_its_manifest_names(
    erased: Story,
) -> None:
    """The manifest names the newer version, so that anybody gets the same bytes."""
    newest = erased.made.git("rev-parse", "HEAD")
    erased.release(build=["--at", "HEAD~3"])
    told = json.loads((erased.site / "audit/manifest.json").read_text("utf-8"))
    assert told["builder"]["options"]["redactions_of"] == newest
    assert erased.check(is_rebuilt=True).is_rebuilt
    erased.made.git("checkout", "-q", "HEAD~1")  # nothing depends on what is checked out there
    assert erased.check(is_rebuilt=True).is_rebuilt
    told = json.loads((erased.release() / "audit/manifest.json").read_text("utf-8"))
    assert "redactions_of" not in told["builder"]["options"]


def test_what_was_published_counts_where_an_older_version_is_checked_out(
    erased: Story, tmp_path: Path
) -> None:
    """The publication log knows a newer version than HEAD, which decides then."""
    erased.release()
    erased.made.git("checkout", "-q", "HEAD~3")
    assert erased.build(tmp_path / "old") == 0
    assert telling(said(tmp_path / "old"), (*PERSONAL, "Dupont")) == []


def test_a_removal_that_names_a_later_version_reaches_the_ones_before(tmp_path: Path) -> None:
    """The words stood before that version too, of which `build --at` would make pages."""
    story = begin(tmp_path, tracker="title: Essai\nlanguages:\n  - fr\n")
    old = story.made.change(PROMISE, personal(f"Écrire à {SECRET}."))
    later = story.made.change(PROMISE, personal(f"Écrire à {SECRET}.", status="complete"))
    blob = story.made.git("rev-parse", f"{later}:{PROMISE}")
    rules = f"redact:\n  - blob: {blob}\n    route: description\n    reason: loi\n"
    rules += f"    date: 2026-01-31\n  - blob: {blob}\n    route: updates.*.text\n"
    story.made.change(
        "commitments/tracker.yaml",
        f"title: Essai\nlanguages:\n  - fr\n{rules}    reason: loi\n    date: 2026-01-31\n",
    )
    assert story.build(tmp_path / "old", "--at", old) == 0
    assert telling(said(tmp_path / "old"), [SECRET]) == []


@pytest.mark.parametrize(
    "words",
    [
        ["history", "--at", "HEAD~2"],
        ["history", "--at", "HEAD~2", "--format", "json"],
        ["diff", "HEAD~3", "HEAD~2"],
        ["diff", "HEAD~3", "HEAD~2", "--format", "json"],
        ["diff", "HEAD~4", "HEAD~3", "--format", "markdown"],
    ],
)
def test_commands_do_not_tell_it_of_older_versions(
    erased: Story, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The versions from before the removal are told as the newest one wants."""
    capsys.readouterr()
    assert run(["-C", str(erased.root), *words]) == 0
    told = capsys.readouterr().out
    assert told and not [word for word in PERSONAL if word in told]


def test_a_workbook_does_not_tell_it_either(erased: Story, tmp_path: Path) -> None:
    """What is still in the files is not given out, and comes back from the workbook unharmed."""
    text = personal(f"Écrire à {SECRET}.")
    erased.made.change(PROMISE, text)
    file = tmp_path / "p.xlsx"
    assert run(["-C", str(erased.root), "-q", "export", "xlsx", "-o", str(file)]) == 0
    with ZipFile(file) as book:
        content = "".join(book.read(name).decode("utf-8") for name in book.namelist())
    assert "retiré le 2026-01-31" in content
    assert [word for word in PERSONAL if word in content] == []
    back = ["import", "xlsx", str(file), "--plan", "p"]
    assert run(["-C", str(erased.root), "-q", *back]) == 0
    assert (erased.root / PROMISE).read_text("utf-8") == text


def test_a_removal_without_effect_stops_the_build(
    erased: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the route would publish what the law forbids."""
    text = (erased.root / "commitments/tracker.yaml").read_text("utf-8")
    erased.made.change("commitments/tracker.yaml", text.replace("route: places", "route: place"))
    assert erased.build(tmp_path / "site") == 3
    assert "place" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
