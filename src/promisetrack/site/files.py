"""The tracker's own files on the site: evidence and pictures from the `files/` of a plan.

They are a stranger's, and a site has one origin: what a browser would run (HTML, SVG with a
script, XML) gets an ending that makes it a download. The names stay, so that links can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import quote, unquote

from promisetrack.artifact import Artifact
from promisetrack.files import EXECUTABLE, REGULAR
from promisetrack.model.pictures import RASTERS, kind_of
from promisetrack.site.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from promisetrack.files import SourceFile
    from promisetrack.history.redact import Redaction
    from promisetrack.register.register import Register

FILE_LIMIT: Final = 20 * 1024 * 1024
"""Bytes of one file that is copied."""

ALL_LIMIT: Final = 400 * 1024 * 1024
"""Bytes of all files that are copied: hosts of static sites take about a gigabyte."""

ASIDE: Final = ".bin"
"""What is put behind a name that a browser would open as a page: servers send it as data."""

_SAFE: Final = frozenset(
    """7z csv doc docx geojson gpx gz ics json jsonl md mp3 mp4 ods odp odt ogg opus parquet pdf
    ppt pptx rtf tar toml tsv txt wav webm xls xlsx yaml yml zip""".split()  # noqa: SIM905 - prose
)
_PLACE = re.compile(r"commitments/([^/]+)/files/(.+)")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")

Reason: TypeAlias = Literal["large", "many", "pointer", "name", "link", "removed"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files that are on the site. `addresses` by path in the tracker, not quoted.

    `pictures` are the paths of those that a page may show; `left` says why others are not there.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    left: Mapping[str, Reason] = field(default_factory=dict)

    def path(self, written: str, plan: str) -> str:
        """Return the path in the tracker of a file as a plan's records name it."""
        below = written.removeprefix("./")
        below = below if below.startswith("files/") else f"files/{below}"
        return f"commitments/{plan}/{below}"

    def link(self, written: str, plan: str) -> str:
        """Return the address of a file for links, empty where it is not on the site."""
        return quote(self.addresses.get(self.path(written, plan), ""))

    def shown(self, written: str, plan: str) -> str | None:
        """Return the address of what a Markdown text names; None where it is not on the site.

        A text says `files/x.png` of its own plan's, `PLAN/files/x.png` of another's.
        """
        for path in (self.path(written, plan), f"commitments/{written}"):
            if path in self.addresses:
                return quote(self.addresses[path])
        return None


NO_FILES: Final = Shelf()


def shelf_of(register: Register, removals: Iterable[Redaction] = ()) -> Shelf:
    """Return which files of the plans go to the site, and where; `removals` are those of a newer
    version too.
    """
    addresses: dict[str, str] = {}
    pictures: set[str] = set()
    left: dict[str, Reason] = {}
    removed, total = _removed(register) | {one.blob for one in removals}, 0
    for path, one in sorted(register.files.items()):
        place = _PLACE.fullmatch(path)
        if place is None:
            continue
        why = _why_not(one, removed)
        if why is None and total + len(one.content) > ALL_LIMIT:
            why = "many"
        if why is not None:
            left[path] = why
            continue
        total += len(one.content)
        is_picture = bool(kind_of(path, one.content))
        end = "" if is_picture or _ending(path) in (*_SAFE, *RASTERS) else ASIDE
        addresses[path] = f"files/{place[1]}/{place[2]}{end}"
        if is_picture:
            pictures.add(path)
    return Shelf(addresses, frozenset(pictures), left)


def copies(register: Register, shelf: Shelf) -> Iterator[Artifact]:
    """Yield the copies."""
    for path, address in shelf.addresses.items():
        yield Artifact(address, register.files[path].content)


def kept_as(address: str) -> str:
    """Return the name under which a reader keeps a copy that is set aside; empty: its own."""
    is_aside = address.startswith("files/") and address.endswith(ASIDE)
    return unquote(address.rpartition("/")[2]).removesuffix(ASIDE) if is_aside else ""


def _why_not(one: SourceFile, removed: frozenset[str]) -> Reason | None:
    if one.mode not in (REGULAR, EXECUTABLE):
        return "link"
    if one.blob and one.blob in removed:
        return "removed"
    if len(one.content) > FILE_LIMIT:
        return "large"
    if one.is_pointer:
        return "pointer"
    parts = one.path.split("/")
    is_odd = _ODD.search(one.path) or any(part.startswith(".") or not part for part in parts)
    return "name" if is_odd or len(one.path) > 400 else None


def _removed(register: Register) -> frozenset[str]:
    """Return the blobs that the law wants removed."""
    listed = Fields(register.tracker.data).parts("redact") if register.tracker else ()
    return frozenset(one.string("blob") for one in listed)


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path else ""
