"""The United Nations' goals by their short names (resolution A/RES/70/1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk

_GOALS: tuple[Message, ...] = (
    say("No poverty"),
    say("Zero hunger"),
    say("Good health and well-being"),
    say("Quality education"),
    say("Gender equality"),
    say("Clean water and sanitation"),
    say("Affordable and clean energy"),
    say("Decent work and economic growth"),
    say("Industry, innovation and infrastructure"),
    say("Reduced inequalities"),
    say("Sustainable cities and communities"),
    say("Responsible consumption and production"),
    say("Climate action"),
    say("Life below water"),
    say("Life on land"),
    say("Peace, justice and strong institutions"),
    say("Partnerships for the goals"),
)


def goal(desk: Desk, number: int | str) -> object:
    """Return « 11. Villes et communautés durables »; the number alone if there is no such goal."""
    text = str(number)
    place = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= place <= len(_GOALS):
        return text
    name = desk.tongue.message(_GOALS[place - 1])
    return desk.say("{n}. {name}", n=text, name=name)
