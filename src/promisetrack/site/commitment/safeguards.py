"""Safeguards of a digital promise: who decides, what is explained, how to object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Message, say
from promisetrack.site.commitment.common import evidence_links, is_web, proof
from promisetrack.site.parts import Fact, Facts, Link, Section
from promisetrack.site.said import Said
from promisetrack.site.tongue import inside
from promisetrack.words.script import listed

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise

_LABELS: dict[str, Message] = {
    "automated_decision": say("Automated decision"),
    "purpose": say("Purpose"),
    "legal_basis": say("Legal basis"),
    "decides_about": say("What is decided"),
    "decisions_per_year": say("Decisions a year"),
    "technique": say("Technique"),
    "supplier": say("Supplier"),
    "rules": say("Rules"),
    "notice": say("Explicit notice"),
    "explanation": say("Right to an explanation"),
    "human_review": say("Human review"),
    "recourse": say("How to object"),
    "impact_assessment": say("Impact assessment"),
    "personal_data": say("Personal data"),
    "data_sources": say("Data used"),
    "retention": say("How long data are kept"),
    "surveillance": say("Surveillance"),
    "source_code": say("Source code"),
    "register": say("Register of algorithms"),
    "offline_access": say("Access without internet"),
    "help_places": say("Where to find help"),
    "footprint": say("Environmental footprint"),
}
_WATCHED = ("human_review", "recourse", "offline_access")


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return the safeguards that are written; of the three that matter most, also their absence."""
    if not promise.fields.part("safeguards").data:
        return None
    return Section(
        "safeguards",
        desk.say("Safeguards"),
        (Facts(facts(desk, promise), is_long=True),),
        answer=absent(desk, promise),
    )


def facts(desk: Desk, promise: Promise) -> tuple[Fact, ...]:
    """Return the safeguards that are written, in the order of the model."""
    fields = promise.fields.part("safeguards")
    found = [
        Fact(desk.tongue.message(label), value)
        for key, label in _LABELS.items()
        if (value := _value(desk, promise, key, fields.raw(key)))
    ]
    return (*found, *(_bias(desk, promise, test) for test in fields.parts("bias_tests")))


def absent(desk: Desk, promise: Promise) -> object:
    """Return which of the three that matter most are not written."""
    fields = promise.fields.part("safeguards")
    names = [inside(desk.tongue.message(_LABELS[key])) for key in _WATCHED if not fields.has(key)]
    return (
        desk.say("Not said: {fields}.", fields=listed(names, desk.tongue.language)) if names else ""
    )


def _bias(desk: Desk, promise: Promise, test: Fields) -> Fact:
    result = desk.text(test.raw("result"), promise.source)
    when = desk.date(test.raw("date"), promise.source)
    groups = desk.text(test.raw("groups"), promise.source)
    compared = desk.say("Groups compared: {groups}.", groups=groups) if groups else ""
    label = (
        desk.say("Test for bias, {date}", date=when.words) if when else desk.say("Test for bias")
    )
    note = desk.join((compared, proof(desk, promise, test)))
    return Fact(label.striptags(), result or "", note=note)


def _value(desk: Desk, promise: Promise, key: str, value: Any) -> object:
    if key == "automated_decision" and isinstance(value, str):
        return desk.word("automated-decision", value)
    if isinstance(value, bool):
        return desk.say("yes") if value else desk.say("no")
    if isinstance(value, (int, float)):
        return desk.number(value)
    if isinstance(value, list) and key == "help_places":
        return desk.pen.links(desk.name("place", one) for one in value if isinstance(one, str))
    if isinstance(value, list):
        return desk.pen.links(
            evidence_links(desk, promise, [one for one in value if isinstance(one, str)])
        )
    if isinstance(value, str) and is_web(value):
        return Link(Said(value, ""), url=value)
    return desk.text(value, promise.source)
