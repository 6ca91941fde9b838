"""Figures: each indicator as a sentence, a drawing and the same data as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.site.commitment.chart import Point, draw, points, target
from promisetrack.site.commitment.common import anchor, evidence_links
from promisetrack.site.parts import Lines, Section, Table

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.said import Said
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
            )
        )
    else:
        blocks.append(Lines((_bold(title, desk),)))
    if not is_alone and said:
        blocks.append(Lines((said,)))
    blocks.append(_table(desk, promise, fields, measured, aim))
    method = desk.text(fields.raw("method"), promise.source)
    if method:
        blocks.append(Lines((desk.say("Method: {method}", method=method),), is_small=True))
    return blocks


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


def _table(
    desk: Desk, promise: Promise, fields: Fields, measured: tuple[Point, ...], aim: Point | None
) -> Table:
    rows: list[tuple[object, ...]] = []
    for part, label in (
        (fields.part("baseline"), desk.say("baseline")),
        *((one, "") for one in fields.parts("measurements")),
        (fields.part("target"), desk.say("target")),
    ):
        if not part.has("value"):
            continue
        value = part.number("value")
        links = evidence_links(desk, promise, part.strings("evidence"))
        rows.append(
            (
                desk.date(part.raw("date"), promise.source) or desk.say("no date"),
                desk.number(value) if value is not None else part.string("value"),
                label or desk.text(part.raw("text"), promise.source) or "",
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
