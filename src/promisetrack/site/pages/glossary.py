"""Glossary: `<lang>/glossary/`: the words of the pages, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import Message, say
from promisetrack.model.kinds import KINDS
from promisetrack.model.structure import structure_of
from promisetrack.model.vocabulary import VOCABULARIES
from promisetrack.site.contents import has
from promisetrack.site.parts import Fact, Facts, Lines, Link, Section
from promisetrack.site.sheet import desk_of, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page

_TERMS: tuple[tuple[Message, Message], ...] = (
    (say("Commitment"), say("Something that a public body said it would do. One page, one file.")),
    (say("Milestone"), say("A step towards it, or something that is delivered on the way.")),
    (say("Deadline"), say("The day on which it should be done. A month ends on its last day.")),
    (say("Late"), say("The deadline has passed and it is not complete.")),
    (say("No news"), say("Nothing was reported for longer than this register allows.")),
    (say("Evidence"), say("A document that shows something: what, where, of which day.")),
    (
        say("Seal"),
        say("A fingerprint of a document (SHA-256): if one letter changes, it no longer fits."),
    ),
    (say("Report"), say("What the body in charge says of itself, dated.")),
    (say("Assessment"), say("What someone else says, on a scale of their own.")),
    (say("Right of reply"), say("What those who are assessed answer.")),
    (
        say("Change with a stated reason"),
        say("The promise was changed, and the register says why and who decided."),
    ),
    (
        say("No stated reason"),
        say("The promise was changed, and the register does not say why. It may be elsewhere."),
    ),
    (
        say("Weaker promise"),
        say("A later deadline, a lower target, something removed, stopped or rewritten."),
    ),
    (
        say("Version"),
        say("A state of the files that was recorded with its date and cannot be changed quietly."),
    ),
)

_LISTS: tuple[tuple[str, Message], ...] = (
    ("phase", say("Phases")),
    ("origin-kind", say("Where commitments come from")),
    ("evidence-kind", say("Kinds of evidence")),
    ("answer-position", say("Answers to a request")),
    ("reason-code", say("Reasons for stopping or refusing")),
    ("participation-kind", say("Ways of taking part")),
    ("participation-stage", say("Stages of taking part")),
    ("selection", say("How people were chosen")),
    ("automated-decision", say("Automated decisions")),
    ("amendment-effect", say("Effects of a change")),
    ("related-kind", say("How commitments are related")),
    ("value", say("Values of open government")),
    ("partner-role", say("What partners do")),
    ("place-kind", say("Kinds of places")),
)


_READ = (
    "summary", "easy", "problem", "description", "expected_result", "audience", "accountable",
    "contact", "due", "status", "status_as_written", "status_reason", "progress", "reviewed",
    "origin", "request", "answer", "milestones", "indicators", "budget", "participation",
    "decisions", "safeguards", "updates", "evidence", "assessments", "responses", "questions",
    "amendments", "related",
)  # fmt: skip
"""The parts of a commitment that readers meet; the others only those who write."""


def pages(edition: Edition) -> Iterator[Page]:
    """Return the glossary."""
    desk = desk_of(edition, "glossary")
    lede = desk.say("What the words on these pages mean, in plain language.")
    yield sheet(desk, "glossary", lede, (_terms(desk), _keys(desk), _words(desk)))


def _terms(desk: Desk) -> Section:
    message = desk.tongue.message
    facts = tuple(Fact(message(term), message(meaning)) for term, meaning in _TERMS)
    link = Link(desk.say("How all this is computed"), desk.addresses.plain("method"))
    blocks: list[object] = [Facts(facts, is_long=True), Lines((link,))]
    if has(desk, "schemes"):
        shapes = Link(desk.say("Statuses, their shapes and words"), desk.addresses.plain("schemes"))
        blocks.append(Lines((shapes,)))
    return Section("terms", desk.say("The most important words"), tuple(blocks))


def _keys(desk: Desk) -> Section:
    """Return the parts of a commitment, as the schema explains them to those who write."""
    gettext = desk.tongue.words.gettext
    members = structure_of(KINDS["commitment"]).members
    facts = tuple(Fact(gettext(members[name].title), gettext(members[name].help)) for name in _READ)
    return Section("parts", desk.say("What a commitment says"), (Facts(facts, is_long=True),))


def _words(desk: Desk) -> Section:
    facts = tuple(
        Fact(
            desk.tongue.message(title),
            " · ".join(desk.word(name, one) for one in VOCABULARIES[name]),
        )
        for name, title in _LISTS
    )
    return Section("words", desk.say("Words to choose from"), (Facts(facts, is_long=True),))
