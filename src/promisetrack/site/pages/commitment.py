"""One commitment: `<lang>/commitments/<id>/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site import qr
from promisetrack.site.commitment import overview, sections
from promisetrack.site.frame import own_picture
from promisetrack.site.pages.removed import banner
from promisetrack.site.parts import Link, Page
from promisetrack.site.past import is_addressable
from promisetrack.site.trail import as_of, home_link
from promisetrack.site.urls import commitment_json, history_json, qr_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.artifact import Artifact
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Return a page for each commitment; a removed one keeps its address."""
    for promise in (*edition.survey.promises, *edition.survey.gone):
        yield page(edition.desk(edition.addresses.commitment(promise.id)), promise)


def page(desk: Desk, promise: Promise) -> Page:
    """Return the page of one commitment."""
    heading = desk.title(promise.fields, promise.source, promise.id)
    lede = overview.lede(desk, promise)
    parts = sections(desk, promise)
    word = str(desk.mark(promise.standing).word)
    return Page(
        address=desk.pen.here,
        template="pages/commitment.html",
        title=desk.say("{title}: {status}", title=_plain(heading.text), status=word).unescape(),
        description=lede.striptags(),
        values={
            "crumbs": _crumbs(desk, promise),
            "today": as_of(desk),
            "heading": heading,
            "note": desk.foreign_page(heading),
            "lede": lede,
            "said": desk.pen.pick(promise.fields.raw("summary"), promise.source),
            "fault": _fault(desk, promise),
            "views": overview.views(desk, promise),
            "gap": "",
            "facts": overview.facts(desk, promise),
            "sections": parts,
            "data_address": (history_json if promise.is_removed else commitment_json)(promise.id),
            "banner": banner(desk, promise) if promise.is_removed else "",
            **_on_paper(desk, promise),
        },
    )


def files(site: Site, addresses: list[str]) -> Iterator[Artifact]:
    """Return the codes that lead from paper to the pages."""
    return qr.files(site, frozenset(addresses))


def _on_paper(desk: Desk, promise: Promise) -> dict[str, object]:
    """Return the code for printed pages, and what the page's policy must allow for it."""
    if not desk.site.options.base_url or promise.is_removed or not is_addressable(promise.id):
        return {"qr": "", "policy": ""}
    return {"qr": qr_code(desk.tongue.language, promise.id), "policy": own_picture(desk)}


def _plain(text: str) -> str:
    return text if len(text) <= 90 else text[:80].rsplit(" ", 1)[0] + " …"


def _crumbs(desk: Desk, promise: Promise) -> tuple[object, ...]:
    themes = promise.fields.strings("themes")
    second = desk.theme(themes[0]) if themes else None
    every = Link(desk.say("Commitments"), desk.addresses.list_of("commitments"))
    return tuple(one for one in (home_link(desk), every, second) if one)


def _fault(desk: Desk, promise: Promise) -> object:
    """Return the sentence on a record that the model refuses, with what is wrong in it."""
    if promise.is_removed:
        return ""
    errors = [one for one in promise.faults if one.level == "error" and one.suppressed is None]
    if promise.entry.record is not None and not errors:
        return ""
    words = "; ".join(desk.tongue.message(one.message) for one in errors[:3])
    link = Link(desk.say("All faults of this register"), f"{desk.addresses.plain('method')}#faults")
    if not words:
        return desk.say(
            "This record has faults: the page shows what can be read of it. {link}", link=link
        )
    return desk.say(
        "This record has faults ({faults}): the page shows what can be read of it. {link}",
        faults=words,
        link=link,
    )
