"""Progress against time: how much of the way is done, how much of the time has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.aims import aims_of
from promisetrack.site.parts import Link, Section, Table
from promisetrack.site.pictures.strips import Pencil, Strips, Text
from promisetrack.words.numbers import show_percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.site.aims import Aim
    from promisetrack.site.desk import Desk
    from promisetrack.site.pictures.strips import Strip
    from promisetrack.site.survey import Promise

MOST_ROWS = 12
"""More rows than this are read in the table alone."""
HEIGHT, Y, START, LENGTH = 24, 13, 1.0, 97.0


def section(desk: Desk, promises: Iterable[Promise]) -> Section | None:
    """Return the picture of a selection with its table, those farthest behind first."""
    aims = aims_of(promises, desk.site.today)
    if not aims:
        return None
    behind = sum((one.way or 0) < min(one.time, 1) for one in aims)
    return Section(
        "way",
        desk.say("Progress against time"),
        (_picture(desk, aims[:MOST_ROWS]), _table(desk, aims)),
        answer=desk.say_n(
            "{n} of {total} is behind its time.",
            "{n} of {total} are behind their time.",
            behind,
            total=desk.number(len(aims)),
        ),
    )


def label(desk: Desk, aim: Aim) -> object:
    """Return the indicator, or the commitment where it states its progress itself."""
    promise = aim.promise
    page = desk.addresses.commitment(promise.id)
    if aim.indicator is None:
        return Link(desk.title(promise.fields, promise.source, promise.id), page)
    title = desk.title(aim.indicator, promise.source, promise.id)
    return Link(title, f"{page}#figures")


def way_words(desk: Desk, aim: Aim) -> str:
    """Return how much of the way is done, in words; what cannot be said is said to be so."""
    if aim.way is None:
        return desk.say("no value published").unescape()
    if aim.way < 0:
        return desk.say("farther from the target than at the start").unescape()
    return _share(desk, aim.way if aim.is_reached else min(aim.way, 0.99))


def _share(desk: Desk, share: float) -> str:
    return show_percent(round(share * 100), desk.tongue.language)


def _picture(desk: Desk, aims: tuple[Aim, ...]) -> Strips:
    is_rtl = desk.tongue.direction == "rtl"
    rows = tuple(_strip(desk, one, is_rtl=is_rtl) for one in aims)
    x = Pencil(is_rtl).x
    anchors = ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    ticks = tuple(
        Text(x(_at(share)), 14, _share(desk, share), anchor, "sft") for share, anchor in anchors
    )
    caption = desk.say(
        "The thick line: the share of the way, from the starting value to the target. The "
        "upright line: the share of the time."
    )
    return Strips("way", caption, rows, ticks, tuple(x(_at(share)) for share, _ in anchors))


def _strip(desk: Desk, aim: Aim, *, is_rtl: bool) -> Strip:
    pencil = Pencil(is_rtl)
    pencil.line(_at(0), _at(1), Y, "grid")
    way, time = min(max(aim.way or 0, 0), 1), min(aim.time, 1)
    tone = "done" if aim.is_reached else "moving"
    if way > 0:
        pencil.line(_at(0), _at(way), Y, f"bar {tone}")
    is_behind = (aim.way or 0) < time
    pencil.line(_at(time), _at(time), 3, "hot" if is_behind else "l", to=HEIGHT - 1)
    words = desk.say(
        "{way} of the way, {time} of the time", way=way_words(desk, aim), time=_share(desk, time)
    )
    if aim.way is None or aim.way < 0:
        words = desk.say(
            "{way}, {time} of the time", way=way_words(desk, aim), time=_share(desk, time)
        )
    return pencil.strip(label(desk, aim), words, gist=words.striptags(), height=HEIGHT)


def _at(share: float) -> float:
    return round(START + share * LENGTH, 2)


def _table(desk: Desk, aims: tuple[Aim, ...]) -> Table:
    return Table(
        caption=desk.say("Progress against time"),
        head=(
            desk.say("What"),
            desk.say("Share of the way"),
            desk.say("Share of the time"),
            desk.say("Deadline"),
            desk.say("Last news"),
        ),
        rows=tuple(
            (
                label(desk, one),
                way_words(desk, one),
                _share(desk, min(one.time, 1)),
                desk.day(one.due),
                desk.day(one.last) if one.last else desk.say("none"),
            )
            for one in aims
        ),
        is_folded=True,
    )
