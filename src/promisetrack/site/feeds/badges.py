"""`badges/<id>.svg`: where a commitment stands, as a picture for other pages.

A shape and a word, in a colour that only repeats them, with a title for those who cannot see it;
in the default language of the tracker. Attributes, no style sheet: the picture looks the same
under any policy of the page that shows it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from promisetrack.artifact import Artifact
from promisetrack.resources import site_templates
from promisetrack.site.feeds.names import plain
from promisetrack.site.pages.root import xml
from promisetrack.site.past import is_addressable
from promisetrack.site.urls import badge
from promisetrack.words.script import listed
from promisetrack.words.typography import mend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Mark
    from promisetrack.site.survey import Promise

_PAPER, _LINE, _INK = "#fcfcfa", "#c9cdc8", "#17212b"
_TONES: Final = {
    "done": "#1b6640",
    "moving": "#1c5490",
    "waiting": "#525d68",
    "unknown": "#525d68",
    "stopped": "#7a3468",
    "late": "#a5301a",
}
"""The colours of the light pages: at least 6.5 to 1 on the paper."""

_HEIGHT, _GLYPH, _GAP = 28, 16, 7
_NARROW: Final = frozenset("iljtfrI.,:;'’|!() ")
_INSIDE: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def files(editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """Return a badge for each commitment; a removed one says so."""
    edition = editions[0]
    for promise in (*edition.survey.promises, *edition.survey.gone):
        if is_addressable(promise.id):
            address = badge(promise.id)
            yield Artifact(address, draw(edition.desk(address), promise).encode())


def draw(desk: Desk, promise: Promise) -> str:
    """Return the badge of a commitment."""
    language = desk.tongue.language
    marks = [(mark, mend(plain(mark.word), language)) for mark in _marks(desk, promise)]
    title = _title(desk, promise, [word for _, word in marks])
    width = _GAP + sum(_GLYPH + 2 * _GAP + _width(word) for _, word in marks)
    is_mirrored = desk.tongue.direction == "rtl"
    parts, place = [], _GAP
    for mark, word in marks:
        parts.append(_part(mark, word, width - place if is_mirrored else place, is_mirrored))
        place += _GLYPH + 2 * _GAP + _width(word)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" '
        f'viewBox="0 0 {width} {_HEIGHT}" role="img" aria-labelledby="t" '
        f'lang="{xml(language)}" xml:lang="{xml(language)}">'
        f'<title id="t">{xml(title)}</title>'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{_HEIGHT - 1}" fill="{_PAPER}" '
        f'stroke="{_LINE}"/>{"".join(parts)}</svg>\n'
    )


def _marks(desk: Desk, promise: Promise) -> list[Mark]:
    marks = [desk.mark(promise.standing)]
    if promise.is_overdue:
        marks.append(desk.late_mark(desk.say("Late").unescape()))
    return marks


def _title(desk: Desk, promise: Promise, words: list[str]) -> str:
    title = desk.title(promise.fields, promise.source, promise.id)
    said = desk.say(
        "{title}: {status}, as of {date}",
        title=title,
        status=listed(words, desk.tongue.language),
        date=desk.pen.day(desk.site.today),
    )
    if promise.is_removed:
        said = desk.join((said, desk.say("Removed from the register.")))
    one_line = " ".join(plain(said.striptags()).split())
    return mend(one_line, desk.tongue.language)


def _part(mark: Mark, word: str, place: int, is_mirrored: bool) -> str:  # noqa: FBT001 - both sides are drawn alike
    """Return a shape and its word, from `place` on, or up to it where one reads leftwards."""
    tone = _TONES.get(mark.tone, _INK)
    left = place - _GLYPH if is_mirrored else place
    start = place - _GLYPH - _GAP if is_mirrored else place + _GLYPH + _GAP
    scale = _GLYPH / 20
    turn = f"translate({left + _GLYPH} 6) scale(-{scale} {scale})"
    straight = f"translate({left} 6) scale({scale})"
    move = turn if is_mirrored and mark.is_mirrored else straight
    side = ' direction="rtl"' if is_mirrored else ""
    return (
        f'<g transform="{move}" color="{tone}" fill="{tone}" aria-hidden="true">'
        f"{_shape(mark.glyph)}</g>"
        f'<text x="{start}" y="18.5" fill="{_INK}" font-size="13"{side} '
        f'font-family="system-ui, Segoe UI, Roboto, Noto Sans, Arial, sans-serif" '
        f'textLength="{_width(word)}" lengthAdjust="spacingAndGlyphs">{xml(word)}</text>'
    )


def _shape(glyph: str) -> str:
    """Return the strokes of a shape, its classes as attributes."""
    found = _INSIDE.search((site_templates() / f"glyphs/{glyph}.svg").read_text("utf-8"))
    inside = found[1] if found else ""
    inside = inside.replace('class="o"', 'fill="none" stroke="currentColor" stroke-width="2"')
    return inside.replace('class="k"', f'fill="none" stroke="{_PAPER}"')


def _width(word: str) -> int:
    """Return about how wide a word is at 13 pixels; the text is stretched to exactly that."""
    return round(sum(_advance(one) for one in word))


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 13
    if letter in _NARROW:
        return 3.9
    return 8.6 if letter.isupper() or letter in "mwMW%" else 7
