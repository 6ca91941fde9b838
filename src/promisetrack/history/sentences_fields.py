"""What happens to the fields of a commitment, a milestone, an indicator, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.history.fields import COMMITMENT, OTHER_ITEMS
from promisetrack.history.values import is_reordered, is_void
from promisetrack.model.dates import last_day
from promisetrack.model.routes import resolve, value_at
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.history.told import Told

NOTHING: Final = Message("")


def _deadline(told: Told) -> Message:
    """Name the deadline: the commitment's, a milestone's, a target's."""
    route = told.event.route
    if route[0] == "milestones" and len(route) > 2:
        return say("the deadline of the milestone “{name}”", name=told.part_name())
    if route[0] == "indicators" and len(route) > 2:
        return say("the deadline of the target of “{name}”", name=told.part_name())
    return say("the deadline")


def _deadline_set(told: Told) -> Message:
    return say("{deadline} is set {day}", deadline=_deadline(told), day=told.on_day())


def _deadline_moved(told: Told) -> Message:
    before, after = told.event.before, told.event.after
    if last_day(before) == last_day(after):
        return say(
            "{deadline} is worded differently, “{after}” instead of “{before}”",
            deadline=_deadline(told),
            before=told.show_day(before),
            after=told.show_day(after),
        )
    old, new = told.from_to()
    return say("{deadline} moves {old} {new}", deadline=_deadline(told), old=old, new=new)


def _deadline_removed(told: Told) -> Message:
    event = told.event
    if not is_void(event.after):
        old, new = told.from_to()
        return say("{deadline} moves {old} {new}", deadline=_deadline(told), old=old, new=new)
    return say("{deadline} {day} is removed", deadline=_deadline(told), day=told.of_day())


def _start(told: Told) -> Message:
    event = told.event
    of = _of_part(told)
    if is_void(event.before):
        return say("the start{of} is set {day}", of=of, day=told.on_day())
    if is_void(event.after):
        return say("the start{of} {day} is removed", of=of, day=told.of_day())
    old, new = told.from_to()
    return say("the start{of} moves {old} {new}", of=of, old=old, new=new)


def _of_part(told: Told) -> Message:
    """Say of which milestone or indicator; nothing of the commitment itself."""
    route = told.event.route
    if len(route) > 2 and route[0] == "milestones":
        return say(" of the milestone “{name}”", name=told.part_name())
    if len(route) > 2 and route[0] == "indicators":
        return say(" of the indicator “{name}”", name=told.part_name())
    if len(route) > 2 and route[0] == "questions":
        return say(" of the question “{name}”", name=_question(told))
    return NOTHING


def _question(told: Told) -> str:
    place = resolve(told.data, (*told.event.route[:2], "text"))
    return told.quoted(value_at(told.data, place)) if place else str(told.event.route[1])


def _status(told: Told) -> Message:
    event, of = told.event, _of_part(told)
    if event.route[-1] == "status_as_written":
        return _status_as_written(told, of)
    before = told.names.status(event.before, told.plan)
    after = told.names.status(event.after, told.plan)
    return say(
        "the status{of} moves from “{before}” to “{after}”", of=of, before=before, after=after
    )


def _status_as_written(told: Told, of: Message) -> Message:
    before, after = told.quoted(told.event.before), told.quoted(told.event.after)
    if not before:
        return say("the source's word for the status{of} is given: “{after}”", of=of, after=after)
    if not after:
        return say(
            "the source's word for the status{of}, “{before}”, is removed", of=of, before=before
        )
    return say(
        "the source's word for the status{of} moves from “{before}” to “{after}”",
        of=of,
        before=before,
        after=after,
    )


def _progress(told: Told) -> Message:
    event, of = told.event, _of_part(told)
    if is_void(event.before):
        return say("the progress{of} is given: {after}", of=of, after=told.share(event.after))
    if is_void(event.after):
        return say("the progress{of}, {before}, is removed", of=of, before=told.share(event.before))
    return say(
        "the progress{of} moves from {before} to {after}",
        of=of,
        before=told.share(event.before),
        after=told.share(event.after),
    )


def _owner(told: Told) -> Message:
    event, of = told.event, _of_part(told)
    if event.route[-1] == "contact":
        return say("the contact{of} changes", of=of)
    before, after = _who(told, event.before), _who(told, event.after)
    if event.route[-1] == "partners":
        return say(
            "the partners{of} change, {after} instead of {before}",
            of=of,
            before=before,
            after=after,
        )
    if is_void(event.before):
        return say("the responsibility{of} is given to {after}", of=of, after=after)
    if is_void(event.after):
        return say("the responsibility{of} of {before} is removed", of=of, before=before)
    return say(
        "the responsibility{of} moves from {before} to {after}", of=of, before=before, after=after
    )


def _who(told: Told, value: object) -> str:
    many = value if isinstance(value, list) else [value]
    names = [told.names.organisation(one) for one in many if not is_void(one)]
    return listed(names, told.names.language) or told.names.words.text(say("nobody"))


def _target(told: Told) -> Message:
    event = told.event
    of = _of_part(told)
    if event.route[-1] not in ("value", "target"):
        return say("the target{of} changes", of=of)
    if is_void(event.before):
        return say("the target{of} is set to {after}", of=of, after=told.amount(event.after))
    if is_void(event.after):
        return say("the target{of}, {before}, is removed", of=of, before=told.amount(event.before))
    before, after = told.amount(event.before), told.amount(event.after)
    return say("the target{of} moves from {before} to {after}", of=of, before=before, after=after)


