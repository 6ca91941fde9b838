"""The closed vocabularies of the model, with a label for each word.

A label is a message of the catalogue `schema`: English here, French there (glossary.md). Statuses
and ratings are open, they belong to schemes: see `schemes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABELS: Final[Mapping[str, Mapping[str, Message]]] = {
    "accessibility-level": {
        "not-compliant": say("Not compliant"),
        "partially-compliant": say("Partially compliant"),
        "fully-compliant": say("Fully compliant"),
    },
    "origin-kind": {
        "action-plan": say("Action plan"),
        "programme": say("Programme"),
        "manifesto": say("Campaign promise, manifesto"),
        "council-vote": say("Council decision"),
        "law": say("Law"),
        "strategy": say("Strategy"),
        "consultation": say("Consultation"),
        "public-debate": say("Public debate"),
        "public-inquiry": say("Public inquiry"),
        "citizens-assembly": say("Citizens' assembly, jury"),
        "participatory-budget": say("Participatory budget"),
        "citizen-projects": say("Citizen projects"),
        "petition": say("Petition"),
        "question": say("Question"),
        "referendum": say("Referendum"),
        "contract": say("Contract"),
        "audit": say("Audit recommendation"),
        "court-ruling": say("Court ruling"),
        "legal-duty": say("Legal duty"),
        "algorithm-register": say("Register of algorithms"),
        "other": say("Other origin"),
    },
    "evidence-kind": {
        "decision": say("Decision, by-law"),
        "law": say("Law or regulation"),
        "minutes": say("Minutes"),
        "report": say("Report"),
        "letter": say("Letter"),
        "manifesto": say("Manifesto"),
        "dataset": say("Dataset"),
        "budget": say("Budget document"),
        "contract": say("Contract"),
        "code": say("Source code"),
        "webpage": say("Web page"),
        "press": say("Press"),
        "photo": say("Photograph"),
        "video": say("Video"),
        "audio": say("Sound recording"),
        "statement": say("Statement"),
        "impact-assessment": say("Impact assessment"),
        "handover": say("Handover record"),
        "other": say("Other document"),
    },
    "organisation-kind": {
        "government": say("Public body"),
        "civil-society": say("Civil society"),
        "independent": say("Independent body"),
        "private": say("Company"),
        "international": say("International organisation"),
        "political": say("Political group or list"),
        "participatory": say("Participatory body"),
        "court": say("Court"),
    },
    "place-kind": {
        "country": say("Country"),
        "region": say("Region"),
        "commune": say("Municipality"),
        "district": say("District"),
        "neighbourhood": say("Neighbourhood"),
        "address": say("Address"),
    },
    "partner-role": {
        "funder": say("Funding"),
        "operator": say("Operation"),
        "contractor": say("Contracted work"),
        "co-author": say("Co-writing"),
        "guarantor": say("Guarantee"),
        "facilitator": say("Facilitation"),
    },
    "value": {
        "transparency": say("Transparency"),
        "participation": say("Public participation"),
        "accountability": say("Accountability"),
        "technology": say("Technology and innovation"),
    },
    "proposer-kind": {
        "resident": say("Resident"),
        "group": say("Group of people"),
        "school": say("School"),
        "association": say("Association"),
        "council": say("Neighbourhood or citizens' council"),
    },
    "answer-position": {
        "accepted": say("Accepted"),
        "partially-accepted": say("Accepted in part"),
        "modified": say("Accepted with changes"),
        "deferred": say("Under study"),
        "forwarded": say("Passed on to the body in charge"),
        "declined": say("Declined"),
        "not-answered": say("No answer"),
    },
    "reason-code": {
        "out-of-powers": say("Outside the body's powers"),
        "out-of-rules": say("Outside the rules or the territory"),
        "running-costs": say("Running costs"),
        "land": say("Land is private or must be bought"),
        "cost": say("Costs more than was set aside"),
        "funding": say("Funding not obtained"),
        "technical": say("Technically impossible"),
        "legal": say("Legal obstacle or permit refused"),
        "safety": say("Safety or health"),
        "time": say("Would take too long"),
        "already-planned": say("Already planned or done"),
        "merged": say("Merged with another"),
        "use-conflict": say("Conflict of uses or with neighbours"),
        "tender-failed": say("Call for tenders failed"),
        "withdrawn-by-proposer": say("Withdrawn by those who proposed it"),
        "political": say("Political decision"),
        "replaced": say("Replaced"),
        "force-majeure": say("Force majeure"),
        "other": say("Other reason (to be explained)"),
    },
    "better": {"higher": say("Higher is better"), "lower": say("Lower is better")},
    "tax": {"included": say("Tax included"), "excluded": say("Before tax")},
    "participation-kind": {
        "vote": say("Vote"),
        "workshop": say("Workshop"),
        "meeting": say("Meeting"),
        "survey": say("Survey"),
        "jury": say("Jury"),
        "walk": say("Walk on site"),
        "hearing": say("Hearing"),
        "online": say("Online participation"),
        "council-meeting": say("Council meeting"),
        "follow-up": say("Follow-up meeting"),
    },
    "participation-stage": {
        "framing": say("Framing"),
        "design": say("Design"),
        "decision": say("Decision"),
        "delivery": say("Delivery"),
        "evaluation": say("Evaluation"),
    },
    "selection": {
        "open": say("Open to everyone"),
        "drawn-by-lot": say("Drawn by lot"),
        "appointed": say("By appointment"),
        "quota": say("By quotas"),
    },
    "automated-decision": {
        "none": say("No algorithm"),
        "assisted": say("Help with the decision"),
        "automated": say("Fully automated decision"),
    },
    "amendment-kind": {
        "change": say("Change of the promise"),
        "correction": say("Correction of a mistake"),
    },
    "amendment-effect": {
        "weakens": say("Weakens the promise"),
        "strengthens": say("Strengthens the promise"),
        "clarifies": say("Makes the promise clearer"),
        "neutral": say("No effect on the promise"),
    },
    "related-kind": {
        "continues": say("Continues"),
        "replaces": say("Replaces"),
        "replaced-by": say("Replaced by"),
        "depends-on": say("Depends on"),
        "split-into": say("Split into"),
        "merged-into": say("Merged into"),
        "implements": say("Implements"),
        "implemented-by": say("Implemented by"),
        "answers": say("Is an answer to"),
        "transferred-to": say("Transferred to"),
        "contradicts": say("Contradicts"),
        "same-as": say("Same as"),
    },
    "translated": {
        "machine": say("Machine translation"),
        "human": say("Translation by a person"),
    },
    "forge-kind": {
        "github": say("GitHub"),
        "gitlab": say("GitLab"),
        "forgejo": say("Forgejo"),
        "gitea": say("Gitea"),
        "bitbucket": say("Bitbucket"),
    },
    "authors": {
        "names": say("Names are shown"),
        "roles": say("Organisations are shown"),
        "none": say("Nobody is shown"),
    },
    "level": {"error": say("Error"), "warning": say("Warning"), "note": say("Note")},
    "phase": {
        "unknown": say("No information"),
        "waiting": say("To come"),
        "moving": say("In progress"),
        "done": say("Completed"),
        "partial": say("Completed in part"),
        "stopped": say("Stopped"),
        "declined": say("Not taken up"),
    },
}

VOCABULARIES: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(labels) for name, labels in _LABELS.items()
}
"""Name of a vocabulary → its words, in the order in which forms and pages show them."""

PHASES: Final = VOCABULARIES["phase"]
"""Every status of every scheme belongs to one of these."""

STATUS_PHASES: Final[Mapping[str, str]] = {
    "unknown": "unknown",
    "not-started": "waiting",
    "in-progress": "moving",
    "limited": "moving",
    "substantial": "moving",
    "complete": "done",
    "partial": "partial",
    "on-hold": "stopped",
    "withdrawn": "stopped",
    "superseded": "stopped",
    "declined": "declined",
}
"""Status of the default scheme → phase."""

STATUSES: Final = tuple(STATUS_PHASES)
"""The statuses of the default scheme."""

STATUS_RANKS: Final[Mapping[str, int]] = {
    "unknown": 0,
    "not-started": 0,
    "in-progress": 1,
    "limited": 2,
    "substantial": 3,
    "complete": 4,
}
"""How far a status of the default scheme says that a promise has come: to see that it rises.

Statuses that are not here (partial, stopped, declined) neither rise nor fall.
"""

PHASE_RANKS: Final[Mapping[str, int]] = {"unknown": 0, "waiting": 0, "moving": 1, "done": 4}
"""The same for statuses of other schemes, by their phase."""


def label(vocabulary: str, value: str) -> Message:
    """Return the label of a word; what is not in the vocabulary is its own label."""
    found = _LABELS.get(vocabulary, {}).get(value)
    return found if found is not None else say("{value}", value=value)


def is_known(vocabulary: str, value: object) -> bool:
    """Whether `value` is a word of the vocabulary."""
    return value in VOCABULARIES.get(vocabulary, ())
