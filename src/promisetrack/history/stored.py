"""Readings as bytes that may be stored: what comes back is what was read, key for key."""

from __future__ import annotations

import json
from typing import Any, Final

import orjson

from promisetrack.history.cache import _message, _message_from
from promisetrack.history.events import Reading, Reason

WIDE: Final = b"w"
"""Begins what orjson cannot write (whole numbers beyond 64 bits) and the slow writer can."""
FAST: Final = b"f"


def pack(value: object) -> bytes:
    """Return plain data as bytes. Raise ValueError for what no JSON can say."""
    try:
        return FAST + orjson.dumps(value)
    except TypeError:
        try:
            return WIDE + json.dumps(value, allow_nan=False).encode("ascii")
        except (TypeError, RecursionError) as wrong:
            raise ValueError("not plain data") from wrong


def written(value: object) -> str:
    """Return plain data as JSON for others to read: indented, every sign as itself.

    Twenty times as quick as the usual writer, which only writes what this one cannot.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode("utf-8")
    except TypeError:
        return json.dumps(value, ensure_ascii=False, indent=2)


def unpack(content: bytes | memoryview) -> Any:
    """Return the data that `pack` wrote. Raise ValueError for other bytes."""
    if content[:1] == WIDE:
        return json.loads(bytes(content[1:]))
    return orjson.loads(memoryview(content)[1:])


def pack_reading(reading: Reading) -> bytes:
    """Return a reading as bytes."""
    if reading.reason is None:
        return pack([reading.data])
    return pack([None, reading.reason.check, _message(reading.reason.message)])


def unpack_reading(content: bytes) -> Reading:
    """Return the reading that `pack_reading` wrote. Raise ValueError for other bytes."""
    plain = unpack(content)
    match plain:
        case [data]:
            return Reading(data)
        case [None, str(check), list(message)]:
            return Reading(reason=Reason(check, _message_from(message)))
    raise ValueError("not a reading")
