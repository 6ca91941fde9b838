"""The score card of an organisation: how many of how many, one mark each. It ranks nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.drifts import drifts_of
from promisetrack.site.parts import Section, Table
from promisetrack.site.pictures.strips import Pencil, Strips

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.drifts import Drift
    from promisetrack.site.pictures.strips import Strip
    from promisetrack.site.survey import Promise

HEIGHT, Y = 16, 8
MOST_MARKS = 60
"""More than this is drawn as one line, its share filled."""

_Row = tuple[object, int, int]
"""What is counted, how many, of how many."""


def section(desk: Desk, led: tuple[Promise, ...]) -> Section | None:
    """Return the card of those who lead `led`; nothing for whom leads nothing."""
    rows = [one for one in _rows(desk, led) if one[2]]
    if not rows:
        return None
    caption = desk.say("One mark for each; thick: it is so. Nobody is compared with anybody.")
    block = Strips("card", caption, tuple(_strip(desk, one) for one in rows))
    return Section("card", desk.say("In numbers"), (block, _table(desk, rows)))


def _rows(desk: Desk, led: tuple[Promise, ...]) -> tuple[_Row, ...]:
    done = [one for one in led if one.phase == "done"]
    dated = [one for one in led if one.due]
    open_ones = [one for one in led if one.phase in ("unknown", "waiting", "moving")]
    fresh = [one for one in open_ones if one.last_news and not one.is_stale]
    return (
        (desk.say("Commitments said to be complete"), len(done), len(led)),
        (
            desk.say("Complete ones with evidence"),
            sum(bool(one.evidence) for one in done),
            len(done),
        ),
        (desk.say("Open ones with recent news"), len(fresh), len(open_ones)),
        (
            desk.say("Commitments with a deadline that are not late"),
            sum(not one.is_overdue for one in dated),
            len(dated),
        ),
        *_history(desk, led, dated),
        *_talk(desk, led),
    )


def _history(desk: Desk, led: tuple[Promise, ...], dated: list[Promise]) -> tuple[_Row, ...]:
    past = desk.survey.past
    if not past.is_known:
        return ()
    moved = {one.promise.id for one in _put_back(desk, led)}
    records = [past.record(one.id) for one in led]
    weaker = [e for one in records if one for e in one.events if e.weakens and e.route]
    return (
        (
            desk.say("Deadlines that were never put back"),
            sum(one.id not in moved for one in dated),
            len(dated),
        ),
        (
            desk.say("Changes for the worse with a stated reason"),
            sum(one.amendment is not None for one in weaker),
            len(weaker),
        ),
    )


def _put_back(desk: Desk, led: tuple[Promise, ...]) -> list[Drift]:
    return [one for one in drifts_of(desk.survey, led) if one.days > 0 and len(one.route) == 1]


def _talk(desk: Desk, led: tuple[Promise, ...]) -> tuple[_Row, ...]:
    """Return questions with an answer, and assessments with a reply."""
    asked = [q for one in led for q in one.fields.parts("questions") if not q.has("merged_into")]
    judged = [(one, j) for one in led for j in one.judgements]
    return (
        (
            desk.say("Questions from the public with an answer"),
            sum(bool(one.parts("answers")) for one in asked),
            len(asked),
        ),
        (
            desk.say("Assessments by others with a reply"),
            sum(_is_replied(promise, one.fields.string("id")) for promise, one in judged),
            len(judged),
        ),
    )


def _is_replied(promise: Promise, identity: str) -> bool:
    replies = promise.fields.parts("responses")
    return any(identity and one.part("to").string("assessment") == identity for one in replies)


def _strip(desk: Desk, row: _Row) -> Strip:
    label, count, total = row
    pencil = Pencil(desk.tongue.direction == "rtl")
    if total > MOST_MARKS:
        pencil.line(0, 100, Y, "grid")
        pencil.line(0, round(count / total * 100, 2), Y, "bar moving")
    else:
        width = 100 / max(total, 12)
        for n in range(total):
            kind = "bar moving" if n < count else "gh"
            pencil.line(round(n * width, 2), round(n * width + width * 0.8, 2), Y, kind)
    words = _words(desk, count, total)
    return pencil.strip(label, words, gist=words, height=HEIGHT)


def _words(desk: Desk, count: int, total: int) -> str:
    words = desk.say("{n} of {total}", n=desk.number(count), total=desk.number(total))
    return words.striptags()


def _table(desk: Desk, rows: list[_Row]) -> Table:
    return Table(
        caption=desk.say("In numbers"),
        head=(desk.say("What is counted"), desk.say("It is so"), desk.say("Of")),
        rows=tuple((label, desk.number(n), desk.number(total)) for label, n, total in rows),
        numeric=(1, 2),
        is_folded=True,
    )
