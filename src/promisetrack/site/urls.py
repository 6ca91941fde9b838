"""Every address of the site, in one place (interfaces.md, "The site").

An address is a path from the site's root with `/`; one that ends in `/` is a page whose file is
`index.html` in that folder. Addresses are permanent: they are made of ids, never of titles.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError

ROOT = ""
NOT_FOUND = "404.html"
STYLE = "assets/style.css"
OVERVIEW = "assets/overview.css"
"""Styles of the home page and of lists, which a single commitment does without."""
PRINT = "assets/print.css"
TRACKER_JSON = "data/v1/tracker.json"
COMMITMENTS_JSON = "data/v1/commitments.json"
COMMITMENTS_CSV = "data/v1/commitments.csv"
MILESTONES_CSV = "data/v1/milestones.csv"
EVIDENCE_CSV = "data/v1/evidence.csv"
EVENTS_CSV = "data/v1/events.csv"
EVENTS_JSONL = "data/v1/events.jsonl"
PLACES_GEOJSON = "data/v1/places.geojson"
DATAPACKAGE = "data/v1/datapackage.json"
CATALOG = "data/v1/catalog.jsonld"
FEED_ALL = "feeds/all.atom"
CALENDAR_ALL = "calendar/all.ics"
CARD_STYLE = "assets/card.css"


_LONGEST = 200  # bytes of a file's name; file systems take 255, with the ending
_ODD = re.compile(r"[/\\\x00-\x1f\x7f]|\A\.|\A\Z")


@lru_cache(maxsize=4096)
def segment(identity: str) -> str:
    """Return an id as one name within an address.

    With `--allow-errors` a site also shows records whose id is none. What could leave its folder
    or is longer than a file's name may be stands there as its SHA-256, behind a sign that no id
    has.
    """
    is_odd = _ODD.search(identity) or len(identity.encode("utf-8", "replace")) > _LONGEST
    if not is_odd:
        return identity
    return f"_{hashlib.sha256(identity.encode('utf-8', 'replace')).hexdigest()[:16]}"


def feed(kind: str, identity: str) -> str:
    """Return the address of the feed of a plan, organisation, theme or commitment."""
    return f"feeds/{kind}/{segment(identity)}.atom"


def calendar(plan: str) -> str:
    """Return the address of the calendar of a plan."""
    return f"calendar/{segment(plan)}.ics"


def badge(identity: str) -> str:
    """Return the address of the badge of a commitment."""
    return f"badges/{segment(identity)}.svg"


def qr_code(language: str, identity: str) -> str:
    """Return the address of the picture that leads from paper to a commitment's page."""
    return f"qr/{language}/{segment(identity)}.svg"


def card(language: str, identity: str) -> str:
    """Return the address of the card of a commitment that other sites embed."""
    return f"embed/{language}/{segment(identity)}/"


def commitment_linked(identity: str) -> str:
    """Return the address of one commitment as linked data."""
    return f"data/v1/commitments/{segment(identity)}.jsonld"


def commitment_json(identity: str) -> str:
    """Return the address of one commitment's data."""
    return f"data/v1/commitments/{segment(identity)}.json"


def history_json(identity: str) -> str:
    """Return the address of what happened to one commitment, as data."""
    return f"data/v1/history/{segment(identity)}.json"


def schema_json(kind: str, language: str) -> str:
    """Return the address of the JSON Schema of a kind of file, with its words in a language."""
    return f"data/v1/schemas/{kind}.{language}.json"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The pages of one language."""

    language: str

    def home(self) -> str:
        """Return the address of the first page."""
        return f"{self.language}/"

    def list_of(self, folder: str) -> str:
        """Return the address of a list: commitments, plans, organisations, themes, statuses."""
        return f"{self.language}/{folder}/"

    def record(self, folder: str, identity: str) -> str:
        """Return the address of one record's page inside its list's folder."""
        return f"{self.language}/{folder}/{segment(identity)}/"

    def commitment(self, identity: str) -> str:
        """Return the address of one commitment's page."""
        return self.record("commitments", identity)

    def history(self, identity: str) -> str:
        """Return the address of the history of one commitment."""
        return f"{self.commitment(identity)}history/"

    def plain(self, name: str) -> str:
        """Return the address of a page of its own: method, data, about, deadlines."""
        return f"{self.language}/{name}/"


def file_of(address: str) -> str:
    """Return the file that holds the page at `address`."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def relative(here: str, there: str, *, is_portable: bool = False) -> str:
    """Return the link from the page at `here` to the address `there` (with its `#part`)."""
    target, mark, part = there.partition("#")
    if target == here and part:
        return f"#{part}"
    wanted = file_of(target) if is_portable else target
    return f"{_path(here.rpartition('/')[0], wanted)}{mark}{part}"


@lru_cache(maxsize=65_536)  # a site has the same few links on thousands of pages
def _path(folder: str, wanted: str) -> str:
    path = posixpath.relpath(f"/{wanted}", f"/{folder}")
    return f"{path}/" if wanted == "" or wanted.endswith("/") else path


def absolute(base_url: str, there: str) -> str:
    """Return the public address, or the path alone where the site's own address is not known."""
    return f"{base_url.rstrip('/')}/{there}" if base_url else there


class Claims:
    """Which source has taken which address; two sources for one address stop the build."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """The addresses that are taken."""
        return tuple(self._sources)

    def claim(self, path: str, source: str) -> None:
        """Take `path` for `source`; raise when it is taken."""
        if path in self._sources:
            raise PromisetrackError(
                say(
                    "two sources for one address: “{path}” is written by {first} and by {second}",
                    path=path,
                    first=self._sources[path],
                    second=source,
                )
            )
        self._sources[path] = source
