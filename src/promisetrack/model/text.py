"""Which words of a text a reader sees: the reader's language, else the next best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words, the language that they are in, and who translated them: machine, human or None."""

    text: str
    language: str
    translated: str | None = None


def pick(text: object, languages: Sequence[str], default: str) -> Spoken:
    """Return the words of a Text in the first of `languages` that it has.

    `default` is the language of a plain string: the first of the plan, else of the tracker. A
    text in none of the languages is taken in `default`, else in the first that it has. `text` is
    data from YAML or from a model; of what is no text at all the words are empty.
    """
    if isinstance(text, str):
        return Spoken(text, default)
    spoken = all_of(text, default)
    for wanted in (*languages, default):
        for candidate in spoken:
            if candidate.language == wanted:
                return candidate
        for candidate in spoken:
            if _main(candidate.language) == _main(wanted):
                return candidate
    return spoken[0] if spoken else Spoken("", default)


def all_of(text: object, default: str) -> tuple[Spoken, ...]:
    """Return the words of a Text in every language that it has, in file order."""
    if isinstance(text, str):
        return (Spoken(text, default),)
    if not isinstance(text, Mapping):
        return ()
    found = (_one(str(language), words) for language, words in text.items())
    return tuple(spoken for spoken in found if spoken is not None)


def has_language(text: object, language: str, default: str) -> bool:
    """Whether a Text has words in a language, `fr-CA` counting as `fr`."""
    return any(
        _main(spoken.language) == _main(language) and spoken.text.strip()
        for spoken in all_of(text, default)
    )


def _one(language: str, words: object) -> Spoken | None:
    if isinstance(words, str):
        return Spoken(words, language)
    if isinstance(words, Mapping):
        inner, translated = words.get("text"), words.get("translated")
    else:
        inner, translated = getattr(words, "text", None), getattr(words, "translated", None)
    if not isinstance(inner, str):
        return None
    return Spoken(inner, language, translated if isinstance(translated, str) else None)


def _main(language: str) -> str:
    return language.partition("-")[0]
