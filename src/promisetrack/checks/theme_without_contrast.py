"""The colours of the site are too faint: some people cannot read them.

Text needs a contrast of 4.5 to 1 with its ground (WCAG 2.2, level AA), in light and in dark.
French law asks it of every public site (RGAA 3.2).

Example:
    # commitments/tracker.yaml
    title: A register
    languages:
      - en
    theme:
      colours:
        link: "#ff9900"

Instead:
    # commitments/tracker.yaml
    title: A register
    languages:
      - en
    theme:
      colours:
        link: "#8a5300"

Found at: theme.colours.link
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.model.appearance import DARK, chosen_of, legible, pale, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.reading import Finding
    from promisetrack.checks.world import World

CODE: Final = "PT511"
LEVEL: Final = "error"


def find(world: World) -> Iterator[Finding]:
    """Find colours of text that cannot be told from what is behind them, each once."""
    if world.tracker is None:
        return
    colours = world.tracker.part("theme").part("colours")
    chosen, ours = chosen_of(colours.data), shipped()
    told: set[str] = set()
    for one in pale(ours, chosen):
        at = one.text if one.text in chosen else one.ground
        if at in told:
            continue
        told.add(at)
        whole = {**ours, **chosen}
        end = DARK if one.is_dark else ""
        grounds = (whole[f"paper{end}"], whole[f"sheet{end}"], whole[one.ground])
        yield colours.finding(
            at,
            say(
                "“{text}” ({colour}) on “{ground}” ({behind}) has a contrast of {ratio} to 1, "
                "and needs 4.5",
                text=one.text,
                colour=whole[one.text],
                ground=one.ground,
                behind=whole[one.ground],
                ratio=int(one.ratio * 10) / 10,
            ),
            say(
                "take another colour: for “{text}” the nearest that can be read is {colour}",
                text=one.text,
                colour=legible(whole[one.text], grounds),
            ),
        )
