"""Which pages a site has: a page without content is not made, and nothing links to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.survey import Survey

NAMES: Final[Mapping[str, Message]] = {
    "commitments": say("Commitments"),
    "plans": say("Plans"),
    "organisations": say("Organisations"),
    "themes": say("Themes"),
    "statuses": say("By status"),
    "places": say("Places"),
    "deadlines": say("Deadlines"),
    "changes": say("Changes"),
    "removed": say("Removed commitments"),
    "search": say("Search"),
    "evidence": say("Evidence"),
    "assessments": say("Assessments"),
    "requests": say("Requests and answers"),
    "decisions": say("Decisions"),
    "safeguards": say("Register of algorithms"),
    "method": say("Method"),
    "schemes": say("Words for statuses"),
    "glossary": say("Glossary"),
    "data": say("Open data"),
    "audit": say("Check this site"),
    "about": say("About"),
    "accessibility": say("Accessibility"),
    "legal": say("Legal notice"),
    "edit": say("Take part"),
    "contact": say("Contact"),
    "sitemap": say("Site map"),
}
"""Each list or single page by its folder, in the order of the site map."""

GROUPS: Final[tuple[tuple[Message, tuple[str, ...]], ...]] = (
    (
        say("Commitments"),
        ("commitments", "search", "plans", "organisations", "themes", "statuses", "places"),
    ),
    (say("What happens"), ("deadlines", "changes", "removed")),
    (say("What they rest on"), ("evidence", "assessments", "requests", "decisions", "safeguards")),
    (say("How to read and check"), ("method", "audit", "schemes", "glossary", "data")),
    (say("About this site"), ("about", "accessibility", "legal", "edit", "contact", "sitemap")),
)

_WANTED: Final[Mapping[str, Callable[[Survey], bool]]] = {
    "plans": lambda survey: bool(survey.register.plans),
    "organisations": lambda survey: bool(survey.register.organisations),
    "themes": lambda survey: bool(survey.register.themes),
    "places": lambda survey: _is_any(survey, "places"),
    "changes": lambda survey: bool(survey.past.months),
    "removed": lambda survey: bool(survey.gone),
    "evidence": lambda survey: _is_any(survey, "evidence") or _has_plan_evidence(survey),
    "assessments": lambda survey: _is_any(survey, "assessments"),
    "requests": lambda survey: _is_any(survey, "request", "answer"),
    "decisions": lambda survey: _is_any(survey, "decisions"),
    "safeguards": lambda survey: _is_any(survey, "safeguards"),
}
"""What must be there for a page; pages that are not named here always exist."""


def has(place: Desk | Edition, folder: str) -> bool:
    """Whether the site has the page `folder`."""
    return folder in place.survey.folders


def folders(survey: Survey) -> frozenset[str]:
    """Return the pages that the site has."""
    return frozenset(name for name in NAMES if name not in _WANTED or _WANTED[name](survey))


def name_of(desk: Desk, folder: str) -> str:
    """Return what a page is called in the language of the desk."""
    return desk.tongue.message(NAMES[folder])


def _is_any(survey: Survey, *keys: str) -> bool:
    return any(one.fields.has(key) for one in survey.promises for key in keys)


def _has_plan_evidence(survey: Survey) -> bool:
    return any(one.data.get("evidence") for one in survey.register.plans.values())
