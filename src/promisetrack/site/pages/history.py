"""Every change of one commitment: `<lang>/commitments/<id>/history/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.history.values import is_void
from promisetrack.site.commitment import updates
from promisetrack.site.frame import own_script
from promisetrack.site.parts import Action, Actions, Fact, Facts, Lines, Link, Page, Section
from promisetrack.site.pictures import standing
from promisetrack.site.story import stood
from promisetrack.site.story.telling import ABBREVIATED, moment
from promisetrack.site.story.words import compared, wording
from promisetrack.site.styles import script, style
from promisetrack.site.told import Moment, Sides, Story, Words, Year
from promisetrack.site.trail import as_of, home_link
from promisetrack.site.urls import commitment_json, history_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from promisetrack.artifact import Artifact
    from promisetrack.history.marks import Change
    from promisetrack.history.records import Record
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise

OPEN, MOST_OPEN = 6, 9
"""Versions that are open to the eye where there are many; so many that none is folded."""
_WORDINGS = ("title", "description", "expected_result")


def pages(edition: Edition) -> Iterator[Page]:
    """Return a page of history for each commitment that has one."""
    survey = edition.survey
    for promise in (*survey.promises, *survey.gone):
        record = survey.past.record(promise.id)
        if record is not None and record.events:
            yield page(edition.desk(edition.addresses.history(promise.id)), promise, record)


def page(desk: Desk, promise: Promise, record: Record) -> Page:
    """Return the page of one history."""
    title = desk.title(promise.fields, promise.source, promise.id)
    lede = sentence(desk, record)
    sections = (
        standing.section(desk, promise, record),
        _sides(desk, promise, record),
        stood.section(desk, promise, record),
        _story(desk, promise, record),
        updates.rest(desk, promise),
        _check(desk, record),
    )
    return Page(
        address=desk.pen.here,
        template="pages/history.html",
        title=desk.say("History: {title}", title=title.text[:90]).unescape(),
        description=lede.striptags(),
        values={
            "crumbs": (
                home_link(desk),
                Link(desk.say("Commitments"), desk.addresses.list_of("commitments")),
                desk.commitment(promise),
            ),
            "today": as_of(desk),
            "heading": desk.say("What changed in “{title}”", title=title),
            "lede": lede,
            "head_blocks": (_sums(desk, record),),
            "sections": tuple(one for one in sections if one),
            "data_address": history_json(promise.id),
            "script": stood.SCRIPT,
            "style": stood.STYLE,
            "policy": own_script(desk.site),
        },
    )


def files(site: Site, addresses: list[str]) -> Iterator[Artifact]:
    """Return the script that chooses a day and its style; none without a history."""
    if site.timeline is not None:
        yield script(stood.SCRIPT)
        yield style(stood.STYLE)


def sentence(desk: Desk, record: Record) -> Markup:
    """Return how often a record changed since when, how often for the worse, and why."""
    commits = dict.fromkeys(one.commit.id for one in record.events if one.commit)
    first = desk.survey.past.day_of(record.events[0].commit) if record.events else None
    weaker = [one for one in record.events if one.weakens]
    silent = [one for one in weaker if one.amendment is None and one.route]
    parts: list[object] = []
    if len(commits) < 2:
        parts.append(desk.say("Nothing has changed since it entered the register."))
    elif first is not None:
        parts.append(
            desk.say_n(
                "{n} version since {date}.",
                "{n} versions since {date}.",
                len(commits),
                date=desk.day(first),
            )
        )
    if weaker:
        parts.append(
            desk.say_n(
                "{n} change made the promise weaker or took something away.",
                "{n} changes made the promise weaker or took something away.",
                len(weaker),
            )
        )
    elif len(commits) > 1:
        parts.append(desk.say("None of the changes made the promise weaker."))
    if silent:
        parts.append(
            desk.say_n(
                "{n} of them has no stated reason.",
                "{n} of them have no stated reason.",
                len(silent),
            )
        )
    return desk.join(parts)


def _sums(desk: Desk, record: Record) -> Facts:
    """Return what moved how often, in four facts."""
    counts = (
        (desk.say("Deadline"), ("deadline-moved", "deadline-removed")),
        (desk.say("Target"), ("target-changed",)),
        (desk.say("Words"), ("wording-changed",)),
        (desk.say("Past statements"), ("measurement-edited", "update-edited")),
    )
    facts = []
    for label, kinds in counts:
        n = sum(one.kind in kinds for one in record.events)
        is_weaker = any(one.kind in kinds and one.weakens for one in record.events)
        tone = "up" if not n else "" if is_weaker else "eq"
        words = desk.say_n("{n} change", "{n} changes", n) if n else desk.say("unchanged")
        facts.append(Fact(str(label), Markup('<span class="d {}">{}</span>').format(tone, words)))
    return Facts(tuple(facts))


def _sides(desk: Desk, promise: Promise, record: Record) -> Section | None:
    """Return the first and the last wording, where they differ."""
    first = next((one for one in record.events if one.kind == "commitment-added"), None)
    if first is None or not isinstance(first.after, dict) or record.data is None:
        return None
    left: list[Words] = []
    right: list[Words] = []
    for key in _WORDINGS:
        found = _pair(first.after, record.data, key, promise.source)
        if found:
            old, new = compared(desk, found, promise.source)
            left.append(old)
            right.append(new)
    if not left:
        return None
    last = next(one for one in reversed(record.events) if one.kind == "wording-changed")
    days = [desk.survey.past.day_of(one.commit) for one in (first, last)]
    heads = [desk.day(day) if day else "" for day in days]
    return Section(
        "compare",
        desk.say("The promise, at first and now"),
        (Sides(((heads[0], tuple(left)), (heads[1], tuple(right)))),),
    )


def _pair(
    before: Mapping[str, object], after: Mapping[str, object], key: str, language: str
) -> Change | None:
    if is_void(before.get(key)) and is_void(after.get(key)):
        return None
    found = wording(before, after, key, language)
    return found if found.before != found.after else None


def _story(desk: Desk, promise: Promise, record: Record) -> Section:
    changes = desk.survey.past.changes(record.events, record)[::-1]
    told = [moment(desk, one, source=promise.source, is_linked=True) for one in changes]
    years: dict[str, list[Moment]] = {}
    if len(told) > MOST_OPEN:
        for change, one in zip(changes[OPEN:], told[OPEN:], strict=True):
            years.setdefault(str(change.day.year) if change.day else "", []).append(one)
        told = told[:OPEN]
    older = tuple(Year(name, tuple(many)) for name, many in years.items())
    return Section("story", desk.say("Version by version"), (Story(tuple(told), older),))


def _check(desk: Desk, record: Record) -> Section:
    """Return how to see the same with git alone."""
    source = desk.site.source
    path = f"{source.prefix if source else ''}{record.path}"
    last = next((one.commit for one in reversed(record.events) if one.commit), None)
    commands = [f"git log -p --follow -- {path}"]
    if last:
        commands.append(f"git show {last.id[:ABBREVIATED]} -- {path}")
    commands.append(f"promisetrack history {record.id}")
    code = Markup("\n").join(Markup("{}").format(one) for one in commands)
    data = Link(desk.say("This commitment as JSON"), commitment_json(record.id))
    back = Link(desk.say("All changes"), desk.addresses.list_of("changes"))
    items = [Action(back, str(desk.say("Of every commitment, month by month")))]
    if record.id in desk.register.commitments:  # not removed, and readable now
        items.append(Action(data, str(desk.say("As it stands now"))))
    return Section(
        "verify",
        desk.say("Check it yourself"),
        (
            Lines(
                (
                    desk.say(
                        "Every line comes from a version of the file. Nothing is typed by hand, "
                        "nothing is invented: a change of layout does not show here. Dates are "
                        "those that the versions claim."
                    ),
                    Markup('<code class="block">{}</code>').format(code),
                )
            ),
            Actions(tuple(items)),
        ),
    )
