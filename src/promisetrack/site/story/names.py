"""What things are called when the history is told in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.history.names import DOMAINS, Names
from promisetrack.model.schemes import status_scheme
from promisetrack.site.fields import Fields
from promisetrack.site.said import pick
from promisetrack.site.survey import first_language
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from promisetrack.history.people import Organisations
    from promisetrack.model.scale import StatusScheme
    from promisetrack.site.site import Site


def bodies_of(site: Site, language: str) -> Organisations:
    """Return the organisations that state addresses or domains, by their name in a language."""
    source = first_language(site.register, None)
    found = []
    for one in site.register.organisations.values():
        emails = Fields(one.data).strings("emails")
        if emails:
            said = pick(one.data.get("name"), language, source)
            found.append((said.text if said else one.id, emails))
    return tuple(found)


def names_of(site: Site, language: str) -> Names | None:
    """Return the names for a language, None where the site is built without a history."""
    if site.timeline is None:
        return None
    register = site.register
    tracker = register.tracker.data if register.tracker else {}

    def scheme(plan: str | None) -> StatusScheme:
        entry = register.plans.get(plan or "")
        name = Fields(entry.data).string("status_scheme") if entry else ""
        return status_scheme(name or None, tracker)

    return Names(
        words=Words(language, DOMAINS, is_marked=True),
        default=first_language(register, None),
        organisations={one.id: one.data.get("name") for one in register.organisations.values()},
        plans={one.id: one.data.get("title") for one in register.plans.values()},
        scheme=scheme,
    )
