"""From the bytes of one file of one commit to its data, or to the reason why there are none.

What reads YAML is imported when the first file is read: who is told a history that was read
before needs none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.diagnostic import say
from promisetrack.files import EXECUTABLE, REGULAR, SourceFile
from promisetrack.history.events import Reading, Reason

if TYPE_CHECKING:
    from promisetrack.model.shape import Shape

__all__ = ["NOT_A_FILE", "ROLES", "Reader", "Reading", "is_regular", "read_version", "reader"]

ROLES: Final = frozenset(
    {"tracker", "organisation", "theme", "place", "plan", "commitment", "assessment"}
)
"""What is read at all; evidence files and strays are not data."""

_ONE_RECORD: Final = ("tracker", "plan", "commitment")

Reader: TypeAlias = Callable[[str, str, str], Reading]
"""(role, path, blob) → reading. Asked once for each version of each file, in the chain's order."""

NOT_A_FILE: Final = Reading(
    reason=Reason("not-a-regular-file", say("this is not a regular file, but a link or a module"))
)


def reader(bytes_of: Callable[[str], bytes]) -> Reader:
    """Return a reader over a function from blob ids to bytes."""

    def reading(role: str, path: str, blob: str) -> Reading:
        return read_version(role, SourceFile(path, bytes_of(blob), blob))

    return reading


def read_version(role: str, file: SourceFile) -> Reading:
    """Read one version as the register reads a file; what today's schema says does not count."""
    from promisetrack.source.document import read

    document, faults = read(file, _shape(role))
    if document is not None:
        return Reading(document.data)
    fault = faults[-1]
    return Reading(reason=Reason(fault.check, fault.message))


def prepare() -> None:
    """Import what reads YAML now: processes that are copied from this one then have it too."""
    read_version("commitment", SourceFile("", b"id: a\n"))


def is_regular(mode: str | None) -> bool:
    """Whether git's mode is that of a file with content of its own."""
    return mode in (None, REGULAR, EXECUTABLE)


@cache
def _shape(role: str) -> Shape:
    from promisetrack.model import shape

    one = shape.shape_of(role)
    return one if role in _ONE_RECORD else shape.Shape(item=one)
