"""What a page needs so that its script can search: the script, the policy, shapes and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from promisetrack.site.contents import has, name_of
from promisetrack.site.finding import statuses
from promisetrack.site.parts import Link, Mark
from promisetrack.site.search.facets import SIGNS, SORTS, facets, has_sign
from promisetrack.site.urls import relative

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.search.facets import Facet

FOLDER: Final = "search"
"""The page of the search and its files, below each language."""
STYLE: Final = "assets/find.css"
ENGINE: Final = "assets/seek.js"
PAGE: Final = "assets/search.js"
LIST: Final = "assets/sift.js"


@dataclass(frozen=True, slots=True)
class Tools:
    """The scripts of a page, and what they are told: where the index lies, how to write numbers."""

    policy: str
    style: str
    scripts: tuple[str, ...]
    folder: str
    language: str


@dataclass(frozen=True, slots=True)
class Sift:
    """The form with which the list is filtered.

    `here` is the link of the page to itself; `lists` is said until the script has begun.
    """

    shape: ClassVar[str] = "sift"
    here: str
    count: int
    lists: object
    facets: tuple[Facet, ...]
    signs: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, Mark], ...]
    late: Mark


def tools(desk: Desk, script: str) -> Tools:
    """Return what the page of the desk needs to run the engine and a script of its own."""
    return Tools(
        policy="; script-src 'self'" + (" file:" if desk.site.options.is_portable else ""),
        style=STYLE,
        scripts=(ENGINE, script),
        folder=relative(desk.pen.here, desk.addresses.plain(FOLDER)),
        language=_numbering(desk),
    )


def sift(desk: Desk) -> Sift:
    """Return the form of the list."""
    speak = desk.tongue.message
    return Sift(
        here=desk.pen.to(desk.pen.here),
        count=len(desk.survey.promises),
        lists=_lists(desk),
        facets=facets(desk),
        signs=tuple((name, speak(label)) for name, label in SIGNS.items() if has_sign(desk, name)),
        sorts=tuple((name, speak(label)) for name, label in SORTS.items()),
        states=states(desk),
        late=late(desk),
    )


def _lists(desk: Desk) -> object:
    """Return the sentence for those whose browser runs scripts but could not load this one."""
    names = ("statuses", "themes", "plans", "organisations")
    links = (
        Link(name_of(desk, one), desk.addresses.list_of(one)) for one in names if has(desk, one)
    )
    return desk.say("If nothing happens here: {lists}.", lists=desk.pen.links(links))


def states(desk: Desk) -> tuple[tuple[str, Mark], ...]:
    """Return the shape and word of every status in use, and of what was removed, by their names."""
    gone = Mark("withdrawn", "late", desk.say("Removed from the register"))
    standings = {one.standing.id: one.standing for one in desk.survey.promises}
    found = tuple((one, desk.mark(standings[one])) for one, _, _ in statuses(desk))
    return (*found, ("removed", gone)) if desk.survey.gone else found


def late(desk: Desk) -> Mark:
    """Return the flag of what is late; the words are each commitment's own."""
    return desk.late_mark(desk.say("Late"))


def _numbering(desk: Desk) -> str:
    """Return the language with the digits that its numbers have on this site (BCP 47, -u-nu-)."""
    digits = re.sub(r"\D", "", desk.number(1234567890))
    system = "arab" if digits.startswith("\N{ARABIC-INDIC DIGIT ONE}") else "latn"
    return f"{desk.tongue.language}-u-nu-{system}"
