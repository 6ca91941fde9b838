"""Commitments in lists and in tallies: the same rows on every page that lists them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from promisetrack.site.aims import aims_of
from promisetrack.site.commitment.independent import rating_mark
from promisetrack.site.parts import Link, Listed, Listing, Mark, Tally, TallyRow
from promisetrack.site.pictures import mini
from promisetrack.site.pictures.way import way_words
from promisetrack.site.scales import ORDER, PHASE_OF
from promisetrack.site.survey import answerable
from promisetrack.words.dates import show_lapse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from promisetrack.site.aims import Aim
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Milestone, Promise

MOST_DOTS = 24
"""More milestones than this are told in words alone."""


def listing(desk: Desk, promises: Iterable[Promise]) -> Listing:
    """Return commitments as a list."""
    return Listing(tuple(listed(desk, one) for one in promises))


def listed(desk: Desk, promise: Promise) -> Listed:
    """Return one commitment as a row."""
    judgement = promise.independent
    aim = aim_of(desk, promise)
    return Listed(
        number=promise.fields.string("number"),
        title=desk.commitment(promise),
        who=desk.organisations(promise.leads or sorted(answerable(promise))),
        official_label=desk.say("Body in charge"),
        official=desk.mark(promise.standing),
        other_label=desk.organisation(judgement.by) if judgement else desk.say("Others"),
        other=rating_mark(desk, judgement) if judgement else None,
        late=late_mark(desk, promise),
        parts=dots(desk, promise),
        parts_words=_milestones(desk, promise),
        evidence_words=_evidence(desk, promise),
        unproven=_unproven(desk, promise),
        way=mini.way(aim.way, is_reached=aim.is_reached) if aim and aim.way is not None else None,
        way_words=_way_words(desk, aim) if aim else "",
    )


def aim_of(desk: Desk, promise: Promise) -> Aim | None:
    """Return what is farthest from its target; nothing where no value is published."""
    found = [one for one in aims_of((promise,), desk.site.today) if one.way is not None]
    return min(found, key=lambda one: one.way or 0, default=None)


def _way_words(desk: Desk, aim: Aim) -> object:
    if aim.is_reached:
        return desk.say("reached")
    if aim.way is None or aim.way < 0:
        return desk.say("farther than at the start")
    return desk.say("{share} of the way", share=way_words(desk, aim))


def late_mark(desk: Desk, promise: Promise) -> Mark | None:
    """Return the flag of a missed date with the time since, or None."""
    if not promise.is_overdue or promise.due is None:
        return None
    lapse = show_lapse(promise.due, desk.site.today, desk.tongue.language)
    return desk.late_mark(desk.say("late: {lapse}", lapse=lapse))


def counts(promises: Iterable[Promise]) -> Counter[str]:
    """Return how many commitments are in each phase."""
    return Counter(one.phase for one in promises)


def account(desk: Desk, promises: tuple[Promise, ...]) -> Markup:
    """Return the sentence that says where a selection stands, by the bodies' own account."""
    found = counts(promises)
    parts: list[object] = []
    if not promises:
        return desk.say("No commitment here.")
    if found["done"]:
        parts.append(desk.say_n("{n} is complete", "{n} are complete", found["done"]))
    if found["moving"]:
        parts.append(desk.say_n("{n} is in progress", "{n} are in progress", found["moving"]))
    if found["waiting"]:
        parts.append(desk.say_n("{n} is not started", "{n} are not started", found["waiting"]))
    if found["partial"]:
        parts.append(
            desk.say_n("{n} is closed in part", "{n} are closed in part", found["partial"])
        )
    if found["stopped"] + found["declined"]:
        count = found["stopped"] + found["declined"]
        parts.append(desk.say_n("{n} is stopped", "{n} are stopped", count))
    if found["unknown"]:
        parts.append(
            desk.say_n(
                "{n} has no status of the whole",
                "{n} have no status of the whole",
                found["unknown"],
            )
        )
    late = sum(one.is_overdue for one in promises)
    first = desk.say(
        "By the account of the bodies in charge: {parts}.", parts=desk.pen.links(parts)
    )
    return desk.join((first, desk.say_n("{n} is late.", "{n} are late.", late) if late else ""))


