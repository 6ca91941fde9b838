"""Small drawings beside a delta in lists: how far on the way, how far a date moved, how far a
target fell. Each repeats what the words beside it say, in the language of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.words.dates import show_shift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.history.events import Event
    from promisetrack.site.desk import Desk

WIDTH, HEIGHT = 100, 32
_FIRST, _LAST = 1, 96
_GROUND, _TOP = 29, 5
_FLAG = "l-8 4 8 4"
_PLAIN = 10_000
"""From here on the difference of two targets is easier to read than both."""


@dataclass(frozen=True, slots=True)
class Mini:
    """A drawing of 100 by `height` pixels: paths with their class."""

    paths: tuple[tuple[str, str], ...]
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Delta:
    """What a change did, in a few characters and as a drawing."""

    words: str
    drawing: Mini


def way(share: float, *, is_reached: bool = False) -> Mini:
    """Return the way from the start to the target, a post, with the part that is done."""
    end = round(_FIRST + min(max(share, 0), 1) * (_LAST - _FIRST))
    done = [("done" if is_reached else "moving", f"M{_FIRST} 12H{end}")] if share > 0 else []
    paths = (("base", f"M{_FIRST} 12H{_LAST}"), *done, ("post", f"M{_LAST} 17V2{_FLAG}"))
    return Mini(paths, 18)


def longest(events: Iterable[Event]) -> int:
    """Return by how many days a deadline moved at most: the scale of drawings in one list."""
    return max((abs(_days(one)) for one in events), default=0)


def weight(event: Event) -> float:
    """Return how far a goalpost moved: of a deadline in years, of a target as a share of it.

    A target that was taken away weighs as much as the whole of it, a deadline a little less, so
    that the target is told where both went; what has no measure weighs nothing.
    """
    if event.kind == "deadline-moved":
        return abs(_days(event)) / 365
    before, after = _number(event.before), _number(event.after)
    if event.kind == "target-changed" and before is not None:
        return 1.0 if after is None else _share(before, after)
    return 0.9 if event.kind == "deadline-removed" else 0.0


def delta(desk: Desk, event: Event, scale: int) -> Delta | None:
    """Return how far a deadline or a target moved; nothing for what has no measure."""
    if event.kind == "deadline-moved":
        return _hop(desk, event, scale)
    if event.kind == "target-changed" and event.route[-1] == "value":
        return _step(desk, event)
    if event.kind == "deadline-removed":
        paths = (("l", f"M{_FIRST} {_GROUND}H{_LAST}"), ("gh", f"M60 {_GROUND}V11l8 4-8 4"))
        return Delta(desk.say("date removed").unescape(), Mini(paths))
    return None


def _days(event: Event) -> int:
    before, after = last_day(event.before), last_day(event.after)
    return (after - before).days if event.kind == "deadline-moved" and before and after else 0


def _hop(desk: Desk, event: Event, scale: int) -> Delta | None:
    before, after = last_day(event.before), last_day(event.after)
    if before is None or after is None or before == after:
        return None
    length = max(round(abs(_days(event)) / max(scale, 1) * (_LAST - 12)), 12)
    old, new = (10, 10 + length) if after > before else (10 + length, 10)
    tone = "hot" if after > before else "good"
    middle = (old + new) // 2
    paths = (
        ("l", f"M{_FIRST} {_GROUND}H{max(old, new)}"),
        ("gh", f"M{old} {_GROUND}V14"),
        (tone, f"M{old} 12Q{middle} -4 {new} 11"),
        ("post", f"M{new} {_GROUND}V11{_FLAG if new < old else 'l8 4-8 4'}"),
    )
    return Delta(show_shift(before, after, desk.tongue.language), Mini(paths))


def _step(desk: Desk, event: Event) -> Delta | None:
    before, after = _number(event.before), _number(event.after)
    if before is None or before == after:
        return None
    if after is None:
        fall = (("hot", f"M45 {_TOP}V{_GROUND}"), ("gh", f"M45 {_GROUND}H{_LAST}"))
        words = _change(desk, desk.number(before), desk.say("nothing").unescape())
        return Delta(words, Mini((("l", f"M{_FIRST} {_TOP}H45"), *fall)))
    tone = "hot" if event.weakens else "good"
    share = _share(before, after)
    drop = max(round(share * (_GROUND - _TOP)), 3)
    high, low = _TOP, _TOP + drop
    old, new = (high, low) if event.weakens else (low, high)
    paths = (("l", f"M{_FIRST} {old}H45"), (tone, f"M45 {old}V{new}"), ("l", f"M45 {new}H{_LAST}"))
    return Delta(_words(desk, before, after), Mini(paths))


def _words(desk: Desk, before: float, after: float) -> str:
    if max(abs(before), abs(after)) >= _PLAIN:
        sign = "+" if after > before else "\u2212"
        return f"{sign}\u00a0{desk.number(abs(after - before))}"
    return _change(desk, desk.number(before), desk.number(after))


def _change(desk: Desk, before: str, after: str) -> str:
    arrow = "\u2190" if desk.tongue.direction == "rtl" else "\u2192"
    return f"{before} {arrow} {after}"


def _share(before: float, after: float) -> float:
    return min(abs(after - before) / (max(abs(before), abs(after)) or 1), 1)


def _number(value: object) -> float | int | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
