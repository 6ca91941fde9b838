"""What was promised: the text as it was written, where it comes from, the problem, the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.common import evidence_links, item
from promisetrack.site.parts import Item, Link, Prose, Quote, Section
from promisetrack.site.said import Said

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the promise, verbatim, with its source; then what surrounds it."""
    fields, source = promise.fields, promise.source
    said = desk.text(fields.raw("description"), source)
    blocks: list[object] = []
    if said is not None:
        blocks.append(Quote(said, _source(desk, promise), _cited(fields)))
    around = [
        item(desk, fields, "problem", desk.say("The problem"), source),
        item(desk, fields, "expected_result", desk.say("Expected result"), source),
        item(desk, fields, "audience", desk.say("For whom"), source),
        item(desk, fields, "easy", desk.say("Easy to read"), source),
    ]
    texts: tuple[Item, ...] = tuple(one for one in around if one is not None)
    if texts:
        blocks.append(Prose(texts))
    if not blocks:
        return None
    answer = "" if said else desk.say("The words of the promise are not in the register.")
    return Section(
        "promise",
        desk.say("The promise, word for word"),
        tuple(blocks),
        answer=answer,
        short=desk.say("The promise"),
        is_first=True,
    )


def _cited(fields: Fields) -> str:
    return fields.string("source")


def _source(desk: Desk, promise: Promise) -> Markup | str:
    """Return « Source: …, page 4 », or a plain sentence that no source is given."""
    fields = promise.fields
    url, part = fields.string("source"), fields.part("source")
    if part.has("evidence"):
        links = evidence_links(desk, promise, (part.string("evidence"),))
        pieces: list[object] = [desk.pen.links(links)]
        if part.has("page"):
            pieces.append(desk.say("page {page}", page=part.string("page")))
        if part.has("at"):
            pieces.append(part.string("at"))
        quote = desk.text(part.raw("quote"), promise.source)
        if quote:
            pieces.append(desk.say("“{words}”", words=quote))
        return desk.say("Source: {source}.", source=desk.pen.links(pieces))
    if url:
        return desk.say("Source: {source}", source=Link(Said(url, ""), url=url))
    return desk.say("The register names no source for this text.")