def _baseline(told: Told) -> Message:
    event, of = told.event, _of_part(told)
    if event.route[-1] not in ("value", "baseline"):
        return say("the date of the baseline{of} changes", of=of)
    if is_void(event.before):
        return say("the baseline{of} is given: {after}", of=of, after=told.amount(event.after))
    if is_void(event.after):
        return say(
            "the baseline{of}, {before}, is removed", of=of, before=told.amount(event.before)
        )
    before, after = told.amount(event.before), told.amount(event.after)
    return say("the baseline{of} moves from {before} to {after}", of=of, before=before, after=after)


def _wording(told: Told) -> Message:
    event, of = told.event, _of_part(told)
    if is_void(event.before):
        return say("the text “{field}”{of} is added", field=told.field(), of=of)
    if is_void(event.after):
        return say("the text “{field}”{of} is removed", field=told.field(), of=of)
    return say("the wording of “{field}”{of} changes", field=told.field(), of=of)


def _translation(told: Told) -> Message:
    event = told.event
    entry = told.value
    if isinstance(entry, Mapping) and "translated" in entry:
        tongue = told.names.language_name(str(event.route[-1]))
        if is_void(event.before):
            return say(
                "a translation of “{field}” into {tongue} is added",
                field=told.field(),
                tongue=tongue,
            )
        if is_void(event.after):
            return say(
                "the translation of “{field}” into {tongue} is removed",
                field=told.field(),
                tongue=tongue,
            )
        return say(
            "the translation of “{field}” into {tongue} changes", field=told.field(), tongue=tongue
        )
    return say("the translations of “{field}” change", field=told.field())


def _request(told: Told) -> Message:
    return say("the text of the request changes")


def _answer(told: Told) -> Message:
    event = told.event
    if is_void(event.before):
        return say("an answer to the request is given")
    if is_void(event.after):
        return say("the answer to the request is removed")
    old, new = (
        side.get("position") if isinstance(side, Mapping) else None
        for side in (event.before, event.after)
    )
    if old and new and old != new:
        before, after = told.names.position(old), told.names.position(new)
        return say(
            "the answer to the request moves from “{before}” to “{after}”",
            before=before,
            after=after,
        )
    return say("the answer to the request changes")


def _safeguard(told: Told) -> Message:
    event = told.event
    if is_void(event.before):
        return say("the safeguard “{field}” is added", field=told.field())
    if is_void(event.after):
        return say("the safeguard “{field}” is removed", field=told.field())
    return say("the safeguard “{field}” changes", field=told.field())


def _other(told: Told) -> Message:
    event, of = told.event, _of_part(told)
    if is_reordered(event.before, event.after):
        return say("the order of “{field}”{of} changes", field=told.field(), of=of)
    if _is_entry(told):
        name = told.quoted(told.value) or str(event.route[-1])
        if is_void(event.after):
            return say("“{field}” no longer has “{name}”", name=name, field=told.field())
        return say("“{field}” now has “{name}”", name=name, field=told.field())
    if event.route and event.route[0] in ("tracker", "themes", "places") and len(event.route) > 1:
        return _of_tracker(told)
    if is_void(event.before) and not is_void(event.after):
        return say("“{field}”{of} is completed", field=told.field(), of=of)
    if is_void(event.after) and not is_void(event.before):
        return say("“{field}”{of} is removed", field=told.field(), of=of)
    return say("“{field}”{of} changes", field=told.field(), of=of)


def _is_entry(told: Told) -> bool:
    """Whether one item came into a plain list of the commitment, or left it."""
    event = told.event
    if len(event.route) != 2 or not (event.before is None or event.after is None):
        return False
    if event.route[0] == "themes" and isinstance(told.value, Mapping):
        return False
    return COMMITMENT.fields.get(str(event.route[0])) is OTHER_ITEMS


def _of_tracker(told: Told) -> Message:
    """Say what changes in the tracker's own file, or among its themes and places."""
    event = told.event
    if event.route[0] == "tracker":
        field = told.names.field(event.route[1:], "tracker")
        return say("in the tracker, “{field}” changes", field=field)
    is_whole = len(event.route) == 2
    name = told.item_name() if is_whole else str(event.route[1])
    is_added, is_removed = (is_whole and side is None for side in (event.before, event.after))
    if event.route[0] == "themes":
        if is_added:
            return say("the theme “{name}” is added", name=name)
        if is_removed:
            return say("the theme “{name}” is removed", name=name)
        return say("the theme “{name}” changes", name=name)
    if is_added:
        return say("the place “{name}” is added", name=name)
    if is_removed:
        return say("the place “{name}” is removed", name=name)
    return say("the place “{name}” changes", name=name)


FIELDS: Final[Mapping[str, Callable[[Told], Message]]] = {
    "deadline-set": _deadline_set,
    "deadline-moved": _deadline_moved,
    "deadline-removed": _deadline_removed,
    "start-changed": _start,
    "status-changed": _status,
    "progress-changed": _progress,
    "owner-changed": _owner,
    "target-changed": _target,
    "baseline-changed": _baseline,
    "wording-changed": _wording,
    "translation-changed": _translation,
    "request-changed": _request,
    "answer-changed": _answer,
    "safeguard-changed": _safeguard,
    "milestone-edited": _other,
    "indicator-edited": _other,
    "other-changed": _other,
}
