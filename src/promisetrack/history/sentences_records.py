"""What happens to whole records and to the tracker, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from promisetrack.history.told import Told

TRACKER_KIND: Final = {"plans": "plan", "organisations": "organisation", "tracker": "tracker"}


def _moved(told: Told) -> Message:
    before, after = told.event.before, told.event.after
    return say(
        "the commitment moves from the plan “{before}” to the plan “{after}”",
        before=told.names.plan(before),
        after=told.names.plan(after),
    )


def _unreadable(told: Told) -> Message:
    reason = told.event.reason
    if reason is None:
        return say("this version cannot be read; it is kept")
    why = told.names.words.text(reason.message)
    return say("this version cannot be read ({why}); it is kept", why=why)


def _plan(told: Told) -> str:
    return told.item_name()


def _part(told: Told) -> str:
    """Return the name of the field that changed beneath a plan, an organisation, the tracker."""
    start = str(told.event.route[0])
    rest = told.event.route[1:] if start == "tracker" else told.event.route[2:]
    return told.names.field(rest, TRACKER_KIND.get(start, start))


def _plan_changed(told: Told) -> Message:
    name = told.names.plan(told.event.route[1])
    return say("in the plan “{name}”, “{field}” changes", name=name, field=_part(told))


def _organisation(told: Told) -> Message:
    event = told.event
    name = told.names.organisation(event.route[1])
    if len(event.route) > 2:
        return say("for the organisation “{name}”, “{field}” changes", name=name, field=_part(told))
    if event.before is None:
        return say("the organisation “{name}” is added", name=told.item_name())
    if event.after is None:
        return say("the organisation “{name}” is removed", name=told.item_name())
    return say("the organisation “{name}” changes", name=name)


def _rules(told: Told) -> Message:
    if told.event.route[0] == "files":
        path = str(told.event.route[-1])
        return say("the rules of the tracker change, in the file “{path}”", path=path)
    return say("the rules of the tracker change, under “{field}”", field=_part(told))


RECORDS: Final[Mapping[str, Callable[[Told], Message]]] = {
    "commitment-added": lambda told: say("the commitment enters the tracker"),
    "commitment-removed": lambda told: say(
        "the commitment is removed from the tracker; its page stays readable"
    ),
    "commitment-restored": lambda told: say("the commitment returns to the tracker"),
    "commitment-moved": _moved,
    "unreadable": _unreadable,
    "plan-added": lambda told: say("the plan “{name}” is added", name=_plan(told)),
    "plan-removed": lambda told: say("the plan “{name}” is removed", name=_plan(told)),
    "plan-changed": _plan_changed,
    "organisation-changed": _organisation,
    "rules-changed": _rules,
}
