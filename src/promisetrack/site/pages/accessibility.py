"""Accessibility: `<lang>/accessibility/`: honest as long as nobody has audited the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.parts import Facts, Lines, Link, Section
from promisetrack.site.publisher import ways
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Return the accessibility statement."""
    desk = desk_of(edition, "accessibility")
    lede = desk.say("Accessibility: not compliant (not audited).")
    yield sheet(desk, "accessibility", lede, (_state(desk), _made(desk), _help(desk)))


def _state(desk: Desk) -> Section:
    return Section(
        "state",
        desk.say("Where it stands"),
        (
            Lines(
                (
                    desk.say(
                        "Nobody has audited these pages against a standard (RGAA in France, "
                        "EN 301 549 and WCAG elsewhere). As long as nobody has, the honest "
                        "answer is: not compliant."
                    ),
                    desk.say(
                        "That is no statement about faults: none is known, and none has been "
                        "looked for by an independent body."
                    ),
                )
            ),
        ),
    )


def _made(desk: Desk) -> Section:
    return Section(
        "made",
        desk.say("What was done"),
        (
            Lines(
                (
                    desk.say(
                        "These pages were made to be read by everyone: without a script, "
                        "with a keyboard, enlarged, printed, in dark or forced colours, "
                        "with a screen reader."
                    ),
                    desk.say(
                        "A status is always a shape and a word, never a colour alone. Every "
                        "drawing has its data as a table. Every text in another language says so."
                    ),
                    desk.say(
                        "Documents that are linked as evidence belong to others; they may not be "
                        "accessible. Ask the publisher for another form."
                    ),
                )
            ),
        ),
    )


def _help(desk: Desk) -> Section:
    contact = Link(desk.say("How to write to us"), desk.addresses.plain("contact"))
    blocks: list[object] = [
        Lines(
            (
                desk.say(
                    "If something cannot be read or used, write to the publisher: it "
                    "will be mended, and you will get an answer."
                ),
                contact,
            )
        )
    ]
    facts = ways(desk)
    if facts:
        blocks.append(Facts(facts, is_long=True))
    if desk.tongue.language == "fr":
        blocks.append(
            Lines(
                (
                    desk.say(
                        "If you get no answer, in France you can turn to the Defender of Rights, "
                        "free of charge: {link}",
                        link=Link("defenseurdesdroits.fr", url="https://www.defenseurdesdroits.fr"),
                    ),
                )
            )
        )
    return Section("help", desk.say("Something does not work?"), tuple(blocks))
