"""Open data: `<lang>/data/`: what can be taken, in which formats, under which licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.site import urls
from promisetrack.site.data import families, resources
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Lines, Link, Page, Section, Table
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page on the data."""
    desk = edition.desk(edition.addresses.plain("data"))
    entry = desk.register.tracker
    licence = Fields(entry.data).part("licence").string("data") if entry else ""
    lede = desk.say("Everything that these pages show can be taken as files, without asking.")
    terms = (
        desk.say("Licence of the data: {licence}.", licence=licence)
        if licence
        else desk.say("The register does not state a licence for its data.")
    )
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("Open data").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("Open data"),
            "lede": lede,
            "sections": (
                Section("files", desk.say("Files"), (_files(desk),), answer=terms),
                Section("meaning", desk.say("What the fields mean"), (_meaning(desk),)),
            ),
            "data_address": urls.COMMITMENTS_JSON,
        },
    )


def _files(desk: Desk) -> Table:
    taken = tuple(
        (_file(one.address), desk.tongue.message(one.what), one.form.label)
        for one in resources(desk.site)
    )
    others = tuple(
        (_file(one.address), desk.tongue.message(one.what), one.form.label)
        for one in families(desk.site)
    )
    return Table(
        caption=desk.say("Addresses are permanent; the number in them is that of the format."),
        head=(desk.say("File"), desk.say("What it holds"), desk.say("Format")),
        rows=(*taken, *others),
    )


def _file(address: str) -> object:
    if "…" in address:
        return Markup("<code>{}</code>").format(address)
    return Link(address.rpartition("/")[2], address)


def _meaning(desk: Desk) -> Lines:
    return Lines(
        (
            desk.say("Text is a string in the first language of its plan, or a map of languages."),
            desk.say(
                "Dates are as they were written: a day, a month, a quarter, a year, or words."
            ),
            desk.say(
                "{field} holds phase, lateness and counts on the day of this site.",
                field=Markup("<code>computed</code>"),
            ),
            desk.say(
                "In CSV, a cell that a spreadsheet would run as a formula has an "
                "apostrophe before it; the JSON has the exact value."
            ),
        )
    )
