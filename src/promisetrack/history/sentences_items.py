"""What happens to the parts of a commitment, in words: what is added, edited, removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from promisetrack.diagnostic import Message, say
from promisetrack.history.told import Told
from promisetrack.history.values import same
from promisetrack.model.vocabulary import label
from promisetrack.words.numbers import show_money, show_number

Sentence: TypeAlias = Callable[[Told], Message]


def _measured(told: Told) -> Message:
    return say(
        "the indicator “{name}” reaches {value} {day}",
        name=told.part_name(),
        value=told.amount(told.item),
        day=told.on_date(),
    )


def _measured_again(told: Told) -> Message:
    before, after = told.event.before, told.event.after
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        old, new = told.amount(before), told.amount(after)
        if old != new:
            return say(
                "the measurement of “{name}” {day} is rewritten after publication,"
                " {after} instead of {before}",
                name=told.part_name(),
                day=told.on_date(),
                before=old,
                after=new,
            )
    return say(
        "the measurement of “{name}” {day} is rewritten after publication",
        name=told.part_name(),
        day=told.on_date(),
    )


def _evidence_edited(told: Told) -> Message:
    if told.event.concern == "rewritten":
        return say("the evidence “{name}” is replaced", name=told.item_name())
    return say("the description of the evidence “{name}” changes", name=told.item_name())


def _participation_added(told: Told) -> Message:
    what = label("participation-kind", str(told.item.get("kind") or "meeting"))
    return say("participation, {day}: {what}", day=told.day(), what=what)


def _budget_line_edited(told: Told) -> Message:
    before, after = told.event.before, told.event.after
    old = before.get("planned") if isinstance(before, Mapping) else None
    new = after.get("planned") if isinstance(after, Mapping) else None
    if old is None or new is None or same(old, new):
        return say("the budget line “{name}” changes", name=told.item_name())
    return say(
        "the sum planned for “{name}” moves from {before} to {after}",
        name=told.item_name(),
        before=_money(told, old),
        after=_money(told, new),
    )


def _money(told: Told, value: object) -> str:
    amount = value.get("amount") if isinstance(value, Mapping) else value
    currency = value.get("currency") if isinstance(value, Mapping) else None
    budget = told.data.get("budget")
    if currency is None and isinstance(budget, Mapping):
        currency = budget.get("currency")
    language = told.names.language
    if isinstance(currency, str):
        return show_money(str(amount), currency, language)
    return show_number(amount if isinstance(amount, int | float) else str(amount), language)


def _place(told: Told) -> str:
    return told.item_name() if told.item else str(told.value)


ITEM_SENTENCES: Final[Mapping[str, Sentence]] = {
    "milestone-added": lambda told: say("the milestone “{name}” is added", name=told.item_name()),
    "milestone-removed": lambda told: say(
        "the milestone “{name}” is removed", name=told.item_name()
    ),
    "indicator-added": lambda told: say("the indicator “{name}” is added", name=told.item_name()),
    "indicator-removed": lambda told: say(
        "the indicator “{name}” is removed", name=told.item_name()
    ),
    "measurement-added": _measured,
    "measurement-edited": _measured_again,
    "measurement-removed": lambda told: say(
        "the measurement of “{name}” {day} is removed", name=told.part_name(), day=told.on_date()
    ),
    "evidence-added": lambda told: say("the evidence “{name}” is added", name=told.item_name()),
    "evidence-edited": _evidence_edited,
    "evidence-removed": lambda told: say("the evidence “{name}” is removed", name=told.item_name()),
    "update-added": lambda told: say("the update {day} is published", day=told.of_date()),
    "update-edited": lambda told: say(
        "the update {day} is rewritten after publication", day=told.of_date()
    ),
    "update-removed": lambda told: say("the update {day} is removed", day=told.of_date()),
    "assessment-added": lambda told: say("an assessment by {name} is published", name=told.by()),
    "assessment-edited": lambda told: say(
        "the assessment by {name} is rewritten after publication", name=told.by()
    ),
    "assessment-removed": lambda told: say("the assessment by {name} is removed", name=told.by()),
    "response-added": lambda told: say("a response by {name} is published", name=told.by()),
    "response-edited": lambda told: say(
        "the response by {name} is rewritten after publication", name=told.by()
    ),
    "response-removed": lambda told: say("the response by {name} is removed", name=told.by()),
    "question-added": lambda told: say("a question is asked"),
    "question-edited": lambda told: say("a question is rewritten after publication"),
    "question-removed": lambda told: say("a question is removed"),
    "answer-added": lambda told: say("an answer to a question is given by {name}", name=told.by()),
    "answer-edited": lambda told: say(
        "the answer by {name} to a question is rewritten after publication", name=told.by()
    ),
    "answer-removed": lambda told: say(
        "the answer by {name} to a question is removed", name=told.by()
    ),
    "amendment-added": lambda told: say(
        "the reason for the change {day} is published", day=told.of_date()
    ),
    "amendment-edited": lambda told: say(
        "the reason for the change {day} is rewritten after publication", day=told.of_date()
    ),
    "amendment-removed": lambda told: say(
        "the reason for the change {day} is removed", day=told.of_date()
    ),
    "decision-added": lambda told: say("the decision “{name}” is added", name=told.item_name()),
    "decision-edited": lambda told: say("the decision “{name}” changes", name=told.item_name()),
    "decision-removed": lambda told: say("the decision “{name}” is removed", name=told.item_name()),
    "participation-added": _participation_added,
    "participation-edited": lambda told: say(
        "the description of the participation {day} changes", day=told.of_date()
    ),
    "participation-removed": lambda told: say(
        "the participation {day} is removed", day=told.of_date()
    ),
    "budget-line-added": lambda told: say(
        "the budget line “{name}” is added", name=told.item_name()
    ),
    "budget-line-edited": _budget_line_edited,
    "budget-line-removed": lambda told: say(
        "the budget line “{name}” is removed", name=told.item_name()
    ),
    "place-added": lambda told: say("the place “{name}” is added", name=_place(told)),
    "place-edited": lambda told: say("the place “{name}” changes", name=_place(told)),
    "place-removed": lambda told: say("the place “{name}” is removed", name=_place(told)),
}
