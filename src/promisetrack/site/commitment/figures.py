"""Figures: each indicator as a sentence, a drawing and the same data as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.model.dates import last_day
from promisetrack.site.commitment.chart import Point, draw, points, target
from promisetrack.site.commitment.common import anchor, evidence_links, milestone_link
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Lines, Link, Section, Table
from promisetrack.site.said import Said
from promisetrack.site.story.moves import former_targets

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the indicators of a commitment."""
    indicators = promise.fields.parts("indicators")
    if not indicators:
        return None
    blocks: list[object] = []
    is_alone = len(indicators) == 1
    for index, one in enumerate(indicators):
        blocks.extend(_indicator(desk, promise, one, index, is_alone=is_alone))
    answer = (
        sentence(desk, promise, indicators[0])
        if is_alone
        else desk.say_n("{n} indicator.", "{n} indicators.", len(indicators))
    )
    return Section("figures", desk.say("Figures"), tuple(blocks), answer=answer)


def _indicator(
    desk: Desk, promise: Promise, fields: Fields, index: int, *, is_alone: bool
) -> list[object]:
    measured = points(desk, fields, promise.source)
    aim = target(desk, fields, promise.source)
    title = desk.title(fields, promise.source, fields.string("id"))
    said = sentence(desk, promise, fields)
    blocks: list[object] = []
    if len(measured) + (aim is not None) >= 2:
        blocks.append(
            draw(
                desk,
                measured,
                aim,
                identity=anchor("figure", fields.string("id") or str(index + 1)),
                title=title,
                name=title.text,
                gist=said.striptags() if is_alone or said else title.text,
                unit=_unit(desk, promise, fields),
                former=former(desk, promise, fields),
            )
        )
    else:
        blocks.append(Lines((_bold(title, desk),)))
    if not is_alone and said:
        blocks.append(Lines((said,)))
    blocks.append(_table(desk, promise, fields, measured, aim))
    around = tuple(one for one in _around(desk, promise, fields) if one)
    if around:
        blocks.append(Lines(around, is_small=True))
    return blocks


def _around(desk: Desk, promise: Promise, fields: Fields) -> tuple[object, ...]:
    """Return what surrounds an indicator: its milestone, source, method, places."""
    method = desk.text(fields.raw("method"), promise.source)
    milestone = milestone_link(desk, promise, fields.string("milestone"))
    url, part = fields.string("source"), fields.part("source")
    links = evidence_links(desk, promise, (part.string("evidence"),)) if part.data else ()
    source = Link(Said(url, ""), url=url) if url else desk.pen.links(links)
    places = desk.pen.links(desk.name("place", one) for one in fields.strings("places"))
    better = fields.string("better")
    return (
        desk.say("About: {milestone}", milestone=milestone) if milestone else "",
        desk.say("Where: {places}", places=places) if places else "",
        desk.word("better", better) if better == "lower" else "",
        desk.say("Source: {source}", source=source) if source else "",
        desk.say("Method: {method}", method=method) if method else "",
    )


def former(desk: Desk, promise: Promise, fields: Fields) -> tuple[Point, ...]:
    """Return the targets that the history knows and that hold no longer."""
    found = []
    for written, value in former_targets(desk.survey.past.record(promise.id), fields):
        day = last_day(written)
        if day is not None:
            found.append(Point(day, float(value), value, desk.date(written, promise.source)))
    return tuple(found)


def sentence(desk: Desk, promise: Promise, fields: Fields) -> Markup:
    """Return where an indicator stands, how far it came, and what is missing to the target."""
    from markupsafe import Markup

    measured = [one for one in points(desk, fields, promise.source) if not one.is_start]
    aim = target(desk, fields, promise.source)
    parts: list[object] = []
    if measured:
        last = measured[-1]
        parts.append(
            desk.say(
                "Last value published: {value}, {date}.",
                value=_value(desk, promise, fields, last),
                date=last.when,
            )
        )
    else:
        parts.append(desk.say("No value has been published."))
    if aim:
        parts.append(
            desk.say(
                "Target: {value}, {date}.", value=_value(desk, promise, fields, aim), date=aim.when
            )
        )
    else:
        parts.append(desk.say("No target with a date."))
    return Markup(desk.join(parts))  # noqa: S704 - made of escaped sentences


def _unit(desk: Desk, promise: Promise, fields: Fields) -> Said | None:
    return desk.text(fields.raw("unit"), promise.source)


def _value(desk: Desk, promise: Promise, fields: Fields, point: Point) -> Markup:
    from markupsafe import Markup

    unit = _unit(desk, promise, fields)
    number = desk.number(point.written)
    return Markup("{} {}").format(number, desk.pen.show(unit)) if unit else Markup(number)  # noqa: S704 - a formatted number


def _bold(title: Said, desk: Desk) -> Markup:
    from markupsafe import Markup

    return Markup("<b>{}</b>").format(desk.pen.show(title))


def _about(desk: Desk, promise: Promise, part: Fields) -> object:
    """Return what to know about a value: the milestone that it is about, its words."""
    link = milestone_link(desk, promise, part.string("about"))
    said = desk.text(part.raw("text"), promise.source)
    return desk.pen.links(one for one in (link, said) if one)


def _table(
    desk: Desk, promise: Promise, fields: Fields, measured: tuple[Point, ...], aim: Point | None
) -> Table:
    rows: list[tuple[object, ...]] = []
    for part, label in (
        (fields.part("baseline"), desk.say("baseline")),
        *((one, "") for one in fields.parts("measurements")),
        (fields.part("target"), desk.say("target")),
        *(
            (Fields({"date": one, "value": value}), desk.say("former target"))
            for one, value in former_targets(desk.survey.past.record(promise.id), fields)
        ),
    ):
        if not part.has("value"):
            continue
        value = part.number("value")
        links = evidence_links(desk, promise, part.strings("evidence"))
        rows.append(
            (
                desk.date(part.raw("date"), promise.source) or desk.say("no date"),
                desk.number(value) if value is not None else part.string("value"),
                label or _about(desk, promise, part),
                desk.pen.links(links),
            )
        )
    head: tuple[object, ...] = (desk.say("Date"), desk.say("Value"), desk.say("What it is"))
    has_proof = any(row[-1] for row in rows)
    return Table(
        caption=desk.title(fields, promise.source, fields.string("id")).text,
        head=(*head, desk.say("Evidence")) if has_proof else head,
        rows=tuple(rows if has_proof else (row[:-1] for row in rows)),
        numeric=(1,),
        is_folded=bool(len(measured) + (aim is not None) >= 2),
    )
