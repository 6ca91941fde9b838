"""Catalogues: lookup, plural forms, gaps, and what happens without a compiled file."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.diagnostic import Message, say, say_n
from promisetrack.words.catalogue import (
    STANDS_IN,
    STOOD_IN,
    Words,
    fill,
    gaps,
    has_catalogue,
    is_reviewed,
    site_languages,
    translated_languages,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
HEAD += '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two small French catalogues."""
    _write(
        tmp_path,
        "cli",
        'msgid "error"\nmsgstr "erreur"\n\nmsgid "in {place}"\nmsgstr "dans {place}"\n\n'
        'msgid "{n} file of {all}"\nmsgid_plural "{n} files of {all}"\n'
        'msgstr[0] "{n} fichier sur {all}"\nmsgstr[1] "{n} fichiers sur {all}"\n\n'
        'msgctxt "month"\nmsgid "may"\nmsgstr "mai"\n\nmsgid "empty"\nmsgstr ""\n',
    )
    _write(tmp_path, "checks", 'msgid "error"\nmsgstr "faute"\n\nmsgid "date"\nmsgstr "jour"\n')
    return tmp_path


def _write(folder: Path, domain: str, entries: str, language: str = "fr") -> Path:
    path = folder / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + entries, "utf-8")
    return path


def _french(folder: Path, *domains: str) -> Words:
    return Words("fr", domains or ("cli", "checks"), folders=(folder,), is_strict=True)


def test_domains_are_looked_through_in_order(folder: Path) -> None:
    """The first domain that knows a sentence translates it; later ones fill in."""
    assert _french(folder).gettext("error") == "erreur"
    assert _french(folder, "checks", "cli").gettext("error") == "faute"
    assert _french(folder).gettext("date") == "jour"


def test_a_missing_translation_is_english(folder: Path) -> None:
    """What no catalogue translates, or translates by nothing, stays English."""
    words = _french(folder)
    assert words.gettext("unheard of") == "unheard of"
    assert words.gettext("empty") == "empty"
    assert words.gettext("") == ""
    assert words.ngettext("{n} cat", "{n} cats", 1) == "{n} cat"
    assert words.npgettext("x", "{n} cat", "{n} cats", 2) == "{n} cats"


def test_a_context_tells_meanings_apart(folder: Path) -> None:
    """A sentence with a context is another one than the same letters without."""
    words = _french(folder)
    assert (words.pgettext("month", "may"), words.gettext("may")) == ("mai", "may")


def test_a_message_is_said_in_the_form_its_number_wants(folder: Path) -> None:
    """French says zero and one in the singular, English only one."""
    both = [_french(folder), Words("en", ("cli",), folders=(folder,))]
    said = [
        words.text(say_n("{n} file of {all}", "{n} files of {all}", n, all=9))
        for words in both
        for n in (0, 1, 2)
    ]
    assert said == [
        "0 fichier sur 9",
        "1 fichier sur 9",
        "2 fichiers sur 9",
        "0 files of 9",
        "1 file of 9",
        "2 files of 9",
    ]


def test_a_message_inside_a_message_is_translated_first(folder: Path) -> None:
    """A gap that a message fills is filled in the reader's language."""
    assert _french(folder).text(say("in {place}", place=say("date"))) == "dans jour"


def test_a_value_with_braces_stays_as_it_is(folder: Path) -> None:
    """Values are inserted once and raw: what looks like a gap or like HTML in them is text."""
    message = say("in {place}", place="{place} {0} %s <b>{place.__class__}")
    assert _french(folder).text(message) == "dans {place} {0} %s <b>{place.__class__}"


def test_a_gap_without_a_value_is_seen(folder: Path) -> None:
    """A gap that nothing fills raises where that is asked for, and else stays visible."""
    with pytest.raises(KeyError):
        _french(folder).text(say("in {place}"))
    assert Words("fr", ("cli",), folders=(folder,)).text(say("in {place}")) == "dans {place}"


def test_a_regional_language_uses_its_parent(folder: Path) -> None:
    """A language of a region is looked up by itself, then without its region."""
    _write(folder, "cli", 'msgid "date"\nmsgstr "date d’ici"\n', "fr-CA")
    words = Words("fr-CA", ("cli",), folders=(folder,))
    assert (words.gettext("date"), words.gettext("error")) == ("date d’ici", "erreur")


def test_a_language_is_no_path(folder: Path) -> None:
    """A language that is none reads no file, whatever it is made of."""
    for name in ("../fr", "fr/../fr", "", "/etc", "fr\0"):
        assert Words(name, ("cli",), folders=(folder,)).gettext("error") == "error"


