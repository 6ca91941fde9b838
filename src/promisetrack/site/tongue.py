"""The words of one language of the site: sentences, dates and numbers, ready for HTML.

A sentence comes from the catalogue and is trusted; what fills its gaps is a stranger's and is
escaped, unless it is HTML that this package made (`Markup`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from promisetrack.words.catalogue import Words, fill
from promisetrack.words.languages import direction, name_in
from promisetrack.words.numbers import show_number
from promisetrack.words.script import isolated

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message
    from promisetrack.site.fields import Number

DOMAINS = ("site", "schema", "checks", "source", "history", "data")


@dataclass(frozen=True, slots=True)
class Tongue:
    """How the site speaks in one language."""

    language: str
    words: Words

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.language)

    def say(self, text: str, /, **values: object) -> Markup:
        """Return the sentence in this language, its gaps filled with escaped values."""
        return self._filled(self.words.gettext(text), values)

    def say_n(self, text: str, plural: str, n: int, /, **values: object) -> Markup:
        """Return the sentence in the plural form for `n`; `{n}` is filled with the number."""
        values.setdefault("n", self.number(n))
        return self._filled(self.words.ngettext(text, plural, n), values)

    def message(self, message: Message) -> str:
        """Return the text of a message of another layer, not escaped."""
        return self.words.text(message)

    def number(self, value: Number) -> str:
        """Return a number as this language writes it (CLDR)."""
        return show_number(value, self.language)

    def name_of(self, language: str) -> str:
        """Return the name of another language, as inside a sentence."""
        return name_in(language, self.language)

    def _filled(self, sentence: str, values: dict[str, object]) -> Markup:
        safe = {name: isolated(str(escape(one)), self.language) for name, one in values.items()}
        return Markup(fill(str(escape(sentence)), safe))  # noqa: S704 - sentence and values are escaped above


def inside(label: object) -> str:
    """Return a label as it stands inside a sentence: its first letter small."""
    text = str(label)
    return text[:1].lower() + text[1:]


def tongue(language: str) -> Tongue:
    """Return the words of `language`, from the catalogues that pages use."""
    return Tongue(language, Words(language, domains=DOMAINS, is_marked=True))
