"""Every sentence that the program can say is in French, with the same gaps as in English."""

from __future__ import annotations

from itertools import chain
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from tools import catalogues

from promisetrack.words.catalogue import DOMAINS

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("site", "history", "words", "data", "schema")
"""The domains that pages draw from; the others are what staff read."""


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_of_a_domain_is_in_french(domain: str) -> None:
    """No sentence of the domain lacks French, none is obsolete, and none has other gaps."""
    faults = catalogues.faults(domain, "fr")
    hint = f"{len(faults)} to mend (python tools/catalogues.py update {domain}):"
    assert not faults, "\n".join((hint, *faults))


@pytest.mark.parametrize("language", [one for one in catalogues.languages() if one != "fr"])
@pytest.mark.parametrize("domain", PAGES)
def test_other_languages_have_nearly_every_sentence_of_the_pages(
    domain: str, language: str
) -> None:
    """Nine sentences of ten are translated, none of them wrongly; English stands in for the rest.

    A new sentence needs French at once; the other languages may follow later.
    """
    faults = catalogues.faults(domain, language)
    wrong = [line for line in faults if not line.startswith("missing")]
    assert not wrong, "\n".join(wrong)
    assert catalogues.share(domain, language) >= 90


def test_every_catalogue_belongs_to_a_domain_in_use() -> None:
    """A file of translations that nothing reads does not exist."""
    names = {path.stem for path in catalogues.LOCALES.rglob("*.po")}
    assert names <= {*DOMAINS, "click"}  # click, the library, has sentences of its own


def test_every_call_fills_the_gaps_of_its_sentence() -> None:
    """What say and say_n are given are exactly the values that their sentences name."""
    modules = sorted(catalogues.PACKAGE.rglob("*.py"))
    found = chain.from_iterable(
        catalogues.unfilled(path.read_text("utf-8"), path.relative_to(catalogues.ROOT).as_posix())
        for path in modules
    )
    assert not (wrong := tuple(found)), "\n".join(wrong)


def test_a_gap_that_nothing_fills_is_found() -> None:
    """A call that forgets a value, or gives one too many, is named with its line."""
    source = 'say("a {b}")\nsay("a", b=1)\nsay_n("{n} a", "{n} as", 2)\nsay("{x}", **values)\n'
    lines = [line.split(":")[1] for line in catalogues.unfilled(source, "m.py")]
    assert lines == ["1", "2"]


def test_sentences_are_found_in_code() -> None:
    """Sentences are found in plain calls, methods, both arms of a choice, plurals and contexts."""
    source = dedent(
        """
        say("one")
        tongue.say("two" if x else "three")
        say_n("{n} four", "{n} fours", n)
        words.pgettext("month", "may")
        say(variable)
        key("Title", "Help")
        """
    )
    found = {(one.context, one.text, one.plural) for one in catalogues.of_python(source, "x.py")}
    assert found == {
        ("", "one", ""),
        ("", "two", ""),
        ("", "three", ""),
        ("", "{n} four", "{n} fours"),
        ("month", "may", ""),
    }


def test_sentences_are_found_in_the_keys_of_the_model() -> None:
    """The title and the help text of a key of the model are sentences."""
    source = 'key("Title", "Help", ...)\nrenamed_key("from", "Origin", "Where")\n'
    found = [one.text for one in catalogues.of_python(source, "src/promisetrack/model/x.py")]
    assert found == ["Title", "Help", "Origin", "Where"]


def test_sentences_are_found_in_templates() -> None:
    """Sentences are found in expressions, attributes and trans blocks of templates."""
    source = (
        '<a title="{{ _("one") }}">{{ ngettext("two", "twos", n) }}</a>'
        "{% trans n=x %}three {{ n }}{% endtrans %}{{ tongue.say('four', x=1) }}"
    )
    found = [(one.text, one.plural) for one in catalogues.of_template(source, "t.html")]
    assert sorted(found) == [("four", ""), ("one", ""), ("three %(n)s", ""), ("two", "twos")]


def test_sentences_are_found_in_the_docstring_of_a_check() -> None:
    """The fault and each paragraph of the reason are sentences; the example is none."""
    source = '"""A fault\nis there.\n\nIt matters.\n\nExample:\n    x: 1\n"""\nCODE = "PT000"\n'
    found = [one.text for one in catalogues.of_check(source, "c.py")]
    assert found == ["A fault is there.", "It matters."]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project of its own, with one module that says two things."""
    package, templates = tmp_path / "src" / "promisetrack", tmp_path / "site_templates"
    (package / "cli").mkdir(parents=True)
    (package / "cli" / "a.py").write_text('say("hello {x}", x=1)\nsay_n("{n} a", "{n} as", 2)\n')
    for name, path in (
        ("ROOT", tmp_path),
        ("PACKAGE", package),
        ("TEMPLATES", templates),
        ("LOCALES", templates / "locales"),
    ):
        monkeypatch.setattr(catalogues, name, path)
    return templates / "locales" / "fr" / "LC_MESSAGES" / "cli.po"


def test_an_update_adds_what_is_missing_and_keeps_what_is_there(tree: Path) -> None:
    """An update adds empty entries, keeps translations, names what it removes, and is stable."""
    catalogues.update("cli", "fr")
    assert [line.split(":")[0] for line in catalogues.faults("cli", "fr")] == ["missing", "missing"]
    text = tree.read_text("utf-8").replace('msgid "hello {x}"\nmsgstr ""', "HELLO")
    text = text.replace("HELLO", 'msgid "hello {x}"\nmsgstr "bonjour {x}"')
    tree.write_text(text + '\nmsgid "old"\nmsgstr "vieux"\n', "utf-8")
    assert catalogues.update("cli", "fr") == ("'old' -> 'vieux'",)
    once = tree.read_bytes()
    assert catalogues.update("cli", "fr") == ()
    assert tree.read_bytes() == once
    assert b"bonjour {x}" in once
    assert b"vieux" not in once
    assert b"Date" not in once


def test_a_language_has_its_own_forms_of_a_plural(tree: Path) -> None:
    """A new Arabic catalogue has six forms to fill, of which some may leave out the number."""
    catalogues.update("cli", "ar")
    path = tree.parents[2] / "ar" / "LC_MESSAGES" / "cli.po"
    text = path.read_text("utf-8")
    assert text.count("msgstr[") == 6
    assert "X-Review: awaited" in text
    for form, words in enumerate(("0 {n}", "one", "two", "{n} few", "{n} other", "{n} many")):
        text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "{words}"')
    path.write_text(text.replace("X-Review: awaited", "X-Review: half"), "utf-8")
    assert [line.split(":")[0] for line in catalogues.faults("cli", "ar")] == ["missing"]
    assert catalogues.share("cli", "ar") == 50
    catalogues.update("cli", "ar")
    assert "X-Review: half" in path.read_text("utf-8")


def test_a_translation_with_other_gaps_is_found(tree: Path) -> None:
    """A translation that lacks a gap, or has one of its own, is a fault."""
    tree.parent.mkdir(parents=True)
    tree.write_text('msgid "hello {x}"\nmsgstr "bonjour {y}"\n', "utf-8")
    assert any(line.startswith("other gaps") for line in catalogues.faults("cli", "fr"))
