"""The message catalogues: English sentences in, sentences of the reader's language out.

A catalogue is a gettext file, one a domain and language, below `site_templates/locales/`. The
compiled `.mo` is read where there is one; where it is missing or older than its `.po`, the `.po`
is compiled in memory, because people install straight from the tree. English needs no catalogue:
the message id is the English sentence.

Nothing is escaped here. What fills a gap is inserted as it is, and escaped at the exit by which
the sentence leaves.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from promisetrack.diagnostic import Message
from promisetrack.resources import site_templates
from promisetrack.words.script import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DOMAINS = (
    "site",
    "checks",
    "cli",
    "schema",
    "source",
    "exchange",
    "history",
    "edges",
    "audit",
    "data",
    "words",
)
"""Every domain in use; one catalogue each."""

SOURCE_LANGUAGE = "en"
"""The language of the message ids."""

REVIEW = "X-Review"
"""The line in a catalogue's header that says that a native speaker has yet to read it."""

_GAP = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_UNPACKING_SECONDS = 2.0

STANDS_IN, STOOD_IN = "\ufdd0", "\ufdd1"
"""What `Words(…, is_marked=True)` puts around English that stands in for a missing translation.

Both are noncharacters of Unicode, which no text may contain; an exit turns them into markup."""


class Words:
    """The words of one language, looked up in `domains` in order; English where none is known.

    `folders` hold `locales/`; the first that has a translation wins, so that a tracker's own
    `site_templates/` may stand before the shipped one. With `is_strict` a gap that nothing fills
    raises KeyError; otherwise it stays visible as `{name}`. With `is_marked` a sentence that has
    no translation comes between `STANDS_IN` and `STOOD_IN`.
    """

    __slots__ = ("_is_strict", "_translations", "language")

    def __init__(
        self,
        language: str,
        domains: tuple[str, ...] = ("checks", "cli"),
        *,
        folders: tuple[Path, ...] = (),
        is_strict: bool = False,
        is_marked: bool = False,
    ) -> None:
        self.language = language
        self._is_strict = is_strict
        is_marked = is_marked and SOURCE_LANGUAGE not in _with_parents(language)
        chain = _chain(language, domains, folders or (site_templates(),), is_marked)
        self._translations = chain

    def gettext(self, text: str) -> str:
        """Return the translation of `text`."""
        return self._translations.gettext(text) if text else ""

    def ngettext(self, text: str, plural: str, n: int) -> str:
        """Return the translation in the plural form that the language wants for `n`."""
        return self._translations.ngettext(text, plural, n)

    def pgettext(self, context: str, text: str) -> str:
        """Return the translation of a `text` that has several meanings: `context` says which."""
        return self._translations.pgettext(context, text)

    def npgettext(self, context: str, text: str, plural: str, n: int) -> str:
        """Return the translation in a context, in the plural form for `n`."""
        return self._translations.npgettext(context, text, plural, n)

    def text(self, message: Message) -> str:
        """Return the sentence: translated, in its plural form, with its gaps filled.

        Values that are messages are translated first, and a float is written as the language
        writes numbers (CLDR). All else is inserted as it is.
        """
        values = {name: self._value(value) for name, value in message.values}
        return fill(self._sentence(message), values, is_strict=self._is_strict)

    def _sentence(self, message: Message) -> str:
        if message.plural is None or message.n is None:
            return self.gettext(message.text)
        return self.ngettext(message.text, message.plural, message.n)

    def _value(self, value: str | int | float | Message) -> str:
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, float):
            from promisetrack.words.numbers import show_number  # it needs this module

            value = show_number(value, self.language)
        return isolated(str(value), self.language)


def fill(text: str, values: Mapping[str, str], *, is_strict: bool = False) -> str:
    """Put `values` into the `{name}` gaps of `text`, once: braces in a value stay as they are.

    A gap without a value stays as written, or raises KeyError when `is_strict`.
    """

    def one(gap: re.Match[str]) -> str:
        name = gap[1]
        return values[name] if is_strict else values.get(name, gap[0])

    return _GAP.sub(one, text)


