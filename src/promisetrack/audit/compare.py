"""A site's files against a manifest: the first that differs, in byte order of the addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from promisetrack.audit.manifest import OWN
from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.audit.manifest import SiteFile


class Seen(Protocol):
    """A file as it was found: size and SHA-256, or the trouble with it."""

    @property
    def path(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def trouble(self) -> str | None: ...
    @property
    def is_longer(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it: the first file that differs, and the first that could not be read.

    `hidden` counts files whose name begins with a dot and that a web server did not give out.
    """

    path: str | None = None
    message: Message | None = None
    unread: Message | None = None
    compared: int = 0
    hidden: int = 0

    @property
    def is_equal(self) -> bool:
        """Whether every file was read and is the same."""
        return self.message is None and self.unread is None


def compare(
    wanted: Sequence[SiteFile],
    found: Iterable[Seen],
    names: Iterable[str] | None,
    *,
    may_hide: bool = False,
) -> Comparison:
    """Compare files with a manifest's, both in its order. `names` are all files of the site.

    With `may_hide` a missing file whose name begins with a dot is no difference: web servers
    keep such files to themselves.
    """
    listed = {one.path for one in wanted}
    extra = sorted((one for one in names or () if one not in listed and one not in OWN), key=_order)
    unread: Message | None = None
    count = hidden = 0
    for one, seen in zip(wanted, found, strict=True):
        if extra and _order(extra[0]) < _order(one.path):
            break
        count += 1
        if may_hide and seen.trouble == "missing" and _is_hidden(one.path):
            hidden += 1
        elif seen.trouble == "unreachable":
            unread = unread or say("{path} could not be read", path=one.path)
        else:
            wrong = _difference(one, seen)
            if wrong is not None:
                return Comparison(one.path, wrong, unread, count, hidden)
    if extra:
        wrong = say("{path} is on the site, but was never published", path=extra[0])
        return Comparison(extra[0], wrong, unread, count, hidden)
    return Comparison(None, None, unread, count, hidden)


def _difference(wanted: SiteFile, seen: Seen) -> Message | None:
    if seen.trouble == "missing":
        return say("{path} was published, but is not on the site", path=wanted.path)
    if seen.trouble is not None:
        return say("{path} is no plain file on the site", path=wanted.path)
    if seen.is_longer or (seen.size, seen.sha256) != (wanted.size, wanted.sha256):
        return say("{path} is not what was published", path=wanted.path)
    return None


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _order(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
