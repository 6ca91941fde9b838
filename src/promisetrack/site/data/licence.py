"""Licences as people write them, and the identifiers and addresses that machines know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from promisetrack.site.data.tables import original
from promisetrack.site.fields import Fields
from promisetrack.site.survey import first_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.site.site import Site


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence. `id` is its SPDX identifier (https://spdx.org/licenses/), or one of our own that
    SPDX reserves for what is not in its list; `url` is empty where no address is known.
    """

    id: str
    title: str
    url: str = ""


_KNOWN: Final[Mapping[str, str]] = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
    "etalab-2.0": "https://spdx.org/licenses/etalab-2.0",
    "OGL-Canada-2.0": "https://open.canada.ca/en/open-government-licence-canada",
    "OGL-UK-3.0": ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
}
_OTHER_NAMES: Final[tuple[tuple[str, str], ...]] = (
    (r"(licence ouverte|open licen[cs]e)( / open licen[cs]e)? 2\.0.*", "etalab-2.0"),
    (r"cc[ -]?0( 1\.0)?.*", "CC0-1.0"),
    (r"cc[ -]by[ -]4\.0", "CC-BY-4.0"),
    (r"cc[ -]by[ -]sa[ -]4\.0", "CC-BY-SA-4.0"),
    (r"(licence )?odbl( 1\.0)?", "ODbL-1.0"),
    (r"(open government licence|licence du gouvernement ouvert)\s*[-–—]\s*canada.*",
     "OGL-Canada-2.0"),
)  # fmt: skip
"""How the same licences are written in prose."""


def licence_of(text: str) -> Licence | None:
    """Return the licence that a text names; None where it is empty."""
    words = text.strip()
    if not words:
        return None
    for identity, url in _KNOWN.items():
        if words.casefold() == identity.casefold() or words == url:
            return Licence(identity, identity, url)
    for pattern, identity in _OTHER_NAMES:
        if re.fullmatch(pattern, words.casefold()):
            return Licence(identity, words, _KNOWN[identity])
    url = words if words.startswith(("https://", "http://")) and " " not in words else ""
    return Licence(f"LicenseRef-{_slug(words)}", words, url)


def of_register(site: Site) -> Licence | None:
    """Return the licence that the register states for its data."""
    tracker = site.register.tracker
    fields = Fields(tracker.data).part("licence") if tracker else Fields({})
    return licence_of(fields.string("data"))


def of_plan(site: Site, identity: str, data: Mapping[str, Any]) -> Licence | None:
    """Return the licence that a plan states for its texts and data."""
    value = data.get("licence")
    return licence_of(original(value, first_language(site.register, identity)))


def of_all(site: Site) -> tuple[Licence, ...]:
    """Return the licences of the register and of its plans, each once."""
    plans = [of_plan(site, name, entry.data) for name, entry in site.register.plans.items()]
    found = [one for one in (of_register(site), *plans) if one is not None]
    return tuple({one.id: one for one in reversed(found)}.values())[::-1]


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", words.casefold()).strip("-.")[:60] or "own"
