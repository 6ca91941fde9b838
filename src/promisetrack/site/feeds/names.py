"""Names that never change: of feeds, of their entries, of dates in calendars."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final

from promisetrack.history.timeline import Timeline

if TYPE_CHECKING:
    from promisetrack.site.site import Site

_SPACE: Final = uuid.UUID("6fcd6b64-6798-4ea5-89ab-8da6b5c835ae")
"""The namespace of all our names (RFC 9562, 5.5); chosen once, by chance."""

_FORBIDDEN: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def name(*parts: str) -> str:
    """Return a UUID made of parts: the same parts, the same name, wherever the site lies."""
    return str(uuid.uuid5(_SPACE, "\0".join(parts)))


def urn(*parts: str) -> str:
    """Return the same as a URN."""
    return f"urn:uuid:{name(*parts)}"


def root(site: Site) -> str:
    """Return what names the register for ever: the first commit of its official line.

    Empty for a preview of files that have no history.
    """
    line = site.timeline
    return line.commits[0].id if isinstance(line, Timeline) and line.commits else ""


def plain(text: object) -> str:
    """Return text that XML 1.0 and iCalendar can hold, on whatever lines it stands."""
    return _FORBIDDEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
