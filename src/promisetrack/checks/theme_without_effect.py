"""Something under `theme` changes nothing on the site.

A colour that the stylesheet does not have, a font or a logo that cannot be used: the site looks
as before, and nobody knows why.

Example:
    # commitments/tracker.yaml
    title: A register
    languages:
      - en
    theme:
      colours:
        lnik: "#114a8b"

Instead:
    # commitments/tracker.yaml
    title: A register
    languages:
      - en
    theme:
      colours:
        link: "#114a8b"

Found at: theme.colours.lnik
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say
from promisetrack.model.appearance import DARK, fonts_of, logo_of, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding, Node
    from promisetrack.checks.world import World

CODE: Final = "PT512"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find colours, fonts and a logo that the site cannot take up."""
    if world.tracker is None:
        return
    theme = world.tracker.part("theme")
    yield from _colours(theme.part("colours"))
    for name in fonts_of(theme.word("font"))[1]:
        yield theme.finding(
            "font",
            say("“{name}” cannot be the name of a font", name=name),
            say("write names as they are, with commas between them: Marianne, Arial"),
        )
    written = theme.word("logo")
    if written and logo_of(written, world.register.files) is None:
        yield theme.finding(
            "logo",
            say("there is no picture “{name}” that can be a logo", name=written),
            say(
                "put a PNG, JPEG, WebP or plain SVG of at most 200 KiB into a plan’s folder "
                "“files”, and write “logo: PLAN/files/NAME”"
            ),
        )


def _colours(colours: Node) -> Iterator[Finding]:
    known = shipped()
    for name in colours.data:
        if name not in known:
            names = ", ".join(one for one in known if not one.endswith(DARK))
            yield colours.finding(
                name,
                say("the stylesheet has no colour “{name}”", name=name),
                did_you_mean(name, known)
                or say("it has {names}, each also with “-dark” for dark screens", names=names),
                on="key",
            )