def test_the_first_folder_wins(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A tracker's own catalogue stands before the shipped one, sentence by sentence."""
    own = tmp_path_factory.mktemp("own")
    _write(own, "cli", 'msgid "error"\nmsgstr "bévue"\n')
    words = Words("fr", ("cli",), folders=(own, folder))
    assert (words.gettext("error"), words.text(say("in {place}", place=1))) == ("bévue", "dans 1")


def test_a_compiled_catalogue_older_than_its_source_is_not_read(tmp_path: Path) -> None:
    """The .mo is read unless the .po was changed after it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    po = _write(tmp_path, "cli", 'msgid "error"\nmsgstr "compilée"\n')
    with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source))
    _write(tmp_path, "cli", 'msgid "error"\nmsgstr "source"\n')
    os.utime(po, (1_000, 1_000))
    os.utime(po.with_suffix(".mo"), (1_000, 1_000))
    assert Words("fr", ("cli",), folders=(tmp_path,)).gettext("error") == "compilée"
    os.utime(po, (2_000, 2_000))
    other = tmp_path / "." / "x" / ".."  # another spelling: catalogues are kept once read
    (tmp_path / "x").mkdir()
    assert Words("fr", ("cli",), folders=(other,)).gettext("error") == "source"


def test_english_needs_no_heavy_library() -> None:
    """Speaking English, or French from compiled catalogues, does not import babel."""
    code = (
        "import sys; from promisetrack.words.catalogue import Words;"
        "from promisetrack.words import dates, numbers, typography, languages;"
        "Words('en').gettext('x'); languages.language('fr'); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_languages_with_words_are_known(folder: Path) -> None:
    """English, and each language that has a catalogue, are those that the program speaks."""
    _write(folder, "site", "", "es")
    assert translated_languages(folder) == ("en", "es", "fr")
    assert {"en", "fr"} <= set(translated_languages())


def test_english_that_stands_in_is_marked() -> None:
    """What has no translation comes between two marks; what has one, or has no words, does not."""
    words = Words("de", ("site",), is_marked=True)
    assert words.gettext("Home") == f"{STANDS_IN}Home{STOOD_IN}"
    assert words.ngettext("{n} day", "{n} days", 2) == f"{STANDS_IN}{{n}} days{STOOD_IN}"
    assert words.gettext("{name} ({n}).") == "{name} ({n})."
    assert Words("fr", ("site",), is_marked=True).gettext("Home") == "Accueil"
    assert Words("en", ("site",), is_marked=True).gettext("Home") == "Home"


def test_a_plural_without_its_forms_is_not_translated(folder: Path) -> None:
    """Empty forms of a plural do not hide that English stands in for them."""
    forms = 'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    _write(folder, "site", forms, "de")
    words = Words("de", ("site",), folders=(folder,), is_marked=True)
    assert words.ngettext("{n} day", "{n} days", 2) == f"{STANDS_IN}{{n}} days{STOOD_IN}"


def test_a_region_speaks_the_catalogue_of_its_language() -> None:
    """Canadian French has the words of French; German has none yet."""
    assert has_catalogue("fr-CA", "site")
    assert not has_catalogue("de", "site")
    assert {"ar", "en", "es", "fr"} <= set(site_languages())


def test_catalogues_say_who_has_yet_to_read_them() -> None:
    """Spanish and Arabic await a native speaker; English and French do not."""
    awaited = {one for one in site_languages() if not is_reviewed(one)}
    assert awaited & {"ar", "en", "es", "fr"} == {"ar", "es"}


@settings(deadline=None)
@given(st.text(), st.dictionaries(st.text(alphabet="abxy_", min_size=1), st.text()))
def test_filling_never_raises(text: str, values: dict[str, str]) -> None:
    """Whatever the sentence and its values are, filling it returns a text."""
    assert isinstance(fill(text, values), str)


@settings(deadline=None)
@given(st.text(), st.text())
def test_values_are_inserted_unchanged(one: str, other: str) -> None:
    """A value stands in the sentence exactly as it was given, whatever it is."""
    message = Message("<{a}|{b}>", (("a", one), ("b", other)))
    assert Words("fr", is_strict=True).text(message) == f"<{one}|{other}>"


def test_only_plain_names_are_gaps() -> None:
    """Braces of YAML and of code in a sentence are no gaps."""
    assert gaps("{name} {date: 2024} {a, b} {0} {} {a.b} {{x}}") == {"name", "x"}


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "2.1"), ("fr", "2,1"), ("es", "2,1"), ("fr-CA", "2,1")]
)
def test_a_figure_is_written_as_the_language_writes_it(language: str, shown: str) -> None:
    """A float in a message follows CLDR; a text with a dot stays as it was typed."""
    message = say("{figure} and {typed}", figure=2.1, typed="1.10")
    assert Words(language, ()).text(message) == f"{shown} and 1.10"