def gaps(text: str) -> frozenset[str]:
    """Return the names of the gaps of `text`."""
    return frozenset(_GAP.findall(text))


def translated_languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return English and every language that has a catalogue, sorted."""
    locales = (folder or site_templates()) / "locales"
    found = {path.parent.parent.name for path in locales.glob("*/LC_MESSAGES/*.[mp]o")}
    return tuple(sorted({SOURCE_LANGUAGE, *found}))


def site_languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the languages that pages can speak: English, and those with a site catalogue."""
    return tuple(
        one
        for one in translated_languages(folder)
        if one == SOURCE_LANGUAGE or _has(folder or site_templates(), one, "site")
    )


@lru_cache(maxsize=256)
def has_catalogue(language: str, domain: str) -> bool:
    """Tell whether the language has words of its own in a domain; English always has."""
    parts = _with_parents(language)
    return SOURCE_LANGUAGE in parts or any(_has(site_templates(), one, domain) for one in parts)


@lru_cache(maxsize=64)
def is_reviewed(language: str, domain: str = "site") -> bool:
    """Tell whether a native speaker has read the catalogue: its header does not await one.

    The header is read from the `.po`, which travels with the `.mo`: compiling drops the line.
    """
    for name in _with_parents(language):
        po = site_templates() / "locales" / name / "LC_MESSAGES" / f"{domain}.po"
        if po.is_file():
            header, _, _ = po.read_text("utf-8").partition("\n\n")
            return f'"{REVIEW}:' not in header
    return True


def _has(folder: Path, language: str, domain: str) -> bool:
    place = folder / "locales" / language / "LC_MESSAGES"
    return any((place / f"{domain}{kind}").is_file() for kind in (".mo", ".po"))


@lru_cache(maxsize=256)
def _chain(
    language: str,
    domains: tuple[str, ...],
    folders: tuple[Path, ...],
    is_marked: bool,  # noqa: FBT001 - a key of the cache
) -> gettext.NullTranslations:
    """Return the catalogues in the order of the lookup, each the fallback of the one before."""
    first = gettext.NullTranslations()
    for domain in domains:
        for folder in folders:
            for name in _with_parents(language):
                found = _load(folder / "locales" / name / "LC_MESSAGES", domain)
                if found is not None:
                    first.add_fallback(found)
    if is_marked:
        first.add_fallback(_StandIn())
    return first


class _StandIn(gettext.NullTranslations):
    """The last resort: the English sentence, with marks that say so."""

    def gettext(self, message: str) -> str:
        has_words = any(one.isalpha() for one in _GAP.sub("", message))
        return f"{STANDS_IN}{message}{STOOD_IN}" if has_words else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


def _with_parents(language: str) -> tuple[str, ...]:
    """`fr-CA` is looked for as fr-CA, then as fr."""
    if not re.fullmatch(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", language):
        return ()  # it becomes a folder's name
    parts = language.replace("_", "-").split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _load(folder: Path, domain: str) -> gettext.GNUTranslations | None:
    po, mo = folder / f"{domain}.po", folder / f"{domain}.mo"
    if mo.is_file() and not _is_newer(po, mo):
        return gettext.GNUTranslations(io.BytesIO(mo.read_bytes()))
    if po.is_file():
        return gettext.GNUTranslations(io.BytesIO(_compile(po)))
    return None


def _is_newer(po: Path, mo: Path) -> bool:
    # A wheel's files are unpacked one after the other: a moment's difference means nothing.
    return po.is_file() and po.stat().st_mtime > mo.stat().st_mtime + _UNPACKING_SECONDS


def _compile(po: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    # Without a language babel drops the plural forms that the file states.
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name.replace("-", "_"))
    for message in [one for one in catalogue if one.pluralizable and not all(one.string or ("",))]:
        catalogue.delete(message.id, message.context)  # else babel fills the empty forms in English
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
