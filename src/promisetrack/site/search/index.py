"""The index: for each word the commitments that have it, in the order of words, cut into chunks.

A chunk is a line of text. A word is written as one character for how many letters it shares with
the word before it, then the rest of its letters, then its commitments: for each, the distance
from the one before it and a level, as one number in digits that occur in no folded word. So a
chunk needs no separators, and shrinks further when it is compressed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from promisetrack.site.search.normal import is_stop, stem, words
from promisetrack.site.search.passages import REST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from promisetrack.site.search.passages import Passage

LAST: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The last digit of a number; folded words have no capitals."""
BEFORE: Final = "!#$%&()*+,-./:;<=>?@[]^_|~"
"""The digits before it; folded words have no punctuation. Both are to the base 26."""
SHARED: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
"""How many letters a word shares with the one before it."""

OFTEN: Final = 3
"""A word that a commitment has at least so often counts for more than one that it mentions."""
SCORES: Final = (16, 18, 8, 9, 4, 5, 2, 2.5, 1, 1.4)
"""What a level counts: two for each place, one for a mention and one for often."""

CHUNK: Final = 12_000
"""Characters of a chunk, about half as many bytes when compressed."""

Postings = list[tuple[int, int]]
"""The commitments of a word by their numbers, rising, each with a level."""


def postings(texts: Sequence[Iterable[Passage]]) -> dict[str, Postings]:
    """Return the index of texts, those of one commitment after those of another."""
    found: dict[str, Postings] = defaultdict(list)
    for number, passages in enumerate(texts):
        for word, level in _levels(passages).items():
            found[word].append((number, level))
    return found


def _levels(passages: Iterable[Passage]) -> dict[str, int]:
    """Return the level of each word of a commitment: its best place, and whether it is frequent."""
    best: dict[str, int] = {}
    counted: Counter[str] = Counter()
    for passage in passages:
        for word, times in Counter(words(passage.text)).items():
            if is_stop(word, passage.language):
                continue
            root = stem(word, passage.language)
            counted[root] += times
            best[root] = min(best.get(root, REST), passage.place)
    return {word: 2 * place + (counted[word] >= OFTEN) for word, place in best.items()}


def chunks(found: Mapping[str, Postings]) -> Iterator[tuple[str, str]]:
    """Return the index cut into lines of about `CHUNK` characters, each with its first word."""
    first = before = ""
    pieces: list[str] = []
    size = 0
    for word in sorted(found, key=_as_in_a_browser):
        if size >= CHUNK:
            yield first, "".join(pieces)
            first, before, pieces, size = word, "", [], 0
        first = first or word
        pieces.append(_entry(word, before, found[word]))
        size += len(pieces[-1])
        before = word
    if pieces:
        yield first, "".join(pieces)


def _as_in_a_browser(word: str) -> bytes:
    """Return the key by which JavaScript compares strings: its units of UTF-16."""
    return word.encode("utf-16-be")


def _entry(word: str, before: str, commitments: Postings) -> str:
    shared = 0
    most = min(len(word), len(before), len(SHARED) - 1)
    while shared < most and word[shared] == before[shared]:
        shared += 1
    previous, numbers = 0, []
    for number, level in commitments:
        numbers.append(_number((number - previous) * len(SCORES) + level))
        previous = number
    return SHARED[shared] + word[shared:] + "".join(numbers)


def _number(value: int) -> str:
    digits = LAST[value % len(LAST)]
    while value := value // len(LAST):
        digits = BEFORE[value % len(LAST)] + digits
    return digits
