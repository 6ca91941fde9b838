"""Changing a file's bytes: what is not changed keeps them, line ends and byte order mark included.

`edit.rewrite` knows lines that end in LF. A file from Windows ends them in CRLF, and may begin
with a byte order mark: both are taken off before the change and put back behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.source.edit import rewrite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MARK = "\ufeff"


def rewrite_bytes(content: bytes, data: Mapping[str, object] | Sequence[object]) -> bytes:
    """Return a file's bytes changed as little as possible so that they read as `data`.

    Raises PromisetrackError where they are not UTF-8 or not one plain YAML document.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise PromisetrackError(
            say("a file cannot be changed because it is not UTF-8"),
            say("run promisetrack check, mend what it names, and try again"),
        ) from problem
    mark = _MARK if text.startswith(_MARK) else ""
    body = text.removeprefix(_MARK)
    is_windows = "\r\n" in body and body.count("\r\n") == body.count("\n") == body.count("\r")
    plain = body.replace("\r\n", "\n") if is_windows else body
    changed = _as_ended(plain, rewrite(plain, data))
    if is_windows:
        changed = changed.replace("\n", "\r\n")
    return (mark + changed).encode("utf-8")


def _as_ended(old: str, new: str) -> str:
    """Leave off a line end that was added to a last line which did not change otherwise."""
    if old.endswith("\n") or not old or not new.endswith("\n"):
        return new
    last = old.rsplit("\n", 1)[-1]
    return new[:-1] if new[:-1].rsplit("\n", 1)[-1] == last else new