def milestone_account(desk: Desk, promises: tuple[Promise, ...]) -> object:
    """Return where the milestones of a selection stand, or nothing where there are none."""
    found = Counter(one.standing.phase for promise in promises for one in promise.milestones)
    total = sum(found.values())
    if not total:
        return ""
    return desk.say_n(
        "They have {n} milestone: {done} complete, {moving} in progress, {rest} neither.",
        "They have {n} milestones: {done} complete, {moving} in progress, {rest} neither.",
        total,
        done=desk.number(found["done"]),
        moving=desk.number(found["moving"]),
        rest=desk.number(total - found["done"] - found["moving"]),
    )


def tally(
    desk: Desk, promises: tuple[Promise, ...], milestones: tuple[Milestone, ...] | None = None
) -> Tally:
    """Return the tally: official and independent views, or commitments and milestones.

    `milestones` are those that count, where it is not all of them.
    """
    official = Counter(_shape(desk.mark(one.standing)) for one in promises)
    judged = [one.independent for one in promises if one.independent]
    if judged:
        other = Counter(_shape(mark) for one in promises if (mark := _other(desk, one)) is not None)
        return Tally(
            caption=desk.say(
                "One mark, one commitment. At the start, what the bodies in charge say; "
                "at the end, what others say."
            ),
            start_head=desk.say("Bodies in charge"),
            end_head=desk.say("Others"),
            rows=_rows(desk, official, other),
        )
    if milestones is None:
        milestones = tuple(one for promise in promises for one in promise.milestones)
    other = Counter(_shape(desk.mark(one.standing)) for one in milestones)
    return Tally(
        caption=desk.say(
            "One mark, one commitment or one milestone, by the account of the bodies in charge."
        ),
        start_head=desk.say("Commitments"),
        end_head=desk.say("Milestones"),
        rows=_rows(desk, official, other),
    )


def _other(desk: Desk, promise: Promise) -> Mark | None:
    if promise.independent is None:
        return Mark("unknown", "unknown", desk.say("Not rated"))
    return rating_mark(desk, promise.independent)


def _shape(mark: Mark) -> tuple[str, str, str]:
    return mark.glyph, mark.tone, str(mark.word)


def _rows(
    desk: Desk, start: Counter[tuple[str, str, str]], end: Counter[tuple[str, str, str]]
) -> tuple[TallyRow, ...]:
    """Join both columns by shape: the words of one shape stand in one row."""
    heard: dict[tuple[str, str], list[str]] = {}
    for glyph, tone, word in (*sorted(start), *sorted(end)):
        heard.setdefault((glyph, tone), []).append(word)
    words = {key: _shared(desk, key[0], many) for key, many in heard.items()}
    ordered = sorted(words, key=lambda key: (ORDER.index(key[0]), key))
    return tuple(
        TallyRow(
            Mark(glyph, tone, words[glyph, tone]),
            _sum(start, glyph, tone),
            _sum(end, glyph, tone),
        )
        for glyph, tone in ordered
    )


def _shared(desk: Desk, glyph: str, words: list[str]) -> str:
    """Return the word of a shape; of several plans with other words, that of their phase."""
    phase = PHASE_OF.get(glyph, "")
    if len(set(words)) == 1 or not phase:
        return words[0]
    return desk.word("phase", phase)


def _sum(counted: Counter[tuple[str, str, str]], glyph: str, tone: str) -> int:
    return sum(n for (one, other, _), n in counted.items() if (one, other) == (glyph, tone))


def dots(desk: Desk, promise: Promise) -> tuple[Mark, ...]:
    """Return the shapes of the milestones, if they are several and not too many to be seen."""
    marks = tuple(desk.mark(one.standing) for one in promise.milestones)
    return marks if 1 < len(marks) <= MOST_DOTS else ()


def _milestones(desk: Desk, promise: Promise) -> object:
    total = len(promise.milestones)
    if not total:
        return ""
    done = sum(one.standing.phase == "done" for one in promise.milestones)
    return desk.say("{done} of {total} complete", done=desk.number(done), total=desk.number(total))


def _evidence(desk: Desk, promise: Promise) -> object:
    count = len(promise.evidence)
    return desk.say_n("{n} piece", "{n} pieces", count) if count else desk.say("none linked")


def _unproven(desk: Desk, promise: Promise) -> Mark | None:
    return Mark("silent", "late", desk.say("none linked")) if promise.is_unproven else None


def link_to_status(desk: Desk, status: str, words: object) -> Link:
    """Return a link to the list of a status."""
    return Link(words, desk.addresses.record("statuses", status))  # type: ignore[arg-type] # Markup is a str
