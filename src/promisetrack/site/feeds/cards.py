"""`embed/<lang>/<id>/`: a commitment as a card that other sites show in a frame.

No script, no cookie, nothing from elsewhere. A page that says who may frame it must do so in the
headers of its server (`frame-ancestors` does not count in a page): whoever sends such headers
leaves them out below `embed/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.frame import tracker_title
from promisetrack.site.listing import listed
from promisetrack.site.parts import Page
from promisetrack.site.past import is_addressable
from promisetrack.site.styles import style
from promisetrack.site.trail import as_of
from promisetrack.site.urls import CARD_STYLE, card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.artifact import Artifact
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Promise


def files(_editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """Return the stylesheet of the cards, which stands on that of the pages."""
    yield style(CARD_STYLE)


def pages(edition: Edition) -> Iterator[Page]:
    """Return a card for each commitment; a removed one says so and links to its page."""
    for promise in (*edition.survey.promises, *edition.survey.gone):
        if is_addressable(promise.id):
            yield _card(edition.desk(card(edition.tongue.language, promise.id)), promise)


def _card(desk: Desk, promise: Promise) -> Page:
    title = desk.title(promise.fields, promise.source, promise.id)
    judgement = promise.independent
    by = desk.name("organisation", judgement.by) if judgement else ""
    return Page(
        address=desk.pen.here,
        template="pages/card.html",
        title=title.text[:90],
        description=str(desk.mark(promise.standing).word),
        values={
            "heading": title,
            "target": desk.addresses.commitment(promise.id),
            "item": listed(desk, promise),
            "other_by": by,
            "due": desk.date(promise.fields.raw("due"), promise.source),
            "removed": desk.say("Removed from the register.") if promise.is_removed else "",
            "register": tracker_title(desk),
            "today": as_of(desk),
        },
        is_hidden=True,
    )
