"""What someone has seen of a log and wrote down: pins and the records of witnesses."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
LIMIT: Final = 4 * 1024 * 1024
"""Bytes of such a file that are read."""


@dataclass(frozen=True, slots=True)
class Pin:
    """An entry that was seen: where, its number, its commit. `seen_at` is a witness's clock."""

    origin: str
    n: int
    entry: str
    seen_at: str = ""


def read_pin(content: bytes) -> Pin | None:
    """Return a pin file's content; None where it is no pin."""
    try:
        return _pin(json.loads(content))
    except (ValueError, RecursionError):
        return None


def write_pin(pin: Pin) -> bytes:
    """Return a pin as a file: `{"origin", "n", "entry"}`."""
    plain = {"origin": pin.origin, "n": pin.n, "entry": pin.entry}
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()


def read_records(content: bytes) -> tuple[Pin, ...]:
    """Return a witness's records, oldest first; lines that are none are left out."""
    found = []
    for line in content.decode("utf-8", "replace").splitlines():
        try:
            pin = _pin(json.loads(line))
        except (ValueError, RecursionError):
            continue
        if pin is not None:
            found.append(pin)
    return tuple(found)


def record(pin: Pin) -> bytes:
    """Return one line of a witness's file."""
    return f"{json.dumps(asdict(pin), ensure_ascii=False)}\n".encode()


def about(records: Sequence[Pin], origin: str, entries: Sequence[str]) -> Pin | None:
    """Return what a witness saw last of a log: by its address, by an entry, or the only one.

    A log that the witness knows by another address counts too, where an entry of it is the same.
    """
    known = set(entries)
    places = {one.origin for one in records if same_place(one.origin, origin) or one.entry in known}
    if not places and len({one.origin for one in records}) == 1:
        places = {records[0].origin}
    found = [one for one in records if one.origin in places]
    return found[-1] if found else None


def same_place(one: str, other: str) -> bool:
    """Whether two addresses mean one repository, as far as their spelling goes."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> str:
    return address.strip().rstrip("/").removesuffix(".git").rstrip("/").lower()


def _pin(plain: object) -> Pin | None:
    if not isinstance(plain, dict):
        return None
    origin, n, entry = plain.get("origin", ""), plain.get("n"), plain.get("entry")
    seen_at = plain.get("seen_at", "")
    if not isinstance(origin, str) or not isinstance(n, int) or isinstance(n, bool) or n < 0:
        return None
    if not isinstance(entry, str) or not _COMMIT.fullmatch(entry) or not isinstance(seen_at, str):
        return None
    return Pin(origin, n, entry, seen_at)
