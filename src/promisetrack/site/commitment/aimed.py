"""What published values say of a commitment whose status nobody states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.listing import aim_of
from promisetrack.site.pictures.way import way_words

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise


def by_values(desk: Desk, promise: Promise) -> object:
    """Return how far the published values have come; nothing where there are none."""
    aim = aim_of(desk, promise)
    if aim is None or aim.way is None:
        return ""
    if aim.is_reached:
        return desk.say("By the published values, the target is reached.")
    if aim.way < 0:
        return desk.say("The published values are farther from the target than at the start.")
    return desk.say(
        "The published values are {share} of the way to the target.", share=way_words(desk, aim)
    )


def dated(desk: Desk, promise: Promise) -> object:
    """Return the date of the target, for a commitment without a deadline of its own."""
    aim = aim_of(desk, promise)
    if aim is None or aim.indicator is None:
        return ""
    due = desk.date(aim.indicator.part("target").raw("date"), promise.source)
    return desk.say("No deadline is stated; its target is for {date}.", date=due) if due else ""
