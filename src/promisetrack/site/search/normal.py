"""Words as search compares them: without case, accents and endings, the same here and in a browser.

What the script does to a question, this module does to the texts. Both follow the same tables:
`as_table` writes them into the index, and the script holds none of its own. So the two can only
differ in `fold` and `stem`, a few lines each, which a test runs side by side.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from promisetrack.site.search.endings import ENDINGS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS: Final = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ς": "σ", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "",
    **{chr(0x660 + n): str(n) for n in range(10)},
    **{chr(0x6F0 + n): str(n) for n in range(10)},
}  # fmt: skip
"""Letters that Unicode does not take apart, and what they are compared as.

In Arabic: alef maqsura as ya, ta marbuta as ha, no tatweel. Hamza and vowels are marks, which
`fold` removes; so all forms of alef are one.
"""

_WORD = re.compile(r"[^\W_]+")


class _Bare(dict[int, str]):
    """What each character becomes, for `str.translate`: looked up once, then known."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = "" if unicodedata.category(letter) == "Mn" else LETTERS.get(letter, letter)
        return self[code]


_BARE: Final = _Bare()


def fold(text: str) -> str:
    """Return a text without case, marks, ligatures and tatweel (Unicode NFKD)."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.lower()).translate(_BARE)


def words(text: str) -> list[str]:
    """Return the words of a text, folded; a letter that stands alone is none."""
    return [one for one in _WORD.findall(fold(text)) if len(one) > 1 or one.isdecimal()]


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """Return a folded word without its ending, by the rules of a language.

    Each rule that fits leaves its first group and puts its second part behind it.
    """
    for form, ending in _rules(language):
        found = form.match(word)
        if found:
            word = found[1] + ending
    return word


def is_stop(word: str, language: str) -> bool:
    """Whether a folded word says nothing of its own: an article, a preposition."""
    return word in _stop_words(language)


def as_table(languages: Iterable[str]) -> dict[str, object]:
    """Return what the script needs to do the same: letters, rules and stop words of languages."""
    known = sorted({base(one) for one in languages} & ENDINGS.keys())
    stops = sorted({word for one in known for word in _stop_words(one)})
    return {
        "letters": LETTERS,
        "endings": [[list(rule) for rule in ENDINGS[one]] for one in known],
        "stops": " ".join(stops),
    }


def base(language: str) -> str:
    """Return a language without its region: `fr-CA` is read as `fr`."""
    return language.partition("-")[0]


@lru_cache(maxsize=64)
def _rules(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = ENDINGS.get(base(language), ())
    return tuple((re.compile(form), ending) for form, ending in rules)


@lru_cache(maxsize=64)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(STOP_WORDS.get(base(language), "")).split())
