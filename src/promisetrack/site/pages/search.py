"""Search: `<lang>/search/`: a question in the address, answered by a script of the site.

Without JavaScript the page leads to the lists, and says how a browser looks for words in a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.contents import name_of
from promisetrack.site.finding import find
from promisetrack.site.parts import Lines, Link, Page, Section
from promisetrack.site.search.tools import ENGINE, FOLDER, LIST, PAGE, STYLE, late, states, tools
from promisetrack.site.sheet import desk_of
from promisetrack.site.styles import script as served
from promisetrack.site.styles import style
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.artifact import Artifact
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.site import Site


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of the search."""
    desk = desk_of(edition, FOLDER)
    count = len(desk.survey.promises)
    yield Page(
        address=desk.pen.here,
        template="pages/search.html",
        title=name_of(desk, FOLDER),
        description=desk.say_n(
            "Search in {n} commitment.", "Search in {n} commitments.", count
        ).unescape(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": name_of(desk, FOLDER),
            "tools": tools(desk, PAGE),
            "here": desk.pen.to(desk.pen.here),
            "hint": desk.say(
                "In titles, texts, milestones, reports, names. Accents and plurals do not matter."
            ),
            "without": _without(desk),
            "states": states(desk),
            "late": late(desk),
            "sections": (Section("find", desk.say("Other ways"), (_onward(desk), find(desk))),),
        },
    )


def _onward(desk: Desk) -> Lines:
    """Return where to go on for those who found nothing: every commitment, or asking somebody."""
    every = Link(desk.say("Filter or sort all commitments"), desk.addresses.list_of("commitments"))
    links = (Link(name_of(desk, one), desk.addresses.plain(one)) for one in ("edit", "contact"))
    return Lines((every, desk.pen.links(links)))


def _without(desk: Desk) -> object:
    """Return what to do where no script runs."""
    every = Link(desk.say("the list of all commitments"), desk.addresses.list_of("commitments"))
    return desk.say(
        "Searching here takes JavaScript, and your browser does not run it. Open {list} and look "
        "for words in it with your browser (Ctrl+F, or “Find in page” in the menu).",
        list=every,
    )


def files(site: Site, addresses: list[str]) -> Iterator[Artifact]:
    """Return the scripts, as they can be read, and their styles without comments."""
    for script in (ENGINE, PAGE, LIST):
        yield served(script)
    yield style(STYLE)
