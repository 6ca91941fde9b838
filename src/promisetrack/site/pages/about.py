"""About: `<lang>/about/`: who publishes, how to reach them, accessibility, privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.fields import Fields
from promisetrack.site.forge import forge_of
from promisetrack.site.frame import tracker_title
from promisetrack.site.parts import Fact, Facts, Item, Lines, Link, Page, Prose, Section
from promisetrack.site.said import Said
from promisetrack.site.survey import first_language
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page on the register itself."""
    desk = edition.desk(edition.addresses.plain("about"))
    lede = desk.say(
        "{tracker} is a register of commitments: what was promised, where it stands, who says so.",
        tracker=tracker_title(desk),
    )
    sections = (_register(desk), _publisher(desk), _accessibility(desk), _privacy(desk))
    yield Page(
        address=desk.pen.here,
        template="pages/list.html",
        title=desk.say("About").unescape(),
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": desk.say("About"),
            "lede": lede,
            "sections": tuple(part for part in sections if part),
        },
    )


def _register(desk: Desk) -> Section | None:
    entry = desk.register.tracker
    said = (
        desk.text(entry.data.get("description"), first_language(desk.register, None))
        if entry
        else None
    )
    if said is None:
        return None
    return Section("register", desk.say("The register"), (Prose((Item(said),)),))


def _publisher(desk: Desk) -> Section | None:
    entry = desk.register.tracker
    fields = Fields(entry.data).part("publisher") if entry else Fields({})
    facts: list[Fact] = []
    name = desk.pen.pick(fields.raw("name"), first_language(desk.register, None))
    if name:
        facts.append(Fact(str(desk.say("Publisher")), Link(name, url=fields.string("url"))))
    for key, label in (
        ("contact", desk.say("Contact")),
        ("post", desk.say("By post")),
        ("phone", desk.say("By telephone")),
        ("opening", desk.say("Opening hours")),
    ):
        value = desk.pen.pick(fields.raw(key), first_language(desk.register, None))
        if value:
            is_mail = key == "contact" and "@" in value.text and " " not in value.text
            shown = Link(Said(value.text, ""), url=f"mailto:{value.text}") if is_mail else value
            facts.append(Fact(str(label), shown))
    forge = forge_of(desk.site)
    if forge:
        facts.append(Fact(str(desk.say("Repository")), Link(Said(forge.url, ""), url=forge.url)))
    if not facts:
        return None
    return Section("publisher", desk.say("Who publishes it"), (Facts(tuple(facts), is_long=True),))


def _accessibility(desk: Desk) -> Section:
    return Section(
        "accessibility",
        desk.say("Accessibility"),
        (
            Lines(
                (
                    desk.say(
                        "These pages were made to be read by everyone: without a script, "
                        "with a keyboard, enlarged, printed, in dark or forced colours, "
                        "with a screen reader."
                    ),
                    desk.say(
                        "No one has audited them yet. As long as nobody has, the honest "
                        "answer is: not compliant."
                    ),
                    desk.say(
                        "If something cannot be read or used, write to the publisher: it "
                        "will be mended, and you will get an answer."
                    ),
                )
            ),
        ),
        answer=desk.say("Accessibility: not compliant (not audited)."),
    )


def _privacy(desk: Desk) -> Section:
    return Section(
        "privacy",
        desk.say("Personal data"),
        (
            Lines(
                (
                    desk.say(
                        "It sets no cookie, runs no script, counts no visit and loads "
                        "nothing from elsewhere."
                    ),
                )
            ),
        ),
        answer=desk.say("This site learns nothing about you."),
    )
