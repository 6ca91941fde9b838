"""Languages by their codes (BCP 47): name, direction, and which one a command line speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from babel import Locale

Direction: TypeAlias = Literal["ltr", "rtl"]

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, its name in itself, the direction of its script."""

    code: str
    name: str
    direction: Direction = "ltr"


_KNOWN = {
    "ar": Language("ar", "العربية", "rtl"),
    "en": Language("en", "English"),
    "es": Language("es", "Español"),
    "fr": Language("fr", "Français"),
}


@lru_cache(maxsize=256)
def language(code: str) -> Language:
    """Return the language of a code; one that CLDR does not know is named by its code."""
    if code in _KNOWN:
        return _KNOWN[code]
    locale = _locale(code)
    if locale is None:
        return Language(code, code)
    name = locale.get_display_name() or code
    direction: Direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
    return Language(code, name[0].upper() + name[1:], direction)


def native_name(code: str) -> str:
    """Return a language's name in itself, with a capital: « Français »."""
    return language(code).name


def direction(code: str) -> Direction:
    """Return the direction of a language's script, for the `dir` attribute."""
    return language(code).direction


@lru_cache(maxsize=1024)
def name_in(code: str, reader: str) -> str:
    """Return a language's name in the reader's language, as inside a sentence: « anglais »."""
    locale = _locale(code)
    if locale is None:
        return code
    return locale.get_display_name(cldr_locale(reader)) or native_name(code)


def is_known(code: str) -> bool:
    """Tell whether a code is one of a language that CLDR describes."""
    return code in _KNOWN or _locale(code) is not None


@lru_cache(maxsize=256)
def cldr_locale(code: str) -> str:
    """Return the name of the CLDR locale to write dates and numbers by; English if unknown."""
    locale = _locale(code)
    return DEFAULT if locale is None else str(locale)


def negotiate(values: Iterable[str | None], available: Collection[str]) -> str:
    """Return the language of `available` that a user's environment asks for, else English.

    `values` are those of LANGUAGE, LC_ALL, LC_MESSAGES and LANG, in that order, as POSIX and
    gettext rank them: the first that is set decides. Each may be a list (`fr:en`).
    """
    decisive = next((value for value in values if value), "")
    for wish in decisive.split(":"):
        code = re.split(r"[.@]", wish)[0].replace("_", "-")
        if code in ("C", "POSIX"):
            break
        for candidate in (code, code.split("-")[0]):
            if candidate in available:
                return candidate
    return DEFAULT


def _locale(code: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-" if "-" in code else "_")
    except (ValueError, TypeError, UnknownLocaleError):
        return None
