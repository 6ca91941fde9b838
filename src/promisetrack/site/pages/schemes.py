"""The words for statuses: `<lang>/schemes/`: each scheme with its shapes, words and phases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisetrack.model.schemes import DEFAULT, assessment_schemes, completion_of, status_schemes
from promisetrack.site.drawn import Shape, Shapes
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Lines, Link, Mark, Section
from promisetrack.site.scales import glyph_of, standing_of, tone_of
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.model.scale import AssessmentScheme, Dimension, StatusScheme
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page of schemes: those in use here first."""
    desk = desk_of(edition, "schemes")
    tracker = desk.register.tracker.data if desk.register.tracker else None
    lede = desk.say(
        "A status is what the body in charge says of itself; an assessment is what others say. "
        "Each keeps its own words. The phase says which of them can stand side by side."
    )
    official = _first(status_schemes(tracker), _used(desk))
    others = _first(assessment_schemes(tracker), _judged(desk))
    sections = [_status(desk, one, is_used=used) for one, used in official]
    sections += [_assessment(desk, one, is_used=used) for one, used in others]
    yield sheet(desk, "schemes", lede, tuple(sections))


def _used(desk: Desk) -> set[str]:
    plans = desk.register.plans.values()
    return {Fields(one.data).string("status_scheme") or DEFAULT for one in plans}


def _judged(desk: Desk) -> set[str]:
    return {one.fields.string("scheme") for p in desk.survey.promises for one in p.judgements}


def _first(schemes: dict[str, Any], used: set[str]) -> list[tuple[Any, bool]]:
    """Return all schemes, those in use before the others, each with whether it is."""
    ordered = sorted(schemes.items(), key=lambda one: (one[0] not in used, one[0]))
    return [(scheme, name in used) for name, scheme in ordered]


def _plain(value: Any) -> Any:
    """Return a Text of a scheme as YAML would hold it."""
    return value.model_dump() if hasattr(value, "model_dump") else value


def _status(desk: Desk, scheme: StatusScheme, *, is_used: bool) -> Section:
    shapes = []
    for one in scheme.statuses:
        standing = standing_of(one.id, scheme)
        shapes.append(Shape(desk.mark(standing), desk.word("phase", standing.phase), one.id))
    title = desk.pen.pick(_plain(scheme.title), "en")
    return Section(
        f"status-{scheme.id}",
        desk.pen.show(title) if title else scheme.id,
        (_use(desk, is_used=is_used), Shapes(tuple(shapes))),
        answer=desk.say("What bodies in charge say of themselves."),
    )


def _assessment(desk: Desk, scheme: AssessmentScheme, *, is_used: bool) -> Section:
    blocks: list[object] = [_use(desk, is_used=is_used)]
    if scheme.url:
        blocks.append(Lines((Link(desk.say("The source of this scale"), url=str(scheme.url)),)))
    main = completion_of(scheme)
    blocks += [
        _dimension(desk, one, is_main=main is not None and main.id == one.id)
        for one in scheme.dimensions
    ]
    title = desk.pen.pick(_plain(scheme.title), "en")
    return Section(
        f"assessment-{scheme.id}",
        desk.pen.show(title) if title else scheme.id,
        tuple(blocks),
        answer=desk.say("What others say."),
    )


def _dimension(desk: Desk, one: Dimension, *, is_main: bool) -> Shapes:
    label = desk.pen.pick(_plain(one.label), "en") if one.label else None
    shapes = []
    for value in one.values:
        said = desk.pen.pick(_plain(value.label), "en")
        phase = value.phase if is_main and value.phase else ""
        mark = Mark(glyph_of(value.id, phase), tone_of(phase), said or value.id) if phase else None
        shapes.append(
            Shape(mark, desk.word("phase", phase) if phase else "", value.id, said or value.id)
        )
    numbers: object = ""
    if one.min is not None and one.max is not None:
        numbers = desk.say(
            "From {low} to {high}.", low=desk.number(one.min), high=desk.number(one.max)
        )
    return Shapes(tuple(shapes), desk.pen.show(label) if label else one.id, numbers)


def _use(desk: Desk, *, is_used: bool) -> Lines:
    words = desk.say("In use in this register.") if is_used else desk.say("Not used here so far.")
    return Lines((words,), is_small=True)
